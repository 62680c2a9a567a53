//! Publishing an import as one batch: the personal-data scan over every row, new members for names that the roster does
//! not have, and all statements kept in one transaction.

use std::collections::BTreeMap;

use gloo::timers::future::TimeoutFuture;
use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::id::MemberId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::words::{MemberWords, PledgeWords, WordsError};
use jiannuo_store::Draft;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::imported::Record;
use super::imported_row::with_its_form;
use super::pledge_fields::PledgeContent;
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::Here;
use crate::parts::scan::{self, Found, Place, Ways, findings};
use crate::session::{Act, Failure};
use crate::words::Words;

/// Rows that are looked through or composed before the page may show something: some ten milliseconds' work.
const ROWS_AT_A_TIME: usize = 50;

/// Lets the page live between some rows and the next.
async fn pause_after(place: usize) {
    if (place + 1).is_multiple_of(ROWS_AT_A_TIME) {
        TimeoutFuture::new(0).await;
    }
}

/// The button that publishes a batch, and what the scan found.
pub fn publish_batch(here: Here, batch: Vec<Draft>, problems: Problems, reload: Callback<()>) -> AnyView {
    let session = here.session;
    let found = RwSignal::new_local(Vec::<Found>::new());
    let reason = RwSignal::new(String::new());
    let batch = StoredValue::new_local(batch);
    let here = StoredValue::new_local(here);
    let progress = RwSignal::new(None::<(usize, usize)>);
    let send = move |masked: bool, reason: Option<String>| {
        problems.clear();
        problems.is_busy.set(true);
        let (here, batch) = (here.get_value(), batch.get_value());
        spawn_local(async move {
            let done = publish(&here, &batch, masked, reason, progress).await;
            let _told = progress.try_set(None);
            match done {
                Ok(()) => {
                    let _told = problems.is_busy.try_set(false);
                    reload.run(());
                }
                Err(failure) => problems.fail(failure),
            }
        });
    };
    let press = Callback::new(move |()| {
        problems.clear();
        problems.is_busy.set(true);
        spawn_local(async move {
            match looked_through(batch).await {
                Ok(now) => {
                    let is_clean = now.is_empty();
                    let _told = problems.is_busy.try_set(false);
                    let _told = found.try_set(now);
                    if is_clean {
                        send(false, None);
                    }
                }
                Err(failure) => problems.fail(failure),
            }
        });
    });
    let mask = Callback::new(move |()| send(true, None));
    let go_on = Callback::new(move |()| match filled(&reason.get_untracked()) {
        Some(reason) => send(false, Some(reason)),
        None => {
            problems.clear();
            problems.field("scan-reason", session.words().scan_reason_missing());
        }
    });
    let ways = Ways { mask_label: |words| words.scan_mask_and_publish(), mask, reason, go_on };
    view! {
        {findings(found, problems, ways)}
        {move || progress.get().map(|(done, all)| bar(session.words(), done, all))}
        {move || {
            let label = session.words().publish_batch(batch.with_value(Vec::len));
            button(label, ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(press))
        }}
    }
    .into_any()
}

/// How far publishing is: rows that are put into statements, then the device signs them all.
fn bar(words: Words, done: usize, all: usize) -> AnyView {
    let text = if done < all { words.import_saved_so_far(done, all) } else { words.publishing_signs(all) };
    view! {
        <div class="waiting meter">
            <p role="status">{text}</p>
            // The words above it say the same, to everybody.
            <progress value=done.to_string() max=all.to_string() aria-hidden="true"></progress>
        </div>
    }
    .into_any()
}

/// What the rows of a batch hold that looks like personal data; a draft that another version wrote stops the batch rather
/// than being left out.
async fn looked_through(batch: StoredValue<Vec<Draft>, LocalStorage>) -> Result<Vec<Found>, Failure> {
    let drafts = batch.try_get_value().unwrap_or_default();
    let mut found = Vec::new();
    for (place, draft) in drafts.iter().enumerate() {
        let record = Record::of(draft)?;
        let row = Place::Row(record.title().to_owned());
        found.extend(record.texts().iter().flat_map(|text| scan::scan(&row, text)));
        pause_after(place).await;
    }
    Ok(found)
}

