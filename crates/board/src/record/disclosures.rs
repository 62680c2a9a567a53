use jiannuo_domain::{
    board::Board,
    day::Day,
    ledger::{Ledger, Notice},
    words::{DisclosureWords, Words},
};

use super::{
    Addresses, Context,
    board::{head, organisation_name},
    context::{moment, shown},
    events::with_code,
    people::{counted_ms, received},
    placeholder::{passage, said},
    revisions::revisions,
};
use crate::{
    components::{
        disclosure::{DisclosureDetails, DisclosureRow, DisclosureState},
        said::Passage,
    },
    pages::DisclosuresPage,
    time::Moment,
};

/// The disclosures of a board, in its order; withdrawn ones stay and say so.
pub fn disclosure_rows(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> Vec<DisclosureRow> {
    let notices = board.disclosures.iter().filter_map(|row| ledger.disclosures.get(&row.id));
    notices.map(|notice| row(ledger, notice, addresses, context)).collect()
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
    let row =
        DisclosureRow { office: Some(organisation_name(ledger, context)), ..row(ledger, notice, addresses, context) };
    DisclosureDetails {
        row,
        body: in_force(ledger, notice, context, |words| words.body.clone()),
        table: None,
        notice: None,
        published: notice.wordings.first().and_then(|told| received(&told.stamp)),
        revisions: revisions(ledger, &notice.wordings, context),
    }
}

/// On an organisation's own pages its name is in the heading, so a row says no office.
fn row(ledger: &Ledger, notice: &Notice<DisclosureWords>, addresses: &Addresses, context: &Context) -> DisclosureRow {
    let words = notice.words();
    let kind = words.map(|words| (context.words.disclosure.affairs)(words.kind));
    // Without words the day of publication is the one that is known.
    let published = || notice.wordings.first().map_or(context.now_ms, |told| counted_ms(&told.stamp));
    let date = words.map_or_else(|| Day::in_shanghai(published()), |words| words.date);
    DisclosureRow {
        href: addresses.disclosure(&notice.id),
        check_href: addresses.check(&notice.id),
        title: in_force(ledger, notice, context, |words| words.title.clone()),
        kind: kind.unwrap_or(context.words.disclosure.disclosures).to_owned(),
        date: shown(date),
        office: None,
        state: state(ledger, notice, context),
    }
}

fn state(ledger: &Ledger, notice: &Notice<DisclosureWords>, context: &Context) -> DisclosureState {
    if let Some((moment, reason)) = withdrawal(ledger, notice, context) {
        return DisclosureState::Withdrawn(moment, reason);
    }
    let Some(told) = notice.wordings.last().filter(|_| notice.wordings.len() > 1) else {
        return DisclosureState::Published;
    };
    let reason = said(ledger, told, context, |words| words.reason.clone().unwrap_or_default());
    DisclosureState::Revised(moment(counted_ms(&told.stamp)), reason)
}

/// When and why a notice was withdrawn, if it was.
pub(super) fn withdrawal<W>(ledger: &Ledger, notice: &Notice<W>, context: &Context) -> Option<(Moment, String)> {
    let (reason, told) = notice.withdrawal.as_ref()?;
    let words = said(ledger, told, context, |words| words.reason.clone());
    Some((moment(counted_ms(&told.stamp)), with_code(*reason, words, context)))
}

/// The wording in force through a reading of it.
pub(super) fn in_force<W: Words>(
    ledger: &Ledger,
    notice: &Notice<W>,
    context: &Context,
    read: impl FnOnce(&W) -> String,
) -> Passage {
    let last = notice.wordings.last();
    last.map_or_else(|| context.words.pledge.words_missing.into(), |told| passage(ledger, told, context, read))
}
