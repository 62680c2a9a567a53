//! What narrows a search down: state, field, post, due date, organisation.

use std::collections::BTreeSet;

use jiannuo_board::components::field::{Choice, Field, select};
use jiannuo_finding::{DueWindow, Record};
use leptos::prelude::*;

use super::asked::Asked;
use super::{Search, state_label};
use crate::words::Words;

/// Each condition with the answers that something on this device has, folded away until it is wanted. Made anew when the
/// device holds something else.
pub fn choices(search: Search, _turn: u32) -> AnyView {
    let words = search.session.words();
    let asked = search.asked.get_untracked();
    let org = search.here.with_value(|here| here.as_ref().map(|here| here.org));
    let present = |of: &dyn Fn(&Record) -> Option<String>| -> BTreeSet<String> {
        search.session.with_findable(|index, _| {
            index.records().filter(|record| org.is_none_or(|org| record.org == org)).filter_map(of).collect()
        })
    };
    let states = present(&|record| Some(record.state.code().to_owned()));
    let states = states.into_iter().map(|code| Choice::new(code.clone(), state_label(words, &code)));
    let themselves = |texts: BTreeSet<String>| texts.into_iter().map(|text| Choice::new(text.clone(), text)).collect();
    let memberships = search.session.memberships.get_untracked();
    let organisations = memberships.iter().map(|one| Choice::new(one.slug.clone(), one.name.clone()));
    let due = DueWindow::ALL.into_iter().map(|window| Choice::new(window.code(), window_label(words, window)));
    let condition = |id: &str, label: &str, answers: Vec<Choice>, part: Part| one(search, id, label, answers, part);
    view! {
        <details class="more" open=asked.is_narrowed()>
            <summary>{words.search_narrow()}</summary>
            <div class="field-pair">
                {(org.is_none() && memberships.len() > 1).then(|| {
                    condition("search-org", words.search_organisation(), organisations.collect(), |asked| &mut asked.org)
                })}
                {condition("search-state", words.search_state(), states.collect(), |asked| &mut asked.state)}
                {condition("search-due", words.search_due(), due.collect(), |asked| &mut asked.due)}
                {condition("search-field", words.search_field(), themselves(present(&|record| record.field.clone())), |asked| &mut asked.field)}
                {condition("search-post", words.search_post(), themselves(present(&|record| record.post.clone())), |asked| &mut asked.post)}
            </div>
        </details>
    }
    .into_any()
}

/// Which part of the question a condition is.
type Part = fn(&mut Asked) -> &mut String;

/// One condition; nothing where there is nothing to choose.
fn one(search: Search, id: &str, label: &str, answers: Vec<Choice>, part: Part) -> Option<AnyView> {
    if answers.is_empty() {
        return None;
    }
    let words = search.session.words();
    let present = move || part(&mut search.asked.get()).clone();
    let value = RwSignal::new(part(&mut search.asked.get_untracked()).clone());
    // Going back changes the question; a choice changes it too. Neither follows itself.
    Effect::new(move || value.set(present()));
    Effect::new(move || {
        let chosen = value.get();
        let mut asked = search.asked.get_untracked();
        if *part(&mut asked) != chosen {
            *part(&mut asked) = chosen;
            search.ask(asked);
        }
    });
    let answers = std::iter::once(Choice::new("", words.search_any())).chain(answers).collect();
    let problem = Signal::derive(|| None);
    Some(select(words.board(), Field::new(id, label), answers, value, problem))
}

const fn window_label(words: Words, window: DueWindow) -> &'static str {
    match window {
        DueWindow::Overdue => words.search_due_overdue(),
        DueWindow::Week => words.search_due_week(),
        DueWindow::Month => words.search_due_month(),
        DueWindow::Year => words.search_due_year(),
        DueWindow::NoDate => words.search_due_none(),
    }
}
