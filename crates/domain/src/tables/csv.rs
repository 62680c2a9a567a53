//! A table as CSV for spreadsheet programs (RFC 4180): UTF-8 with a byte order mark, CRLF, words always in quotes.
//!
//! Words that a spreadsheet would take for a formula are preceded by an apostrophe (spec rule D21); numbers and days are
//! written bare, so that they stay what they are.

use super::{Cell, Table};

/// What makes spreadsheet programs read UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What stands before words that would be computed. Spreadsheets themselves write it to say that a cell is text.
const APOSTROPHE: char = '\'';

/// What a spreadsheet begins to compute at; full-width signs count, since some programs fold them.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// What programs pass over before they look for a formula.
const PASSED_OVER: [char; 3] = [' ', '\u{3000}', '\u{feff}'];

/// Writes a table: its headings, then its rows.
pub fn write(table: &Table) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    push_row(&mut text, table.columns.iter().map(|column| quoted(&column.heading)));
    for row in &table.rows {
        push_row(&mut text, table.cells(row).map(written));
    }
    text
}

fn push_row(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&cell);
    }
    text.push_str("\r\n");
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(text),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let apostrophe = if is_guarded(text) { "'" } else { "" };
    format!("\"{apostrophe}{}\"", text.replace('"', "\"\""))
}

/// Whether a spreadsheet would take words for a formula.
fn is_computed(text: &str) -> bool {
    text.trim_start_matches(PASSED_OVER).starts_with(FORMULA_STARTS)
}

/// Whether words get an apostrophe: those that are computed, and those that somebody has written with one already, so that
/// each cell is read back as what it was.
fn is_guarded(text: &str) -> bool {
    is_computed(text.trim_start_matches(APOSTROPHE))
}

/// The words of a cell as they were before [`write`]: without the apostrophe that made them harmless.
pub fn without_apostrophe(cell: &str) -> &str {
    cell.strip_prefix(APOSTROPHE).filter(|rest| is_guarded(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::day::Day;
    use crate::tables::Column;

    fn table(rows: Vec<Vec<Cell>>) -> Table {
        let columns = vec![Column::new("a", "甲"), Column::new("b", "乙"), Column::new("c", "丙")];
        Table { code: "t".to_owned(), name: "表".to_owned(), columns, rows }
    }

    #[test]
    fn d21_words_in_a_csv_are_never_a_formula() {
        for bad in [
            "=1+1",
            "+86 571",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "＝1",
            "＋1",
            "－1",
            "＠A1",
            "\u{feff}=1",
            "'=1",
        ] {
            assert_eq!(quoted(bad), format!("\"'{bad}\""));
            assert_eq!(without_apostrophe(&format!("'{bad}")), bad);
        }
        for good in ["修路 3 公里", "a=b", "", "3-5", "'quoted'", "'t is"] {
            assert_eq!(quoted(good), format!("\"{good}\""));
            assert_eq!(without_apostrophe(good), good);
        }
    }

    #[test]
    fn d21_a_csv_is_written_as_rfc_4180_has_it_and_numbers_stay_numbers() {
        let day = Day::from_ymd(2026, 6, 30).unwrap();
        let rows = vec![
            vec![Cell::text("a\"b,\nc"), Cell::Number("-1.5".parse().unwrap()), Cell::Day(day)],
            vec![Cell::Empty, Cell::count(12)],
        ];
        let expected = "\u{feff}\"甲\",\"乙\",\"丙\"\r\n\"a\"\"b,\nc\",-1.5,2026-06-30\r\n,12,\r\n";
        assert_eq!(write(&table(rows)), expected);
    }

    proptest! {
        #[test]
        fn d21_what_was_written_as_csv_is_read_back(cells in proptest::collection::vec(".*", 3)) {
            // A lone line end inside a cell is read as one, whichever it is.
            let cells: Vec<String> = cells.into_iter().map(|cell| cell.replace('\r', "")).collect();
            let text = write(&table(vec![cells.iter().map(Cell::text).collect()]));
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            let record = reader.records().next().unwrap().unwrap();
            let read: Vec<_> = record.iter().map(without_apostrophe).collect();
            prop_assert_eq!(read, cells);
        }
    }
}
