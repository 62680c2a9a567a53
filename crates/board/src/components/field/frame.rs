use leptos::prelude::*;

use super::{Field, view::Problem};
use crate::words::Words;

/// Label, hint and problem around one control.
pub(super) fn frame(words: &'static Words, field: &Field, problem: Problem, control: AnyView) -> AnyView {
    view! {
        <div class="field" class:field-wrong=move || problem.with(Option::is_some)>
            <label for=field.id.clone()>{field.label.clone()}{optional(words, field)}</label>
            {hint(field)}
            {problem_line(words, &field.id, problem)}
            {control}
        </div>
    }
    .into_any()
}

/// Legend, hint and problem around several controls.
pub(super) fn group(words: &'static Words, field: &Field, problem: Problem, controls: AnyView) -> AnyView {
    view! {
        <fieldset
            class="field"
            class:field-wrong=move || problem.with(Option::is_some)
            aria-describedby=described_by(field, problem)
        >
            <legend>{field.label.clone()}{optional(words, field)}</legend>
            {hint(field)}
            {problem_line(words, &field.id, problem)}
            {controls}
        </fieldset>
    }
    .into_any()
}

fn optional(words: &'static Words, field: &Field) -> Option<AnyView> {
    field.is_optional.then(|| view! { <span class="hint-inline">{words.form.optional}</span> }.into_any())
}

fn hint(field: &Field) -> Option<AnyView> {
    let id = format!("{}-hint", field.id);
    field.hint.clone().map(|hint| view! { <p class="hint" id=id>{hint}</p> }.into_any())
}

pub(super) fn problem_line(words: &'static Words, field_id: &str, problem: Problem) -> AnyView {
    let id = format!("{field_id}-problem");
    view! {
        {move || {
            let id = id.clone();
            problem.get().map(|text| view! { <p class="problem" id=id><span class="hidden-text">{words.form.error}</span>{text}</p> })
        }}
    }
    .into_any()
}

/// What a screen reader says after the label: the hint, then the problem.
pub(super) fn described_by(field: &Field, problem: Problem) -> impl Fn() -> Option<String> + Send + Sync + 'static {
    let (id, has_hint) = (field.id.clone(), field.hint.is_some());
    move || match (has_hint, problem.with(Option::is_some)) {
        (true, true) => Some(format!("{id}-hint {id}-problem")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-problem")),
        (false, false) => None,
    }
}

pub(super) fn invalid(problem: Problem) -> Option<&'static str> {
    problem.with(Option::is_some).then_some("true")
}
