//! The published lists, 2018 to 2026, read once from the data file that is compiled in.
//!
//! The file is part of the program, so a wrong line is a mistake of the build: lines that can't be read are left out
//! here and caught by the test that counts every year's days.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Calendar;
use crate::day::Day;

/// Changes whenever `data/holidays.csv` does: boards carry it in their identity.
const VERSION: &str = "cn-2018-2026.1";
const PUBLISHED: &str = include_str!("../../data/holidays.csv");

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| read(PUBLISHED));

pub(super) fn calendar() -> &'static Calendar {
    &CALENDAR
}

fn read(published: &str) -> Calendar {
    let mut calendar = Calendar { version: VERSION.to_owned(), years: BTreeMap::new() };
    for (first, last, worked) in published.lines().filter_map(run) {
        let mut day = first;
        while day <= last && day < Day::MAX {
            let table = calendar.years.entry(day.year()).or_default();
            if worked { &mut table.work } else { &mut table.off }.insert(day);
            day = day.plus_days(1);
        }
    }
    calendar
}

/// One line: first day, last day, "off" or "work", name of the holiday.
fn run(line: &str) -> Option<(Day, Day, bool)> {
    let mut cells = line.split(',');
    let first = cells.next()?.parse().ok()?;
    let last = cells.next()?.parse().ok()?;
    let worked = match cells.next()? {
        "off" => false,
        "work" => true,
        _ => return None,
    };
    Some((first, last, worked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_file_is_read() {
        let unread: Vec<_> = PUBLISHED
            .lines()
            .filter(|line| !line.starts_with('#') && !line.starts_with("first,"))
            .filter(|line| run(line).is_none_or(|(first, last, _)| first > last))
            .collect();
        assert!(unread.is_empty(), "{unread:?}");
    }

    #[test]
    fn every_year_has_as_many_days_as_were_published() {
        let counted: Vec<_> =
            calendar().years.iter().map(|(year, table)| (*year, table.off.len(), table.work.len())).collect();
        let published = [
            (2018, 25, 7),
            (2019, 28, 6),
            (2020, 30, 6),
            (2021, 31, 7),
            (2022, 32, 7),
            (2023, 28, 7),
            (2024, 28, 8),
            (2025, 28, 5),
            (2026, 33, 6),
        ];
        assert_eq!(counted, published);
        assert!(calendar().years.iter().all(|(year, table)| table.check(*year).is_ok()));
    }
}
