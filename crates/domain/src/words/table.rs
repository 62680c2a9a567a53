//! A table with figures in the words of a disclosure. Cells are kept as they were written; what they add up to is derived
//! ([`crate::table_sums`]).

use serde::{Deserialize, Serialize};

use super::{WordsError, at_most, bounded, optional, required};
use crate::limits::{MAX_CELL_CHARACTERS, MAX_NAME_CHARACTERS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MAX_TABLES};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnRole {
    /// Words.
    Text,
    /// Money that came in.
    Income,
    /// Money that went out.
    Spending,
    /// What is left, carried from row to row.
    Balance,
    /// Another amount that adds up.
    Amount,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnWords {
    /// Its head.
    pub head: String,
    /// What it holds.
    pub role: ColumnRole,
}

/// What a row says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowRole {
    /// One thing.
    #[default]
    Item,
    /// The sum of the items since the last sum.
    Subtotal,
    /// The sum of all items.
    Total,
}

impl RowRole {
    fn is_item(&self) -> bool {
        *self == Self::Item
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowWords {
    /// A cell for each column, as written.
    pub cells: Vec<String>,
    /// What the row says.
    #[serde(default, skip_serializing_if = "RowRole::is_item")]
    pub role: RowRole,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableWords {
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// In what its figures are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The columns.
    pub columns: Vec<ColumnWords>,
    /// The rows.
    pub rows: Vec<RowWords>,
}

/// Whether tables keep their bounds: a head for every column, a cell for every column in every row.
pub(super) fn check_tables(tables: &[TableWords]) -> Result<(), WordsError> {
    at_most("tables", tables.len(), MAX_TABLES)?;
    tables.iter().try_for_each(check_table)
}

fn check_table(table: &TableWords) -> Result<(), WordsError> {
    const FIELD: &str = "tables";
    optional("caption", table.caption.as_ref(), MAX_NAME_CHARACTERS)?;
    optional("unit", table.unit.as_ref(), MAX_NAME_CHARACTERS)?;
    at_most("table_columns", table.columns.len(), MAX_TABLE_COLUMNS)?;
    at_most("table_rows", table.rows.len(), MAX_TABLE_ROWS)?;
    if table.columns.is_empty() || table.rows.is_empty() {
        return Err(WordsError::Empty { field: FIELD.to_owned() });
    }
    for column in &table.columns {
        required("table_head", &column.head, MAX_NAME_CHARACTERS)?;
    }
    for row in &table.rows {
        if row.cells.len() != table.columns.len() {
            return Err(WordsError::Impossible { field: FIELD.to_owned() });
        }
        row.cells.iter().try_for_each(|cell| bounded(FIELD, cell, MAX_CELL_CHARACTERS))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: usize) -> TableWords {
        let column = |head: &str, role| ColumnWords { head: head.to_owned(), role };
        let row = RowWords { cells: vec!["租金".to_owned(), "12".to_owned()], role: RowRole::Item };
        TableWords {
            columns: vec![column("项目", ColumnRole::Text), column("金额", ColumnRole::Amount)],
            rows: vec![row; rows],
            ..TableWords::default()
        }
    }

    #[test]
    fn d13_tables_keep_their_bounds() {
        assert_eq!(check_tables(&[table(MAX_TABLE_ROWS)]), Ok(()));
        let long = check_tables(&[table(10_000)]);
        assert_eq!(long, Err(WordsError::TooMany { field: "table_rows".into(), count: 10_000, limit: MAX_TABLE_ROWS }));
        assert!(matches!(check_tables(&vec![table(1); MAX_TABLES + 1]), Err(WordsError::TooMany { .. })));
        assert!(matches!(check_tables(&[table(0)]), Err(WordsError::Empty { .. })));
        let mut headless = table(1);
        headless.columns[1].head = String::new();
        assert!(matches!(check_tables(&[headless]), Err(WordsError::Empty { .. })));
        let mut ragged = table(1);
        ragged.rows[0].cells.pop();
        assert_eq!(check_tables(&[ragged]), Err(WordsError::Impossible { field: "tables".into() }));
    }
}
