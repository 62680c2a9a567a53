//! What a person is asked about words that are not clear, once for all rows with the same words.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_domain::ledger_import::{Answer, Question, Unclear};
use leptos::prelude::*;

use super::say;
use super::state::State;
use crate::words::Words;

/// Questions that are listed: as many as a person answers before lunch.
const LISTED: usize = 20;

/// The questions.
pub(super) fn questions(words: Words, all: &[Question], state: State) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let listed = all.iter().take(LISTED).enumerate().map(|(place, asked)| question(words, place, asked, state));
    let more = (all.len() > LISTED).then(|| view! { <p class="hint">{words.questions_more(all.len() - LISTED)}</p> });
    Some(
        view! {
            <section class="panel questions">
                <h3>{words.questions()}</h3>
                <p>{words.questions_text()}</p>
                {listed.collect_view()}
                {more}
            </section>
        }
        .into_any(),
    )
}

fn question(words: Words, place: usize, asked: &Question, state: State) -> AnyView {
    let (column, written) = (asked.column, asked.written.clone());
    let typed = RwSignal::new(asked.answer.clone().unwrap_or_default());
    let wrong = asked.answer.as_ref().map(|_| words.answer_not_understood().to_owned());
    let tell = {
        let written = written.clone();
        move |answer: String| state.answer(Answer { column, written: written.clone(), answer })
    };
    let offered = asked.suggestions.iter().map(|offered| {
        let (tell, answer) = (tell.clone(), offered.clone());
        let press = Callback::new(move |()| tell(answer.clone()));
        button(offered.clone(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(press))
    });
    let offered = offered.collect_view();
    let apply = Callback::new(move |()| tell(typed.get_untracked()));
    let hint = match asked.unclear {
        Unclear::Deadline | Unclear::Format => words.answer_hint_deadline(),
        Unclear::Day => words.answer_hint_day(),
        Unclear::Hours(_) | Unclear::Choice => words.answer_hint_hours(),
    };
    let typing = (!matches!(asked.unclear, Unclear::Choice | Unclear::Format)).then(|| {
        let label = Field::new(format!("answer-{place}"), words.answer_label()).hint(hint).optional();
        view! {
            {field(words.board(), label, FieldKind::Text, typed, Signal::derive(move || wrong.clone()))}
            {button(words.answer_apply().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(apply))}
        }
    });
    view! {
        <fieldset class="question">
            <legend>{written}</legend>
            <p class="hint">
                {words.question_about(say::column(words, column), asked.rows, asked.first_line)}
                " · "
                {say::unclear(words, asked.unclear)}
            </p>
            <p class="offered">{offered}</p>
            {typing}
        </fieldset>
    }
    .into_any()
}
