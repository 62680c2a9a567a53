//! A list in a form: rows that are added, moved, removed and taken back, each made of labelled fields.
//!
//! What a list asks is data ([`ListKind`]); what its rows mean is said where the words are known
//! ([`super::network_lists`]). A row may hold a list of its own.

mod paste;
mod view;

pub(crate) use view::days_of;

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::focus::focus_soon;
use super::form::{Problems, filled};
use super::publish::Scanned;
use super::scan::{self, Found, Place};
use crate::words::Words;

/// How a part of a row is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A line of words.
    Text,
    /// So many lines.
    Lines(u32),
    /// A telephone.
    Phone,
    /// A number.
    Number,
    /// A day.
    Day,
    /// Any of the seven weekdays, kept as `1,3` for Monday and Wednesday.
    Weekdays,
}

/// A part of a row.
#[derive(Debug)]
pub struct Part {
    /// Its name, in ids and mistakes.
    pub name: &'static str,
    /// What is asked.
    pub label: fn(Words) -> &'static str,
    /// How to answer.
    pub hint: Option<fn(Words) -> &'static str>,
    /// How it is typed.
    pub kind: PartKind,
    /// Whether it may be left empty.
    pub is_optional: bool,
}

impl Part {
    /// A part that has to be filled in.
    pub const fn new(name: &'static str, kind: PartKind, label: fn(Words) -> &'static str) -> Self {
        Self { name, label, hint: None, kind, is_optional: false }
    }

    /// The same, but it may be left empty.
    pub const fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// The same with a hint.
    pub const fn hint(self, hint: fn(Words) -> &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

/// What a list is of.
#[derive(Debug)]
pub struct ListKind {
    /// The field of the body that it becomes; the id under which the error summary finds it.
    pub name: &'static str,
    /// What the list is called.
    pub title: fn(Words) -> &'static str,
    /// How to answer.
    pub hint: Option<fn(Words) -> &'static str>,
    /// What one of its rows is called.
    pub one: fn(Words) -> &'static str,
    /// What a row is asked, in order.
    pub parts: &'static [Part],
    /// The list in each row.
    pub inner: Option<&'static ListKind>,
    /// The most rows.
    pub most: usize,
}

/// What is typed into a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowContent {
    /// Its parts in order.
    pub parts: Vec<String>,
    /// The rows of its own list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<RowContent>,
}

impl RowContent {
    /// A row with these parts.
    pub fn of<const N: usize>(parts: [Option<&str>; N]) -> Self {
        Self { parts: parts.map(|part| part.unwrap_or_default().to_owned()).into(), inner: Vec::new() }
    }

    /// Its parts; empty ones are none.
    pub fn texts<const N: usize>(&self) -> [Option<String>; N] {
        std::array::from_fn(|place| self.parts.get(place).and_then(|part| filled(part)))
    }

    /// Whether nothing is typed into it: such a row is not there.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(|part| part.trim().is_empty()) && self.inner.iter().all(Self::is_blank)
    }
}

/// What is wrong with a part of a row.
#[derive(Clone, Debug)]
pub struct Mistake {
    /// In which row, and in which row of its own list.
    pub row: usize,
    /// In which row of the row's own list.
    pub inner: Option<usize>,
    /// In which part.
    pub part: &'static str,
    /// What is wrong.
    pub text: fn(Words) -> &'static str,
}

/// Rows are told apart by numbers that are never used again while the page is open.
static NEXT_KEY: AtomicU32 = AtomicU32::new(0);

/// A row; its signals are its own, so that they outlive the view that shows them.
#[derive(Clone, Debug)]
struct Row {
    key: u32,
    parts: Vec<ArcRwSignal<String>>,
    inner: ArcRwSignal<Vec<Row>>,
}

impl Row {
    fn of(kind: &ListKind, content: &RowContent) -> Self {
        let part = |place| content.parts.get(place).cloned().unwrap_or_default();
        let inner = kind.inner.map(|inner| content.inner.iter().map(|row| Self::of(inner, row)).collect());
        Self {
            key: NEXT_KEY.fetch_add(1, Ordering::Relaxed),
            parts: (0..kind.parts.len()).map(|place| ArcRwSignal::new(part(place))).collect(),
            inner: ArcRwSignal::new(inner.unwrap_or_default()),
        }
    }

    /// One to type into; with a first row of its own list, which is there to be seen.
    fn empty(kind: &ListKind) -> Self {
        let inner = kind.inner.map(|_| RowContent::default());
        Self::of(kind, &RowContent { parts: Vec::new(), inner: inner.into_iter().collect() })
    }

    /// What is in it; tracked.
    fn content(&self) -> RowContent {
        RowContent {
            parts: self.parts.iter().map(|part| part.get()).collect(),
            inner: self.inner.get().iter().map(Self::content).collect(),
        }
    }

    /// Every text in it that people write.
    fn texts(&self, kind: &ListKind) -> Vec<ArcRwSignal<String>> {
        let own = self.parts.iter().zip(kind.parts);
        let written = own.filter(|(_, part)| !matches!(part.kind, PartKind::Day | PartKind::Weekdays));
        let mut texts: Vec<_> = written.map(|(text, _)| text.clone()).collect();
        if let Some(inner) = kind.inner {
            texts.extend(self.inner.get_untracked().iter().flat_map(|row| row.texts(inner)));
        }
        texts
    }
}

