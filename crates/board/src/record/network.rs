//! Windows, contact cards and guides, from records to what pages show.

use jiannuo_domain::{
    board::Board,
    day::Day,
    ledger::{Ledger, Notice},
    network,
    words::{Contact, Duty, GuideWords, Window},
};

use super::{
    Addresses, Context,
    board::{head, organisation_name},
    context::shown,
    disclosures::{in_force, withdrawal},
    revisions::revisions,
};
use crate::{
    components::{
        contact_card::ContactCard,
        data_table::{Column, DataTable},
        guide::{GuideDetails, GuideGroup, GuideRow, PaperRow},
        window_table::{DutyRow, WindowRow},
    },
    link::Link,
    pages::{ContactGroup, ContactsPage, GuidesPage},
    time::Weekday,
};

/// Weekdays as records number them, 1 for Monday.
fn weekday_name(number: u8, context: &Context) -> &'static str {
    let weekday = Weekday::ALL.get(usize::from(number.saturating_sub(1)));
    weekday.map_or("", |weekday| (context.words.time.weekday)(*weekday))
}

/// The windows, with who is there on the day of the page.
pub(super) fn windows(windows: &[Window], context: &Context) -> Vec<WindowRow> {
    let today = Day::in_shanghai(context.now_ms).weekday().number_from_monday();
    let row = |window: &Window| {
        let now = window.duty_on(today);
        WindowRow {
            name: window.name.clone(),
            matters: window.matters.clone(),
            duties: window.duties.iter().map(|duty| duty_row(window, duty, now == Some(duty), context)).collect(),
        }
    };
    windows.iter().map(row).collect()
}

fn duty_row(window: &Window, duty: &Duty, is_today: bool, context: &Context) -> DutyRow {
    let days = if duty.weekdays.is_empty() {
        (window.duties.len() > 1).then(|| context.words.network.other_days.to_owned())
    } else {
        let names: Vec<_> = duty.weekdays.iter().map(|day| weekday_name(*day, context)).collect();
        Some(names.join(context.words.network.between))
    };
    DutyRow { days, is_today, on_duty: duty.on_duty.clone(), stand_in: duty.stand_in.clone() }
}

/// The cards of an organisation or of one of its points.
pub(super) fn cards(contacts: &[Contact], organisation: &str) -> Vec<ContactCard> {
    let card = |contact: &Contact| ContactCard {
        name: contact.name.clone(),
        post: contact.post.clone(),
        phone: contact.phone.clone(),
        reception: contact.reception.as_ref().map(|reception| reception.time.clone()),
        reception_place: contact.reception.as_ref().and_then(|reception| reception.place.clone()),
        organisation: organisation.to_owned(),
    };
    contacts.iter().map(card).collect()
}

/// Everybody to call, the organisation's own first, then each point's; and when they receive, as a table.
pub fn contacts_page(ledger: &Ledger, addresses: &Addresses, context: &Context) -> ContactsPage {
    let name = organisation_name(ledger, context);
    let own = ledger.organisation_words().map_or(&[][..], |words| &words.contacts);
    let own = ContactGroup { title: Link::new(&name, ""), cards: cards(own, &name) };
    let points = network::tree(ledger).into_iter().filter_map(|(id, _)| {
        let words = ledger.points.get(&id)?.words()?;
        Some(ContactGroup {
            title: Link::new(&words.name, addresses.point(&id)),
            cards: cards(&words.contacts, &words.name),
        })
    });
    let groups: Vec<_> = std::iter::once(own).chain(points).filter(|group| !group.cards.is_empty()).collect();
    let receptions = receptions(&groups, context);
    ContactsPage { head: head(ledger, context), groups, receptions }
}

fn receptions(groups: &[ContactGroup], context: &Context) -> Option<DataTable> {
    let terms = &context.words.network;
    let row = |card: &ContactCard| {
        let place = card.reception_place.clone().unwrap_or_else(|| card.organisation.clone());
        Some(vec![card.name.clone(), card.post.clone().unwrap_or_default(), card.reception.clone()?, place])
    };
    let rows: Vec<_> = groups.iter().flat_map(|group| &group.cards).filter_map(row).collect();
    let heads = [terms.person, terms.post, terms.reception_time, terms.reception_place];
    let columns = heads.map(|head| Column { head: head.to_owned(), is_numeric: false }).into();
    (!rows.is_empty()).then(|| DataTable {
        caption: terms.receptions.to_owned(),
        columns,
        rows,
        ..DataTable::default()
    })
}

/// The guides of a board under their headings; withdrawn ones come last.
pub fn guides_page(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> GuidesPage {
    let mut groups: Vec<GuideGroup> = Vec::new();
    for notice in board.guides.iter().filter_map(|row| ledger.guides.get(&row.id)) {
        let title = match (&notice.withdrawal, notice.words()) {
            (Some(_), _) => context.words.network.guide_withdrawn.to_owned(),
            (None, Some(GuideWords { group: Some(group), .. })) => group.clone(),
            (None, _) => context.words.network.group_none.to_owned(),
        };
        let guide = guide_row(ledger, notice, addresses, context);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.guides.push(guide),
            None => groups.push(GuideGroup { title, guides: vec![guide] }),
        }
    }
    GuidesPage { head: head(ledger, context), groups }
}

