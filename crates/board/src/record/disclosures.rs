use jiannuo_domain::{
    board::Board,
    day::Day,
    ledger::{Ledger, Notice, Saying, Told},
    words::{DisclosureWords, Words},
};

use super::{
    Addresses, Context,
    board::{head, organisation_name},
    context::{moment, shown},
    events::with_code,
    people::{counted_ms, received},
    placeholder::said,
};
use crate::{
    components::disclosure::{DisclosureDetails, DisclosureRow, DisclosureState},
    pages::DisclosuresPage,
    time::Moment,
};

/// The disclosures of a board, in its order; withdrawn ones stay and say so.
pub fn disclosure_rows(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> Vec<DisclosureRow> {
    let notices = board.disclosures.iter().filter_map(|row| ledger.disclosures.get(&row.id));
    notices.map(|notice| row(notice, addresses, context)).collect()
}

/// The list of disclosures as a page.
pub fn disclosures_page(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> DisclosuresPage {
    DisclosuresPage { head: head(ledger, context), disclosures: disclosure_rows(ledger, board, addresses, context) }
}

/// A disclosure on its own page.
pub fn disclosure_details(
    ledger: &Ledger,
    notice: &Notice<DisclosureWords>,
    addresses: &Addresses,
    context: &Context,
) -> DisclosureDetails {
    let row = DisclosureRow { office: Some(organisation_name(ledger, context)), ..row(notice, addresses, context) };
    DisclosureDetails {
        row,
        body: words_or_placeholder(notice, context, |words| words.body.clone()),
        table: None,
        notice: None,
        published: notice.wordings.first().and_then(|told| received(&told.stamp)),
    }
}

/// On an organisation's own pages its name is in the heading, so a row says no office.
fn row(notice: &Notice<DisclosureWords>, addresses: &Addresses, context: &Context) -> DisclosureRow {
    let words = notice.words();
    let kind = words.map(|words| (context.words.disclosure.affairs)(words.kind));
    // Without words the day of publication is the one that is known.
    let published = || notice.wordings.first().map_or(context.now_ms, |told| counted_ms(&told.stamp));
    let date = words.map_or_else(|| Day::in_shanghai(published()), |words| words.date);
    DisclosureRow {
        href: addresses.disclosure(&notice.id),
        title: words_or_placeholder(notice, context, |words| words.title.clone()),
        kind: kind.unwrap_or(context.words.disclosure.disclosures).to_owned(),
        date: shown(date),
        office: None,
        state: state(notice, context),
    }
}

fn state(notice: &Notice<DisclosureWords>, context: &Context) -> DisclosureState {
    if let Some((moment, reason)) = withdrawal(notice, context) {
        return DisclosureState::Withdrawn(moment, reason);
    }
    let Some(told) = notice.wordings.last().filter(|_| notice.wordings.len() > 1) else {
        return DisclosureState::Published;
    };
    let reason = said(&told.saying, context, |words| words.reason.clone().unwrap_or_default());
    DisclosureState::Revised(moment(counted_ms(&told.stamp)), reason)
}

/// When and why a notice was withdrawn, if it was.
pub(super) fn withdrawal<W>(notice: &Notice<W>, context: &Context) -> Option<(Moment, String)> {
    let (reason, told) = notice.withdrawal.as_ref()?;
    let words = said(&told.saying, context, |words| words.reason.clone());
    Some((moment(counted_ms(&told.stamp)), with_code(*reason, words, context)))
}

/// The wording in force through a reading of it; nothing if it was erased.
pub(super) fn words_or_placeholder<W: Words>(
    notice: &Notice<W>,
    context: &Context,
    read: impl FnOnce(&W) -> String,
) -> Option<String> {
    let saying = notice.wordings.last().map(|told: &Told<W>| &told.saying);
    match saying {
        Some(Saying::Erased) => None,
        Some(saying) => Some(said(saying, context, read)),
        None => Some(context.words.pledge.words_missing.to_owned()),
    }
}