async fn publish(
    here: &Here,
    batch: &[Draft],
    masked: bool,
    reason: Option<String>,
    progress: RwSignal<Option<(usize, usize)>>,
) -> Result<(), Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let shown = here.session.shown_untracked(here.membership.org).ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    let mut pledgers = Pledgers::of(&shown.ledger);
    for (place, draft) in batch.iter().enumerate() {
        let mut record = Record::of(draft)?;
        if masked {
            record.mask();
        }
        record.set_reason(&reason);
        say(&mut act, &mut pledgers, draft, &record, &reason)?;
        if (place + 1).is_multiple_of(ROWS_AT_A_TIME) || place + 1 == batch.len() {
            let _told = progress.try_set(Some((place + 1, batch.len())));
        }
        pause_after(place).await;
    }
    let org = here.membership.org;
    let ids: Vec<_> = batch.iter().flat_map(|draft| with_its_form(org, draft)).collect();
    here.session.commit(act, &ids).await
}

/// Adds the statement that publishes a row.
fn say(
    act: &mut Act,
    pledgers: &mut Pledgers,
    draft: &Draft,
    record: &Record,
    reason: &Option<String>,
) -> Result<(), Failure> {
    let kind = record.kind();
    match record {
        Record::Pledge(content) => {
            let mut words = pledge_words(content)?;
            words.personal_data_reason.clone_from(reason);
            let about = pledgers.member(act, content)?;
            act.begin_from_draft(kind, draft.id, about, &words)
        }
        Record::Disclosure(words) => act.begin_from_draft(kind, draft.id, None, words.as_ref()),
        Record::Point(words) => act.begin_from_draft(kind, draft.id, None, words.as_ref()),
        Record::Guide(words) => act.begin_from_draft(kind, draft.id, None, words.as_ref()),
        Record::Catalogue(words) => act.begin_from_draft(kind, draft.id, None, words.as_ref()),
    }
}

fn pledge_words(content: &PledgeContent) -> Result<PledgeWords, Failure> {
    let understood = content.understand(false);
    match (understood.words, understood.problems.first()) {
        (Some(words), None) => Ok(words),
        (_, problem) => {
            let field = problem.map_or("text", |(field, _)| *field).to_owned();
            Err(WordsError::Impossible { field }.into())
        }
    }
}

/// Members by name, those of this act included.
pub struct Pledgers(BTreeMap<String, MemberId>);

impl Pledgers {
    /// The roster's members.
    pub fn of(ledger: &Ledger) -> Self {
        let named = |member: &jiannuo_domain::ledger::Member| Some((member.name()?.to_owned(), member.id));
        Self(ledger.members.values().filter(|member| member.active).filter_map(named).collect())
    }

    /// The member for a row: chosen in its form, of the ledger's name, or new; `None` for the writer.
    ///
    /// # Errors
    /// [`Failure::Words`].
    pub fn member(&mut self, act: &mut Act, content: &PledgeContent) -> Result<Option<MemberId>, Failure> {
        if let Ok(chosen) = content.for_member.parse() {
            return Ok(Some(chosen));
        }
        let Some(name) = filled(&content.pledger) else { return Ok(None) };
        if let Some(known) = self.0.get(&name) {
            return Ok(Some(*known));
        }
        let words = MemberWords { name: name.clone(), post: filled(&content.pledger_post) };
        let codes = Codes { role: Some(Role::Member), ..Codes::default() };
        let member = act.begin(Kind::MemberAdded, None, Some(codes), Some(&words))?;
        self.0.insert(name, member);
        Ok(Some(member))
    }
}
