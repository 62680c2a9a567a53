//! A deadline cell: days, years, recurring periods and service times as people write them.
//!
//! What is not clear is not guessed: it stays as written, and the row says so. A deadline of which a part is clear is not
//! clear: the rest of its words may say something else.

use serde::{Deserialize, Serialize};

use super::RowErrorCode;
use super::cursor::{Cursor, folded};
use crate::day::Day;
use crate::period::{Every, last_of_month};
use crate::words::Due;

/// Years that a ledger can speak of; others are slips of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2149;

/// A deadline as written, and what it means if that is clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedDeadline {
    /// The words of the cell.
    pub written: String,
    /// What they mean.
    pub understood: Option<Understood>,
}

/// What a deadline means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Understood {
    /// On or before a day.
    On(Day),
    /// Within a year.
    Year(i32),
    /// In every period anew.
    Every(Every),
    /// Within working days of each request.
    WithinWorkingDays(u16),
    /// Within calendar days of each request.
    WithinDays(u16),
    /// Within hours of each request.
    WithinHours(u16),
    /// Within minutes of each request.
    WithinMinutes(u16),
    /// At once with each request.
    AtOnce,
    /// For good: nothing that ends.
    Standing,
}

/// What was made of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub understood: Option<Understood>,
    /// The cell names no year.
    pub year_assumed: bool,
    /// The cell is a bare number, as spreadsheets count days.
    pub from_number: bool,
}

impl ImportedDeadline {
    /// The deadline of the draft. A service time counts from each request, not from a day: it stays as written.
    #[must_use]
    pub fn due(&self, from: Day) -> Due {
        let last_day = |year| Day::from_ymd(year, 12, 31);
        match self.understood {
            Some(Understood::On(on)) => Some(Due::On { on }),
            Some(Understood::Year(year)) => last_day(year).map(|on| Due::On { on }),
            Some(Understood::Every(every)) => Some(Due::Every { every, from, until: None }),
            _ => None,
        }
        .unwrap_or_else(|| Due::AsWritten { written: self.written.clone() })
    }
}

/// Reads a deadline cell; an error only for a day or month that the calendar does not have.
pub(super) fn read(cell: &str, assumed_year: i32) -> Result<Reading, RowErrorCode> {
    let folded = folded(cell);
    if may_have_lost_a_nought(&folded) {
        return Ok(Reading::default());
    }
    if let Some(day) = day_of_number(&folded) {
        return Ok(Reading { understood: Some(Understood::On(day)), from_number: true, ..Reading::default() });
    }
    let (base, aside) = split_brackets(&spaced_out(folded));
    let reading = match standing(&base).or_else(|| recurring(&base)).or_else(|| service_time(&base)) {
        Some(reading) => reading,
        None => date(&base, assumed_year)?,
    };
    if aside.is_empty() || reading.understood.is_none() {
        return Ok(reading);
    }
    // "this year (2013)": the bracket says which year is meant.
    match date(&aside, assumed_year) {
        Ok(Reading { understood: Some(Understood::Year(year)), year_assumed: false, .. }) if reading.year_assumed => {
            Ok(Reading { understood: in_named_year(reading.understood, year), ..Reading::default() })
        }
        _ => Ok(Reading::default()),
    }
}

/// A day that a cell gives exactly, and whether its year was assumed.
pub(super) fn one_day(cell: &str, assumed_year: i32) -> Result<(Option<Day>, bool), RowErrorCode> {
    let text = spaced_out(folded(cell));
    if let Some(day) = day_of_number(&text) {
        return Ok((Some(day), false));
    }
    let mut cursor = Cursor::new(&text);
    let named = named_year(&mut cursor);
    let Some((month, Some(day))) = month_and_day(&mut cursor) else { return Ok((None, false)) };
    if !cursor.is_done() || text.contains('旬') {
        return Ok((None, false));
    }
    let year = named.unwrap_or(assumed_year);
    let parts = u8::try_from(month).ok().zip(u8::try_from(day).ok());
    let day = parts.and_then(|(month, day)| Day::from_ymd(year, month, day)).filter(|_| YEARS.contains(&year));
    day.map(|day| (Some(day), named.is_none())).ok_or(RowErrorCode::ImpossibleDate)
}

