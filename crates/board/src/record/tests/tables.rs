//! Rule D22: a board as tables, and what has left comes back.

use jiannuo_domain::ledger_import::{Imported, ImportedPledge, LedgerKind, Settings, Understood, read};
use jiannuo_domain::period::Every;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::tables::{Cell, Table, csv};
use jiannuo_domain::words::{Due, PledgeWords};

use super::*;
use crate::record::BoardTable;

/// Pledges with every kind of deadline, and words that spreadsheets would compute.
fn ledger() -> Ledger {
    let mut village = Village::new();
    for (text, due, quantity) in [
        ("=HYPERLINK(\"http://evil.example\")", on("2026-12-31"), Some("12.5")),
        ("'=已有撇号", on("2026-06-30"), None),
        (
            "每月上门“理发”,一次\n不收费",
            Due::Every { every: Every::Month, from: day("2026-01-01"), until: None },
            Some("3"),
        ),
        ("每半年体检", Due::Every { every: Every::HalfYear, from: day("2026-01-01"), until: None }, None),
        ("长期坚持", Due::AsWritten { written: "长期".to_owned() }, None),
        ("十日办结", Due::WithinWorkingDays { from: day("2026-06-01"), days: 10 }, None),
    ] {
        let quantity: Option<Quantity> = quantity.map(|amount| amount.parse().unwrap());
        let words = PledgeWords {
            quantity,
            unit: quantity.map(|_| "公里".to_owned()),
            field: Some("+86 便民".to_owned()),
            ..jiannuo_domain::test_support::pledge_words(text, due, None)
        };
        village.say_pledge(&words);
    }
    village.office.ledger()
}

fn table(ledger: &Ledger, table: BoardTable, context: &Context) -> Table {
    table.of(ledger, &Board::of(ledger, empty_root(), context.today), context)
}

/// What the import makes of a file.
fn imported(file: &[u8]) -> Vec<ImportedPledge> {
    let settings = Settings {
        kind: LedgerKind::Pledges,
        today: day("2026-05-02"),
        own_name: "桥头村".to_owned(),
        without_deadline: "长期".to_owned(),
        columns: None,
        answers: Vec::new(),
        known: std::collections::BTreeSet::new(),
    };
    let sheets = jiannuo_table_reader::sheets(file).unwrap();
    let preview = read(&sheets[0], &settings).unwrap();
    let pledge = |row: jiannuo_domain::ledger_import::RowResult| match row.outcome.unwrap() {
        Imported::Pledge(pledge) => *pledge,
        other => panic!("{other:?}"),
    };
    preview.rows.into_iter().map(pledge).collect()
}

/// What an import makes of pledges that were exported.
fn assert_came_back(ledger: &Ledger, rows: &[ImportedPledge], language: Language) {
    assert_eq!(rows.len(), ledger.pledges.len(), "{language:?}");
    for pledge in ledger.pledges.values() {
        let words = pledge.words().unwrap();
        let row = rows.iter().find(|row| row.text == words.text).unwrap_or_else(|| panic!("{}", words.text));
        assert_eq!(row.pledger.as_deref(), ledger.member_name(&pledge.owner));
        assert_eq!((row.quantity, &row.unit, &row.field), (words.quantity, &words.unit, &words.field));
        let deadline = row.deadline.clone().unwrap();
        match &words.due {
            Due::On { on } => assert_eq!(deadline.understood, Some(Understood::On(*on))),
            Due::Every { every, .. } => {
                assert_eq!(deadline.understood, Some(Understood::Every(*every)), "{language:?}")
            }
            Due::AsWritten { written } => assert_eq!(&deadline.written, written),
            Due::WithinWorkingDays { .. } => {
                assert_eq!(deadline.understood, Some(Understood::On(day("2026-06-15"))));
            }
        }
    }
}

#[test]
fn d22_pledges_that_left_as_csv_are_imported_again() {
    let ledger = ledger();
    for language in Language::ALL {
        let context = in_language(language, "2026-05-02");
        let text = csv::write(&table(&ledger, BoardTable::Pledges, &context));
        assert_came_back(&ledger, &imported(text.as_bytes()), language);
    }
}

#[test]
fn d22_pledges_that_left_as_a_workbook_are_imported_again() {
    let ledger = ledger();
    for language in Language::ALL {
        let context = in_language(language, "2026-05-02");
        let bytes = jiannuo_xlsx::write(&[table(&ledger, BoardTable::Pledges, &context)]).unwrap();
        assert_came_back(&ledger, &imported(&bytes), language);
    }
}

#[test]
fn d22_every_table_has_names_in_both_languages_and_rows_as_long_as_its_columns() {
    let ledger = ledger();
    for kind in BoardTable::ALL {
        assert_eq!(BoardTable::from_code(kind.code()), Some(kind));
        let made: Vec<Table> =
            Language::ALL.iter().map(|language| table(&ledger, kind, &in_language(*language, "2026-05-02"))).collect();
        let [chinese, english] = made.as_slice() else { panic!() };
        for (one, other) in chinese.columns.iter().zip(&english.columns) {
            assert_eq!(one.code, other.code);
            assert_ne!(one.heading, other.heading);
        }
        for table in [chinese, english] {
            let mut codes: Vec<_> = table.columns.iter().map(|column| &column.code).collect();
            let mut headings: Vec<_> = table.columns.iter().map(|column| &column.heading).collect();
            codes.sort_unstable();
            codes.dedup();
            headings.sort_unstable();
            headings.dedup();
            assert_eq!((codes.len(), headings.len()), (table.columns.len(), table.columns.len()), "{}", table.code);
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
        }
    }
    let pledges = table(&ledger, BoardTable::Pledges, &at("2027-01-20"));
    let status = pledges.columns.iter().position(|column| column.code == "status").unwrap();
    let late = pledges.rows.iter().filter(|row| row[status] == Cell::text("已逾期")).count();
    assert!(late >= 2, "the day decides: {late}");
}

#[test]
fn d22_erased_words_are_in_no_table() {
    let mut village = Village::new();
    let record = village.pledge("不能公开的话", on("2026-12-31"));
    let entry = village.office.ledger().pledges[&record].head;
    village.office.erase(entry).unwrap();
    let ledger = village.office.ledger();
    let table = table(&ledger, BoardTable::Pledges, &at("2026-05-02"));
    let text = csv::write(&table);
    assert!(text.contains(&record.to_string()) && !text.contains("不能公开"));
}
