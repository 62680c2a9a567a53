use jiannuo_domain::{
    board::{WordsState, due_as_written},
    calendar::Calendar,
    day::Day,
    ledger::{Ledger, Pledge},
    period::Every,
    quantity::Quantity,
    standing::{Punctuality, Standing as Stands, Status, due_day},
    words::{Due as Promised, PledgeWords},
};

use super::{
    Context,
    context::{count, shown},
    people::counted_ms,
};
use crate::components::{
    due_date::{Due, Period, Standing},
    progress_meter::Progress,
};

/// By when, and what that means.
pub(super) fn due(
    ledger: &Ledger,
    pledge: Option<&Pledge>,
    state: WordsState,
    standing: &Stands,
    context: &Context,
) -> Due {
    let words = pledge.and_then(Pledge::words);
    let from = words.map_or(context.today, |words| counted_from(words).unwrap_or(context.today));
    let (verdict, is_counted) = match state {
        WordsState::NeedsNewerApp => (None, false),
        _ => verdict(ledger, pledge, standing, context),
    };
    Due {
        day: standing.due.map(shown),
        every: words.and_then(|words| period(&words.due)),
        standing: verdict,
        as_written: words.and_then(due_as_written).map(str::to_owned),
        calendar_missing: standing.due.and_then(|due| {
            let promised = (!standing.due_is_certain).then(|| missing_year(&ledger.calendar, from, due)).flatten();
            let shown = is_counted.then(|| missing_year(&ledger.calendar, context.today, due)).flatten();
            promised.or(shown)
        }),
    }
}

/// The day from which working days are counted.
const fn counted_from(words: &PledgeWords) -> Option<Day> {
    match words.due {
        Promised::WithinWorkingDays { from, .. } => Some(from),
        _ => None,
    }
}

/// The first year without a published calendar between two days, in whichever order.
fn missing_year(calendar: &Calendar, one: Day, other: Day) -> Option<i32> {
    (one.min(other).year()..=one.max(other).year()).find(|year| !calendar.years.contains_key(year))
}

/// What today makes of the due day, and whether that counts working days.
fn verdict(ledger: &Ledger, pledge: Option<&Pledge>, standing: &Stands, context: &Context) -> (Option<Standing>, bool) {
    match standing.status {
        Status::Claimed | Status::Disputed => (claimed(pledge, standing.punctuality), false),
        Status::Confirmed => (claim_day(pledge).map(|day| Standing::FulfilledOn(shown(day))), false),
        Status::NotFulfilled | Status::Withdrawn => (None, false),
        _ if !context.verdicts => (None, false),
        Status::Overdue if standing.missed_periods > 0 => {
            (Some(Standing::PeriodsMissed(count(standing.missed_periods))), false)
        }
        Status::InGrace => (standing.due.map(|due| Standing::GraceUntil(shown(grace_end(ledger, due)))), false),
        _ => {
            let verdict = standing.due.and_then(|due| distance(&ledger.calendar, context.today, due));
            (verdict, matches!(verdict, Some(Standing::DaysLeft(_) | Standing::DaysOver(_))))
        }
    }
}

pub(super) fn grace_end(ledger: &Ledger, due: Day) -> Day {
    due.plus_days(i64::from(ledger.rules.offline_grace_days))
}

/// Working days between today and the due day. Where there are none (a weekend, a holiday) the date alone says more.
fn distance(calendar: &Calendar, today: Day, due: Day) -> Option<Standing> {
    if today == due {
        return Some(Standing::Today);
    }
    let days = calendar.working_days_between(today, due).days;
    let count = u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX);
    match days {
        0 => None,
        1.. => Some(Standing::DaysLeft(count)),
        _ => Some(Standing::DaysOver(count)),
    }
}

fn claim_day(pledge: Option<&Pledge>) -> Option<Day> {
    pledge.and_then(|pledge| pledge.claims.last()).map(|claim| Day::in_shanghai(counted_ms(&claim.stamp)))
}

fn claimed(pledge: Option<&Pledge>, punctuality: Option<Punctuality>) -> Option<Standing> {
    let day = shown(claim_day(pledge)?);
    Some(match punctuality {
        Some(Punctuality::Late) => Standing::ClaimedLateOn(day),
        Some(Punctuality::WithinGrace) => Standing::ClaimedInGraceOn(day),
        Some(Punctuality::OnTime) | None => Standing::ClaimedOn(day),
    })
}

const fn period(due: &Promised) -> Option<Period> {
    match due {
        Promised::Every { every, .. } => Some(every_period(*every)),
        _ => None,
    }
}

pub(super) const fn every_period(every: Every) -> Period {
    match every {
        Every::Week => Period::Week,
        Every::Month => Period::Month,
        Every::Quarter => Period::Quarter,
        Every::HalfYear => Period::HalfYear,
        Every::Year => Period::Year,
    }
}

/// The due date in words, for comparing two wordings.
pub(super) fn due_text(words: &PledgeWords, calendar: &Calendar, context: &Context) -> String {
    match &words.due {
        Promised::Every { every, from, until } => {
            let every = (context.words.pledge.every)(every_period(*every));
            let days = match until {
                Some(until) => (context.words.time.span)(shown(*from), shown(*until)),
                None => context.day_text(*from),
            };
            format!("{every} {days}")
        }
        Promised::AsWritten { written } => written.clone(),
        Promised::On { .. } | Promised::WithinWorkingDays { .. } => {
            due_day(words, context.today, calendar).map(|(day, _)| context.day_text(day)).unwrap_or_default()
        }
    }
}

/// A quantity with its unit.
pub(super) fn amount(quantity: Quantity, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{quantity} {unit}"),
        None => quantity.to_string(),
    }
}

/// How far a promised quantity is.
pub(super) fn progress(words: Option<&PledgeWords>, done: Quantity) -> Option<Progress> {
    let words = words?;
    let target = words.quantity?;
    Some(Progress {
        done: done.to_string(),
        target: target.to_string(),
        unit: words.unit.clone().unwrap_or_default(),
        share_permille: share_permille(done, target),
    })
}

/// Done of target in thousandths, between none and all.
fn share_permille(done: Quantity, target: Quantity) -> u32 {
    const WHOLE: i128 = 1_000;
    let share = (i128::from(done.thousandths()) * WHOLE).checked_div(i128::from(target.thousandths()));
    // Nothing was promised, so all of it is done.
    u32::try_from(share.unwrap_or(WHOLE).clamp(0, WHOLE)).unwrap_or_default()
}