/// What the first day of a month may stand for, where a file does not say how it shows it.
pub(super) fn first_day_readings(day: Day) -> Vec<String> {
    let (year, month) = (day.year(), day.month());
    let whole_year = (month == 1).then(|| format!("{year}年"));
    whole_year.into_iter().chain([format!("{year}年{month}月"), day.to_string()]).collect()
}

/// "2026.1": October too, because a spreadsheet drops the noughts at the end of a number.
fn may_have_lost_a_nought(text: &str) -> bool {
    text.strip_suffix(".1").is_some_and(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Days as spreadsheets count them, from the year 2000 to 2099; other numbers are something else.
const NUMBERED_DAYS: std::ops::RangeInclusive<i64> = 36_526..=73_050;

/// The day of a spreadsheet's number: day 1 is the first of January 1900, and the 29th of February 1900 is counted.
fn day_of_number(text: &str) -> Option<Day> {
    let is_number = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|number| is_number && NUMBERED_DAYS.contains(number))?;
    Some(Day::from_ymd(1899, 12, 30)?.plus_days(number))
}

/// What is promised for good, or at once: it has no date, and that is clear.
fn standing(text: &str) -> Option<Reading> {
    const FOR_GOOD: [&str; 12] = [
        "长期",
        "长期坚持",
        "长期有效",
        "长期推进",
        "常年",
        "常年坚持",
        "持续",
        "持续推进",
        "常态化",
        "经常性",
        "坚持经常",
        "ongoing",
    ];
    const AT_ONCE: [&str; 14] = [
        "当场",
        "当场办结",
        "即时",
        "即时办结",
        "即办",
        "立即",
        "随时",
        "随到随办",
        "当天",
        "当日",
        "当日办结",
        "现场办结",
        "24小时",
        "atonce",
    ];
    let understood = if FOR_GOOD.contains(&text) {
        Understood::Standing
    } else {
        AT_ONCE.contains(&text).then_some(Understood::AtOnce)?
    };
    Some(Reading { understood: Some(understood), ..Reading::default() })
}

/// "20260630" with hyphens, anything else as it is.
fn spaced_out(text: String) -> String {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let part = |range| text.get(range).unwrap_or_default();
    format!("{}-{}-{}", part(0..4), part(4..6), part(6..8))
}

/// A year in brackets replaces the one that "last year" was counted to.
fn in_named_year(understood: Option<Understood>, year: i32) -> Option<Understood> {
    match understood {
        Some(Understood::Year(_)) => Some(Understood::Year(year)),
        Some(Understood::On(day)) => Day::from_ymd(year, day.month(), day.day()).map(Understood::On),
        other => other,
    }
}

/// What stands outside brackets, and what stands inside.
fn split_brackets(text: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for character in text.chars() {
        match character {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => inside.push(character),
        }
    }
    (outside, inside)
}

fn recurring(text: &str) -> Option<Reading> {
    const ENGLISH: [(&str, Every); 11] = [
        ("weekly", Every::Week),
        ("everyweek", Every::Week),
        ("monthly", Every::Month),
        ("everymonth", Every::Month),
        ("quarterly", Every::Quarter),
        ("everyquarter", Every::Quarter),
        ("half-yearly", Every::HalfYear),
        ("everyhalf-year", Every::HalfYear),
        ("yearly", Every::Year),
        ("everyyear", Every::Year),
        ("annually", Every::Year),
    ];
    const CHINESE: [(&str, Every); 8] = [
        ("周", Every::Week),
        ("星期", Every::Week),
        ("月", Every::Month),
        ("季度", Every::Quarter),
        ("季", Every::Quarter),
        ("半年", Every::HalfYear),
        ("年度", Every::Year),
        ("年", Every::Year),
    ];
    let mut cursor = Cursor::new(text);
    let table: &[(&str, Every)] = if cursor.eat(&["每", "按"]) {
        cursor.eat(&["一", "1"]);
        cursor.eat(&["个"]);
        &CHINESE
    } else {
        &ENGLISH
    };
    let (_, every) = table.iter().find(|(word, _)| cursor.eat(&[word]))?;
    cursor.eat_all(&["至少", "不少于", "一次", "1次", "完成", "底", "末", "前"]);
    Some(Reading { understood: cursor.is_done().then_some(Understood::Every(*every)), ..Reading::default() })
}

fn service_time(text: &str) -> Option<Reading> {
    let mut cursor = Cursor::new(text);
    let bounded = cursor.eat(&["不超过", "最长", "within"]);
    let (_, number) = cursor.number()?;
    let amount = u16::try_from(number).ok().filter(|amount| *amount > 0)?;
    cursor.eat(&["个"]);
    let within: fn(u16) -> Understood = if cursor.eat(&["工作日", "workingdays", "workingday"]) {
        Understood::WithinWorkingDays
    } else if cursor.eat(&["天", "日", "days", "day"]) {
        Understood::WithinDays
    } else if cursor.eat(&["小时", "hours", "hour"]) {
        Understood::WithinHours
    } else if cursor.eat(&["分钟", "minutes", "minute"]) {
        Understood::WithinMinutes
    } else {
        return None;
    };
    let understood = within(amount);
    let inside = cursor.eat(&["之内", "以内", "内"]);
    cursor.eat_all(&["办结", "完成", "办理", "答复", "处理", "到场"]);
    // "3日" alone may be the third of a month, "3天" a length of something else.
    let clear = bounded || inside || matches!(understood, Understood::WithinWorkingDays(_));
    (clear && cursor.is_done()).then_some(Reading { understood: Some(understood), ..Reading::default() })
}

fn date(text: &str, assumed_year: i32) -> Result<Reading, RowErrorCode> {
    let mut cursor = Cursor::new(text);
    cursor.eat_all(&[
        "截止到",
        "截至到",
        "截至",
        "截止",
        "于",
        "在",
        "力争",
        "确保",
        "计划",
        "预计",
        "bythe",
        "by",
        "before",
    ]);
    let named = named_year(&mut cursor);
    if named.is_some_and(|year| !YEARS.contains(&year)) {
        return Err(RowErrorCode::ImpossibleDate);
    }
    let relative = if named.is_none() { relative_year(&mut cursor) } else { None };
    let year = named.unwrap_or_else(|| assumed_year.saturating_add(relative.unwrap_or_default()));
    let year_is_said = named.is_some() || relative.is_some();
    let understood = if cursor.eat(&["年底", "年末", "年终"]) || (year_is_said && cursor.eat(&["底", "末"])) {
        Day::from_ymd(year, 12, 31).map(Understood::On)
    } else if let Some(day) = part_of_year(&mut cursor, year)? {
        Some(Understood::On(day))
    } else if cursor.eat(&["年内", "全年"]) || year_is_said {
        cursor.eat(&["度"]);
        Some(Understood::Year(year))
    } else {
        None
    };
    cursor.eat_all(&["之前", "以前", "前", "以内", "之内", "内", "为止", "止", "完成", "竣工"]);
    if !cursor.is_done() || understood.is_none() {
        return Ok(Reading::default());
    }
    Ok(Reading { understood, year_assumed: named.is_none(), ..Reading::default() })
}

/// "2026年", "2026-", "2026.", or "2026" alone.
fn named_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let (digits, number) = ahead.number()?;
    let closed = ahead.eat(&["年"]) || ahead.rest.starts_with(['-', '/', '.']) || ahead.is_done();
    if digits != 4 || !closed {
        return None;
    }
    *cursor = ahead;
    i32::try_from(number).ok()
}

