//! What a service network is made of besides its points: telephones, people to call, windows and how a place is reached.

use serde::{Deserialize, Serialize};

use super::{WordsError, at_most, optional, required};
use crate::limits::{
    MAX_DIALLED_CHARACTERS, MAX_DUTIES, MAX_MATTERS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MIN_DIALLED_DIGITS,
};

/// A telephone number that everybody may call, with what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hotline {
    /// What it is for.
    pub name: String,
    /// The number, as it is written.
    pub number: String,
}

impl Hotline {
    pub(super) fn check(&self, field: &str) -> Result<(), WordsError> {
        required(field, &self.name, MAX_NAME_CHARACTERS)?;
        callable(field, &self.number)
    }
}

/// When and where somebody receives visitors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reception {
    /// When, as people say it.
    pub time: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Somebody to call or to visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// The telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When and where visitors are received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reception: Option<Reception>,
}

impl Contact {
    /// Somebody of whom nothing but the name is known yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), post: None, phone: None, reception: None }
    }

    /// Name, post, telephone, time and place of reception, in this order.
    pub fn parts(&self) -> [Option<&String>; 5] {
        let reception = self.reception.as_ref();
        [
            Some(&self.name),
            self.post.as_ref(),
            self.phone.as_ref(),
            reception.map(|reception| &reception.time),
            reception.and_then(|reception| reception.place.as_ref()),
        ]
    }

    /// A card that says neither whom to call nor where to go would help nobody.
    pub(super) fn check(&self, field: &str) -> Result<(), WordsError> {
        required(field, &self.name, MAX_NAME_CHARACTERS)?;
        optional(field, self.post.as_ref(), MAX_NAME_CHARACTERS)?;
        self.phone.as_ref().map_or(Ok(()), |phone| callable(field, phone))?;
        if let Some(Reception { time, place }) = &self.reception {
            required(field, time, MAX_NOTE_CHARACTERS)?;
            optional(field, place.as_ref(), MAX_NOTE_CHARACTERS)?;
        }
        if self.phone.is_none() && self.reception.is_none() { Err(impossible(field)) } else { Ok(()) }
    }
}

/// Who sits at a window: on some weekdays, or whenever nobody else is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// On which weekdays, 1 for Monday to 7 for Sunday, ascending; none for all that are not named elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<u8>,
    /// Who is on duty.
    pub on_duty: String,
    /// Who stands in (A/B 岗).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<String>,
}

/// A window of a service point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Its number or name.
    pub name: String,
    /// What is handled there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matters: Vec<String>,
    /// Who is on duty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
}

impl Window {
    /// A window of which nothing but the name is known yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), matters: Vec::new(), duties: Vec::new() }
    }

    /// Who is on duty on a weekday, 1 for Monday: who is named for it, else who is named for no day in particular.
    pub fn duty_on(&self, weekday: u8) -> Option<&Duty> {
        let named = self.duties.iter().find(|duty| duty.weekdays.contains(&weekday));
        named.or_else(|| self.duties.iter().find(|duty| duty.weekdays.is_empty()))
    }

    pub(super) fn check(&self, field: &str) -> Result<(), WordsError> {
        required(field, &self.name, MAX_NAME_CHARACTERS)?;
        check_lines(field, &self.matters, MAX_MATTERS)?;
        at_most(field, self.duties.len(), MAX_DUTIES)?;
        let mut taken = std::collections::BTreeSet::new();
        for duty in &self.duties {
            required(field, &duty.on_duty, MAX_NAME_CHARACTERS)?;
            optional(field, duty.stand_in.as_ref(), MAX_NAME_CHARACTERS)?;
            let is_ascending = duty.weekdays.is_sorted_by(|earlier, later| earlier < later);
            // 0 stands for the days that nobody is named for.
            let days = if duty.weekdays.is_empty() { &[0][..] } else { &duty.weekdays };
            let are_weekdays = duty.weekdays.iter().all(|day| (1..=7).contains(day));
            if !is_ascending || !are_weekdays || !days.iter().all(|day| taken.insert(*day)) {
                return Err(impossible(field));
            }
        }
        Ok(())
    }
}

