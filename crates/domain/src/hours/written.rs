//! Opening hours as offices write them: "周一至周五 8:30-12:00，14:30-17:30（法定节假日除外）".
//!
//! Understood where every word is; otherwise it says what is in the way, so that a person can be asked. Hours that change
//! with the season are never understood: on which days they change is seldom written, and a guess would send people to
//! a closed door.

mod names;

use serde::{Deserialize, Serialize};

use super::{ClockTime, Hours, Span, WEEK_DAYS, Week};
use names::{
    AFTERNOON, AS_EVER, CLOSED, Days, FILLERS, MORNING, NAMES, NEXT_DAY, NOON, Named, ROUND_THE_CLOCK, WEEKDAYS,
    WEEKEND,
};

/// Characters of hours that are read: the longest published ones have 60, five times that.
const MAX_CHARACTERS: usize = 300;

/// What is in the way of understanding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unclear {
    /// No times of day.
    NoTimes,
    /// Times without a word on which days.
    NoDays,
    /// Other hours in summer than in winter.
    Seasons,
    /// Hours on holidays, which differ from year to year.
    Holidays,
    /// Words that this reader does not know.
    Words,
    /// Times that cannot be, or that overlap.
    Impossible,
}

/// Reads hours.
///
/// # Errors
/// [`Unclear`].
pub fn read(written: &str) -> Result<Hours, Unclear> {
    let text = folded(written);
    if text.chars().count() > MAX_CHARACTERS {
        return Err(Unclear::Words);
    }
    if ["夏", "冬", "春", "秋"].iter().any(|season| text.contains(season)) {
        return Err(Unclear::Seasons);
    }
    let mut reading = Reading { rest: &text, ..Reading::default() };
    while !reading.rest.is_empty() {
        reading.step()?;
    }
    reading.hours()
}

/// The same times on other days, where only the days are missing: what a person may have meant.
#[must_use]
pub fn suggestions(written: &str) -> Vec<String> {
    match read(written) {
        Err(Unclear::NoDays) => ["工作日", "每天"].iter().map(|days| format!("{days} {}", written.trim())).collect(),
        _ => Vec::new(),
    }
}

/// Half-width and without spaces, so that every way of writing a sign is one.
fn folded(text: &str) -> String {
    let one = |character| match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '—' | '–' | '−' | '―' | '到' | '至' => '-',
        other => other,
    };
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let signs: Vec<char> = spaced.chars().map(one).map(|sign| if sign == '~' { '-' } else { sign }).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let mut narrow = String::new();
    for (at, sign) in signs.iter().enumerate() {
        if !sign.is_whitespace() {
            narrow.push(*sign);
        } else if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) {
            // Between two times it is all that keeps their digits apart.
            narrow.push(',');
        }
    }
    // A dash is often two.
    narrow.replace("--", "-").to_lowercase()
}

/// Spans that hold on some days; `None` when no days were named before them.
type Part = (Option<Days>, Vec<Span>);

#[derive(Debug, Default)]
struct Reading<'a> {
    rest: &'a str,
    parts: Vec<Part>,
    /// Days named since the last time.
    days: Option<Days>,
    closed: Days,
    follows_working_days: Option<bool>,
    /// A time before this one was said to be in the afternoon.
    afternoon: bool,
}

