use jiannuo_domain::{
    id::MemberId,
    ledger::{Ledger, Member, Pledge},
};

use super::{
    Addresses, Context,
    context::{count, shown},
    events::{Line, lines},
    people::member_name,
    placeholder,
};
use crate::{
    components::{page_head::PageHead, paging::Paging, said::Passage, said::excerpt, timeline::Event},
    link::Link,
    pages::{PerformanceMonth, PerformancePage},
};

/// Entries on one page of somebody's log: a year of one a week, with the pledges themselves.
pub const ENTRIES_A_PAGE: usize = 60;

/// Everything that a member has done, the latest first.
pub fn performance_page(
    ledger: &Ledger,
    member: &Member,
    addresses: &Addresses,
    context: &Context,
    page: usize,
) -> PerformancePage {
    let mut done: Vec<(Line, &Pledge)> = ledger
        .pledges
        .values()
        .flat_map(|pledge| lines(ledger, pledge, addresses, context).into_iter().map(move |line| (line, pledge)))
        .filter(|(line, _)| line.about == member.id)
        .collect();
    // The day on which it was done; on the same day, as it was told.
    done.sort_by_key(|(line, _)| std::cmp::Reverse((line.on, line.place)));
    let pledges: std::collections::BTreeSet<_> = done.iter().map(|(_, pledge)| pledge.id).collect();
    let entries = done.len();
    let pages = entries.div_ceil(ENTRIES_A_PAGE).max(1);
    let page = page.clamp(1, pages);
    let mut months: Vec<PerformanceMonth> = Vec::new();
    for (line, pledge) in done.into_iter().skip((page - 1) * ENTRIES_A_PAGE).take(ENTRIES_A_PAGE) {
        let (year, month) = (line.on.year(), line.on.month());
        let event = about(ledger, line, pledge, addresses, context);
        match months.last_mut().filter(|last| (last.year, last.month) == (year, month)) {
            Some(last) => last.events.push(event),
            None => months.push(PerformanceMonth { year, month, events: vec![event] }),
        }
    }
    PerformancePage {
        head: head(ledger, member, context),
        entries,
        pledges: pledges.len(),
        months,
        paging: (pages > 1).then(|| paging(page, pages, &member.id, addresses)),
    }
}

fn head(ledger: &Ledger, member: &Member, context: &Context) -> PageHead {
    let title = member_name(ledger, &member.id, context);
    let post = member.words().and_then(|words| words.post.clone());
    PageHead { title, kind: post, as_at: context.as_at() }
}

/// An entry with the day on which it was done, and the pledge that it is about.
fn about(ledger: &Ledger, line: Line, pledge: &Pledge, addresses: &Addresses, context: &Context) -> Event {
    let last = pledge.wordings.last();
    let text = last.map_or_else(
        || context.words.pledge.words_missing.into(),
        |told| placeholder::passage(ledger, told, context, |words| words.text.clone()),
    );
    let (Passage::Written(text) | Passage::Erased(text)) = text;
    let link = Link::new(excerpt(&text), addresses.pledge(&pledge.id));
    Event { about: Some((shown(line.on), link)), ..line.event }
}

fn paging(page: usize, pages: usize, member: &MemberId, addresses: &Addresses) -> Paging {
    let own = addresses.member(member);
    let href = |page: usize| if page > 1 { format!("{own}?page={page}") } else { own.clone() };
    Paging {
        page: count(page),
        pages: count(pages),
        previous_href: (page > 1).then(|| href(page - 1)),
        next_href: (page < pages).then(|| href(page + 1)),
    }
}
