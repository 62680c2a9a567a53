//! A row of the catalogue: a new one, and correcting one.

use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_store::device;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::super::catalogue_fields::{ItemContent, ItemFields, item_fields, public_texts};
use super::super::found::level_value;
use super::super::notice::{Standing, Which, id_in_address};
use super::super::notice_form::{label, reason_field};
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace, autosave};
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::publish_panel;

/// The name of the form in drafts.
const FORM: &str = "catalogue-item";

/// A new row.
#[component]
pub fn NewItem() -> impl IntoView {
    with_organisation(|here| {
        let Some(shown) = here.session.shown_untracked(here.membership.org) else { return ().into_any() };
        let level = shown.ledger.organisation_words().map(|words| level_value(words.level).to_owned());
        let content = ItemContent {
            from: shown.now.today.to_string(),
            level: level.unwrap_or_else(|| ItemContent::default().level),
            ..ItemContent::default()
        };
        form(here, content, None)
    })
}

/// Other words for a row.
#[component]
pub fn ReviseItem() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let words = shown.ledger.catalogue.get(&id)?.words();
            let content = words.map(ItemContent::from_words).unwrap_or_default();
            Some((content, Which::Item.standing(&shown.ledger, id)?))
        });
        match found {
            Some((content, standing)) => form(here, content, Some(standing)),
            None => super::super::unable::NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, content: ItemContent, revised: Option<Standing>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let fields = ItemFields::new();
    fields.fill(&content);
    let is_revision = revised.is_some();
    // A correction is written on the words of this moment; kept for later it would hide what others change meanwhile.
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let kept = place.map(|place| {
        let kept = StoredValue::new_local(content);
        spawn_local(async move {
            // A draft that cannot be read stays where it is; it is offered again the next time.
            if let Ok(Some((left, _))) = draft::read::<ItemContent>(session, place).await {
                // The page may have been left meanwhile.
                let _kept = kept.try_set_value(left.clone());
                fields.fill(&left);
            }
        });
        autosave(session, StoredValue::new(place), problems.is_busy, kept, move || fields.content())
    });
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let Some(mut told) = fields.content_untracked().understand(session.words(), problems, is_revision) else {
            return;
        };
        told.personal_data_reason = personal_data_reason;
        let (kind, record, head) = match &revised {
            Some(standing) => (Kind::CatalogueRevised, standing.id, Some(standing.head)),
            None => (Kind::CatalogueDefined, RecordId::from_bytes(device::random_bytes()), None),
        };
        commit_and_go(&here, problems, Which::Item.path(record), place, move |act| {
            act.say(kind, record, head, None, None, Some(&told)).map(drop)
        });
    };
    let view = move || {
        let words = session.words();
        let (title, text) = if is_revision {
            (words.revise_item(), words.correct_text())
        } else {
            (words.new_item(), words.item_form_text())
        };
        view! {
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            {problems.summary(session)}
            {item_fields(words, fields, problems)}
            {is_revision.then(|| reason_field(words, fields.reason, problems))}
        }
    };
    view! { {view} {kept} {publish_panel(public_texts(fields), label(is_revision), problems, publish)} }.into_any()
}
