//! Tables that leave the product: columns with names, typed cells, and how they are written as CSV.
//!
//! What stands in the tables of a board is decided where its words are; here is only what a table is. A cell says what it
//! is, so that a number stays a number and words are never taken for a formula, in whatever form a table is written.
//! Deliberately absent: the words of headings, and workbooks, which the crate `jiannuo-xlsx` writes.

pub mod csv;

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::quantity::Quantity;

/// A column: what programs call it, and what people read above it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name for programs, the same in every language.
    pub code: String,
    /// Its heading.
    pub heading: String,
}

impl Column {
    /// A column.
    pub fn new(code: impl Into<String>, heading: impl Into<String>) -> Self {
        Self { code: code.into(), heading: heading.into() }
    }
}

/// What stands in one place of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, whatever they look like.
    Text(String),
    /// A number that can be reckoned with.
    Number(Quantity),
    /// A day.
    Day(Day),
}

impl Cell {
    /// Words, or nothing where there are none.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// How many there are; more than a number here can hold is written out.
    pub fn count(count: u64) -> Self {
        let whole = i64::try_from(count).ok().and_then(Quantity::from_whole);
        whole.map_or_else(|| Self::Text(count.to_string()), Self::Number)
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

impl From<Option<&String>> for Cell {
    fn from(text: Option<&String>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

impl From<Option<Quantity>> for Cell {
    fn from(number: Option<Quantity>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

impl From<Option<Day>> for Cell {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

/// A table. Rows are as long as there are columns; what is missing in one is empty, what is over is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name for programs and in addresses, such as `pledges`.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// Its columns from left to right.
    pub columns: Vec<Column>,
    /// Its rows from top to bottom, without the headings.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A row's cells, exactly one for each column.
    pub fn cells<'a>(&'a self, row: &'a [Cell]) -> impl Iterator<Item = &'a Cell> {
        const EMPTY: &Cell = &Cell::Empty;
        (0..self.columns.len()).map(move |place| row.get(place).unwrap_or(EMPTY))
    }
}
