//! Ledgers out of files: which format the bytes are in, whether they keep the bounds, and the rows of each sheet.
//!
//! [`Reader`] answers what the app asks ([`jiannuo_domain::ledger_import::protocol`]); in browsers it runs beside the
//! page, in a worker with wasm of its own, so that neither the size of the libraries nor the time that a file takes is felt
//! where nobody imports.
//! What a file claims is not believed: the parts of a workbook are unpacked once and counted before anything is read.
//! Deliberately absent: programs inside workbooks, formulas (their last results are read), pictures, XLSB.
//! Invariant: any bytes give sheets or one typed reason. Libraries that read other people's formats may still panic on
//! bytes made for that; the worker that runs them is thrown away then, and says so.

mod parts;
mod reader;
mod text;
mod values;
mod workbook;

use jiannuo_domain::ledger_import::protocol::Failure;
use jiannuo_domain::ledger_import::{MAX_FILE_BYTES, MAX_WORKBOOK_BYTES, Sheet};

pub use parts::{MAX_PARTS, MAX_UNPACKED_BYTES};
pub use reader::Reader;
pub use workbook::MAX_SHEETS;

/// How workbooks of the last twenty years begin: as archives.
const ARCHIVE_START: &[u8] = b"PK\x03\x04";
/// How older workbooks begin, and newer ones that ask for a password.
const COMPOUND_START: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The sheets of a file.
///
/// # Errors
/// [`Failure`].
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    let is_archive = bytes.starts_with(ARCHIVE_START);
    let is_workbook = is_archive || bytes.starts_with(COMPOUND_START);
    let limit = if is_workbook { MAX_WORKBOOK_BYTES } else { MAX_FILE_BYTES };
    if bytes.len() > limit {
        return Err(Failure::TooLarge { bytes: bytes.len() as u64, limit: limit as u64 });
    }
    if is_archive {
        match parts::check(bytes)? {
            parts::Format::OfficeOpen => workbook::office_open(bytes),
            parts::Format::OpenDocument => workbook::open_document(bytes),
        }
    } else if is_workbook {
        workbook::compound(bytes)
    } else {
        text::sheet(bytes).map(|sheet| vec![sheet])
    }
}