/// Degrees are kept in millionths, about eleven centimetres, so that no number has a fraction.
pub const MICRODEGREES: i32 = 1_000_000;

/// A place on the earth (WGS 84, as satellites and `geo:` addresses say it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    /// North of the equator, in millionths of a degree.
    pub latitude_microdegrees: i32,
    /// East of Greenwich, in millionths of a degree.
    pub longitude_microdegrees: i32,
}

impl Coordinates {
    pub(super) fn check(self, field: &str) -> Result<(), WordsError> {
        let latitudes = -90 * MICRODEGREES..=90 * MICRODEGREES;
        let longitudes = -180 * MICRODEGREES..=180 * MICRODEGREES;
        let are_possible =
            latitudes.contains(&self.latitude_microdegrees) && longitudes.contains(&self.longitude_microdegrees);
        if are_possible { Ok(()) } else { Err(impossible(field)) }
    }

    /// "30.123456,104.5": from text with up to six places; `None` for anything else, and for what is off the earth.
    pub fn from_degrees(latitude: &str, longitude: &str) -> Option<Self> {
        let found = Self {
            latitude_microdegrees: microdegrees(latitude.trim())?,
            longitude_microdegrees: microdegrees(longitude.trim())?,
        };
        found.check("coordinates").is_ok().then_some(found)
    }

    /// Latitude and longitude in degrees, without zeros at the end.
    pub fn degrees(self) -> (String, String) {
        (degrees(self.latitude_microdegrees), degrees(self.longitude_microdegrees))
    }
}

/// A decimal number with up to three digits before and six after the point.
fn microdegrees(text: &str) -> Option<i32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole, 3) || !are_digits(places, 6) {
        return None;
    }
    let places: i32 = format!("{places:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i32>().ok()? * MICRODEGREES + places))
}

fn degrees(microdegrees: i32) -> String {
    let sign = if microdegrees < 0 { "-" } else { "" };
    let size = microdegrees.unsigned_abs();
    let whole = size / MICRODEGREES.unsigned_abs();
    let places = format!("{:06}", size % MICRODEGREES.unsigned_abs());
    let places = places.trim_end_matches('0');
    if places.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{places}") }
}

/// What a place has for people with disabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// In without a step.
    StepFreeEntrance,
    /// A lift, or everything is on the ground floor.
    StepFreeInside,
    /// A toilet for wheelchairs.
    AccessibleToilet,
    /// A counter to sit at.
    LowCounter,
    /// Sound goes into hearing aids.
    HearingLoop,
    /// Somebody who signs.
    SignLanguage,
    /// A path for canes and words in Braille or in speech.
    GuidanceForBlind,
    /// Help comes when one rings or calls.
    HelpByBell,
    /// Somebody comes to the home.
    HomeVisits,
}

impl Access {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::StepFreeEntrance,
        Self::StepFreeInside,
        Self::AccessibleToilet,
        Self::LowCounter,
        Self::HearingLoop,
        Self::SignLanguage,
        Self::GuidanceForBlind,
        Self::HelpByBell,
        Self::HomeVisits,
    ];
}

/// The numbers that a text offers to call: runs of digits, with hyphens and spaces in them and perhaps a plus sign before.
/// Each is a part of the text; what is between is what is not called.
pub fn dialled(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | ' ' | '—' | '–' | '－');
    let is_edge = |letter: char| !letter.is_ascii_digit();
    text.split(move |letter| !is_part(letter))
        .map(move |run| match run.find('+') {
            // An international number begins at its plus sign.
            Some(plus) => run.get(plus..).unwrap_or_default().trim_end_matches(is_edge),
            None => run.trim_matches(is_edge),
        })
        .filter(|run| {
            let digits = run.bytes().filter(u8::is_ascii_digit).count();
            (MIN_DIALLED_DIGITS..=MAX_DIALLED_CHARACTERS).contains(&digits)
        })
}

