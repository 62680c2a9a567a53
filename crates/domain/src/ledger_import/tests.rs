#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::period::Every;
use crate::words::Due;

const YEAR: i32 = 2027;

fn settings(kind: LedgerKind) -> Settings {
    Settings {
        kind,
        today: Day::from_ymd(YEAR, 1, 1).unwrap(),
        own_name: "余望舒".to_owned(),
        without_deadline: "none".to_owned(),
        columns: None,
        answers: Vec::new(),
        known: std::collections::BTreeSet::new(),
    }
}

fn preview_of(kind: LedgerKind, text: &str) -> Result<Preview, LedgerError> {
    read(&Sheet::from_csv(text), &settings(kind))
}

fn preview(text: &str) -> Result<Preview, LedgerError> {
    preview_of(LedgerKind::Pledges, text)
}

fn rows(text: &str) -> Vec<RowResult> {
    preview(text).unwrap().rows
}

fn pledge(row: RowResult) -> ImportedPledge {
    match row.outcome.unwrap() {
        Imported::Pledge(pledge) => *pledge,
        other => panic!("{other:?}"),
    }
}

fn one(text: &str) -> RowResult {
    let mut rows = rows(text);
    assert_eq!(rows.len(), 1, "{rows:?}");
    rows.remove(0)
}

fn good(text: &str) -> ImportedPledge {
    pledge(one(text))
}

fn errors(text: &str) -> Vec<(Option<Column>, RowErrorCode)> {
    let rows = rows(text);
    rows.into_iter().filter_map(|row| row.outcome.err()).flatten().map(|error| (error.column, error.code)).collect()
}

fn warnings(text: &str) -> Vec<(Column, RowWarningCode)> {
    one(text).warnings.into_iter().map(|warning| (warning.column, warning.code)).collect()
}

#[test]
fn a_full_row_becomes_a_pledge() {
    let text = "序号,所在支部,承诺人,职务,承诺内容,服务领域,指标,数量,单位,完成时限,责任人,服务对象,完成情况\n\
        1,东风村党支部,周某,支部书记,修好灌溉渠,民生,渠长,1500,米,2027年6月底前,吴某,三组农户,已完成\n";
    let pledge = good(text);
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        pledge,
        ImportedPledge {
            organisation: some("东风村党支部"),
            pledger: some("周某"),
            post: some("支部书记"),
            text: "修好灌溉渠".to_owned(),
            field: some("民生"),
            measure: some("渠长"),
            quantity: Some("1500".parse().unwrap()),
            unit: some("米"),
            deadline: Some(ImportedDeadline {
                written: "2027年6月底前".to_owned(),
                understood: Some(Understood::On("2027-06-30".parse().unwrap())),
            }),
            responsible: some("吴某"),
            beneficiaries: some("三组农户"),
        }
    );
    let words = pledge.words("2027-01-01".parse().unwrap(), "none");
    assert_eq!(words.due, Due::On { on: "2027-06-30".parse().unwrap() });
    let uses: Vec<_> = preview(text).unwrap().columns.iter().map(|column| column.column).collect();
    assert_eq!((uses[0], uses[12]), (None, None));
}

#[test]
fn english_headings_and_other_separators_are_read() {
    for text in [
        "pledger,post,pledge_text,quantity,unit,deadline\nA,Clerk,Fix roads,3,km,monthly\n",
        "\u{FEFF}Pledger;Post;Pledge text*;Quantity;Unit;Deadline\r\nA;Clerk;Fix roads;3;km;monthly\r\n",
        "pledger\tpost\ttext\tamount\tunit\tdue date\nA\tClerk\tFix roads\t3\tkm\tmonthly",
    ] {
        let pledge = good(text);
        assert_eq!((pledge.text.as_str(), pledge.unit.as_deref()), ("Fix roads", Some("km")));
        assert_eq!(pledge.deadline.unwrap().understood, Some(Understood::Every(Every::Month)));
    }
}

#[test]
fn a_title_above_the_headings_and_empty_rows_are_passed_over() {
    let text = "2027年承诺台账,,\n填报单位：东风镇,,\n承诺人,承诺内容（必填）,完成时限\n,,\n周某,修路,年底前\n\n,,\n";
    assert_eq!(one(text).line, 5);
}

#[test]
fn quoted_cells_keep_commas_quotes_and_lines() {
    let pledge = good("承诺内容,数量\n\"修路,\"\"村村通\"\"\n和桥\",\"15,000\"\n");
    assert_eq!(pledge.text, "修路,\"村村通\"\n和桥");
    assert_eq!(pledge.quantity, Some("15000".parse().unwrap()));
}