fn guide_row(ledger: &Ledger, notice: &Notice<GuideWords>, addresses: &Addresses, context: &Context) -> GuideRow {
    GuideRow {
        href: addresses.guide(&notice.id),
        matter: in_force(ledger, notice, context, |words| words.matter.clone()),
        promised_limit: notice.words().and_then(|words| words.promised_limit.clone()),
        fee: notice.words().and_then(|words| words.fee.clone()),
        withdrawn: withdrawal(ledger, notice, context),
    }
}

/// A guide on its own page.
pub fn guide_details(
    ledger: &Ledger,
    notice: &Notice<GuideWords>,
    addresses: &Addresses,
    context: &Context,
) -> GuideDetails {
    let words = notice.words();
    let paper = |paper: &jiannuo_domain::words::Paper| PaperRow {
        name: paper.name.clone(),
        format: paper.format.clone(),
        copies: paper.copies,
        issuer: paper.issuer.clone(),
        note: paper.note.clone(),
    };
    GuideDetails {
        row: guide_row(ledger, notice, addresses, context),
        check_href: addresses.check(&notice.id),
        address: addresses.whole_guide(&notice.id),
        organisation: organisation_name(ledger, context),
        facts: words.map(|words| facts(words, context)).unwrap_or_default(),
        phone: words.and_then(|words| words.phone.clone()),
        points: words.map(|words| points(ledger, words, addresses)).unwrap_or_default(),
        papers: words.map(|words| words.papers.iter().map(paper).collect()).unwrap_or_default(),
        steps: words.map(|words| words.steps.clone()).unwrap_or_default(),
        revisions: revisions(ledger, &notice.wordings, context),
    }
}

fn facts(words: &GuideWords, context: &Context) -> Vec<(&'static str, String)> {
    let terms = &context.words.network;
    let facts = [
        (terms.conditions, &words.conditions),
        (terms.promised_limit, &words.promised_limit),
        (terms.legal_limit, &words.legal_limit),
        (terms.fee, &words.fee),
        (terms.office, &words.office),
        (terms.guide_place, &words.place),
        (context.words.service_point.hours, &words.hours),
        (terms.legal_basis, &words.legal_basis),
    ];
    facts.into_iter().filter_map(|(term, text)| Some((term, text.clone()?))).collect()
}

fn points(ledger: &Ledger, words: &GuideWords, addresses: &Addresses) -> Vec<Link> {
    let open = |id| ledger.points.get(id).filter(|point| point.withdrawal.is_none());
    let link = |id| Some(Link::new(&open(id)?.words()?.name, addresses.point(id)));
    words.points.iter().filter_map(link).collect()
}

/// The guides of what is handled at a point; nothing is handled at one that was closed.
pub(super) fn guides_at(ledger: &Ledger, point: &jiannuo_domain::id::RecordId, addresses: &Addresses) -> Vec<Link> {
    let is_open = ledger.points.get(point).is_some_and(|point| point.withdrawal.is_none());
    let guides = ledger.guides.values().filter(|guide| is_open && guide.withdrawal.is_none());
    let here = guides.filter_map(|guide| {
        let words = guide.words().filter(|words| words.points.contains(point))?;
        Some(Link::new(&words.matter, addresses.guide(&guide.id)))
    });
    here.collect()
}

/// When somebody looked last at a point, in words, and whether that is too long ago.
pub(super) fn checked(
    ledger: &Ledger,
    notice: &Notice<jiannuo_domain::words::PointWords>,
    context: &Context,
) -> (Option<String>, Option<String>) {
    let stamp = network::last_checked(ledger, notice).filter(|_| notice.withdrawal.is_none());
    let said = stamp.map(|stamp| {
        let day = (context.words.time.day)(shown(network::day_of(stamp)));
        (context.words.network.checked_by)(&day, &super::member_name(ledger, &stamp.about, context))
    });
    let is_stale = context.verdicts && network::is_stale(ledger, notice, context.today);
    (said, is_stale.then(|| (context.words.network.stale)(network::POINT_STALE_DAYS)))
}

/// What an organisation offers beside its pledges, with how many of each.
pub(super) fn ways(ledger: &Ledger, addresses: &Addresses, context: &Context) -> Vec<(Link, String)> {
    let words = context.words;
    let open = |withdrawn: bool| !withdrawn;
    let points: Vec<_> = ledger.points.values().filter(|point| open(point.withdrawal.is_some())).collect();
    let guides = ledger.guides.values().filter(|guide| open(guide.withdrawal.is_some())).count();
    let of_points: usize = points.iter().filter_map(|point| point.words()).map(|words| words.contacts.len()).sum();
    let contacts = of_points + ledger.organisation_words().map_or(0, |words| words.contacts.len());
    let ways = [
        (words.service_point.service_points, addresses.points(), points.len()),
        (words.network.guides, addresses.guides(), guides),
        (words.network.contacts, addresses.contacts(), contacts),
    ];
    let there = ways.into_iter().filter(|(_, _, count)| *count > 0);
    there.map(|(label, href, count)| (Link::new(label, href), count.to_string())).collect()
}

/// An organisation's telephones for everybody.
pub fn hotlines(ledger: &Ledger) -> Vec<(String, String)> {
    let lines = ledger.organisation_words().map_or(&[][..], |words| &words.hotlines);
    lines.iter().map(|line| (line.name.clone(), line.number.clone())).collect()
}
