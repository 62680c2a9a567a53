use leptos::prelude::*;

use super::{
    Choice, Field, FieldKind,
    frame::{described_by, frame, group, invalid},
};
use crate::words::Words;

/// What is wrong with a field at the moment, if anything.
pub type Problem = Signal<Option<String>>;

/// A field for typing.
pub fn field(
    words: &'static Words,
    field: Field,
    kind: FieldKind,
    value: RwSignal<String>,
    problem: Problem,
) -> AnyView {
    let control = match kind {
        FieldKind::Lines(rows, characters_max) => lines(words, &field, rows, characters_max, value, problem),
        _ => line(&field, kind, value, problem),
    };
    frame(words, &field, problem, control)
}

fn line(field: &Field, kind: FieldKind, value: RwSignal<String>, problem: Problem) -> AnyView {
    let (input_type, mode, plain) = match kind {
        FieldKind::Number => ("text", Some("decimal"), false),
        FieldKind::Phone => ("tel", None, false),
        FieldKind::Code => ("text", None, true),
        FieldKind::Text | FieldKind::Lines(..) => ("text", None, false),
    };
    let off = plain.then_some("off");
    view! {
        <input
            class="control"
            id=field.id.clone()
            name=field.name.clone()
            type=input_type
            inputmode=mode
            autocomplete="off"
            autocapitalize=off
            spellcheck=plain.then_some("false")
            required=!field.is_optional
            aria-describedby=described_by(field, problem)
            aria-invalid=move || invalid(problem)
            value=value.get_untracked()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
    .into_any()
}

fn lines(
    words: &'static Words,
    field: &Field,
    rows: u32,
    characters_max: Option<u32>,
    value: RwSignal<String>,
    problem: Problem,
) -> AnyView {
    let left = characters_max.map(|most| {
        let left = move || {
            let used = u32::try_from(value.with(|text| text.chars().count())).unwrap_or(u32::MAX);
            (words.form.characters_left)(most.saturating_sub(used))
        };
        view! { <p class="hint">{left}</p> }
    });
    view! {
        <textarea
            class="control"
            id=field.id.clone()
            name=field.name.clone()
            rows=rows.to_string()
            required=!field.is_optional
            aria-describedby=described_by(field, problem)
            aria-invalid=move || invalid(problem)
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        >
            {text_inside(&value.get_untracked())}
        </textarea>
        {left}
    }
    .into_any()
}

/// The words between the tags of a `textarea`. The renderer leaves them unescaped there, so it is done here; in a
/// browser the control's value says it all, and the words inside would be shown with their escapes.
fn text_inside(text: &str) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { String::new() }
}

/// A day from the device's own calendar, as `2026-09-30`.
pub fn date_field(words: &'static Words, field: Field, value: RwSignal<String>, problem: Problem) -> AnyView {
    let control = view! {
        <input
            class="control control-short"
            id=field.id.clone()
            name=field.name.clone()
            type="date"
            required=!field.is_optional
            aria-describedby=described_by(&field, problem)
            aria-invalid=move || invalid(problem)
            value=value.get_untracked()
            prop:value=move || value.get()
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    frame(words, &field, problem, control.into_any())
}

/// One of many answers, folded.
pub fn select(
    words: &'static Words,
    field: Field,
    choices: Vec<Choice>,
    value: RwSignal<String>,
    problem: Problem,
) -> AnyView {
    let options = choices.into_iter().map(|choice| {
        let own = choice.value.clone();
        view! { <option value=choice.value selected=move || value.with(|value| *value == own)>{choice.label}</option> }
    });
    let control = view! {
        <select
            class="control"
            id=field.id.clone()
            name=field.name.clone()
            aria-describedby=described_by(&field, problem)
            aria-invalid=move || invalid(problem)
            on:change=move |event| value.set(event_target_value(&event))
        >
            {options.collect_view()}
        </select>
    };
    frame(words, &field, problem, control.into_any())
}

/// One of a few answers, all to be seen.
pub fn choices(
    words: &'static Words,
    field: Field,
    choices: Vec<Choice>,
    value: RwSignal<String>,
    problem: Problem,
) -> AnyView {
    let radios = choices.into_iter().enumerate().map(|(index, choice)| {
        // The first answer carries the field's own id, so that the error summary leads to it.
        let id = if index == 0 { field.id.clone() } else { format!("{}-{}", field.id, index + 1) };
        let own = choice.value.clone();
        let hint = choice.hint.map(|hint| view! { <span class="hint">{hint}</span> });
        let picked = choice.value.clone();
        view! {
            <li class="choice">
                <input
                    id=id.clone()
                    type="radio"
                    name=field.name.clone()
                    value=choice.value
                    checked=value.with_untracked(|value| *value == own)
                    prop:checked=move || value.with(|value| *value == own)
                    on:change=move |_| value.set(picked.clone())
                />
                <label for=id>{choice.label}{hint}</label>
            </li>
        }
    });
    let list = view! { <ul role="list">{radios.collect_view()}</ul> };
    group(words, &field, problem, list.into_any())
}

/// Yes or no.
pub fn checkbox(words: &'static Words, field: Field, value: RwSignal<bool>, problem: Problem) -> AnyView {
    let hint = field.hint.clone().map(|hint| view! { <span class="hint">{hint}</span> });
    view! {
        <div class="field choice">
            <input
                id=field.id.clone()
                type="checkbox"
                name=field.name.clone()
                value="yes"
                aria-describedby=described_by(&Field { hint: None, ..field.clone() }, problem)
                aria-invalid=move || invalid(problem)
                checked=value.get_untracked()
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <label for=field.id.clone()>{field.label.clone()}{hint}</label>
            {super::frame::problem_line(words, &field.id, problem)}
        </div>
    }
    .into_any()
}

/// A file; the browser's own event is passed on, since only it holds the file.
pub fn file_field(
    words: &'static Words,
    field: Field,
    accept: &'static str,
    on_change: Option<Callback<leptos::ev::Event>>,
    problem: Problem,
) -> AnyView {
    let changed = move |event| {
        if let Some(on_change) = on_change {
            on_change.run(event);
        }
    };
    let control = view! {
        <input
            class="control control-file"
            id=field.id.clone()
            name=field.name.clone()
            type="file"
            accept=accept
            aria-describedby=described_by(&field, problem)
            aria-invalid=move || invalid(problem)
            on:change=changed
        />
    };
    frame(words, &field, problem, control.into_any())
}
