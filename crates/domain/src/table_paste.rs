//! A table that was copied out of a spreadsheet program: rows by line, cells by tab; `|` where there is no tab, as in tables
//! that were typed.
//!
//! Roles of columns and rows are guessed from their heads, for somebody to look at before it is published.

use crate::limits::{MAX_TABLE_COLUMNS, MAX_TABLE_ROWS};
use crate::table_sums::figure;
use crate::words::{ColumnRole, ColumnWords, RowRole, RowWords, TableWords};

/// Why a text is not taken for a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    /// There is nothing in it.
    #[error("there are no rows")]
    Empty,
    /// More rows than a table may have.
    #[error("{rows} rows, {MAX_TABLE_ROWS} are allowed")]
    TooManyRows {
        /// How many there are.
        rows: usize,
    },
    /// More columns than a table may have.
    #[error("{columns} columns, {MAX_TABLE_COLUMNS} are allowed")]
    TooManyColumns {
        /// How many there are.
        columns: usize,
    },
}

/// Heads that tell a role, looked for in this order.
const HEADS: [(ColumnRole, &[&str]); 4] = [
    (ColumnRole::Balance, &["结余", "余额", "balance"]),
    (ColumnRole::Income, &["收入", "收款", "income"]),
    (ColumnRole::Spending, &["支出", "付款", "spending", "expenditure"]),
    (ColumnRole::Amount, &["金额", "资金", "数额", "元", "费", "款", "amount", "sum"]),
];
const TOTALS: [&str; 4] = ["合计", "总计", "共计", "total"];
const SUBTOTALS: [&str; 2] = ["小计", "subtotal"];

/// Reads a copied table; its first line names the columns.
///
/// # Errors
/// [`PasteError`].
pub fn table(text: &str) -> Result<TableWords, PasteError> {
    let separator = if text.contains('\t') { '\t' } else { '|' };
    let mut lines = lines(text, separator);
    lines.retain(|cells| cells.iter().any(|cell| !cell.is_empty()));
    let Some((heads, rows)) = lines.split_first() else { return Err(PasteError::Empty) };
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    if rows.is_empty() {
        return Err(PasteError::Empty);
    }
    if columns > MAX_TABLE_COLUMNS {
        return Err(PasteError::TooManyColumns { columns });
    }
    if rows.len() > MAX_TABLE_ROWS {
        return Err(PasteError::TooManyRows { rows: rows.len() });
    }
    let columns = (0..columns).map(|index| {
        let head = heads.get(index).filter(|head| !head.is_empty());
        let head = head.cloned().unwrap_or_else(|| (index + 1).to_string());
        let role = role_of(&head, rows, index);
        ColumnWords { head, role }
    });
    let columns: Vec<_> = columns.collect();
    let width = columns.len();
    let rows = rows.iter().map(|cells| {
        let mut cells = cells.clone();
        cells.resize(width, String::new());
        RowWords { role: row_role(cells.first().map_or("", String::as_str)), cells }
    });
    let rows = rows.collect();
    Ok(TableWords { caption: None, unit: None, columns, rows })
}

/// Lines of cells; a cell in quotation marks may hold line breaks, tabs and doubled marks.
fn lines(text: &str, separator: char) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(cell) = lines.last_mut().and_then(|line| line.last_mut()) else { break };
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() && separator == '\t' => is_quoted = true,
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => lines.push(vec![String::new()]),
            '\n' | '\t' if is_quoted => cell.push(' '),
            _ if letter == separator && !is_quoted => {
                if let Some(line) = lines.last_mut() {
                    line.push(String::new());
                }
            }
            _ => cell.push(letter),
        }
    }
    for cell in lines.iter_mut().flatten() {
        *cell = cell.trim().to_owned();
    }
    lines
}

/// What a column holds: by its head, if most of its cells are figures.
fn role_of(head: &str, rows: &[Vec<String>], column: usize) -> ColumnRole {
    let cells = rows.iter().filter_map(|cells| cells.get(column)).filter(|cell| !cell.is_empty());
    let (mut figures, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        figures += usize::from(figure(cell).is_ok());
    }
    if all == 0 || figures * 2 < all {
        return ColumnRole::Text;
    }
    let head = head.to_lowercase();
    let told = HEADS.iter().find(|(_, words)| words.iter().any(|word| head.contains(word)));
    told.map_or(ColumnRole::Text, |(role, _)| *role)
}

/// What a row says: by its first cell.
fn row_role(first: &str) -> RowRole {
    let plain: String = first.to_lowercase().split_whitespace().collect();
    if SUBTOTALS.iter().any(|word| plain.contains(word)) {
        RowRole::Subtotal
    } else if TOTALS.contains(&plain.as_str()) {
        RowRole::Total
    } else if TOTALS.iter().any(|word| plain.ends_with(word)) {
        RowRole::Subtotal
    } else {
        RowRole::Item
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::table_sums::findings;

    #[test]
    fn d13_a_table_is_pasted_from_a_spreadsheet() {
        let text = "日期\t摘要\t收入(元)\t支出(元)\t结余\r\n6月1日\t\"鱼塘\n租金\"\t1,200\t\t1,200\r\n\t合计\t\t\t\r\n合计\t\t1,200\t\t1,200\r\n";
        let pasted = table(text).unwrap();
        let roles: Vec<_> = pasted.columns.iter().map(|column| column.role).collect();
        use ColumnRole::{Balance, Income, Spending, Text};
        assert_eq!(roles[..3], [Text, Text, Income]);
        assert_eq!(roles[4], Balance);
        assert!(matches!(roles[3], Spending | Text), "a column of nothing has no role to be guessed");
        assert_eq!(pasted.rows[0].cells, ["6月1日", "鱼塘 租金", "1,200", "", "1,200"]);
        assert_eq!(pasted.rows[2].role, RowRole::Total);
        assert_eq!(findings(&pasted), []);
    }

    #[test]
    fn d13_typed_tables_with_bars_are_read_too() {
        let pasted = table("项目|资金(万元)|责任单位\n牧场|43|镇政府\n厂房|144|镇政府\n合计|187|").unwrap();
        let roles: Vec<_> = pasted.columns.iter().map(|column| column.role).collect();
        assert_eq!(roles, [ColumnRole::Text, ColumnRole::Amount, ColumnRole::Text]);
        assert_eq!(pasted.rows.len(), 3);
        assert_eq!(findings(&pasted), []);
    }

    #[test]
    fn d13_too_many_rows_or_columns_are_refused() {
        let long = "项目\t金额\n".to_owned() + &"租金\t1\n".repeat(10_000);
        assert_eq!(table(&long), Err(PasteError::TooManyRows { rows: 10_000 }));
        let wide = ["一\t".repeat(20), "1\t".repeat(20)].join("\n");
        assert!(matches!(table(&wide), Err(PasteError::TooManyColumns { .. })));
        assert_eq!(table(" \n\t\n"), Err(PasteError::Empty));
        assert_eq!(table("项目\t金额"), Err(PasteError::Empty), "heads alone are no table");
    }

    #[test]
    fn any_text_is_a_table_or_none() {
        for text in ["\"", "\"\"\"", "\t\t\n\"", "|\n|", "a\u{0}b\t\"c\n"] {
            let _read = table(text);
        }
    }
}
