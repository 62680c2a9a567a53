//! What is on this device already, as keys that a row of a ledger is compared by.

use std::collections::{BTreeMap, BTreeSet};

use jiannuo_domain::id::RecordId;
use jiannuo_domain::ledger::{Ledger, Notice};
use jiannuo_domain::ledger_import::{catalogue_key, disclosure_key, guide_key, pledge_key, point_key};
use jiannuo_domain::words::Words;

use super::state::own_name;
use crate::pages::imported::Record;
use crate::parts::form::filled;
use crate::parts::organisation::Here;

/// The keys of what stands in the log, waits in the outbox or is a draft. Drafts that another version wrote are passed
/// over: their rows are imported once more rather than not at all.
pub(super) async fn keys(here: &Here) -> BTreeSet<String> {
    let shown = here.session.shown_untracked(here.membership.org);
    let mut keys = shown.map(|shown| of_ledger(&shown.ledger)).unwrap_or_default();
    let drafts = here.session.device().store.drafts(&here.membership.org).await.unwrap_or_default();
    let own_name = own_name(here);
    keys.extend(drafts.iter().filter_map(|draft| Record::of(draft).ok()).filter_map(|record| key(&record, &own_name)));
    keys
}

fn of_ledger(ledger: &Ledger) -> BTreeSet<String> {
    let pledges = ledger.pledges.values().filter(|pledge| pledge.ending.is_none()).filter_map(|pledge| {
        let owner = ledger.members.get(&pledge.owner).and_then(|member| member.name()).unwrap_or_default();
        Some(pledge_key(owner, pledge.words()?))
    });
    pledges
        .chain(standing(&ledger.disclosures).map(disclosure_key))
        .chain(standing(&ledger.points).map(point_key))
        .chain(standing(&ledger.guides).map(guide_key))
        .chain(standing(&ledger.catalogue).map(catalogue_key))
        .collect()
}

/// The words of what was not withdrawn.
fn standing<W: Words>(notices: &BTreeMap<RecordId, Notice<W>>) -> impl Iterator<Item = &W> {
    notices.values().filter(|notice| notice.withdrawal.is_none()).filter_map(Notice::words)
}

fn key(record: &Record, own_name: &str) -> Option<String> {
    Some(match record {
        Record::Pledge(content) => {
            let pledger = filled(&content.pledger).unwrap_or_else(|| own_name.to_owned());
            pledge_key(&pledger, &content.understand(false).words?)
        }
        Record::Disclosure(words) => disclosure_key(words),
        Record::Point(words) => point_key(words),
        Record::Guide(words) => guide_key(words),
        Record::Catalogue(words) => catalogue_key(words),
    })
}
