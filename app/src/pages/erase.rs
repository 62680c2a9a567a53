//! Erasing words for good (spec rules E1–E3): which entry's, for what kind of reason, what that means, and a second look.
//!
//! Deliberately absent: a reason in words. It would be public, and tempt its author to write again what is to be erased.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, checkbox, select};
use jiannuo_board::record::{Context, organisation_name};
use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use leptos::prelude::*;

use super::entered::NO_WORDS;
use super::erasable::{Said, day_text, said_about};
use super::notice::{id_in_address, is_secretary};
use crate::parts::commit::commit_and_go;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::say;
use crate::words::Words;

/// The kinds of reasons for which words are erased; the first is what this is for.
const REASONS: [(&str, Reason); 3] = [
    ("personal-data", Reason::PersonalData),
    ("entered-by-mistake", Reason::EnteredByMistake),
    ("other", Reason::Other),
];

/// Words of a pledge.
#[component]
pub fn EraseInPledge() -> impl IntoView {
    erase("pledges")
}

/// Words of a disclosure.
#[component]
pub fn EraseInDisclosure() -> impl IntoView {
    erase("disclosures")
}

/// Words of a row of the catalogue.
#[component]
pub fn EraseInCatalogue() -> impl IntoView {
    erase("catalogue")
}

/// Words of a service point.
#[component]
pub fn EraseInPoint() -> impl IntoView {
    erase("points")
}

/// Words of a service guide.
#[component]
pub fn EraseInGuide() -> impl IntoView {
    erase("guides")
}

/// Words of a post.
#[component]
pub fn EraseInPost() -> impl IntoView {
    erase("posts")
}

/// Words of a year: its members' accounts.
#[component]
pub fn EraseInCycle() -> impl IntoView {
    erase("cycles")
}

/// Words of the organisation: how it described itself.
#[component]
pub fn EraseInOrganisation() -> impl IntoView {
    erase(ORGANISATION)
}

/// Stands where other records have the part of their addresses: the organisation is at none of its own.
const ORGANISATION: &str = "";

/// Where one goes on afterwards, below the organisation's address.
fn then(segment: &str, record: RecordId) -> String {
    match segment {
        ORGANISATION => String::new(),
        // A post stands in the list.
        "posts" => "/posts".to_owned(),
        _ => format!("/{segment}/{record}"),
    }
}

/// What the page is about, as it stood when it was opened.
#[derive(Clone)]
struct Erasing {
    here: Here,
    segment: &'static str,
    record: RecordId,
    entries: Vec<(Said, RwSignal<bool>)>,
    reason: RwSignal<String>,
    /// Whether the second look is on.
    is_checked: RwSignal<bool>,
    problems: Problems,
    /// The office as the board will name it.
    office: String,
}

fn erase(segment: &'static str) -> impl IntoView {
    with_organisation(move |here| {
        let session = here.session;
        let words = Words(session.language.get_untracked());
        let id = if segment == ORGANISATION { Some(here.membership.org.record()) } else { id_in_address() };
        let found = id.zip(session.shown_untracked(here.membership.org));
        let found = found.and_then(|(id, shown)| Some((id, said_about(words, &shown.ledger, &id)?, shown)));
        let Some((record, said, shown)) = found else { return super::unable::NoSuchPage().into_any() };
        if !is_secretary(&here, &shown.ledger) {
            return view! { <h1>{words.erase()}</h1> <p class="lead">{words.not_for_you()}</p> }.into_any();
        }
        let erasing = Erasing {
            office: organisation_name(&shown.ledger, &Context::on_device(words.board(), &shown.now)),
            here,
            segment,
            record,
            entries: said.into_iter().filter(Said::is_erasable).map(|said| (said, RwSignal::new(false))).collect(),
            reason: RwSignal::new(REASONS[0].0.to_owned()),
            is_checked: RwSignal::new(false),
            problems: Problems::new(),
        };
        view! {
            {erasing.problems.summary(session)}
            {move || {
                let words = session.words();
                match (erasing.entries.is_empty(), erasing.is_checked.get()) {
                    (true, _) => view! { <h1>{words.erase()}</h1> <p class="lead">{words.erase_none_left()}</p> }.into_any(),
                    (false, false) => choosing(words, &erasing),
                    (false, true) => checking(words, &erasing),
                }
            }}
        }
        .into_any()
    })
}