#[test]
fn as_above_takes_the_value_above_where_that_makes_sense() {
    let rows = rows("承诺人,承诺内容,完成时限\n周某,修路,年底\n同上,修桥,〃\nditto,修渠,″\n");
    for row in rows {
        let pledge = pledge(row);
        assert_eq!(pledge.pledger.as_deref(), Some("周某"));
        assert!(pledge.deadline.unwrap().understood.is_some());
    }
    assert_eq!(
        errors("承诺人,承诺内容,数量\n同上,同上,同上\n"),
        [
            (Some(Column::Pledger), RowErrorCode::NothingAbove),
            (Some(Column::Text), RowErrorCode::AsAboveNotAllowed),
            (Some(Column::Quantity), RowErrorCode::AsAboveNotAllowed),
        ]
    );
}

#[test]
fn every_mistake_of_a_row_is_named() {
    let long = "字".repeat(501);
    let long_name = "字".repeat(81);
    for (row, expected) in [
        (",15,年底,".to_owned(), vec![(Some(Column::Text), RowErrorCode::Missing)]),
        (
            format!("{long},1,,{long_name}"),
            vec![
                (Some(Column::Text), RowErrorCode::TooLong { characters: 501, limit: 500 }),
                (Some(Column::Pledger), RowErrorCode::TooLong { characters: 81, limit: 80 }),
            ],
        ),
        (
            "修路,若干,2027年2月30日,".to_owned(),
            vec![
                (Some(Column::Quantity), RowErrorCode::NotANumber),
                (Some(Column::Deadline), RowErrorCode::ImpossibleDate),
            ],
        ),
        ("修路,-3,,".to_owned(), vec![(Some(Column::Quantity), RowErrorCode::Negative)]),
        ("修路,3".to_owned(), vec![(None, RowErrorCode::TooFewCells { cells: 2, columns: 4 })]),
        ("修路,3,,周某,多".to_owned(), vec![(None, RowErrorCode::TooManyCells { cells: 5, columns: 4 })]),
    ] {
        assert_eq!(errors(&format!("承诺内容,数量,完成时限,承诺人\n{row}\n")), expected, "{row}");
    }
    assert_eq!(rows("承诺内容,数量\n修路,3,,\n").len(), 1);
}

#[test]
fn a_bad_row_leaves_the_others_good() {
    let rows = rows("承诺内容,数量\n修路,3\n,\n修桥,若干\n修渠,5\n");
    let good: Vec<_> = rows.iter().map(|row| (row.line, row.outcome.is_ok())).collect();
    assert_eq!(good, [(2, true), (4, false), (5, true)]);
}

#[test]
fn a_formula_is_text_and_never_worked_out() {
    for formula in ["=1+1", "=HYPERLINK(\"\"x\"\")", "+cmd|x", "@SUM(A1)", "-2+3"] {
        let text = format!("承诺内容,指标\n修路,\"{formula}\"\n");
        assert_eq!(warnings(&text), [(Column::Measure, RowWarningCode::FormulaKeptAsText)], "{formula}");
        assert_eq!(good(&text).measure.unwrap(), formula.replace("\"\"", "\""));
    }
    assert_eq!(warnings("承诺内容,指标\n修路,-5\n"), []);
    assert_eq!(warnings("承诺内容,指标\n修路,-\n"), []);
}

#[test]
fn what_was_assumed_is_said() {
    use RowWarningCode::{DeadlineNotUnderstood, HiddenCharacters, NotExact, UnitFromQuantity, YearAssumed};
    for (row, expected) in [
        ("修\u{202E}路,3,", vec![(Column::Text, HiddenCharacters)]),
        ("修路,约3,", vec![(Column::Quantity, NotExact)]),
        ("修路,3公里,", vec![(Column::Quantity, UnitFromQuantity)]),
        ("修路,3,定期", vec![(Column::Deadline, DeadlineNotUnderstood)]),
        ("修路,3,2027年（分两期）", vec![(Column::Deadline, DeadlineNotUnderstood)]),
        ("修路,3,6月30日前", vec![(Column::Deadline, YearAssumed { year: YEAR })]),
    ] {
        assert_eq!(warnings(&format!("承诺内容,数量,完成时限\n{row}\n")), expected, "{row}");
    }
}

#[test]
fn a_row_can_name_its_own_year() {
    let text = "年度,承诺内容,完成时限\n2025年度,修路,6月底前\n";
    let pledge = good(text);
    assert_eq!(pledge.deadline.unwrap().understood, Some(Understood::On("2025-06-30".parse().unwrap())));
    assert_eq!(warnings(text), []);
    let whole = good("年度,承诺内容,完成时限\n2025年度,修路,年度\n");
    assert_eq!(whole.deadline.unwrap().understood, Some(Understood::Year(2025)));
}

#[test]
fn a_unit_column_is_an_office_where_nothing_is_counted() {
    let columns = |text: &str| preview(text).unwrap().columns[0].column;
    assert_eq!(columns("单位,承诺内容\nx,y\n"), Some(Column::Organisation));
    assert_eq!(columns("单位,承诺内容,数量\nx,y,1\n"), Some(Column::Unit));
}

