//! A workbook is an archive of parts: what it is by their names, and how large they become, counted before any is read.

use std::io::{self, Cursor, Read};

use jiannuo_domain::ledger_import::protocol::Failure;
use zip::ZipArchive;

/// Bytes of all parts unpacked: 5,000 rows of 100 columns at 100 bytes of XML a cell are 50 MB; a phone has room for that.
pub const MAX_UNPACKED_BYTES: u64 = 64 * 1024 * 1024;
/// Parts of a workbook: 100 sheets with three parts each, themes, styles, and pictures; three times that.
pub const MAX_PARTS: usize = 1_000;

/// The formats that are archives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// XLSX, XLSM.
    OfficeOpen,
    /// ODS.
    OpenDocument,
}

/// What an archive is, if its parts keep their bounds. Sizes that the archive tells are not believed: each part is
/// unpacked and its bytes are counted and let go.
pub(crate) fn check(bytes: &[u8]) -> Result<Format, Failure> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Failure::Damaged)?;
    let format = format(&archive)?;
    if archive.len() > MAX_PARTS {
        return Err(Failure::Damaged);
    }
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| Failure::Damaged)?;
        let left = MAX_UNPACKED_BYTES - unpacked;
        let counted = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| Failure::Damaged)?;
        unpacked += counted;
        if unpacked > MAX_UNPACKED_BYTES {
            return Err(Failure::TooLarge { bytes: unpacked, limit: MAX_UNPACKED_BYTES });
        }
    }
    Ok(format)
}

fn format<R: Read + io::Seek>(archive: &ZipArchive<R>) -> Result<Format, Failure> {
    let has = |name: &str| archive.file_names().flatten().any(|part| part.eq_ignore_ascii_case(name));
    if has("xl/workbook.xml") {
        Ok(Format::OfficeOpen)
    } else if has("content.xml") {
        Ok(Format::OpenDocument)
    } else {
        Err(Failure::NotATable)
    }
}
