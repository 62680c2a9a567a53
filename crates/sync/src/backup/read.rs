use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiannuo_domain::id::to_hex;
use sha2::{Digest as _, Sha256};

use super::{BACKUP_VERSION, BackupError, End, FORMAT, Head, Line, MAX_LINE_BYTES, Row, RowValue};

/// Reads a file as it comes in, in parts of any length.
#[derive(Debug, Default)]
pub struct Reader {
    /// A line that has not come whole.
    begun: Vec<u8>,
    hash: Sha256,
    rows: u64,
    made_ms: Option<i64>,
    is_over: bool,
}

impl Reader {
    /// Takes the next part and hands on the rows that are whole.
    ///
    /// # Errors
    /// [`BackupError`]; nothing that was handed on is to be kept then.
    pub fn read(
        &mut self,
        part: &[u8],
        take: &mut impl FnMut(Row) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        let mut rest = part;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            let (line, after) = rest.split_at(end + 1);
            self.begun.extend_from_slice(line);
            let line = std::mem::take(&mut self.begun);
            self.line(&line, take)?;
            rest = after;
        }
        self.begun.extend_from_slice(rest);
        if self.begun.len() > MAX_LINE_BYTES { Err(self.broken()) } else { Ok(()) }
    }

    /// When the backup was made, once the file is over and whole.
    ///
    /// # Errors
    /// [`BackupError::Damaged`] when it was cut off.
    pub fn finish(self) -> Result<i64, BackupError> {
        match self.made_ms {
            Some(made_ms) if self.is_over && self.begun.is_empty() => Ok(made_ms),
            _ => Err(self.broken()),
        }
    }

    /// Before the first line is understood a file is none of ours.
    const fn broken(&self) -> BackupError {
        if self.made_ms.is_none() { BackupError::NotABackup } else { BackupError::Damaged }
    }

    fn line(&mut self, line: &[u8], take: &mut impl FnMut(Row) -> Result<(), BackupError>) -> Result<(), BackupError> {
        if self.made_ms.is_none() {
            let head: Head = serde_json::from_slice(line).map_err(|_| BackupError::NotABackup)?;
            if head.format != FORMAT {
                return Err(BackupError::NotABackup);
            }
            if head.version > BACKUP_VERSION {
                return Err(BackupError::Newer { version: head.version });
            }
            self.made_ms = Some(head.made_ms);
        } else if self.is_over {
            return Err(BackupError::Damaged);
        } else if let Ok(row) = serde_json::from_slice::<Line>(line) {
            self.rows += 1;
            take(row.try_into()?)?;
        } else {
            let end: End = serde_json::from_slice(line).map_err(|_| BackupError::Damaged)?;
            if end.rows != self.rows || end.sha256 != to_hex(&self.hash.clone().finalize()) {
                return Err(BackupError::Damaged);
            }
            self.is_over = true;
        }
        self.hash.update(line);
        Ok(())
    }
}

impl TryFrom<Line> for Row {
    type Error = BackupError;

    fn try_from(line: Line) -> Result<Self, BackupError> {
        let value = match (line.text, line.base64) {
            (Some(text), None) => RowValue::Text(text),
            (None, Some(base64)) => RowValue::Bytes(STANDARD.decode(base64).map_err(|_| BackupError::Damaged)?),
            _ => return Err(BackupError::Damaged),
        };
        Ok(Self { kept: line.kept, key: line.key, value })
    }
}
