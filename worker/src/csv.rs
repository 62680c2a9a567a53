//! A board as CSV for spreadsheet programs: UTF-8 with a byte order mark, CRLF, every cell quoted.
//!
//! A cell that a spreadsheet would take for a formula is preceded by an apostrophe (spec rule W14).

use jiannuo_board::Language;
use jiannuo_domain::board::{Board, PledgeRow, due_as_written};
use jiannuo_domain::day::Day;

/// What makes spreadsheet programs read UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Columns of a row.
const COLUMNS: usize = 15;

const HEADINGS_CHINESE: [&str; COLUMNS] = [
    "编号",
    "承诺人",
    "职务",
    "承诺内容",
    "服务领域",
    "数量",
    "单位",
    "时限",
    "状态",
    "已完成",
    "由谁代录",
    "收到日期",
    "类别",
    "承诺时限",
    "法定时限",
];
const HEADINGS_ENGLISH: [&str; COLUMNS] = [
    "id",
    "member",
    "post",
    "pledge",
    "field",
    "quantity",
    "unit",
    "due",
    "status",
    "done",
    "entered by",
    "received",
    "kind",
    "promised limit",
    "legal limit",
];

/// The pledges of a board.
pub(crate) fn of(board: &Board, language: Language) -> String {
    let headings = match language {
        Language::Chinese => HEADINGS_CHINESE,
        Language::English => HEADINGS_ENGLISH,
    };
    let mut text = String::from(BYTE_ORDER_MARK);
    push_row(&mut text, headings.map(str::to_owned));
    for pledge in &board.pledges {
        push_row(&mut text, cells(pledge));
    }
    text
}

fn cells(row: &PledgeRow) -> [String; COLUMNS] {
    let words = row.words.as_ref();
    let of_words =
        |field: fn(&jiannuo_domain::words::PledgeWords) -> Option<String>| words.and_then(field).unwrap_or_default();
    let due = row.standing.due.map(|due| due.to_string());
    [
        row.id.to_string(),
        row.owner.name.clone().unwrap_or_default(),
        row.owner.post.clone().unwrap_or_default(),
        of_words(|words| Some(words.text.clone())),
        of_words(|words| words.field.clone()),
        of_words(|words| words.quantity.map(|quantity| quantity.to_string())),
        of_words(|words| words.unit.clone()),
        due.unwrap_or_else(|| of_words(|words| due_as_written(words).map(str::to_owned))),
        row.standing.status.code().to_owned(),
        row.standing.done.to_string(),
        row.entered_by.as_ref().and_then(|person| person.name.clone()).unwrap_or_default(),
        row.received_ms.map(|received_ms| Day::in_shanghai(received_ms).to_string()).unwrap_or_default(),
        of_words(|words| Some(words.kind.code().to_owned())),
        of_words(|words| words.service.as_ref().map(|service| limit(&service.promised))),
        of_words(|words| words.service.as_ref().and_then(|service| service.legal.as_ref()).map(limit)),
    ]
}

/// A time limit as programs read it: a number and the code of its unit.
fn limit(limit: &jiannuo_domain::words::Duration) -> String {
    format!("{} {}", limit.amount, limit.unit.code())
}

fn push_row(text: &mut String, cells: [String; COLUMNS]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push('"');
        text.push_str(&harmless(cell).replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// The cell, with an apostrophe before what a spreadsheet would compute; full-width signs count, some programs fold them.
fn harmless(cell: &str) -> String {
    let first = cell.trim_start_matches([' ', '\u{3000}', '\u{feff}']).chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w14_a_cell_is_never_a_formula() {
        for bad in ["=1+1", "+86 571", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\u{feff}=1"] {
            assert!(harmless(bad).starts_with('\''), "{bad:?}");
        }
        for good in ["修路 3 公里", "a=b", "", "3-5"] {
            assert_eq!(harmless(good), good);
        }
    }

    #[test]
    fn w14_quotes_and_line_breaks_stay_in_their_cell() {
        let mut text = String::new();
        let mut cells: [String; COLUMNS] = Default::default();
        cells[0] = "a\"b,\nc".to_owned();
        push_row(&mut text, cells);
        assert!(text.starts_with("\"a\"\"b,\nc\",\"\""));
        assert!(text.ends_with("\"\"\r\n"));
    }
}
