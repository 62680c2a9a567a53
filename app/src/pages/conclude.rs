//! What came of a public notice, published after its last day.

use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_board::record::Context;
use jiannuo_domain::disclosing::notice_standing;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::OutcomeWords;
use leptos::prelude::*;

use super::acts::NOTE_CHARACTERS;
use super::disclosure_form::day_text;
use super::notice::{Which, id_in_address};
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::session::Shown;

/// The name of the form in drafts.
pub const FORM: &str = "conclude";

/// The page.
#[component]
pub fn Conclude() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let until = notice_standing(&shown.ledger, shown.ledger.disclosures.get(&id)?, shown.now.today)?.until;
            Some((Which::Disclosure.standing(&shown.ledger, id)?, until, shown))
        });
        match found {
            Some((standing, until, shown)) => form(here, &shown, standing, until),
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, shown: &Shown, standing: super::notice::Standing, until: jiannuo_domain::day::Day) -> AnyView {
    let session = here.session;
    let now = shown.now;
    let problems = Problems::new();
    let (objections, outcome) = (RwSignal::new("0".to_owned()), RwSignal::new(String::new()));
    let place = DraftPlace::of_form(here.membership.org, FORM, Some(standing.id));
    let kept = draft::keep(session, place, problems.is_busy, vec![objections, outcome]);
    let (id, head) = (standing.id, standing.head);
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let words = session.words();
        if now.today <= until {
            let context = Context::on_device(words.board(), &now);
            problems.field("objections", words.conclude_too_early(&day_text(&context, until)));
            return;
        }
        let Ok(count) = objections.with_untracked(|text| text.trim().parse::<u16>()) else {
            problems.field("objections", words.not_a_count());
            return;
        };
        let outcome = outcome.with_untracked(|text| filled(text)).unwrap_or_default();
        if count > 0 && outcome.is_empty() {
            problems.field("outcome", words.outcome_wanted());
            return;
        }
        let told = OutcomeWords { objections: count, outcome, personal_data_reason };
        commit_and_go(&here, problems, Which::Disclosure.path(id), Some(place), move |act| {
            act.say(Kind::DisclosureConcluded, id, Some(head), None, None, Some(&told)).map(drop)
        });
    };
    let title = standing.title;
    let fields = move || {
        let words = session.words();
        let board = words.board();
        let told = Field::new("outcome", words.outcome()).hint(words.outcome_hint()).optional();
        view! {
            <h1>{words.conclude()}</h1>
            <p class="on-pledge">{title.clone()}</p>
            <p class="lead">{words.conclude_text()}</p>
            {problems.summary(session)}
            {field(board, Field::new("objections", words.objections()), FieldKind::Number, objections, problems.of("objections"))}
            {field(board, told, FieldKind::Lines(4, Some(NOTE_CHARACTERS)), outcome, problems.of("outcome"))}
        }
    };
    let texts = vec![PublicText { name: |words| words.outcome(), text: outcome }];
    view! { {fields} {kept} {publish_panel(texts, |words| words.conclude(), problems, publish)} }.into_any()
}
