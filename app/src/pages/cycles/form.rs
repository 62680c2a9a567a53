//! Opening a year, and changing its days.

use jiannuo_board::components::field::{Field, FieldKind, date_field, field};
use jiannuo_domain::day::Day;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{CycleWords, Words as _, WordsError};
use jiannuo_store::device;
use leptos::prelude::*;

use crate::pages::notice::id_in_address;
use crate::pages::notice_form::reason_field;
use crate::pages::unable::NoSuchPage;
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;
use crate::words::Words;

/// The name of the form in drafts.
const FORM: &str = "cycle";

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    year: RwSignal<String>,
    days: [(&'static str, RwSignal<String>); 4],
    reason: RwSignal<String>,
}

impl Fields {
    /// A year begins with days that can be changed: two months to pledge, the middle of July, Christmas, the year's end.
    fn usual(year: i32) -> Self {
        let day = |rest: &str| RwSignal::new(format!("{year}-{rest}"));
        Self {
            year: RwSignal::new(year.to_string()),
            days: [
                ("pledge_by", day("02-28")),
                ("mid_check", day("07-15")),
                ("account_by", day("12-20")),
                ("close_on", day("12-31")),
            ],
            reason: RwSignal::new(String::new()),
        }
    }

    fn of(words: &CycleWords) -> Self {
        let fields = Self::usual(words.year);
        let told = [words.pledge_by, words.mid_check, words.account_by, words.close_on];
        for ((_, field), day) in fields.days.iter().zip(told) {
            field.set(day.to_string());
        }
        fields
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems, is_revision: bool) -> Option<CycleWords> {
        let year = self.year.with_untracked(|year| year.trim().parse::<i32>());
        if year.is_err() {
            problems.field("year", words.cycle_year_wrong());
        }
        let days = self.days.map(|(id, text)| {
            let day = text.with_untracked(|text| text.parse::<Day>());
            if day.is_err() {
                problems.field(id, words.not_a_day());
            }
            day.ok()
        });
        let reason = self.reason.with_untracked(|text| filled(text));
        if is_revision && reason.is_none() {
            problems.field("reason", words.fill_in());
        }
        let [Some(pledge_by), Some(mid_check), Some(account_by), Some(close_on)] = days else { return None };
        let told = CycleWords { year: year.ok()?, pledge_by, mid_check, account_by, close_on, reason };
        match told.check() {
            Err(WordsError::Impossible { field }) => problems.field(&field, words.days_in_order()),
            Err(error) => problems.field("reason", say::words_error(words, &error)),
            Ok(()) => {}
        }
        (!problems.any()).then_some(told)
    }
}

/// A year.
#[component]
pub fn NewCycle() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let today = shown.as_ref().map_or_else(|| Day::in_shanghai(device::now_ms()), |shown| shown.now.today);
        let last = shown.and_then(|shown| {
            shown.ledger.cycles.values().filter_map(|cycle| cycle.words().map(|words| words.year)).max()
        });
        // The year after the last one, but none that has passed.
        let year = last.map_or(today.year(), |last| (last + 1).max(today.year()));
        form(here, Fields::usual(year), None)
    })
}

/// Other days for a year.
#[component]
pub fn ReviseCycle() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let cycle = shown.ledger.cycles.get(&id)?;
            Some((Fields::of(cycle.words()?), id, cycle.head))
        });
        match found {
            Some((fields, id, head)) => form(here, fields, Some((id, head))),
            None => NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, fields: Fields, revised: Option<(RecordId, EntryId)>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let is_revision = revised.is_some();
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let texts = fields.days.map(|(_, text)| text);
    let kept =
        place.map(|place| draft::keep(session, place, problems.is_busy, [vec![fields.year], texts.to_vec()].concat()));
    let publish = move |_privacy: Option<String>| {
        problems.clear();
        let Some(told) = fields.words(session.words(), problems, is_revision) else { return };
        commit_and_go(&here, problems, "/cycles".to_owned(), place, |act| match revised {
            Some((id, head)) => act.say(Kind::CycleRevised, id, Some(head), None, None, Some(&told)).map(drop),
            None => act.begin(Kind::CycleOpened, None, None, Some(&told)).map(drop),
        });
    };
    let view = move || {
        let words = session.words();
        let board = words.board();
        let heading = if is_revision { words.revise_cycle() } else { words.open_cycle() };
        let labels = [words.pledge_by(), words.mid_check(), words.account_by(), words.close_on()];
        let days = fields.days.into_iter().zip(labels);
        let days = days.map(|((id, text), label)| date_field(board, Field::new(id, label), text, problems.of(id)));
        view! {
            <h1>{heading}</h1>
            <p class="lead">{words.cycles_hint()}</p>
            {field(board, Field::new("year", words.cycle_year()), FieldKind::Number, fields.year, problems.of("year"))}
            {days.collect_view()}
            {is_revision.then(|| reason_field(words, fields.reason, problems))}
        }
    };
    let texts = vec![PublicText { name: |words| words.revision_reason(), text: fields.reason }];
    let label: fn(Words) -> &'static str =
        if is_revision { |words| words.publish_revision() } else { |words| words.publish() };
    view! { {problems.summary(session)} {view} {kept} {publish_panel(texts, label, problems, publish)} }.into_any()
}