/// A telephone that can be called.
pub(super) fn callable(field: &str, text: &str) -> Result<(), WordsError> {
    required(field, text, MAX_NAME_CHARACTERS)?;
    if dialled(text).next().is_some() { Ok(()) } else { Err(impossible(field)) }
}

/// A list of lines, each with words.
pub(super) fn check_lines(field: &str, lines: &[String], limit: usize) -> Result<(), WordsError> {
    at_most(field, lines.len(), limit)?;
    lines.iter().try_for_each(|line| required(field, line, MAX_NAME_CHARACTERS))
}

pub(super) fn impossible(field: &str) -> WordsError {
    WordsError::Impossible { field: field.to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn d15_a_place_is_on_the_earth_and_reads_back_as_it_was_written() {
        for (latitude, longitude) in [("30.123456", "104.5"), ("-90", "180"), ("0", "-0.000001"), ("35.8", "-120.25")] {
            let place = Coordinates::from_degrees(latitude, longitude).unwrap();
            assert_eq!(place.degrees(), (latitude.to_owned(), longitude.to_owned()));
        }
        let elsewhere = [
            ("104.5", "30.1"),
            ("90.000001", "0"),
            ("0", "180.000001"),
            ("", "1"),
            ("1e2", "1"),
            ("30.1234567", "1"),
            ("30,1", "1"),
            ("1000", "1"),
            ("30.", "1"),
            ("３０", "1"),
        ];
        for (latitude, longitude) in elsewhere {
            assert_eq!(Coordinates::from_degrees(latitude, longitude), None, "{latitude} {longitude}");
        }
    }

    #[test]
    fn d15_a_number_that_can_be_called_is_found_among_words() {
        let found = |text| dialled(text).collect::<Vec<_>>();
        assert_eq!(found("0570-555 0101（上班时间）；监督 12345"), ["0570-555 0101", "12345"]);
        assert_eq!(found("+86 570 5550101"), ["+86 570 5550101"]);
        assert_eq!(found("到窗口问"), [] as [&str; 0]);
        assert_eq!(found("2 楼 - 3 号"), [] as [&str; 0]);
        assert!(callable("phone", "到窗口问").is_err());
    }

    #[test]
    fn d15_nobody_is_on_duty_twice_on_one_day() {
        let duty =
            |weekdays: &[u8], name: &str| Duty { weekdays: weekdays.to_vec(), on_duty: name.into(), stand_in: None };
        let window = |duties| Window { duties, ..Window::new("1 号窗口") };
        let weekly = window(vec![duty(&[1, 3], "甲"), duty(&[], "乙")]);
        assert_eq!(weekly.check("windows"), Ok(()));
        assert_eq!(weekly.duty_on(3).unwrap().on_duty, "甲");
        assert_eq!(weekly.duty_on(2).unwrap().on_duty, "乙");
        assert_eq!(window(vec![duty(&[1], "甲")]).duty_on(2), None);
        let wrong = [
            vec![duty(&[1], "甲"), duty(&[1, 2], "乙")],
            vec![duty(&[], "甲"), duty(&[], "乙")],
            vec![duty(&[0], "甲")],
            vec![duty(&[8], "甲")],
            vec![duty(&[3, 1], "甲")],
            vec![duty(&[1, 1], "甲")],
        ];
        for duties in wrong {
            assert_eq!(window(duties.clone()).check("windows"), Err(impossible("windows")), "{duties:?}");
        }
    }

    #[test]
    fn d15_a_contact_says_whom_to_call_or_where_to_go() {
        let contact = Contact::new("值班干部");
        assert_eq!(contact.check("contacts"), Err(impossible("contacts")));
        let phone = Some("0570-5550101".to_owned());
        assert_eq!(Contact { phone, ..contact.clone() }.check("contacts"), Ok(()));
        let reception = Some(Reception { time: "每周三上午".into(), place: None });
        assert_eq!(Contact { reception, ..contact.clone() }.check("contacts"), Ok(()));
        assert!(Contact { phone: Some("见公告".into()), ..contact }.check("contacts").is_err());
    }
}
