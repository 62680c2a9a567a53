use jiannuo_domain::{
    board::Board,
    calendar::Calendar,
    day::Day,
    hours::{Exception as Differs, ExceptionHours, Hours, Opening, OpeningState, Span, Week},
    id::RecordId,
    ledger::{Ledger, Notice},
    network,
    words::{Coordinates, PointWords},
};

use super::{
    Addresses, Context,
    board::head,
    context::{clock, minute_of_day, moment, shown},
    disclosures::{in_force, withdrawal},
    network::{cards, checked, guides_at, windows},
    revisions::revisions,
};
use crate::{
    components::{
        hours_table::{Exception, Hours as Shown, OpenState, OpeningHours},
        service_point::{PointMore, ServicePointDetails, ServicePointRow},
    },
    link::Link,
    pages::PointsPage,
    time::Weekday,
};

/// The service points of a board, in its order; those that were closed for good come last and say so.
pub fn point_rows(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> Vec<ServicePointRow> {
    let (closed, open): (Vec<_>, Vec<_>) = board.points.iter().partition(|row| row.is_withdrawn);
    let notices = open.into_iter().chain(closed).filter_map(|row| ledger.points.get(&row.id));
    notices.map(|notice| row(ledger, notice, addresses, context)).collect()
}

/// The list of service points as a page.
pub fn points_page(ledger: &Ledger, board: &Board, addresses: &Addresses, context: &Context) -> PointsPage {
    let closed = board.points.iter().filter(|row| row.is_withdrawn).filter_map(|row| ledger.points.get(&row.id));
    let closed = closed.map(|notice| row(ledger, notice, addresses, context));
    let service_points = nested(ledger, &network::tree(ledger), addresses, context).into_iter().chain(closed).collect();
    PointsPage { head: head(ledger, context), service_points }
}

/// A service point on its own page.
pub fn point_details(
    ledger: &Ledger,
    notice: &Notice<PointWords>,
    addresses: &Addresses,
    context: &Context,
) -> ServicePointDetails {
    let hours = notice.words().map(|words| opening_hours(&words.hours, &ledger.calendar, context));
    ServicePointDetails {
        row: ServicePointRow {
            below: below(ledger, &notice.id, addresses, context),
            ..row(ledger, notice, addresses, context)
        },
        services: notice.words().and_then(|words| words.services.clone()),
        hours: hours.unwrap_or_default(),
        revisions: revisions(ledger, &notice.wordings, context),
        more: notice.words().map(|words| more(ledger, notice, words, addresses, context)).unwrap_or_default(),
    }
}

fn more(
    ledger: &Ledger,
    notice: &Notice<PointWords>,
    words: &PointWords,
    addresses: &Addresses,
    context: &Context,
) -> PointMore {
    let above = network::above(ledger, &notice.id);
    let name = |id: &RecordId| ledger.points.get(id).and_then(Notice::words).map(|words| words.name.clone());
    PointMore {
        functions: words.functions.clone(),
        place: words.coordinates.map(Coordinates::degrees),
        access: words.access.clone(),
        access_note: words.access_note.clone(),
        above: above.and_then(|id| Some(Link::new(name(&id)?, addresses.point(&id)))),
        windows: windows(&words.windows, context),
        contacts: cards(&words.contacts, &words.name),
        guides: guides_at(ledger, &notice.id, addresses),
        checked: checked(ledger, notice, context).0,
    }
}

/// Points in the order of their tree, each with those that belong to it.
fn nested(
    ledger: &Ledger,
    order: &[(RecordId, usize)],
    addresses: &Addresses,
    context: &Context,
) -> Vec<ServicePointRow> {
    let mut rows = Vec::new();
    let mut rest = order;
    while let [(id, depth), after @ ..] = rest {
        let length = after.iter().take_while(|(_, deeper)| deeper > depth).count();
        let (below, next) = after.split_at(length);
        rows.extend(ledger.points.get(id).map(|notice| ServicePointRow {
            below: nested(ledger, below, addresses, context),
            ..row(ledger, notice, addresses, context)
        }));
        rest = next;
    }
    rows
}

/// The points that belong to one.
fn below(ledger: &Ledger, id: &RecordId, addresses: &Addresses, context: &Context) -> Vec<ServicePointRow> {
    let order = network::tree(ledger);
    let Some(place) = order.iter().position(|(found, _)| found == id) else { return Vec::new() };
    let depth = order.get(place).map_or(0, |(_, depth)| *depth);
    let after = order.get(place + 1..).unwrap_or_default();
    let length = after.iter().take_while(|(_, deeper)| *deeper > depth).count();
    nested(ledger, after.get(..length).unwrap_or_default(), addresses, context)
}

fn row(ledger: &Ledger, notice: &Notice<PointWords>, addresses: &Addresses, context: &Context) -> ServicePointRow {
    let words = notice.words();
    ServicePointRow {
        href: addresses.point(&notice.id),
        check_href: addresses.check(&notice.id),
        name: in_force(ledger, notice, context, |words| words.name.clone()),
        level: words.map(|words| (context.words.organisation.level)(words.level).to_owned()),
        address: words.map(|words| words.address.clone()),
        phone: words.and_then(|words| words.phone.clone()),
        open: words.map_or(OpenState::Unknown, |words| open_state(&words.hours, &ledger.calendar, context)),
        open_doubt: words.and_then(|words| uncertain_year(&words.hours, &ledger.calendar, context)),
        as_at: moment(context.now_ms),
        withdrawn: withdrawal(ledger, notice, context),
        hours_written: words.and_then(|words| words.hours_written.clone()),
        stale: checked(ledger, notice, context).1,
        below: Vec::new(),
    }
}

fn opening(hours: &Hours, calendar: &Calendar, context: &Context) -> Opening {
    hours.opening_state(Day::in_shanghai(context.now_ms), minute_of_day(context.now_ms), calendar)
}

/// Whether nobody has put in any hours: that says nothing of when a place is closed.
fn are_unknown(hours: &Hours) -> bool {
    hours.exceptions.is_empty() && hours.weekly.0.iter().all(Vec::is_empty)
}

/// That the hours of this moment depend on a year whose calendar nobody has published, if they do.
fn uncertain_year(hours: &Hours, calendar: &Calendar, context: &Context) -> Option<String> {
    if are_unknown(hours) || opening(hours, calendar, context).certain {
        return None;
    }
    let year = Day::in_shanghai(context.now_ms).year();
    let missing = (year..).take(2).find(|year| !calendar.years.contains_key(year));
    missing.map(context.words.time.calendar_missing)
}

fn open_state(hours: &Hours, calendar: &Calendar, context: &Context) -> OpenState {
    if are_unknown(hours) {
        return OpenState::Unknown;
    }
    let today = Day::in_shanghai(context.now_ms);
    match opening(hours, calendar, context).state {
        OpeningState::Open { until: None } => OpenState::RoundTheClock,
        OpeningState::Open { until: Some(until) } if until.day == today => OpenState::OpenUntil(clock(until.time)),
        OpeningState::Open { until: Some(until) } => OpenState::OpenUntilDay(shown(until.day), clock(until.time)),
        OpeningState::Closed { opens: None } => OpenState::Closed,
        OpeningState::Closed { opens: Some(opens) } if opens.day == today => OpenState::OpensToday(clock(opens.time)),
        OpeningState::Closed { opens: Some(opens) } => OpenState::OpensOn(shown(opens.day), clock(opens.time)),
    }
}

fn opening_hours(hours: &Hours, calendar: &Calendar, context: &Context) -> OpeningHours {
    let today = Day::in_shanghai(context.now_ms);
    let mut ahead: Vec<_> = hours.exceptions.iter().filter(|exception| exception.to >= today).collect();
    ahead.sort_by_key(|exception| (exception.from, exception.to));
    let week = Weekday::ALL.into_iter().zip(hours.weekly.0.iter().map(|day| spans(day)));
    OpeningHours {
        week: if are_unknown(hours) { Vec::new() } else { week.collect() },
        exceptions: ahead.into_iter().flat_map(|exception| exceptions(exception, context)).collect(),
        as_written: holidays(hours, calendar, context),
    }
}

/// That the calendar counts, and where it is not known yet.
fn holidays(hours: &Hours, calendar: &Calendar, context: &Context) -> Option<String> {
    if !hours.follows_working_days {
        return None;
    }
    let rule = context.words.service_point.follows_working_days;
    let missing = uncertain_year(hours, calendar, context);
    Some(missing.map_or_else(|| rule.to_owned(), |missing| format!("{rule} {missing}")))
}

fn spans(spans: &[Span]) -> Vec<Shown> {
    spans.iter().map(|span| (clock(span.opens), clock(span.closes))).collect()
}

/// One line, or where another week applies, one for each run of weekdays with the same hours.
fn exceptions(exception: &Differs, context: &Context) -> Vec<Exception> {
    let line = |hours: &[Span], weekdays: Option<String>| {
        let note = Some(exception.note.clone()).filter(|note| !note.is_empty());
        let reason: Vec<_> = [weekdays, note].into_iter().flatten().collect();
        Exception {
            day: shown(exception.from),
            last: (exception.to > exception.from).then(|| shown(exception.to)),
            hours: spans(hours),
            reason: (!reason.is_empty()).then(|| reason.join(" ")),
        }
    };
    match &exception.hours {
        ExceptionHours::EveryDay(hours) => vec![line(hours, None)],
        ExceptionHours::Weekly(week) => {
            runs(week).into_iter().map(|(days, hours)| line(hours, Some(weekday_names(&days, context)))).collect()
        }
    }
}

/// Neighbouring weekdays with the same hours.
fn runs(week: &Week) -> Vec<(Vec<Weekday>, &[Span])> {
    let mut runs: Vec<(Vec<Weekday>, &[Span])> = Vec::new();
    for (weekday, hours) in Weekday::ALL.into_iter().zip(&week.0) {
        match runs.last_mut() {
            Some((days, same)) if *same == hours.as_slice() => days.push(weekday),
            _ => runs.push((vec![weekday], hours)),
        }
    }
    runs
}

fn weekday_names(days: &[Weekday], context: &Context) -> String {
    let name = |day: &Weekday| (context.words.time.weekday)(*day);
    match days {
        [first, .., last] => format!("{}–{}", name(first), name(last)),
        [only] => name(only).to_owned(),
        [] => String::new(),
    }
}

/// The week and the dated exceptions in lines, for comparing two descriptions; no week where nobody has put in any hours.
pub(super) fn hours_lines(hours: &Hours, context: &Context) -> (String, String) {
    let terms = &context.words.service_point;
    let line = |head: String, hours: &[Shown], tail: Option<String>| {
        let spans: Vec<_> = hours.iter().map(|(from, to)| format!("{}–{}", from.text(), to.text())).collect();
        let spans = if spans.is_empty() { terms.closed.to_owned() } else { spans.join(terms.between_hours) };
        [Some(head), Some(spans), tail].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let week = if are_unknown(hours) { Vec::new() } else { runs(&hours.weekly) };
    let week = week.into_iter().map(|(days, hours)| line(weekday_names(&days, context), &spans(hours), None));
    let follows = hours.follows_working_days.then(|| terms.follows_working_days.to_owned());
    let exceptions = hours.exceptions.iter().flat_map(|exception| exceptions(exception, context)).map(|one| {
        let days =
            one.last.map_or_else(|| (context.words.time.day)(one.day), |last| (context.words.time.span)(one.day, last));
        line(days, &one.hours, one.reason)
    });
    (week.chain(follows).collect::<Vec<_>>().join("\n"), exceptions.collect::<Vec<_>>().join("\n"))
}
