//! Taking back a progress entry, and objecting to what was entered in one's name.

use jiannuo_board::components::field::{Choice, Field, choices};
use jiannuo_domain::codes::Codes;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Attestation;
use leptos::prelude::*;

use super::acts::{OnPledge, on_pledge, reason_field, reason_words};
use super::entered::entered_for;
use super::erasable::{Said, said_in_pledge};
use crate::parts::publish::{PublicText, publish_panel};
use crate::words::Words;

/// What differs between the two forms.
#[derive(Clone, Copy)]
struct Form {
    kind: fn() -> Kind,
    title: fn(Words) -> &'static str,
    lead: fn(Words) -> &'static str,
    reason: fn(Words) -> &'static str,
    /// Whether it is said in the name of the pledge's owner.
    for_owner: bool,
}

/// A progress entry was wrong.
#[component]
pub fn WithdrawProgress() -> impl IntoView {
    on_pledge("withdraw-progress", |form| {
        let standing = said(&form, |form, words, ledger| {
            let withdrawn = |said: &Said| {
                let progress = form.pledge.progress.iter().find(|one| one.told.stamp.entry == said.stamp.entry);
                progress.is_none_or(|one| one.withdrawn.is_some())
            };
            let mut all = said_in_pledge(words, ledger, &form.pledge);
            all.retain(|said| !withdrawn(said));
            all
        });
        let what = Form {
            kind: || Kind::ProgressWithdrawn,
            title: |words| words.withdraw_progress(),
            lead: |words| words.withdraw_progress_text(),
            reason: |words| words.why_withdrawn(),
            for_owner: true,
        };
        about_an_entry(form, what, standing)
    })
}

/// What was entered in one's name was not said.
#[component]
pub fn Contest() -> impl IntoView {
    on_pledge("contest", |form| {
        let entered = said(&form, |form, words, ledger| {
            let not_yet = |attestation| attestation != Attestation::Contested;
            form.here
                .speaker
                .map(|speaker| entered_for(words, ledger, &form.pledge, speaker, not_yet))
                .unwrap_or_default()
        });
        let what = Form {
            kind: || Kind::EntryContested,
            title: |words| words.contest_title(),
            lead: |words| words.contest_text(),
            reason: |words| words.contest_reason(),
            for_owner: false,
        };
        about_an_entry(form, what, entered)
    })
}

fn said(
    form: &OnPledge,
    tell: impl FnOnce(&OnPledge, Words, &jiannuo_domain::ledger::Ledger) -> Vec<Said>,
) -> Vec<Said> {
    let shown = form.here.session.shown_untracked(form.here.membership.org);
    let words = Words(form.here.session.language.get_untracked());
    shown.map(|shown| tell(form, words, &shown.ledger)).unwrap_or_default()
}

fn about_an_entry(form: OnPledge, what: Form, entries: Vec<Said>) -> AnyView {
    let (session, problems) = (form.here.session, form.problems);
    // With one to choose from nobody has to.
    let only = match entries.as_slice() {
        [only] => only.stamp.entry.to_string(),
        _ => String::new(),
    };
    let entry = RwSignal::new(only);
    let reason = RwSignal::new(String::new());
    let kept = form.keep(vec![entry, reason]);
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let words = session.words();
        let Ok(target) = entry.with_untracked(|entry| entry.parse::<EntryId>()) else {
            problems.field("entry", words.which_missing());
            return;
        };
        let Some(told) = reason_words(words, reason, problems, personal_data_reason) else { return };
        let codes = Codes { entry: Some(target), ..Codes::default() };
        form.commit(|act, pledge| {
            let about = what.for_owner.then_some(pledge.owner);
            act.say((what.kind)(), pledge.id, None, about, Some(codes), Some(&told)).map(drop)
        });
    };
    let texts = vec![PublicText { name: what.reason, text: reason }];
    let fields = move || {
        let words = session.words();
        let answers = entries.iter().map(|said| Choice {
            value: said.stamp.entry.to_string(),
            label: said.texts.first().map_or_else(|| said.what.to_owned(), |(_, text)| text.clone()),
            hint: Some(format!("{} · {}", said.what, words.entered_by_on(&said.signer, &said.day))),
        });
        view! {
            <h1>{(what.title)(words)}</h1>
            <p class="lead">{(what.lead)(words)}</p>
            {choices(words.board(), Field::new("entry", words.which_progress()), answers.collect(), entry, problems.of("entry"))}
            {reason_field(words, (what.reason)(words), reason, problems)}
        }
    };
    view! { {fields} {kept} {publish_panel(texts, what.title, problems, publish)} }.into_any()
}
