//! Rows on their way to the engine and back: numbers and texts of columns, many rows as one parameter.
//!
//! The engine takes at most 100 parameters and rows of 2 MB: rows travel in bulk as one JSON parameter, in portions.

use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::limits::MAX_EXACT_INTEGER;
use serde::Serialize;
use worker::SqlStorageValue;

/// A row as the engine gives it.
pub(super) type Row = Vec<SqlStorageValue>;

/// Bytes of one JSON parameter, before its last row: a quarter of what the engine takes, and a row has at most 64 KiB of
/// body, doubled by escapes.
const PORTION_BYTES: usize = 512 * 1024;

/// A whole number as a parameter.
pub(super) fn integer(number: u64) -> SqlStorageValue {
    SqlStorageValue::Integer(i64::try_from(number).unwrap_or(i64::MAX).min(MAX_EXACT_INTEGER))
}

/// A text; empty where there is none.
pub(super) fn text(row: &[SqlStorageValue], column: usize) -> String {
    match row.get(column) {
        Some(SqlStorageValue::String(text)) => text.clone(),
        _ => String::new(),
    }
}

/// A whole number; 0 where there is none.
pub(super) fn number(row: &[SqlStorageValue], column: usize) -> u64 {
    u64::try_from(signed_number(row, column)).unwrap_or_default()
}

/// A whole number that may be negative; 0 where there is none.
pub(super) fn signed_number(row: &[SqlStorageValue], column: usize) -> i64 {
    match row.get(column) {
        Some(SqlStorageValue::Integer(number)) => *number,
        _ => 0,
    }
}

/// Bytes; none where there are none.
pub(super) fn bytes(row: &[SqlStorageValue], column: usize) -> &[u8] {
    match row.get(column) {
        Some(SqlStorageValue::Blob(bytes)) => bytes,
        _ => &[],
    }
}

/// Salt and text from two neighbouring columns.
pub(super) fn salted(row: &[SqlStorageValue], column: usize) -> Option<SaltedBody> {
    let (Some(SqlStorageValue::String(salt)), Some(SqlStorageValue::String(text))) =
        (row.get(column), row.get(column + 1))
    else {
        return None;
    };
    let salt = jiannuo_domain::id::from_hex(salt).map(jiannuo_domain::body::Salt)?;
    Some(SaltedBody { salt, text: text.clone() })
}

/// Rows as JSON arrays, each of about [`PORTION_BYTES`].
pub(super) fn portions(rows: impl Iterator<Item = impl Serialize>) -> Vec<String> {
    let mut portions = Vec::new();
    let mut portion = String::new();
    for row in rows {
        // Serialising numbers and texts into memory cannot fail.
        let row = serde_json::to_string(&row).unwrap_or_default();
        portion.push(if portion.is_empty() { '[' } else { ',' });
        portion.push_str(&row);
        if portion.len() >= PORTION_BYTES {
            portion.push(']');
            portions.push(std::mem::take(&mut portion));
        }
    }
    if !portion.is_empty() {
        portion.push(']');
        portions.push(portion);
    }
    portions
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn rows_travel_in_portions_that_the_engine_takes() {
        let words = "字".repeat(20_000);
        let rows: Vec<_> = (0..100_u64).map(|index| (index, "h", "s", &words)).collect();
        let portions = portions(rows.iter());
        assert!(portions.len() > 1);
        assert!(portions.iter().all(|portion| portion.len() < 1024 * 1024));
        let count: usize =
            portions.iter().map(|portion| serde_json::from_str::<Vec<serde_json::Value>>(portion).unwrap().len()).sum();
        assert_eq!(count, 100);
        assert!(super::portions(std::iter::empty::<u64>()).is_empty());
    }
}
