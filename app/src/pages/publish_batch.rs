//! Publishing an import as one batch: the personal-data scan over every row, new members for names that the roster does
//! not have, and all statements kept in one transaction.

use std::collections::BTreeMap;

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::id::MemberId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::words::MemberWords;
use jiannuo_store::Draft;
use jiannuo_sync::store::StoreError;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::pledge_fields::PledgeContent;
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::Here;
use crate::parts::scan::{self, Found, Place, Ways, findings};
use crate::session::{Act, Failure};

/// The texts of a row that will be public.
fn texts(content: &PledgeContent) -> [&str; 10] {
    [
        &content.text,
        &content.field,
        &content.unit,
        &content.written,
        &content.measure,
        &content.milestones,
        &content.responsible,
        &content.beneficiaries,
        &content.pledger,
        &content.pledger_post,
    ]
}

/// What the drafts hold; a draft that another version wrote stops the batch rather than being left out.
fn contents(batch: &[Draft]) -> Result<Vec<PledgeContent>, Failure> {
    let read = |draft: &Draft| serde_json::from_str(&draft.content);
    let all: Result<_, _> = batch.iter().map(read).collect();
    all.map_err(|error| StoreError::Unavailable(error.to_string()).into())
}

/// The button that publishes a batch, and what the scan found.
pub fn publish_batch(here: Here, batch: Vec<Draft>, problems: Problems, reload: Callback<()>) -> AnyView {
    let session = here.session;
    let found = RwSignal::new_local(Vec::<Found>::new());
    let reason = RwSignal::new(String::new());
    let batch = StoredValue::new_local(batch);
    let here = StoredValue::new_local(here);
    let send = move |masked: bool, reason: Option<String>| {
        problems.clear();
        problems.is_busy.set(true);
        let (here, batch) = (here.get_value(), batch.get_value());
        spawn_local(async move {
            match publish(&here, &batch, masked, reason).await {
                Ok(()) => {
                    problems.is_busy.set(false);
                    reload.run(());
                }
                Err(failure) => problems.fail(failure),
            }
        });
    };
    let press = Callback::new(move |()| match batch.with_value(|batch| contents(batch)) {
        Ok(contents) => {
            let now: Vec<Found> = contents.iter().flat_map(scan_row).collect();
            let is_clean = now.is_empty();
            found.set(now);
            if is_clean {
                send(false, None);
            }
        }
        Err(failure) => problems.fail(failure),
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
        {move || {
            let label = session.words().publish_batch(batch.with_value(Vec::len));
            button(label, ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(press))
        }}
    }
    .into_any()
}

fn scan_row(content: &PledgeContent) -> Vec<Found> {
    let place = Place::Row(content.text.clone());
    texts(content).into_iter().flat_map(|text| scan::scan(&place, text)).collect()
}

async fn publish(here: &Here, batch: &[Draft], masked: bool, reason: Option<String>) -> Result<(), Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let shown = here.session.shown_untracked(here.membership.org).ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    let mut pledgers = Pledgers::of(&shown.ledger);
    for (draft, mut content) in batch.iter().zip(contents(batch)?) {
        if masked {
            mask(&mut content);
        }
        let understood = content.understand(false);
        let mut words = match (understood.words, understood.problems.first()) {
            (Some(words), None) => words,
            (_, problem) => {
                let field = problem.map_or("text", |(field, _)| *field).to_owned();
                return Err(jiannuo_domain::words::WordsError::Impossible { field }.into());
            }
        };
        words.personal_data_reason.clone_from(&reason);
        let about = pledgers.member(&mut act, &content)?;
        act.begin_from_draft(Kind::PledgePublished, draft.id, about, &words)?;
    }
    let ids: Vec<_> = batch.iter().map(|draft| draft.id).collect();
    here.session.commit(act, &ids).await
}

fn mask(content: &mut PledgeContent) {
    for text in [
        &mut content.text,
        &mut content.field,
        &mut content.unit,
        &mut content.written,
        &mut content.measure,
        &mut content.milestones,
        &mut content.responsible,
        &mut content.beneficiaries,
        &mut content.pledger,
        &mut content.pledger_post,
    ] {
        *text = scan::masked(text);
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