fn relative_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    if cursor.eat(&["今年", "本年", "当年", "thisyear"]) {
        Some(0)
    } else if cursor.eat(&["明年"]) {
        Some(1)
    } else {
        cursor.eat(&["去年"]).then_some(-1)
    }
}

/// The last day of the half-year, quarter, month or part of a month that comes next, or the very day.
fn part_of_year(cursor: &mut Cursor<'_>, year: i32) -> Result<Option<Day>, RowErrorCode> {
    for (word, month) in [("上半年", 6), ("下半年", 12), ("一季度", 3), ("二季度", 6), ("三季度", 9), ("四季度", 12)]
    {
        let mut ahead = *cursor;
        ahead.eat(&["第"]);
        if ahead.eat(&[word]) {
            ahead.eat(&["底", "末"]);
            *cursor = ahead;
            return Ok(Some(last_of_month(year, month)));
        }
    }
    let Some((month, day)) = month_and_day(cursor) else { return Ok(None) };
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month));
    let month = month.ok_or(RowErrorCode::ImpossibleDate)?;
    let day = day.map_or(Some(last_of_month(year, month)), |day| Day::from_ymd(year, month, u8::try_from(day).ok()?));
    day.map(Some).ok_or(RowErrorCode::ImpossibleDate)
}

/// "6月30日", "6月底", "元月", "-06-30" and ".6" after a year; the day is absent when the month's last is meant.
fn month_and_day(cursor: &mut Cursor<'_>) -> Option<(u32, Option<u32>)> {
    let mut ahead = *cursor;
    let separator = ["-", "/", "."].into_iter().find(|separator| ahead.eat(&[separator]));
    let month = if ahead.eat(&["元月"]) {
        ahead.eat(&["份"]);
        1
    } else {
        let (_, month) = ahead.number()?;
        if let Some(separator) = separator {
            // "2026.3-9" is a time of seven months and no day.
            let day = if ahead.eat(&[separator]) { Some(ahead.number()?.1) } else { None };
            *cursor = ahead;
            return Some((month, day));
        }
        if !ahead.eat(&["月份", "月"]) {
            return None;
        }
        month
    };
    let day = if ahead.eat(&["上旬"]) {
        Some(10)
    } else if ahead.eat(&["中旬"]) {
        Some(20)
    } else if ahead.eat(&["下旬", "底", "末"]) {
        None
    } else {
        let day = ahead.number().map(|(_, day)| day);
        ahead.eat(&["日", "号"]);
        day
    };
    *cursor = ahead;
    Some((month, day))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn on(written: &str) -> Option<Understood> {
        Some(Understood::On(written.parse().unwrap()))
    }

    #[test]
    fn deadlines_are_understood_as_people_write_them() {
        let year = |year| Some(Understood::Year(year));
        let every = |every| Some(Understood::Every(every));
        for (cell, understood, year_assumed) in [
            ("2026-06-30", on("2026-06-30"), false),
            ("2026/6/30", on("2026-06-30"), false),
            ("2026.6.30", on("2026-06-30"), false),
            ("20260630", on("2026-06-30"), false),
            ("２０２６年６月３０日", on("2026-06-30"), false),
            ("2026年6月30日前", on("2026-06-30"), false),
            ("二〇二六年六月三十日", on("2026-06-30"), false),
            ("2026年6月底", on("2026-06-30"), false),
            ("2026年2月", on("2026-02-28"), false),
            ("2026年元月底", on("2026-01-31"), false),
            ("2026年上半年", on("2026-06-30"), false),
            ("2026年第三季度末", on("2026-09-30"), false),
            ("截止到2026年5月中旬", on("2026-05-20"), false),
            ("2026年年底前", on("2026-12-31"), false),
            ("2026年底", on("2026-12-31"), false),
            ("6月30日前", on("2027-06-30"), true),
            ("6月底前", on("2027-06-30"), true),
            ("年底前完成", on("2027-12-31"), true),
            ("明年3月", on("2028-03-31"), true),
            ("2013年", year(2013), false),
            ("2022年度", year(2022), false),
            ("2022", year(2022), false),
            ("今年", year(2027), true),
            ("本年度", year(2027), true),
            ("年内", year(2027), true),
            ("全年", year(2027), true),
            ("今年（2013年）", year(2013), false),
            ("去年（2012年）", year(2012), false),
            ("每月", every(Every::Month), false),
            ("每个月", every(Every::Month), false),
            ("每月一次", every(Every::Month), false),
            ("每周", every(Every::Week), false),
            ("每季度", every(Every::Quarter), false),
            ("每半年", every(Every::HalfYear), false),
            ("每年", every(Every::Year), false),
            ("按季度", every(Every::Quarter), false),
            ("Monthly", every(Every::Month), false),
            ("Every half-year", every(Every::HalfYear), false),
            ("2个工作日内", Some(Understood::WithinWorkingDays(2)), false),
            ("三个工作日", Some(Understood::WithinWorkingDays(3)), false),
            ("不超过5个工作日", Some(Understood::WithinWorkingDays(5)), false),
            ("within 2 working days", Some(Understood::WithinWorkingDays(2)), false),
            ("10日内", Some(Understood::WithinDays(10)), false),
            ("24小时内", Some(Understood::WithinHours(24)), false),
            ("45分钟内", Some(Understood::WithinMinutes(45)), false),
            ("长期", Some(Understood::Standing), false),
            ("常态化", Some(Understood::Standing), false),
            ("当场办结", Some(Understood::AtOnce), false),
        ] {
            assert_eq!(read(cell, 2027), Ok(Reading { understood, year_assumed, ..Reading::default() }), "{cell}");
        }
    }

    #[test]
    fn d17_a_spreadsheets_number_of_a_day_is_that_day_and_other_numbers_are_none() {
        let read = |cell| read(cell, 2027).map(|reading| (reading.understood, reading.from_number));
        assert_eq!(read("46203"), Ok((on("2026-06-30"), true)));
        assert_eq!(read("４６２０３"), Ok((on("2026-06-30"), true)));
        for cell in ["1", "30", "12345", "99999"] {
            assert_eq!(read(cell), Ok((None, false)), "{cell}");
        }
    }

    #[test]
    fn d17_a_day_that_a_record_bears_is_given_exactly_or_not_at_all() {
        let day = |text: &str| Some(text.parse::<Day>().unwrap());
        for (cell, expected) in [
            ("2026-06-30", (day("2026-06-30"), false)),
            ("2026年6月30日", (day("2026-06-30"), false)),
            ("46203", (day("2026-06-30"), false)),
            ("6月30日", (day("2027-06-30"), true)),
            ("2026-06", (None, false)),
            ("2026年5月上旬", (None, false)),
            ("2026", (None, false)),
            ("年底", (None, false)),
        ] {
            assert_eq!(one_day(cell, 2027), Ok(expected), "{cell}");
        }
        assert_eq!(one_day("2026-02-30", 2027), Err(RowErrorCode::ImpossibleDate));
    }

    #[test]
    fn d18_a_deadline_of_which_only_a_part_is_clear_is_not_understood() {
        for cell in [
            "2013年（分两期建设）",
            "每季度公示",
            "每月5日前",
            "每年6月底前完成",
            "每月不少于2次",
            "2026年12月（雨季顺延至2027年3月）",
            "今年（2013年，分两期）",
            "长期（每年检查）",
            "2026.3-9",
            "2026/3-9",
            "2026.1",
            "2个工作日内（节假日顺延）",
        ] {
            assert_eq!(read(cell, 2027), Ok(Reading::default()), "{cell}");
        }
        assert_eq!(one_day("2026-06-30（暂定）", 2027), Ok((None, false)));
    }

    #[test]
    fn what_is_not_clear_is_not_guessed() {
        for cell in [
            "定期",
            "三年",
            "年度",
            "3日",
            "7-15个工作日内",
            "30分钟/60分钟",
            "提前24小时",
            "规定时间内",
            "7×24小时",
            "2026年5月上旬至2027年元月底",
            "5日/20日/30日内",
            "6.30",
            "尽快",
            "12",
            "0个工作日内",
        ] {
            assert_eq!(read(cell, 2027), Ok(Reading::default()), "{cell}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_errors() {
        for cell in ["2026-02-30", "2月30日", "2026年13月", "20261301", "2026年4月31日前", "0206-06-30", "2026-00-10"]
        {
            assert_eq!(read(cell, 2027), Err(RowErrorCode::ImpossibleDate), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_refused(cell in "[0-9年月日底前每季度个工作内今(（）.-]{0,20}|.*", year: i32) {
            let _ = read(&cell, year);
        }

        #[test]
        fn every_day_is_understood_in_each_way_of_writing_it(days in 0_i64..73_000) {
            // Two hundred years from the first that a ledger can speak of.
            let day = Day::from_ymd(*YEARS.start(), 1, 1).unwrap().plus_days(days);
            let (year, month, number) = (day.year(), day.month(), day.day());
            let ways =
                [day.to_string(), format!("{year}年{month}月{number}日前"), format!("{year}/{month}/{number}")];
            for written in ways {
                prop_assert_eq!(read(&written, 2027).map(|reading| reading.understood), Ok(Some(Understood::On(day))));
            }
            let without_year = format!("{month}月{number}日");
            prop_assert_eq!(read(&without_year, year).map(|reading| reading.understood), Ok(Some(Understood::On(day))));
        }
    }
}
