//! What becomes of an outbox item that its author takes back: the draft of its form again, where it has one.

use jiannuo_domain::id::{OrganisationId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::statement::Statement;
use jiannuo_domain::words::{
    Attachment, ClaimWords, DisclosureWords, GuideWords, OutcomeWords, PledgeWords, PointWords, ProgressWords,
    ReasonWords, Words as BodyWords, attachments_of,
};
use jiannuo_store::{Draft, device};
use jiannuo_sync::outbox::OutboxItem;

use super::disclosure_fields::DisclosureContent;
use super::notice::Which;
use super::pledge_fields::PledgeContent;
use super::{acts, conclude, disclosure_form, guide_form, pledge_form, point_form};
use crate::parts::attaching;
use crate::parts::draft::DraftPlace;
use crate::parts::organisation::Here;
use crate::session::{Failure, Session};

/// A draft, and where its form is below the organisation's address.
pub struct Again {
    draft: Draft,
    form: String,
    attachments: Vec<Attachment>,
}

/// What taking an item back came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenBack {
    /// It is a draft again, in the form at this address.
    Draft(String),
    /// Sending has begun meanwhile.
    TooLate,
    /// Its form holds something newer: the author decides whether this may vanish.
    Occupied,
}

/// The draft that an item becomes; `None` when its kind has no form that keeps drafts, or not one for such words.
pub fn draft_of(org: OrganisationId, item: &OutboxItem, statement: &Statement) -> Option<Again> {
    let text = item.signed.body.as_ref()?.text.as_str();
    let again = words_again(org, text, statement)?;
    Some(Again { attachments: attachments_of(&statement.kind, text), ..again })
}

fn words_again(org: OrganisationId, text: &str, statement: &Statement) -> Option<Again> {
    let record = statement.record;
    let on_pledge = |form: &'static str, content: Vec<String>| {
        short(org, form, Some(record), &content, format!("/pledges/{record}/{form}"))
    };
    match statement.kind {
        Kind::PledgePublished => pledge(org, statement, &read(text)?),
        Kind::ProgressAdded => on_pledge("progress", progress(read(text)?)),
        Kind::PledgeClaimed => on_pledge("claim", claim(read(text)?)),
        Kind::PledgeConfirmed => on_pledge("confirm", vec![reason(text)?]),
        Kind::PledgeDisputed => on_pledge("dispute", vec![reason(text)?]),
        Kind::PledgeNotFulfilled | Kind::PledgeWithdrawn => {
            let which = if statement.kind == Kind::PledgeWithdrawn { "withdrawn" } else { "not-fulfilled" };
            on_pledge("end", vec![which.to_owned(), code(statement)?, reason(text)?])
        }
        Kind::ProgressWithdrawn => on_pledge("withdraw-progress", vec![target(statement)?, reason(text)?]),
        Kind::EntryContested => on_pledge("contest", vec![target(statement)?, reason(text)?]),
        Kind::DisclosurePublished => {
            let content = DisclosureContent::from_words(&read::<DisclosureWords>(text)?);
            short(org, disclosure_form::FORM, None, &content, "/disclosures/new".to_owned())
        }
        Kind::PointPublished => {
            let content = point_form::draft_of(&read::<PointWords>(text)?)?;
            short(org, point_form::FORM, None, &content, "/points/new".to_owned())
        }
        Kind::DisclosureWithdrawn => withdrawal(org, Which::Disclosure, statement, text),
        Kind::PointWithdrawn => withdrawal(org, Which::Point, statement, text),
        Kind::GuidePublished => {
            let content = guide_form::draft_of(&read::<GuideWords>(text)?);
            short(org, guide_form::FORM, None, &content, "/guides/new".to_owned())
        }
        Kind::GuideWithdrawn => withdrawal(org, Which::Guide, statement, text),
        Kind::CatalogueWithdrawn => withdrawal(org, Which::Item, statement, text),
        Kind::DisclosureConcluded => {
            let told = read::<OutcomeWords>(text)?;
            let content = vec![told.objections.to_string(), told.outcome];
            short(org, conclude::FORM, Some(record), &content, format!("/disclosures/{record}/conclude"))
        }
        _ => None,
    }
}

fn read<W: BodyWords>(text: &str) -> Option<W> {
    W::from_body(text).ok()
}

fn reason(text: &str) -> Option<String> {
    read::<ReasonWords>(text).map(|words| words.reason)
}

fn code(statement: &Statement) -> Option<String> {
    let reason = statement.codes.as_ref()?.reason?;
    acts::REASONS.iter().find(|(_, known)| *known == reason).map(|(value, _)| (*value).to_owned())
}

