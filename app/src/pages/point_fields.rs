//! What the form of a service point holds: signals for typing, plain content for drafts, and what they mean.

use jiannuo_domain::hours::typed::spans;
use jiannuo_domain::hours::{Hours, Span, Week};
use jiannuo_domain::words::{Access, Coordinates, Level, PointWords};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::found::{level, level_value};
use crate::parts::fields::text_fields;
use crate::parts::form::{Problems, filled};
use crate::parts::list_editor::{ItemList, RowContent};
use crate::parts::network_lists::{
    CONTACTS, EXCEPTIONS, FUNCTIONS, WINDOWS, contact_rows, contacts, exception_rows, exceptions, line_rows, lines,
    spans_line, window_rows, windows,
};
use crate::words::Words;

text_fields!(PointTexts, PointTextContent {
    /// What it is called.
    name = "",
    /// Where it stands in the tree of government.
    level = "village",
    /// Where it is.
    address = "",
    /// The telephone.
    phone = "",
    /// What it does.
    services = "",
    /// Hours from Monday to Friday; those that a new service point begins with.
    weekdays = "08:30-12:00 14:30-17:30",
    /// Hours on Saturday.
    saturday = "",
    /// Hours on Sunday.
    sunday = "",
    /// Hours in somebody's words.
    hours_written = "",
    /// Latitude and longitude.
    place = "",
    /// About accessibility.
    access_note = "",
    /// The point that it belongs to, its identity or nothing.
    above = "",
    /// Why it is corrected.
    reason = "",
});

/// The lists of the form.
#[derive(Clone, Copy)]
pub struct PointLists {
    pub functions: ItemList,
    pub windows: ItemList,
    pub contacts: ItemList,
    pub exceptions: ItemList,
}

/// What is typed.
#[derive(Clone, Copy)]
pub struct PointFields {
    pub texts: PointTexts,
    pub lists: PointLists,
    /// Whether the working-day calendar counts.
    pub follows: RwSignal<bool>,
    /// What there is for people with disabilities, in the order of [`Access::ALL`].
    pub access: [RwSignal<bool>; Access::ALL.len()],
    /// Hours that this form cannot express, kept as they are.
    pub as_they_are: StoredValue<Option<Hours>>,
}

/// The same as a draft keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PointContent {
    texts: PointTextContent,
    functions: Vec<RowContent>,
    windows: Vec<RowContent>,
    contacts: Vec<RowContent>,
    exceptions: Vec<RowContent>,
    follows: bool,
    access: Vec<Access>,
}

impl Default for PointContent {
    fn default() -> Self {
        Self {
            texts: PointTextContent::default(),
            functions: Vec::new(),
            windows: Vec::new(),
            contacts: Vec::new(),
            exceptions: Vec::new(),
            follows: true,
            access: Vec::new(),
        }
    }
}

impl PointContent {
    /// Content for words, and the hours that it cannot express.
    pub fn of(words: &PointWords) -> (Self, Option<Hours>) {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let place = words.coordinates.map(Coordinates::degrees);
        let mut content = Self {
            texts: PointTextContent {
                name: words.name.clone(),
                level: level_value(words.level).to_owned(),
                address: words.address.clone(),
                phone: text(&words.phone),
                services: text(&words.services),
                hours_written: text(&words.hours_written),
                place: place.map(|(latitude, longitude)| format!("{latitude}，{longitude}")).unwrap_or_default(),
                access_note: text(&words.access_note),
                above: words.above.map(|id| id.to_string()).unwrap_or_default(),
                ..PointTextContent::default()
            },
            functions: line_rows(&words.functions),
            windows: window_rows(&words.windows),
            contacts: contact_rows(&words.contacts),
            exceptions: Vec::new(),
            follows: words.hours.follows_working_days,
            access: words.access.clone(),
        };
        let is_expressed = content.take_hours(&words.hours);
        (content, (!is_expressed).then(|| words.hours.clone()))
    }

    /// Takes hours as somebody would have typed them; whether that can be done.
    fn take_hours(&mut self, hours: &Hours) -> bool {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = &hours.weekly.0;
        let are_alike = [tuesday, wednesday, thursday, friday].iter().all(|day| *day == monday);
        let Some(rows) = exception_rows(&hours.exceptions).filter(|_| are_alike) else { return false };
        self.exceptions = rows;
        self.texts.weekdays = spans_line(monday);
        self.texts.saturday = spans_line(saturday);
        self.texts.sunday = spans_line(sunday);
        true
    }
}

