//! Tables as a workbook (Office Open XML, ECMA-376): one sheet for each table, its headings frozen.
//!
//! Words are written as text cells in text format, so that nothing is ever a formula; numbers are numbers, days are days.
//! The same tables make the same bytes.
//!
//! **Architecture invariant:** pure, as the domain is: no clock, no I/O, no JavaScript. Deliberately absent: everything that
//! a table does not have, such as formulas, pictures and charts; a library that has them is thirty times as large.

mod parts;
mod sheet;
mod text;

use std::io::{Cursor, Write as _};

use jiannuo_domain::tables::Table;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The media type of a workbook.
pub const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Rows of one sheet: what the format has, 2^20, the headings among them.
pub const MAX_ROWS: usize = 1_048_576;

/// Columns of one sheet: what the format has, 2^14.
pub const MAX_COLUMNS: usize = 16_384;

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    /// Programs do not open a workbook without a sheet.
    #[error("there is no table")]
    NoTable,
    /// A table is larger than a sheet.
    #[error("a table of {rows} rows and {columns} columns does not fit on a sheet")]
    TooLarge {
        /// How many rows it has, without the headings.
        rows: usize,
        /// How many columns it has.
        columns: usize,
    },
    /// It could not be packed.
    #[error("the workbook could not be packed: {0}")]
    Packing(String),
}

impl From<ZipError> for XlsxError {
    fn from(error: ZipError) -> Self {
        Self::Packing(error.to_string())
    }
}

impl From<std::io::Error> for XlsxError {
    fn from(error: std::io::Error) -> Self {
        Self::Packing(error.to_string())
    }
}

/// Writes a workbook.
///
/// # Errors
/// [`XlsxError`].
pub fn write(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    if tables.is_empty() {
        return Err(XlsxError::NoTable);
    }
    if let Some(large) = tables.iter().find(|table| table.rows.len() >= MAX_ROWS || table.columns.len() > MAX_COLUMNS) {
        return Err(XlsxError::TooLarge { rows: large.rows.len(), columns: large.columns.len() });
    }
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts::all(tables) {
        package.start_file(name, options())?;
        package.write_all(text.as_bytes())?;
    }
    for (number, table) in (1..).zip(tables) {
        package.start_file(parts::sheet_path(number), options())?;
        sheet::write(&mut package, table, number == 1)?;
    }
    Ok(package.finish()?.into_inner())
}

/// Packed, without a time: the same tables make the same bytes.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)
}