/// A list of a form.
#[derive(Clone, Copy)]
pub struct ItemList {
    kind: &'static ListKind,
    /// Begins the ids of everything in it.
    id: StoredValue<String>,
    rows: RwSignal<Vec<Row>>,
    /// Those that were removed and where they stood, the last one at the end.
    removed: RwSignal<Vec<(usize, Row)>>,
}

impl ItemList {
    /// With these rows in it.
    pub fn new(kind: &'static ListKind, rows: &[RowContent]) -> Self {
        let rows = rows.iter().map(|row| Row::of(kind, row)).collect();
        Self {
            kind,
            id: StoredValue::new(kind.name.to_owned()),
            rows: RwSignal::new(rows),
            removed: RwSignal::new(Vec::new()),
        }
    }

    /// The list in a row; for as long as the row is shown.
    fn within(self, row: &Row) -> Option<Self> {
        let kind = self.kind.inner?;
        Some(Self {
            kind,
            id: StoredValue::new(self.part_id(row.key, kind.name)),
            rows: RwSignal::from(row.inner.clone()),
            removed: RwSignal::new(Vec::new()),
        })
    }

    /// What is typed; tracked.
    pub fn content(self) -> Vec<RowContent> {
        self.rows.get().iter().map(Row::content).collect()
    }

    /// Puts other rows in.
    pub fn fill(self, rows: &[RowContent]) {
        // The page may have been left meanwhile.
        let _filled = self.rows.try_set(rows.iter().map(|row| Row::of(self.kind, row)).collect());
    }

    /// Says what is wrong beside the fields; `None` when something is.
    pub fn understood<T>(self, words: Words, problems: Problems, read: Result<T, Vec<Mistake>>) -> Option<T> {
        let mistakes = match read {
            Ok(told) => return Some(told),
            Err(mistakes) => mistakes,
        };
        self.rows.with_untracked(|rows| {
            for mistake in mistakes {
                let Some(row) = rows.get(mistake.row) else { continue };
                let inner =
                    mistake.inner.and_then(|place| row.inner.with_untracked(|inner| Some(inner.get(place)?.key)));
                let id = match (inner, self.kind.inner) {
                    (Some(key), Some(kind)) => part_id(&self.part_id(row.key, kind.name), key, mistake.part),
                    _ => self.part_id(row.key, mistake.part),
                };
                problems.field(&id, (mistake.text)(words));
            }
        });
        None
    }

    fn part_id(self, key: u32, part: &str) -> String {
        self.id.with_value(|id| part_id(id, key, part))
    }

    fn place_of(self, key: u32) -> Option<usize> {
        self.rows.with_untracked(|rows| rows.iter().position(|row| row.key == key))
    }

    fn focus_row(self, key: u32) {
        if let Some(first) = self.kind.parts.first() {
            focus_soon(self.part_id(key, first.name));
        }
    }

    fn add(self) {
        let row = Row::empty(self.kind);
        let key = row.key;
        self.rows.update(|rows| rows.push(row));
        self.focus_row(key);
    }

    fn remove(self, key: u32) {
        let Some(place) = self.place_of(key) else { return };
        let Some(row) = self.rows.try_update(|rows| rows.remove(place)) else { return };
        // A row into which nothing was typed is not missed.
        if untrack(|| row.content()).is_blank() {
            self.id.with_value(|id| focus_soon(format!("{id}-add")));
            return;
        }
        self.removed.update(|removed| removed.push((place, row)));
        self.id.with_value(|id| focus_soon(format!("{id}-back")));
    }

    fn take_back(self) {
        let Some((place, row)) = self.removed.try_update(Vec::pop).flatten() else { return };
        let key = row.key;
        self.rows.update(|rows| rows.insert(place.min(rows.len()), row));
        self.focus_row(key);
    }

    /// Moves a row one place up or down. The button keeps the focus, unless its way has ended.
    fn shift(self, key: u32, is_up: bool) {
        let Some(place) = self.place_of(key) else { return };
        let to = if is_up { place.checked_sub(1) } else { Some(place + 1) };
        let count = self.rows.with_untracked(Vec::len);
        let Some(to) = to.filter(|to| *to < count) else { return };
        self.rows.update(|rows| rows.swap(place, to));
        let is_up = if to == 0 { false } else { is_up || to + 1 == count };
        focus_soon(self.part_id(key, if is_up { "up" } else { "down" }));
    }
}

fn part_id(list: &str, key: u32, part: &str) -> String {
    format!("{list}-{key}-{part}")
}

impl Scanned for ItemList {
    fn scan(&self) -> Vec<Found> {
        let place = Place::Field(self.kind.title);
        let texts =
            self.rows.with_untracked(|rows| rows.iter().flat_map(|row| row.texts(self.kind)).collect::<Vec<_>>());
        texts.iter().flat_map(|text| text.with_untracked(|text| scan::scan(&place, text))).collect()
    }

    fn mask(&self) {
        let texts =
            self.rows.with_untracked(|rows| rows.iter().flat_map(|row| row.texts(self.kind)).collect::<Vec<_>>());
        for text in texts {
            let masked = text.with_untracked(|text| scan::masked(text));
            if text.with_untracked(|text| *text != masked) {
                text.set(masked);
            }
        }
    }
}