fn target(statement: &Statement) -> Option<String> {
    statement.codes.as_ref()?.entry.map(|entry| entry.to_string())
}

/// The draft's identity is the record's, as it was before: published again it is the same pledge.
fn pledge(org: OrganisationId, statement: &Statement, words: &PledgeWords) -> Option<Again> {
    let for_member = statement.subject.map(|member| member.to_string()).unwrap_or_default();
    let content = PledgeContent { for_member, ..PledgeContent::from_words(words) };
    let id = statement.record;
    let place = DraftPlace { id, org, form: pledge_form::FORM, batch: None };
    let form = format!("/pledges/new?draft={id}");
    Some(Again { draft: draft(place, serde_json::to_string(&content).ok()?), form, attachments: Vec::new() })
}

fn progress(words: ProgressWords) -> Vec<String> {
    let quantity = words.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    let milestone = words.milestone.map(|milestone| milestone.to_string()).unwrap_or_default();
    let percent = words.percent.map(|percent| percent.to_string()).unwrap_or_default();
    let kept = words.kept.map(|kept| if kept { "yes" } else { "no" }.to_owned()).unwrap_or_default();
    let (handled, in_time, longest) = words.measured.map_or_else(Default::default, |measured| {
        let longest = measured.longest.map(|longest| longest.amount.to_string()).unwrap_or_default();
        (measured.handled.to_string(), measured.in_time.to_string(), longest)
    });
    // As the form has them: the day and the note, then what told.rs lists.
    vec![words.on.to_string(), words.note, quantity, milestone, percent, kept, handled, in_time, longest]
}

fn claim(words: ClaimWords) -> Vec<String> {
    let has_evidence = if words.evidence.is_some() { "yes" } else { "no" };
    vec![has_evidence.to_owned(), words.evidence.or(words.no_evidence_reason).unwrap_or_default()]
}

fn withdrawal(org: OrganisationId, which: Which, statement: &Statement, text: &str) -> Option<Again> {
    let content = vec![code(statement)?, reason(text)?];
    let form = format!("/{}/{}/withdraw", which.segment(), statement.record);
    short(org, which.withdrawal_form(), Some(statement.record), &content, form)
}

fn short(
    org: OrganisationId,
    form: &'static str,
    record: Option<RecordId>,
    content: &impl serde::Serialize,
    address: String,
) -> Option<Again> {
    let place = DraftPlace::of_form(org, form, record);
    let draft = draft(place, serde_json::to_string(content).ok()?);
    Some(Again { draft, form: address, attachments: Vec::new() })
}

fn draft(place: DraftPlace, content: String) -> Draft {
    Draft {
        id: place.id,
        org: place.org,
        form: place.form.to_owned(),
        content,
        updated_ms: device::now_ms(),
        batch: place.batch,
    }
}

/// Takes an item back into its form.
///
/// The draft is kept before the item goes: whatever happens in between, the words are in one of the two places. A crash
/// can leave them in both; of a pledge the two are one, since they share its identity.
///
/// # Errors
/// [`Failure`]; the words are in the outbox or in the draft.
pub async fn take_back_to_draft(here: &Here, statement: &Statement, again: Again) -> Result<TakenBack, Failure> {
    let session: Session = here.session;
    let store = &session.device().store;
    let kept = store.drafts(&here.membership.org).await?;
    if kept.iter().any(|draft| draft.id == again.draft.id && draft.content != again.draft.content) {
        return Ok(TakenBack::Occupied);
    }
    store.put_drafts(std::slice::from_ref(&again.draft)).await?;
    let files = take_files_back(here, &again).await?;
    // After an error nobody knows where the item is; then the draft stays as well.
    if session.take_back(here.membership.org, statement.entry).await? {
        return Ok(TakenBack::Draft(here.path(&again.form)));
    }
    store.remove_drafts(&[again.draft.id, files]).await?;
    Ok(TakenBack::TooLate)
}

/// Keeps the item's photos and papers with the draft; answers the draft that they are in.
async fn take_files_back(here: &Here, again: &Again) -> Result<RecordId, Failure> {
    let org = here.membership.org;
    let place = attaching::draft_place(org, again.draft.id);
    if again.attachments.is_empty() {
        return Ok(place.id);
    }
    let store = &here.session.device().store;
    for blob in again.attachments.iter().flat_map(Attachment::blobs) {
        if let Some(bytes) = here.session.local_blob(org, blob.hash).await? {
            store.put_draft_file(&place.id, &blob.hash, &bytes).await?;
        }
    }
    let content = serde_json::to_string(&again.attachments).unwrap_or_default();
    store.put_drafts(&[draft(place, content)]).await?;
    Ok(place.id)
}