/// First: which words, and what will happen.
fn choosing(words: Words, erasing: &Erasing) -> AnyView {
    let board = words.board();
    let Erasing { entries, reason, is_checked, problems, .. } = erasing.clone();
    let picked = entries.clone();
    let next = Callback::new(move |()| {
        problems.clear();
        if picked.iter().any(|(_, is_picked)| is_picked.get_untracked()) {
            is_checked.set(true);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        } else {
            problems.field("erase-1", words.erase_pick());
        }
    });
    let rows = entries.into_iter().enumerate().map(|(index, (said, is_picked))| {
        let asked =
            Field::new(format!("erase-{}", index + 1), said.what).hint(words.said_by_on(&said.about, &said.day));
        let problem = if index == 0 { problems.of("erase-1") } else { Signal::stored(None) };
        let in_force = said.is_in_force.then(|| view! { <p class="hint">{words.erase_in_force()}</p> });
        let files = said.files_text(words).map(|text| view! { <p class="hint">{text}</p> });
        view! { <li>{checkbox(board, asked, is_picked, problem)}{quoted(words, &said)}{files}{in_force}</li> }
    });
    let reasons = REASONS.iter().map(|(value, reason)| Choice::new(*value, say::reason(words, *reason))).collect();
    let why = Field::new("reason", words.erase_reason()).hint(words.erase_reason_hint());
    view! {
        <h1>{words.erase()}</h1>
        <p class="lead">{words.erase_lead()}</p>
        <section class="panel panel-warning">
            <h2>{words.erase_what_happens()}</h2>
            <ul>
                <li>{words.erase_gone()}</li>
                <li>{words.erase_stays()}</li>
                {(erasing.segment == "pledges").then(|| view! { <li>{words.erase_counts()}</li> })}
                <li>{words.erase_copies()}</li>
                <li>{words.erase_part()}</li>
            </ul>
        </section>
        <fieldset class="field">
            <legend>{words.erase_which()}</legend>
            <ul class="outbox" role="list">{rows.collect_view()}</ul>
        </fieldset>
        {select(board, why, reasons, reason, problems.of("reason"))}
        {button(words.erase_next().into(), ButtonTone::Main, ButtonKind::Plain, false.into(), Some(next))}
    }
    .into_any()
}

/// Then: exactly these words, and what will stand in their place.
fn checking(words: Words, erasing: &Erasing) -> AnyView {
    let Erasing { entries, is_checked, problems, .. } = erasing.clone();
    let picked: Vec<Said> =
        entries.into_iter().filter(|(_, is_picked)| is_picked.get_untracked()).map(|(said, _)| said).collect();
    let reason = erasing.reason.with_untracked(|value| reason_of(value));
    let pledge_words = &words.board().pledge;
    let today = day_text(words, jiannuo_store::device::now_ms());
    let will_stand = (pledge_words.words_erased)(&today, &erasing.office, (pledge_words.reason_code)(reason));
    let rows = picked.iter().map(|said| {
        let files = said.files_text(words).map(|text| view! { <p><b>{text}</b></p> });
        view! { <h2>{said.heading(words)}</h2> {quoted(words, said)} {files} }
    });
    let rows = rows.collect_view();
    let back = Callback::new(move |()| is_checked.set(false));
    let erase = {
        let (here, segment, record) = (erasing.here.clone(), erasing.segment, erasing.record);
        Callback::new(move |()| {
            problems.clear();
            commit_and_go(&here, problems, then(segment, record), None, |act| {
                picked.iter().try_for_each(|said| {
                    let codes = Codes { entry: Some(said.stamp.entry), reason: Some(reason), ..Codes::default() };
                    let organisation = here.membership.org.record();
                    act.say(Kind::BodyErased, organisation, None, None, Some(codes), NO_WORDS).map(drop)
                })
            });
        })
    };
    view! {
        <section class="panel panel-warning" role="alert">
            <h1>{words.erase_check()}</h1>
            {rows}
            <p><b>{words.erase_board_says()}</b></p>
            <p class="erased">{will_stand}</p>
            <p>{words.erase_gone()}</p>
            <p class="hint">{words.erase_offline()}</p>
            {button(words.erase_now().into(), ButtonTone::Warning, ButtonKind::Plain, problems.is_busy.into(), Some(erase))}
            {button(words.erase_not().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(back))}
        </section>
    }
    .into_any()
}

fn reason_of(value: &str) -> Reason {
    REASONS.iter().find(|(known, _)| *known == value).map_or(Reason::PersonalData, |(_, reason)| *reason)
}

/// Every text of an entry with its field.
fn quoted(words: Words, said: &Said) -> AnyView {
    let texts = said.texts.iter().map(|(field, text)| view! { <p class="said">{words.field_says(field, text)}</p> });
    view! { <div class="on-pledge">{texts.collect_view()}</div> }.into_any()
}
