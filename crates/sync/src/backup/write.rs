use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiannuo_domain::id::to_hex;
use sha2::{Digest as _, Sha256};

use super::{BACKUP_VERSION, End, FORMAT, Head, Line, Row, RowValue};

/// Makes the lines of a file, one after another.
#[derive(Debug, Default)]
pub struct Writer {
    hash: Sha256,
    rows: u64,
}

impl Writer {
    /// The first line, and what makes the others.
    pub fn begin(made_ms: i64) -> (Self, String) {
        let mut writer = Self::default();
        let head = Head { format: FORMAT.to_owned(), version: BACKUP_VERSION, made_ms };
        let line = writer.line(&head);
        (writer, line)
    }

    /// A row's line.
    pub fn row(&mut self, row: Row) -> String {
        self.rows += 1;
        let (text, base64) = match row.value {
            RowValue::Text(text) => (Some(text), None),
            RowValue::Bytes(bytes) => (None, Some(STANDARD.encode(bytes))),
        };
        self.line(&Line { kept: row.kept, key: row.key, text, base64 })
    }

    /// How many rows there were.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The last line.
    pub fn end(mut self) -> String {
        let sha256 = to_hex(&self.hash.clone().finalize());
        let rows = self.rows;
        self.line(&End { rows, sha256 })
    }

    fn line(&mut self, value: &impl serde::Serialize) -> String {
        // Texts, numbers and names alone: serialising them into memory does not fail.
        let mut line = serde_json::to_string(value).unwrap_or_default();
        line.push('\n');
        self.hash.update(line.as_bytes());
        line
    }
}