impl Reading<'_> {
    fn eat(&mut self, words: &[&str]) -> bool {
        let rest = words.iter().find_map(|word| self.rest.strip_prefix(word));
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Goes past the next word that is known.
    fn step(&mut self) -> Result<(), Unclear> {
        if let Some(named) = self.named_days() {
            return self.say_about(&named);
        }
        if self.eat(&ROUND_THE_CLOCK) {
            let end = ClockTime::from_minute_of_day(super::DAY_MINUTES).ok_or(Unclear::Impossible)?;
            return self.add(Span { opens: clock(0, 0)?, closes: end });
        }
        if self.eat(&AFTERNOON) {
            self.afternoon = true;
        } else if self.eat(&MORNING) || self.eat(&NOON) {
            self.afternoon = false;
        } else if self.rest.starts_with(|character: char| character.is_ascii_digit()) {
            return self.span();
        } else if !self.eat(&FILLERS) {
            return Err(if self.parts.is_empty() { Unclear::NoTimes } else { Unclear::Words });
        }
        Ok(())
    }

    /// Days and their neighbours: "周一、周三", "节假日和公休日".
    fn named_days(&mut self) -> Option<Vec<Named>> {
        let mut all = vec![self.one_name()?];
        loop {
            let before = self.rest;
            self.eat(&["、", "和", "及", "与", "或", "/", ",", "以及"]);
            match self.one_name().or_else(|| self.bare_weekday(before)) {
                Some(next) => all.push(next),
                None => {
                    self.rest = before;
                    return Some(all);
                }
            }
        }
    }

    fn one_name(&mut self) -> Option<Named> {
        if let Some((name, named)) = NAMES.iter().find(|(name, _)| self.rest.starts_with(name)) {
            self.rest = self.rest.strip_prefix(name).unwrap_or(self.rest);
            return Some(*named);
        }
        let rest = self.rest.strip_prefix("每").unwrap_or(self.rest);
        let (first, rest) = weekday(["星期", "礼拜", "周"].iter().find_map(|word| rest.strip_prefix(word))?)?;
        self.rest = rest;
        let Some(after) = rest.strip_prefix('-') else { return Some(Named::OfWeek(days(first, first))) };
        let after = ["星期", "礼拜", "周"].iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
        // "周一-8:30" is no range of days: a digit that a time follows is an hour.
        let (last, rest) = weekday(after).filter(|(_, rest)| !rest.starts_with([':', '点', '时', '.']))?;
        self.rest = rest;
        Some(Named::OfWeek(days(first, last)))
    }

    /// "三" in "周一、三、五".
    fn bare_weekday(&mut self, before: &str) -> Option<Named> {
        if !before.starts_with('、') {
            return None;
        }
        let (day, rest) = weekday(self.rest).filter(|_| !self.rest.starts_with(|c: char| c.is_ascii_digit()))?;
        self.rest = rest;
        Some(Named::OfWeek(days(day, day)))
    }

    /// What is said about days that were named: closed, as ever, or the hours that follow.
    fn say_about(&mut self, named: &[Named]) -> Result<(), Unclear> {
        self.eat(&["均", "都", "正常"]);
        if self.eat(&CLOSED) {
            for name in named {
                match name {
                    Named::OfWeek(days) => {
                        (0..WEEK_DAYS).filter(|day| days[*day]).for_each(|day| self.closed[day] = true)
                    }
                    Named::Holidays => self.follows_working_days = Some(true),
                    Named::Workdays => return Err(Unclear::Words),
                }
            }
            return Ok(());
        }
        if self.eat(&AS_EVER) {
            if named.iter().all(|name| *name == Named::Holidays) {
                self.follows_working_days = Some(false);
                return Ok(());
            }
            return Err(Unclear::Words);
        }
        for name in named {
            let days = match name {
                Named::OfWeek(days) => *days,
                Named::Workdays => {
                    self.follows_working_days = Some(true);
                    WEEKDAYS
                }
                Named::Holidays => return Err(Unclear::Holidays),
            };
            let so_far = self.days.unwrap_or_default();
            self.days = Some(std::array::from_fn(|day| so_far[day] || days[day]));
        }
        self.afternoon = false;
        // Hours that are written after these days are for them alone.
        self.parts.push((self.days.take(), Vec::new()));
        Ok(())
    }

    fn span(&mut self) -> Result<(), Unclear> {
        let (hour, minute) = self.time()?;
        let opens = self.in_the_afternoon(hour);
        if !self.eat(&["-"]) {
            return Err(Unclear::Words);
        }
        let is_next_day = self.eat(&NEXT_DAY);
        if self.eat(&AFTERNOON) {
            self.afternoon = true;
        } else if self.eat(&MORNING) || self.eat(&NOON) || is_next_day {
            self.afternoon = false;
        }
        let (closing_hour, closing_minute) = self.time()?;
        let closes = clock(self.in_the_afternoon(closing_hour), closing_minute)?;
        let opens = clock(opens, minute)?;
        // "8:30-5:30" is seldom meant to go on until the next morning: who means that says so.
        if (closes <= opens) != is_next_day {
            return Err(Unclear::Impossible);
        }
        self.add(Span { opens, closes })
    }

    fn in_the_afternoon(&self, hour: u16) -> u16 {
        if self.afternoon && hour < 12 { hour + 12 } else { hour }
    }

    /// "8:30", "8点30分", "8点半", "8时", "8.30".
    fn time(&mut self) -> Result<(u16, u16), Unclear> {
        let hour = self.number().ok_or(Unclear::Words)?;
        if self.eat(&["点半", "时半"]) {
            return Ok((hour, 30));
        }
        let minute = if self.eat(&[":", "."]) {
            Some(self.number().ok_or(Unclear::Words)?)
        } else if self.eat(&["点整", "时整"]) {
            Some(0)
        } else if self.eat(&["点", "时"]) {
            let minute = self.number();
            self.eat(&["分"]);
            minute.or(Some(0))
        } else {
            None
        };
        // A bare number could be anything.
        let minute = minute.ok_or(Unclear::Words)?;
        if hour > 24 || minute > 59 { Err(Unclear::Impossible) } else { Ok((hour, minute)) }
    }

    fn number(&mut self) -> Option<u16> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.rest.split_at_checked(digits).filter(|_| (1..=2).contains(&digits))?;
        self.rest = rest;
        number.parse().ok()
    }

    fn add(&mut self, span: Span) -> Result<(), Unclear> {
        if let Some((_, spans)) = self.parts.last_mut() {
            spans.push(span);
        } else {
            self.parts.push((None, vec![span]));
        }
        Ok(())
    }

    /// The week that was read.
    fn hours(self) -> Result<Hours, Unclear> {
        let (closed, follows) = (self.closed, self.follows_working_days);
        let mut week = Week::default();
        let mut parts = self.parts.into_iter().filter(|(_, spans)| !spans.is_empty()).peekable();
        if parts.peek().is_none() {
            return Err(Unclear::NoTimes);
        }
        // "8:00-17:00（节假日、公休日除外）": the days that are left.
        let excluded = if closed == WEEKEND || follows == Some(true) { Some(WEEKDAYS) } else { None };
        for (days, spans) in parts {
            let days = days.or(excluded).ok_or(Unclear::NoDays)?;
            for (day, of_day) in week.0.iter_mut().enumerate().filter(|(day, _)| days[*day] && !closed[*day]) {
                if !of_day.is_empty() {
                    return Err(Unclear::Impossible);
                }
                let _weekday = day;
                of_day.clone_from(&spans);
            }
        }
        let hours = Hours { weekly: week, follows_working_days: follows.unwrap_or(false), exceptions: Vec::new() };
        let is_ever_open = hours.weekly.0.iter().any(|day| !day.is_empty());
        if is_ever_open && hours.check().is_ok() { Ok(hours) } else { Err(Unclear::Impossible) }
    }
}

fn clock(hour: u16, minute: u16) -> Result<ClockTime, Unclear> {
    ClockTime::from_minute_of_day(hour * 60 + minute).ok_or(Unclear::Impossible)
}

/// "一" to "六", "日", "天", or 1 to 7: the day from 0 for Monday.
fn weekday(text: &str) -> Option<(usize, &str)> {
    let first = text.chars().next()?;
    let day = match first {
        '天' | '日' | '7' => 6,
        '1'..='6' => first.to_digit(10)? as usize - 1,
        _ => "一二三四五六".chars().position(|name| name == first)?,
    };
    Some((day, text.get(first.len_utf8()..)?))
}

/// From one day of the week to another, around the weekend if need be.
fn days(first: usize, last: usize) -> Days {
    std::array::from_fn(|day| if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last })
}

#[cfg(test)]
mod tests;
