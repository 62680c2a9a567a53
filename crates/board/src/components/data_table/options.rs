/// A table of somebody's words and figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTable {
    /// What the table shows.
    pub caption: String,
    /// In what its figures are counted.
    pub unit: Option<String>,
    /// The columns; the first names the row.
    pub columns: Vec<Column>,
    /// The rows; missing cells at the end stay empty, cells beyond the columns are shown all the same.
    pub rows: Vec<Vec<String>>,
    /// Rows, by their place, that say what others add up to.
    pub sums: Vec<usize>,
    /// What was computed, under the columns; of a table that states it itself nothing.
    pub computed: Vec<String>,
    /// What is to be looked at.
    pub findings: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// Whether it holds figures, which stand to the right.
    pub is_numeric: bool,
}
