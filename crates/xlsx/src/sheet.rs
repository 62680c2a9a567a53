//! One table as a sheet: row after row, straight into the package.

use std::io::{self, Write};

use jiannuo_domain::day::Day;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::tables::{Cell, Table};

use super::parts::{DECLARATION, Style};
use super::text::{escaped, width};

/// Narrowest column, in characters of a digit's width: a short heading with room beside it.
const MIN_WIDTH: usize = 8;
/// Widest column: longer words are wrapped. Twelve columns of it are four screens of a laptop.
const MAX_WIDTH: usize = 48;
/// Rows that are looked at for a column's width; the rest is like them.
const ROWS_MEASURED: usize = 500;
/// Digits that programs keep of a number; one with more is written as words, so that none is lost.
const MAX_DIGITS: usize = 15;
/// Columns that are named by one letter, two letters and so on.
const LETTERS: usize = 26;

/// The first day whose number all programs agree about: before March 1900 some count a day that never was.
const FIRST_DAY: (i32, u8, u8) = (1900, 3, 1);
/// The number of that day.
const FIRST_DAY_NUMBER: i64 = 61;

/// Writes a sheet; one of them is the one that is shown first.
pub(super) fn write(out: &mut impl Write, table: &Table, is_first: bool) -> io::Result<()> {
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    write!(
        out,
        "{DECLARATION}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView{selected} workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/>"
    )?;
    write_widths(out, table)?;
    out.write_all(b"<sheetData>")?;
    write_row(out, 1, table.columns.iter().map(|column| (Style::Heading, Cell::text(&column.heading))))?;
    for (number, row) in (2..).zip(&table.rows) {
        write_row(out, number, table.cells(row).map(|cell| (style(cell), cell.clone())))?;
    }
    out.write_all(b"</sheetData>")?;
    // A4, lying, as wide as the page.
    out.write_all(
        b"<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>",
    )
}

fn write_widths(out: &mut impl Write, table: &Table) -> io::Result<()> {
    if table.columns.is_empty() {
        return Ok(());
    }
    out.write_all(b"<cols>")?;
    for (place, column) in table.columns.iter().enumerate() {
        let cells = table.rows.iter().take(ROWS_MEASURED).filter_map(|row| row.get(place));
        let widest = cells.map(cell_width).chain([width(&column.heading)]).max().unwrap_or_default();
        // Room for the space on both sides.
        let wide = (widest + 2).clamp(MIN_WIDTH, MAX_WIDTH);
        let number = place + 1;
        write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{wide}\" customWidth=\"1\"/>")?;
    }
    out.write_all(b"</cols>")
}

fn cell_width(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.lines().map(width).max().unwrap_or_default(),
        Cell::Number(number) => number.to_string().len(),
        Cell::Day(day) => day.to_string().len(),
    }
}

const fn style(cell: &Cell) -> Style {
    match cell {
        Cell::Empty | Cell::Text(_) => Style::Text,
        Cell::Number(_) => Style::Number,
        Cell::Day(_) => Style::Day,
    }
}

fn write_row(out: &mut impl Write, number: usize, cells: impl Iterator<Item = (Style, Cell)>) -> io::Result<()> {
    write!(out, "<row r=\"{number}\">")?;
    for (place, (style, cell)) in cells.enumerate() {
        let name = column_name(place);
        match cell {
            Cell::Empty => {}
            Cell::Text(text) => write_text(out, &name, number, style, &text)?,
            Cell::Number(amount) if !keeps_its_digits(amount) => {
                write_text(out, &name, number, Style::Text, &amount.to_string())?;
            }
            Cell::Number(amount) => write_value(out, &name, number, style, &amount)?,
            Cell::Day(day) => match day_number(day) {
                Some(value) => write_value(out, &name, number, style, &value)?,
                None => write_text(out, &name, number, Style::Text, &day.to_string())?,
            },
        }
    }
    out.write_all(b"</row>")
}

fn write_text(out: &mut impl Write, column: &str, row: usize, style: Style, text: &str) -> io::Result<()> {
    let (style, text) = (style as u8, escaped(text));
    write!(
        out,
        "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>"
    )
}

fn write_value(
    out: &mut impl Write,
    column: &str,
    row: usize,
    style: Style,
    value: &impl std::fmt::Display,
) -> io::Result<()> {
    let style = style as u8;
    write!(out, "<c r=\"{column}{row}\" s=\"{style}\"><v>{value}</v></c>")
}

/// A, B, … Z, AA, AB, ….
fn column_name(place: usize) -> String {
    let mut left = place + 1;
    let mut letters = Vec::new();
    while left > 0 {
        // Below 26, so it is a letter.
        letters.push(char::from(b'A' + u8::try_from((left - 1) % LETTERS).unwrap_or_default()));
        left = (left - 1) / LETTERS;
    }
    letters.iter().rev().collect()
}

fn keeps_its_digits(number: Quantity) -> bool {
    let written = number.to_string();
    written.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count() <= MAX_DIGITS
}

/// The number by which programs know a day.
fn day_number(day: Day) -> Option<i64> {
    let first = Day::from_ymd(FIRST_DAY.0, FIRST_DAY.1, FIRST_DAY.2)?;
    (day >= first).then(|| FIRST_DAY_NUMBER + first.days_until(day))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn columns_are_named_as_programs_name_them() {
        for (place, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(place), name);
        }
    }

    #[test]
    fn days_have_the_numbers_that_programs_give_them() {
        let number = |year, month, day| day_number(Day::from_ymd(year, month, day).unwrap());
        assert_eq!(number(1900, 3, 1), Some(61));
        assert_eq!(number(1970, 1, 1), Some(25_569));
        assert_eq!(number(2026, 6, 30), Some(46_203));
        assert_eq!(number(1900, 2, 28), None);
    }

    #[test]
    fn no_digit_of_a_number_is_lost() {
        for (number, kept) in
            [("999999999999999", true), ("999999999999.999", true), ("1000000000000.001", false), ("0.001", true)]
        {
            assert_eq!(keeps_its_digits(number.parse().unwrap()), kept, "{number}");
        }
    }
}
