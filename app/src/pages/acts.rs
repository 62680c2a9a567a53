//! The short forms on a pledge: progress, claim, confirm, dispute, and ending it without fulfilment.

use jiannuo_board::components::field::{Choice, Field, FieldKind, choices, date_field, field, select};
use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Pledge;
use jiannuo_domain::words::{ClaimWords, ProgressWords, ReasonWords, Words as _};
use jiannuo_store::device;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::told::Told;
use crate::parts::attaching::Attaching;
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;
use crate::session::{Act, Failure};
use crate::words::Words;

/// What a form on a pledge is given.
#[derive(Clone)]
pub struct OnPledge {
    /// The organisation.
    pub here: Here,
    /// The pledge as it stood when the form was opened.
    pub pledge: Pledge,
    /// What is wrong with the form.
    pub problems: Problems,
    /// Where what is typed is kept.
    place: DraftPlace,
}

/// Builds a form for the pledge in the address.
pub fn on_pledge(name: &'static str, form: impl Fn(OnPledge) -> AnyView + Send + Sync + 'static) -> impl IntoView {
    with_organisation(move |here| {
        let id: Option<RecordId> = use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok());
        let pledge =
            id.and_then(|id| here.session.shown_untracked(here.membership.org)?.ledger.pledges.get(&id).cloned());
        match pledge {
            Some(pledge) => {
                let text = pledge.words().map(|words| words.text.clone());
                let problems = Problems::new();
                let place = DraftPlace::of_form(here.membership.org, name, Some(pledge.id));
                view! {
                    <p class="on-pledge">{text}</p>
                    {problems.summary(here.session)}
                    {form(OnPledge { here, pledge, problems, place })}
                }
                .into_any()
            }
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

impl OnPledge {
    /// Commits one statement about the pledge and goes back to its page.
    ///
    /// A verdict, a claim or an ending is about the words and claims that its author has read: it builds on the pledge as
    /// it stood when the form was opened, and if it has moved on meanwhile the author is asked (spec rule S11).
    pub fn commit(&self, say: impl FnOnce(&mut Act, &Pledge) -> Result<(), Failure>) {
        let pledge = self.pledge.clone();
        let back = format!("/pledges/{}", pledge.id);
        commit_and_go(&self.here, self.problems, back, Some(self.place), |act| say(act, &pledge));
    }

    /// Photos and papers that go with it.
    fn attaching(&self) -> Attaching {
        Attaching::new(self.here.session, self.place, self.problems)
    }

    /// Keeps what is typed until it is published.
    pub fn keep(&self, texts: Vec<RwSignal<String>>) -> AnyView {
        draft::keep(self.here.session, self.place, self.problems.is_busy, texts)
    }

    fn today(&self) -> Day {
        let shown = self.here.session.shown_untracked(self.here.membership.org);
        shown.map_or_else(|| Day::in_shanghai(device::now_ms()), |shown| shown.now.today)
    }
}

/// Something was done.
#[component]
pub fn AddProgress() -> impl IntoView {
    on_pledge("progress", |form| {
        let (session, problems) = (form.here.session, form.problems);
        let on = RwSignal::new(form.today().to_string());
        let note = RwSignal::new(String::new());
        let told = Told::of(&form.pledge);
        let kept = form.keep([vec![on, note], told.texts()].concat());
        let attaching = form.attaching();
        let publish = {
            let (form, told) = (form.clone(), told.clone());
            move |reason: Option<String>| {
                problems.clear();
                let words = session.words();
                let day = on.with_untracked(|text| text.parse::<Day>());
                if day.is_err() {
                    problems.field("on", words.not_a_day());
                }
                let Some(note) = note.with_untracked(|text| filled(text)) else {
                    problems.field("note", words.fill_in());
                    return;
                };
                let Ok(day) = day else { return };
                let mut progress = ProgressWords {
                    attachments: attaching.attachments_untracked(),
                    personal_data_reason: reason,
                    ..ProgressWords::new(day, note)
                };
                told.add_to(&mut progress, words, problems);
                if problems.any() || !attaching.is_ready() {
                    return;
                }
                form.commit(|act, pledge| {
                    attaching.attach_to(act);
                    act.say(Kind::ProgressAdded, pledge.id, None, Some(pledge.owner), None, Some(&progress)).map(drop)
                });
            }
        };
        let mut texts = vec![PublicText { name: |words| words.progress_note(), text: note }];
        texts.extend(attaching.public_texts());
        let fields = move || {
            let words = session.words();
            let board = words.board();
            view! {
                <h1>{words.add_progress()}</h1>
                {date_field(board, Field::new("on", words.progress_on()), on, problems.of("on"))}
                {field(board, Field::new("note", words.progress_note()).hint(words.progress_note_hint()), FieldKind::Lines(3, Some(NOTE_CHARACTERS)), note, problems.of("note"))}
                {told.view(words, problems)}
            }
        };
        view! { {fields} {attaching.view()} {kept} {publish_panel(texts, |words| words.publish(), problems, publish)} }
            .into_any()
    })
}

/// Characters of a note, as the fields count them down.
pub const NOTE_CHARACTERS: u32 = 1_000;

/// It is fulfilled, its owner says.
#[component]
pub fn Claim() -> impl IntoView {
    on_pledge("claim", |form| {
        let (session, problems) = (form.here.session, form.problems);
        let has_evidence = RwSignal::new("yes".to_owned());
        let text = RwSignal::new(String::new());
        let kept = form.keep(vec![has_evidence, text]);
        let attaching = form.attaching();
        let publish = {
            let form = form.clone();
            move |reason: Option<String>| {
                problems.clear();
                let Some(text) = text.with_untracked(|text| filled(text)) else {
                    problems.field("evidence", session.words().fill_in());
                    return;
                };
                if !attaching.is_ready() {
                    return;
                }
                let shows = has_evidence.with_untracked(|answer| answer == "yes");
                let claim = ClaimWords {
                    evidence: shows.then(|| text.clone()),
                    no_evidence_reason: (!shows).then_some(text),
                    attachments: attaching.attachments_untracked(),
                    personal_data_reason: reason,
                };
                form.commit(|act, pledge| {
                    attaching.attach_to(act);
                    act.say(Kind::PledgeClaimed, pledge.id, Some(pledge.head), Some(pledge.owner), None, Some(&claim))
                        .map(drop)
                });
            }
        };
        let mut texts = vec![PublicText { name: |words| words.evidence(), text }];
        texts.extend(attaching.public_texts());
        let fields = move || {
            let words = session.words();
            let board = words.board();
            let answers = vec![Choice::new("yes", words.has_evidence()), Choice::new("no", words.has_no_evidence())];
            let label = move || {
                let words = session.words();
                if has_evidence.with(|answer| answer == "yes") { words.evidence() } else { words.no_evidence_reason() }
            };
            view! {
                <h1>{words.claim()}</h1>
                <p class="lead">{words.claim_text()}</p>
                {choices(board, Field::new("has-evidence", words.evidence()), answers, has_evidence, problems.of("has-evidence"))}
                {move || field(board, Field::new("evidence", label()), FieldKind::Lines(4, Some(NOTE_CHARACTERS)), text, problems.of("evidence"))}
            }
        };
        view! { {fields} {attaching.view()} {kept} {publish_panel(texts, |words| words.publish(), problems, publish)} }
            .into_any()
    })
}

/// Somebody else confirms it.
#[component]
pub fn Confirm() -> impl IntoView {
    on_pledge("confirm", |form| {
        verdict(form, Kind::PledgeConfirmed, |words| words.confirm(), |words| words.confirm_text())
    })
}

/// Somebody else disputes it.
#[component]
pub fn Dispute() -> impl IntoView {
    on_pledge("dispute", |form| {
        verdict(form, Kind::PledgeDisputed, |words| words.dispute(), |words| words.dispute_text())
    })
}

fn verdict(form: OnPledge, kind: Kind, title: fn(Words) -> &'static str, lead: fn(Words) -> &'static str) -> AnyView {
    let (session, problems) = (form.here.session, form.problems);
    let reason = RwSignal::new(String::new());
    let kept = form.keep(vec![reason]);
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let Some(told) = reason_words(session.words(), reason, problems, personal_data_reason) else { return };
        form.commit(|act, pledge| {
            act.say(kind.clone(), pledge.id, Some(pledge.head), None, None, Some(&told)).map(drop)
        });
    };
    let texts = vec![PublicText { name: |words| words.verdict_reason(), text: reason }];
    let fields = move || {
        let words = session.words();
        view! {
            <h1>{title(words)}</h1>
            <p class="lead">{lead(words)}</p>
            {reason_field(words, words.verdict_reason(), reason, problems)}
        }
    };
    view! { {fields} {kept} {publish_panel(texts, title, problems, publish)} }.into_any()
}

/// It will not be fulfilled, or it is withdrawn: with a reason code and an explanation, in public.
#[component]
pub fn End() -> impl IntoView {
    on_pledge("end", |form| {
        let (session, problems) = (form.here.session, form.problems);
        let which = RwSignal::new("not-fulfilled".to_owned());
        let code = RwSignal::new("not-in-our-power".to_owned());
        let reason = RwSignal::new(String::new());
        let kept = form.keep(vec![which, code, reason]);
        let publish = {
            let form = form.clone();
            move |personal_data_reason: Option<String>| {
                problems.clear();
                let Some(told) = reason_words(session.words(), reason, problems, personal_data_reason) else { return };
                let kind = if which.with_untracked(|which| which == "withdrawn") {
                    Kind::PledgeWithdrawn
                } else {
                    Kind::PledgeNotFulfilled
                };
                let codes = Codes { reason: Some(code.with_untracked(|code| reason_of(code))), ..Codes::default() };
                form.commit(|act, pledge| {
                    act.say(kind, pledge.id, Some(pledge.head), Some(pledge.owner), Some(codes), Some(&told)).map(drop)
                });
            }
        };
        let texts = vec![PublicText { name: |words| words.explanation(), text: reason }];
        let fields = move || {
            let words = session.words();
            let board = words.board();
            let ends =
                vec![Choice::new("not-fulfilled", words.not_fulfilled()), Choice::new("withdrawn", words.withdraw())];
            let codes =
                REASONS.iter().map(|(value, reason)| Choice::new(*value, say::reason(words, *reason))).collect();
            view! {
                <h1>{words.end_pledge()}</h1>
                <p class="lead">{words.end_text()}</p>
                {choices(board, Field::new("which", words.end_which()), ends, which, problems.of("which"))}
                {select(board, Field::new("code", words.reason_code()), codes, code, problems.of("code"))}
                {reason_field(words, words.explanation(), reason, problems)}
            }
        };
        view! { {fields} {kept} {publish_panel(texts, |words| words.publish(), problems, publish)} }.into_any()
    })
}

/// Reasons for an ending or a withdrawal, with a form's values.
pub const REASONS: [(&str, Reason); 7] = [
    ("not-in-our-power", Reason::NotInOurPower),
    ("funds", Reason::Funds),
    ("priorities-changed", Reason::PrioritiesChanged),
    ("superseded", Reason::Superseded),
    ("done-by-others", Reason::DoneByOthers),
    ("entered-by-mistake", Reason::EnteredByMistake),
    ("other", Reason::Other),
];

/// The reason with a form's value.
pub fn reason_of(value: &str) -> Reason {
    REASONS.iter().find(|(known, _)| *known == value).map_or(Reason::Other, |(_, reason)| *reason)
}

/// The field for a reason in words.
pub fn reason_field(words: Words, label: &'static str, reason: RwSignal<String>, problems: Problems) -> AnyView {
    field(
        words.board(),
        Field::new("reason", label),
        FieldKind::Lines(4, Some(NOTE_CHARACTERS)),
        reason,
        problems.of("reason"),
    )
}

/// The reason in words, or its problem beside the field.
pub fn reason_words(
    words: Words,
    reason: RwSignal<String>,
    problems: Problems,
    personal_data_reason: Option<String>,
) -> Option<ReasonWords> {
    let Some(reason) = reason.with_untracked(|text| filled(text)) else {
        problems.field("reason", words.fill_in());
        return None;
    };
    let told = ReasonWords { reason, personal_data_reason };
    match told.check() {
        Ok(()) => Some(told),
        Err(error) => {
            problems.field("reason", say::words_error(words, &error));
            None
        }
    }
}
