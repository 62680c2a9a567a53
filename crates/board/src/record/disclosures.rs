use jiannuo_domain::{
    board::Board,
    day::Day,
    disclosing::{Doubt, NoticeStatus, doubts, notice_standing},
    id::RecordId,
    ledger::{Ledger, Notice, Told},
    words::{DisclosureWords, OutcomeWords, Words},
};

use super::{
    Addresses, Context,
    attachments::attached,
    board::{head, organisation_name},
    catalogue::{missing_year, period_text},
    context::{moment, shown},
    events::with_code,
    figures::data_tables,
    people::{byline, counted_ms, received},
    placeholder::{passage, said},
    revisions::{change_note, revisions, revisions_told},
};
use crate::{
    components::{
        disclosure::{DisclosureDetails, DisclosureRow, DisclosureState, NoticeMark, NoticePeriod, Outcome},
        said::Passage,
    },
    link::Link,
    pages::DisclosuresPage,
    time::Moment,
};

/// The disclosures of a board, in its order; withdrawn ones stay and say so.
pub fn disclosure_rows(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> Vec<DisclosureRow> {
    let notices = board.disclosures.iter().filter_map(|row| ledger.disclosures.get(&row.id));
    notices.map(|notice| notice_row(ledger, notice, addresses, context)).collect()
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
    let row = DisclosureRow {
        office: Some(organisation_name(ledger, context)),
        ..notice_row(ledger, notice, addresses, context)
    };
    let words = notice.words();
    let standing = notice_standing(ledger, notice, context.today);
    let names_past = standing.as_ref().filter(|standing| standing.names_are_past);
    let body = match names_past.and(words).and_then(|words| words.notice.as_ref()?.public_until) {
        Some(until) => Passage::Erased((context.words.disclosing.names_past)(&context.day_text(until))),
        None => in_force(ledger, notice, context, |words| words.body.clone()),
    };
    let shown_words = words.filter(|_| names_past.is_none());
    let tables = shown_words.map(|words| data_tables(&words.tables, context));
    let revisions = match names_past {
        Some(_) => revisions_told(ledger, &notice.wordings, context),
        None => revisions(ledger, &notice.wordings, context),
    };
    DisclosureDetails {
        row,
        body,
        attachments: shown_words.map_or_else(Vec::new, |words| attached(&words.attachments, addresses)),
        tables: tables.unwrap_or_default(),
        tables_href: Some(addresses.disclosure_csv(&notice.id)),
        notice: words.and_then(|words| words.notice.as_ref()).zip(standing).map(|(words, standing)| {
            let missing =
                (!standing.until_is_certain).then(|| missing_year(&ledger.calendar, standing.from, standing.until));
            NoticePeriod {
                from: Some(shown(standing.from)),
                to: Some(shown(standing.until)),
                phone: words.phone.clone(),
                place: words.place.clone(),
                person: words.person.clone(),
                public_until: words.public_until.map(shown),
                calendar_missing: missing.flatten(),
            }
        }),
        outcomes: outcomes(ledger, notice, context),
        fills: words.and_then(|words| fills(ledger, words.item?, addresses, context)),
        period: words.and_then(|words| words.period).map(|period| period_text(period, context)),
        arose_on: words.and_then(|words| words.arose_on).map(shown),
        review: words
            .and_then(|words| words.review.as_ref())
            .map(|review| (context.words.disclosing.reviewed)(&review.by, &context.day_text(review.on))),
        doubts: doubts(ledger, notice).iter().map(|doubt| doubt_text(*doubt, words, context)).collect(),
        published: notice.wordings.first().and_then(|told| received(&told.stamp)),
        revisions,
    }
}

/// What came of a public notice, the latest first.
fn outcomes(ledger: &Ledger, notice: &Notice<DisclosureWords>, context: &Context) -> Vec<Outcome> {
    let told = ledger.outcomes.get(&notice.id).into_iter().flatten().rev();
    let outcome = |told: &Told<OutcomeWords>| Outcome {
        objections: told.words().map(|words| words.objections),
        text: passage(ledger, told, context, |words| words.outcome.clone()),
        by: byline(ledger, &told.stamp, context),
        at: moment(counted_ms(&told.stamp)),
    };
    told.map(outcome).collect()
}

/// The row of the catalogue that a disclosure fills.
fn fills(ledger: &Ledger, item: RecordId, addresses: &Addresses, context: &Context) -> Option<Link> {
    let row = ledger.catalogue.get(&item)?;
    let told = row.wordings.last()?;
    let name = said(ledger, told, context, |words| format!("{} · {}", words.matter, words.item));
    Some(Link::new(name, addresses.catalogue_item(&item)))
}

fn doubt_text(doubt: Doubt, words: Option<&DisclosureWords>, context: &Context) -> String {
    let told = &context.words.disclosing;
    let day = |day: Option<Day>| day.map(|day| context.day_text(day)).unwrap_or_default();
    match doubt {
        Doubt::DatedAhead { received } => (told.dated_ahead)(&day(words.map(|words| words.date)), &day(Some(received))),
        Doubt::NoticeBeganBefore { received } => {
            let from = words.and_then(|words| words.notice.as_ref()).map(|notice| notice.from);
            (told.began_before)(&day(from), &day(Some(received)))
        }
        Doubt::ConcludedEarly { received, until } => (told.concluded_early)(&day(Some(received)), &day(Some(until))),
    }
}

/// How a disclosure's public notice stands today; no verdict without a clock to trust.
fn notice_mark(ledger: &Ledger, notice: &Notice<DisclosureWords>, context: &Context) -> Option<NoticeMark> {
    let standing = notice_standing(ledger, notice, context.today).filter(|_| context.verdicts)?;
    let words = &context.words.disclosing;
    let text = match standing.status {
        NoticeStatus::Running => standing.working_days_left.map(words.days_left),
        NoticeStatus::Ended | NoticeStatus::OutcomeMissing => {
            Some((words.outcome_by)(&context.day_text(standing.outcome_due)))
        }
        NoticeStatus::Upcoming => Some((context.words.time.span)(shown(standing.from), shown(standing.until))),
        NoticeStatus::Concluded => standing.objections.map(words.objections),
        NoticeStatus::Withdrawn => None,
    };
    Some(NoticeMark { status: standing.status, text })
}

/// On an organisation's own pages its name is in the heading, so a row says no office.
pub(super) fn notice_row(
    ledger: &Ledger,
    notice: &Notice<DisclosureWords>,
    addresses: &Addresses,
    context: &Context,
) -> DisclosureRow {
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
        notice: notice_mark(ledger, notice, context),
    }
}

fn state(ledger: &Ledger, notice: &Notice<DisclosureWords>, context: &Context) -> DisclosureState {
    if let Some((moment, reason)) = withdrawal(ledger, notice, context) {
        return DisclosureState::Withdrawn(moment, reason);
    }
    let Some(told) = notice.wordings.last().filter(|_| notice.wordings.len() > 1) else {
        return DisclosureState::Published;
    };
    let reason = said(ledger, told, context, |words| change_note(words, context));
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
