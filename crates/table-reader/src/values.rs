//! What a cell of a workbook says, as somebody would have typed it.

use calamine::{Data, ExcelDateTime};

/// Digits that a spreadsheet keeps of a number.
const SIGNIFICANT_DIGITS: usize = 15;
/// Beyond this a number is written with an exponent: 10^15.
const LARGEST_WHOLE: f64 = 1e15;
/// What stands behind the time of a day that has none.
const MIDNIGHT: &str = "T00:00:00";

/// The text of a value; `format` is how the spreadsheet shows it, as far as the file says.
pub(crate) fn text(value: &Data, format: Option<&str>) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(value) => match format {
            Some(format) if format.contains('%') => format!("{}%", number(value * 100.0)),
            _ => number(*value),
        },
        Data::Bool(true) => "是".to_owned(),
        Data::Bool(false) => "否".to_owned(),
        Data::DateTime(moment) => day_or_time(moment, format.unwrap_or_default()),
        Data::DateTimeIso(text) => text.strip_suffix(MIDNIGHT).unwrap_or(text).to_owned(),
        Data::Error(error) => error.to_string(),
    }
}

/// A number with as many digits as a spreadsheet keeps: what was typed as 0.3 is not 0.30000000000000004.
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < LARGEST_WHOLE {
        return format!("{value:.0}");
    }
    let kept: f64 = format!("{value:.*e}", SIGNIFICANT_DIGITS - 1).parse().unwrap_or(value);
    kept.to_string()
}

fn day_or_time(moment: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return format!("{hour:02}:{minute:02}");
    }
    // "2026年6月" is kept as the first of June and shown without the day: the month is what was meant.
    match shown(format) {
        Shown::Year => return format!("{year}年"),
        Shown::Month => return format!("{year}年{month}月"),
        Shown::Day => {}
    }
    let time = if value.fract() == 0.0 { String::new() } else { format!(" {hour:02}:{minute:02}") };
    format!("{year:04}-{month:02}-{day:02}{time}")
}

/// How a format is shown whose code the file leaves out: Chinese programs have their own under these numbers (ECMA-376,
/// section 18.8.30).
pub(crate) fn code(code: &str, number: Option<u32>) -> &str {
    match (code, number) {
        ("General", Some(27 | 36 | 50 | 52 | 57)) => "yyyy\"年\"m\"月\"",
        ("General", Some(28 | 29 | 51 | 53 | 54 | 58)) => "m\"月\"d\"日\"",
        ("General", Some(30)) => "m-d-yy",
        ("General", Some(31)) => "yyyy\"年\"m\"月\"d\"日\"",
        ("General", Some(32..=35 | 55 | 56)) => "h\"时\"mm\"分\"",
        _ => code,
    }
}

/// The smallest part of a date that a format shows.
enum Shown {
    Year,
    Month,
    Day,
}

/// What a format shows of a date; one that is not known is taken to show the day.
fn shown(format: &str) -> Shown {
    let shown: String = format.split('"').step_by(2).collect::<String>().to_lowercase();
    // What stands in square brackets is a language or a colour.
    let outside = |part: &str| part.rsplit(']').next().unwrap_or_default().to_owned();
    let shown: String = shown.split('[').map(outside).collect();
    if shown.contains(['d', 'h', 's']) {
        Shown::Day
    } else if shown.contains('m') {
        Shown::Month
    } else if shown.contains('y') {
        Shown::Year
    } else {
        Shown::Day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d17_numbers_are_written_as_they_were_typed() {
        for (value, expected) in
            [(15.0, "15"), (0.1 + 0.2, "0.3"), (1500.5, "1500.5"), (-3.0, "-3"), (1e21, "1000000000000000000000")]
        {
            assert_eq!(text(&Data::Float(value), None), expected);
        }
        assert_eq!(text(&Data::Float(0.98), Some("0%")), "98%");
    }

    #[test]
    fn d17_a_month_that_was_typed_is_a_month_and_a_day_a_day() {
        let on = |value, format: &str| {
            let moment = ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, false);
            text(&Data::DateTime(moment), Some(format))
        };
        assert_eq!(on(46_174.0, "yyyy\"年\"m\"月\""), "2026年6月");
        assert_eq!(on(46_174.0, "yyyy\"年\"m\"月\"d\"日\""), "2026-06-01");
        assert_eq!(on(46_174.0, "[$-804]yyyy\"年\"m\"月\";@"), "2026年6月");
        assert_eq!(on(46_023.0, "yyyy\"年\""), "2026年");
        assert_eq!(on(46_174.0, "mmm-yy"), "2026年6月");
        assert_eq!(on(46_174.0, "m\"月\"d\"日\""), "2026-06-01");
        for (number, expected) in [(57, "2026年6月"), (27, "2026年6月"), (31, "2026-06-01"), (58, "2026-06-01")] {
            assert_eq!(on(46_174.0, code("General", Some(number))), expected, "{number}");
        }
        assert_eq!(on(46_174.0, ""), "2026-06-01");
        assert_eq!(on(46_174.0, "General"), "2026-06-01");
        assert_eq!(on(46_174.5, "yyyy-mm-dd hh:mm"), "2026-06-01 12:00");
        assert_eq!(on(0.354_166_666_7, "h:mm"), "08:30");
    }
}