impl PointFields {
    /// With content in them; hours that the form cannot express stay as they are.
    pub fn new(content: &PointContent, as_they_are: Option<Hours>) -> Self {
        let fields = Self {
            texts: PointTexts::new(),
            lists: PointLists {
                functions: ItemList::new(&FUNCTIONS, &[]),
                windows: ItemList::new(&WINDOWS, &[]),
                contacts: ItemList::new(&CONTACTS, &[]),
                exceptions: ItemList::new(&EXCEPTIONS, &[]),
            },
            follows: RwSignal::new(true),
            access: Access::ALL.map(|_| RwSignal::new(false)),
            as_they_are: StoredValue::new(as_they_are),
        };
        fields.fill(content);
        fields
    }

    /// Puts content into them; the page may have been left meanwhile.
    pub fn fill(self, content: &PointContent) {
        self.texts.fill(&content.texts);
        self.lists.functions.fill(&content.functions);
        self.lists.windows.fill(&content.windows);
        self.lists.contacts.fill(&content.contacts);
        self.lists.exceptions.fill(&content.exceptions);
        let _filled = self.follows.try_set(content.follows);
        for (access, is_there) in Access::ALL.iter().zip(self.access) {
            let _filled = is_there.try_set(content.access.contains(access));
        }
    }

    /// What is in them; tracked.
    pub fn content(self) -> PointContent {
        let access = Access::ALL.into_iter().zip(self.access).filter(|(_, is_there)| is_there.get());
        PointContent {
            texts: self.texts.content(),
            functions: self.lists.functions.content(),
            windows: self.lists.windows.content(),
            contacts: self.lists.contacts.content(),
            exceptions: self.lists.exceptions.content(),
            follows: self.follows.get(),
            access: access.map(|(access, _)| access).collect(),
        }
    }

    /// What was typed means, on the words that it corrects: what the form does not ask for stays as it is. `None` with the
    /// problems beside the fields.
    pub fn understood(
        self,
        words: Words,
        problems: Problems,
        before: Option<PointWords>,
        personal_data_reason: Option<String>,
    ) -> Option<PointWords> {
        let content = untrack(|| self.content());
        let texts = &content.texts;
        let hours = self.hours(words, problems, &content);
        let place = filled(&texts.place).map(|text| {
            let (latitude, longitude) = text.split_once([',', '，'])?;
            Coordinates::from_degrees(latitude, longitude)
        });
        if place == Some(None) {
            problems.field("place", words.place_wrong());
        }
        let windows = self.lists.windows.understood(words, problems, windows(&content.windows));
        let contacts = self.lists.contacts.understood(words, problems, contacts(&content.contacts));
        let (hours, windows, contacts) = (hours?, windows?, contacts?);
        if place == Some(None) {
            return None;
        }
        Some(PointWords {
            name: filled(&texts.name).unwrap_or_default(),
            level: level(&texts.level),
            address: filled(&texts.address).unwrap_or_default(),
            phone: filled(&texts.phone),
            services: filled(&texts.services),
            functions: lines(&content.functions),
            hours_written: filled(&texts.hours_written),
            coordinates: place.flatten(),
            access_note: filled(&texts.access_note),
            above: texts.above.parse().ok(),
            reason: filled(&texts.reason),
            access: content.access,
            windows,
            contacts,
            personal_data_reason,
            ..match before {
                Some(before) => PointWords { hours, ..before },
                None => PointWords::new("", Level::Village, "", hours),
            }
        })
    }

    fn hours(self, words: Words, problems: Problems, content: &PointContent) -> Option<Hours> {
        if let Some(hours) = self.as_they_are.get_value() {
            return Some(hours);
        }
        let texts = &content.texts;
        let day = |id: &'static str, text: &str| {
            let hours = spans(text);
            if hours.is_none() {
                problems.field(id, words.hours_wrong());
            }
            hours
        };
        let weekday = day("weekdays", &texts.weekdays);
        let (saturday, sunday) = (day("saturday", &texts.saturday), day("sunday", &texts.sunday));
        let exceptions = self.lists.exceptions.understood(words, problems, exceptions(&content.exceptions));
        let (weekday, exceptions) = (weekday?, exceptions?);
        let mut week: [Vec<Span>; 7] = std::array::from_fn(|_| weekday.clone());
        week[5] = saturday?;
        week[6] = sunday?;
        Some(Hours { weekly: Week(week), follows_working_days: content.follows, exceptions })
    }
}
