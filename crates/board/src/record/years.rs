//! Yearly cycles: their stages, each member's year, the accounts.

use jiannuo_domain::{
    cycle::{MemberYear, Stage, cycle_standing},
    day::Day,
    id::RecordId,
    ledger::{Ledger, Notice},
    relations::Relations,
    words::CycleWords,
};

use super::{
    Addresses, BoardFilter, Context,
    board::head,
    context::{count, shown},
    disclosures::in_force,
    kinds::list_row,
    people::{byline, member_name, received},
    placeholder,
};
use crate::{
    components::year::{Account, AccountGiven, MemberRow, PledgesMade, StageRow, StageState, Year},
    link::Link,
    pages::YearPage,
};

/// A yearly cycle as a page; nothing when there is no such cycle.
pub fn year_page(ledger: &Ledger, cycle: &RecordId, addresses: &Addresses, context: &Context) -> Option<YearPage> {
    let notice = ledger.cycles.get(cycle)?;
    let relations = Relations::of(ledger);
    let standing = cycle_standing(ledger, &relations, *cycle, context.today);
    let year = notice.words().zip(standing).map(|(words, standing)| {
        let members = standing.members.iter().map(|year| member(ledger, year, *cycle, addresses, context));
        Year {
            stages: stages(words, standing.stage, context),
            pledged: count(standing.pledged()),
            accounted: count(standing.accounted()),
            of: count(standing.members.len()),
            overdue: if context.verdicts { standing.members.iter().map(|year| year.overdue).sum() } else { 0 },
            members: members.collect(),
            accounts: accounts(ledger, cycle, context),
        }
    });
    let pledges = relations.in_cycle(cycle).iter();
    Some(YearPage {
        head: head(ledger, context),
        title: in_force(ledger, notice, context, |words| (context.words.pledging.cycle_of)(words.year)),
        year,
        board_href: addresses.board(&BoardFilter { cycle: Some(*cycle), ..BoardFilter::default() }.to_query()),
        pledges: pledges.filter_map(|id| list_row(ledger, &relations, id, addresses, context)).collect(),
    })
}

/// Which year it is, or what stands in the place of that.
pub fn cycle_title(notice: &Notice<CycleWords>, context: &Context) -> String {
    let words = &context.words.pledging;
    notice.words().map_or_else(|| words.cycle.to_owned(), |cycle| (words.cycle_of)(cycle.year))
}

/// The stages with their last days. Without a clock to trust none is now.
fn stages(words: &CycleWords, now: Stage, context: &Context) -> Vec<StageRow> {
    let ends = [words.pledge_by, words.mid_check, words.account_by, words.close_on];
    let state = |stage: Stage| match stage.cmp(&now) {
        _ if !context.verdicts => StageState::Ahead,
        std::cmp::Ordering::Less => StageState::Over,
        std::cmp::Ordering::Equal => StageState::Now,
        std::cmp::Ordering::Greater => StageState::Ahead,
    };
    let row = |(stage, end): (&Stage, Day)| StageRow { stage: *stage, until: shown(end), state: state(*stage) };
    Stage::ALL.iter().zip(ends).map(row).collect()
}

fn member(ledger: &Ledger, year: &MemberYear, cycle: RecordId, addresses: &Addresses, context: &Context) -> MemberRow {
    let words = &context.words.pledging;
    let made = || {
        let filter = BoardFilter { member: Some(year.member.member), cycle: Some(cycle), ..BoardFilter::default() };
        let href = match year.pledges.as_slice() {
            [only] => addresses.pledge(only),
            _ => addresses.board(&filter.to_query()),
        };
        Link::new((words.pledges_made)(year.pledges.len()), href)
    };
    let pledges = match year.pledged_in_time {
        Some(in_time) => PledgesMade::Made(made(), !in_time),
        None if year.pledge_missing && context.verdicts => PledgesMade::Missing,
        None => PledgesMade::NotYet,
    };
    let account = match year.account_ms {
        Some(at_ms) => AccountGiven::Given(shown(Day::in_shanghai(at_ms)), !year.accounted_in_time),
        None if year.account_missing && context.verdicts => AccountGiven::Missing,
        None => AccountGiven::NotYet,
    };
    MemberRow {
        name: member_name(ledger, &year.member.member, context),
        pledges,
        kept: year.kept,
        overdue: if context.verdicts { year.overdue } else { 0 },
        account,
    }
}

fn accounts(ledger: &Ledger, cycle: &RecordId, context: &Context) -> Vec<Account> {
    let told = ledger.accounts.get(cycle).into_iter().flatten();
    let mut all: Vec<_> = told
        .map(|told| Account {
            by: byline(ledger, &told.stamp, context),
            text: placeholder::passage(ledger, told, context, |words| words.text.clone()),
            received: received(&told.stamp),
        })
        .collect();
    all.reverse();
    all
}

/// What a board says of its years in one line each, the latest first: which, and how many have pledged.
pub(super) fn lines(ledger: &Ledger, addresses: &Addresses, context: &Context) -> Vec<(Link, String)> {
    let relations = Relations::of(ledger);
    let mut cycles: Vec<_> = ledger.cycles.values().collect();
    cycles.sort_by_key(|cycle| (std::cmp::Reverse(cycle.words().map(|words| words.year)), cycle.id));
    let line = |cycle: &Notice<CycleWords>| {
        let standing = cycle_standing(ledger, &relations, cycle.id, context.today);
        let text = standing.map(|standing| {
            let pledged = (context.words.pledging.pledged_of)(count(standing.pledged()), count(standing.members.len()));
            match context.verdicts {
                true => format!("{} · {pledged}", (context.words.pledging.stage)(standing.stage)),
                false => pledged,
            }
        });
        (Link::new(cycle_title(cycle, context), addresses.cycle(&cycle.id)), text.unwrap_or_default())
    };
    cycles.into_iter().map(line).collect()
}
