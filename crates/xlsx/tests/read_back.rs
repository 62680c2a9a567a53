//! Workbooks are held against another implementation that reads them.
#![allow(clippy::unwrap_used)]

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use jiannuo_domain::day::Day;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::tables::{Cell, Column, Table};
use jiannuo_xlsx::{XlsxError, write};
use proptest::prelude::*;

fn table(name: &str, columns: usize, rows: Vec<Vec<Cell>>) -> Table {
    let columns = (0..columns).map(|place| Column::new(format!("c{place}"), format!("第{place}列"))).collect();
    Table { code: "t".to_owned(), name: name.to_owned(), columns, rows }
}

fn opened(tables: &[Table]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(write(tables).unwrap())).unwrap()
}

#[test]
fn d21_words_in_a_workbook_are_never_a_formula() {
    let dangerous =
        ["=HYPERLINK(\"http://evil.example\",\"x\")", "+1", "-1", "@SUM(A1)", "＝1", "<f>1+1</f>", "0012", "1e5"];
    let rows = dangerous.iter().map(|text| vec![Cell::text(*text)]).collect();
    let mut book = opened(&[table("承诺", 1, rows)]);
    let range = book.worksheet_range("承诺").unwrap();
    for (row, text) in (1..).zip(dangerous) {
        assert_eq!(range.get((row, 0)), Some(&Data::String(text.to_owned())));
    }
    assert!(book.worksheet_formula("承诺").unwrap().is_empty());
}

#[test]
fn d21_numbers_and_days_in_a_workbook_are_numbers_and_days() {
    let day = Day::from_ymd(2026, 6, 30).unwrap();
    let long: Quantity = "123456789012345.678".parse().unwrap();
    let row =
        vec![Cell::Number("-1.5".parse().unwrap()), Cell::Day(day), Cell::Empty, Cell::Number(long), Cell::count(7)];
    let mut book = opened(&[table("数", 5, vec![row])]);
    let range = book.worksheet_range("数").unwrap();
    assert_eq!(range.get((0, 0)), Some(&Data::String("第0列".to_owned())));
    assert_eq!(range.get((1, 0)), Some(&Data::Float(-1.5)));
    let Some(Data::DateTime(read)) = range.get((1, 1)) else { panic!("{:?}", range.get((1, 1))) };
    assert_eq!(read.to_ymd_hms_milli(), (2026, 6, 30, 0, 0, 0, 0));
    assert_eq!(range.get((1, 2)), Some(&Data::Empty));
    assert_eq!(range.get((1, 3)), Some(&Data::String(long.to_string())), "no digit is lost");
    assert_eq!(range.get((1, 4)), Some(&Data::Float(7.0)));
}

#[test]
fn a_workbook_has_a_sheet_for_each_table_and_is_the_same_each_time() {
    let tables = [table("承诺", 2, vec![vec![Cell::text("修路")]]), table("公开", 3, Vec::new())];
    assert_eq!(opened(&tables).sheet_names(), ["承诺", "公开"]);
    assert_eq!(write(&tables).unwrap(), write(&tables).unwrap());
    assert!(matches!(write(&[]), Err(XlsxError::NoTable)));
    let wide = table("宽", jiannuo_xlsx::MAX_COLUMNS + 1, Vec::new());
    assert!(matches!(write(&[wide]), Err(XlsxError::TooLarge { .. })));
}

proptest! {
    #[test]
    fn d21_what_was_written_in_a_workbook_is_read_back(text in "[^\u{0}-\u{8}\u{b}-\u{1f}\u{fffe}\u{ffff}]{1,60}|_x00[0-9a-fA-F]{2}_") {
        let mut book = opened(&[table("t", 1, vec![vec![Cell::text(&text)]])]);
        let range = book.worksheet_range("t").unwrap();
        prop_assert_eq!(range.get((1, 0)), Some(&Data::String(text)));
    }
}
