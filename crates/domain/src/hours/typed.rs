//! Hours as people type them into a form: "8:30-12:00 14:30-17:30", and a line for each dated exception.
//!
//! What is not understood is no hours at all, never a guess.

use super::{ClockTime, Exception, ExceptionHours, Span};
use crate::day::Day;

/// "08:30-12:00 14:30-17:30"; nothing means closed, `None` that it is not understood.
pub fn spans(text: &str) -> Option<Vec<Span>> {
    text.split([' ', ',', '，', '、', ';', '；'])
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (opens, closes) = part.split_once(['-', '–', '—', '~', '至'])?;
            Some(Span { opens: clock_time(opens)?, closes: clock_time(closes)? })
        })
        .collect()
}

/// "8:30" as well as "08：30".
fn clock_time(text: &str) -> Option<ClockTime> {
    let text = text.trim().replace('：', ":");
    if text.len() == 4 { format!("0{text}") } else { text }.parse().ok()
}

/// "2027-02-05 2027-02-12 closed for the Spring Festival", or with hours after the days.
pub fn exception(line: &str) -> Option<Exception> {
    let mut parts = line.split_whitespace();
    let from: Day = parts.next()?.parse().ok()?;
    let to: Day = parts.next()?.parse().ok()?;
    let rest: Vec<&str> = parts.collect();
    let (hours, note): (Vec<&str>, Vec<&str>) = rest.into_iter().partition(|part| spans(part).is_some());
    let hours = ExceptionHours::EveryDay(spans(&hours.join(" "))?);
    Some(Exception { from, to, hours, note: note.join(" ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_type_them() {
        assert_eq!(spans("8:30-12:00，14：30–17:30").map(|spans| spans.len()), Some(2));
        assert_eq!(spans(""), Some(Vec::new()));
        assert_eq!(spans("mornings"), None);
        assert_eq!(spans("25:00-26:00"), None);
    }

    #[test]
    fn a_line_gives_its_days_its_hours_and_its_note() {
        let closed = exception("2027-02-05 2027-02-12 春节休息").map(|found| (found.hours, found.note));
        assert_eq!(closed, Some((ExceptionHours::EveryDay(Vec::new()), "春节休息".to_owned())));
        let open = exception("2027-02-13 2027-02-13 9:00-12:00 值班").map(|found| found.hours);
        assert!(matches!(open, Some(ExceptionHours::EveryDay(spans)) if spans.len() == 1));
        assert_eq!(exception("春节休息"), None);
    }
}