#[test]
fn a_unit_that_contradicts_its_column_is_an_error() {
    assert_eq!(errors("承诺内容,数量,单位\n修路,3公里,米\n"), [(Some(Column::Quantity), RowErrorCode::NotANumber)]);
    assert_eq!(good("承诺内容,数量,单位\n修路,3公里,公里\n").unit.unwrap(), "公里");
}

#[test]
fn service_times_stay_as_written_in_the_draft() {
    let from = "2027-01-01".parse().unwrap();
    let due = |deadline: &str| good(&format!("承诺内容,完成时限\n受理,{deadline}\n")).words(from, "none").due;
    assert_eq!(due("2个工作日内"), Due::AsWritten { written: "2个工作日内".to_owned() });
    assert_eq!(due("每月"), Due::Every { every: Every::Month, from, until: None });
    assert_eq!(due("2027年度"), Due::On { on: "2027-12-31".parse().unwrap() });
    assert_eq!(due(""), Due::AsWritten { written: "none".to_owned() });
}

#[test]
fn a_file_that_is_no_ledger_is_refused_with_its_reason() {
    let missing = |text| preview(text).map(|preview| (preview.missing, preview.rows.len()));
    assert_eq!(preview(""), Err(LedgerError::Empty));
    assert_eq!(preview("\u{FEFF}\n,,;\n"), Err(LedgerError::Empty));
    assert_eq!(missing("承诺人,数量\n周某,1\n"), Ok((Some(Column::Text), 0)));
    assert_eq!(missing("<html>nothing here</html>"), Ok((Some(Column::Text), 0)));
    let wide = format!("承诺内容{}\n", ",x".repeat(MAX_COLUMNS));
    assert_eq!(preview(&wide), Err(LedgerError::TooManyColumns { columns: MAX_COLUMNS + 1 }));
}

#[test]
fn as_many_rows_as_allowed_are_read_and_not_one_more() {
    let most = format!("承诺内容\n{}", "修路\n".repeat(MAX_ROWS));
    assert_eq!(rows(&most).len(), MAX_ROWS);
    assert_eq!(preview(&format!("{most}修桥\n")), Err(LedgerError::TooManyRows));
}

#[test]
fn d17_blank_lines_leave_no_row_out() {
    let spaced = format!("承诺内容,数量\n{}", "修路,3\n,\n , \n".repeat(MAX_ROWS / 2));
    let found = rows(&spaced);
    assert_eq!(found.len(), MAX_ROWS / 2);
    assert_eq!(found.last().map(|row| row.line), Some(MAX_ROWS as u64 / 2 * 3 - 1));
}

fn ledger_text() -> impl Strategy<Value = String> {
    let pieces = [
        "承诺内容",
        "数量",
        "完成时限",
        "单位",
        ",",
        ";",
        "\t",
        "\n",
        "\r\n",
        "\"",
        "同上",
        "年底前",
        "15",
        "约",
        "=1",
        "\u{202E}",
        "2月30日",
        "修路",
        " ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60)
        .prop_map(|pieces| format!("承诺内容,数量,完成时限\n{}", pieces.concat()))
}

proptest! {
    #[test]
    fn any_text_gives_a_preview_or_a_reason(text in prop_oneof![ledger_text(), any::<String>()]) {
        let first = preview(&text);
        prop_assert_eq!(&first, &preview(&text));
        for row in first.map(|preview| preview.rows).unwrap_or_default() {
            match row.outcome {
                Ok(Imported::Pledge(pledge)) => prop_assert!(!pledge.text.trim().is_empty()),
                Ok(other) => prop_assert!(false, "{other:?}"),
                Err(errors) => prop_assert!(!errors.is_empty()),
            }
        }
    }

    #[test]
    fn any_cell_comes_out_as_it_went_in(cell in "[^\u{0}-\u{1F}]{1,80}") {
        // An apostrophe that spreadsheets put before a formula is theirs.
        let trimmed = crate::tables::csv::without_apostrophe(&cell).trim();
        prop_assume!(!trimmed.is_empty());
        let text = format!("承诺内容,指标\n修路,\"{}\"\n", cell.replace('"', "\"\""));
        if let Ok(Imported::Pledge(pledge)) = rows(&text).remove(0).outcome {
            prop_assert_eq!(pledge.measure.as_deref(), Some(trimmed));
        }
    }
}

#[test]
fn lines_are_counted_as_people_count_them_whatever_ends_them() {
    for text in ["pledge_text\nA\n\nB\n", "pledge_text\r\nA\r\n\r\nB\r\n"] {
        let lines: Vec<_> = preview(text).unwrap().rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 4], "{text:?}");
    }
}
