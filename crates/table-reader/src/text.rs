//! A file of text: a CSV in whatever encoding its program wrote.

use encoding_rs::Encoding;
use jiannuo_domain::ledger_import::protocol::Failure;
use jiannuo_domain::ledger_import::{Sheet, guess_encoding};

/// The one sheet of a CSV file.
pub(crate) fn sheet(bytes: &[u8]) -> Result<Sheet, Failure> {
    let label = guess_encoding(bytes).label();
    let encoding = Encoding::for_label(label.as_bytes()).ok_or(Failure::NotATable)?;
    let (text, _, is_damaged) = encoding.decode(bytes);
    // What is no text looks like text with signs that nobody writes.
    let is_binary = text.chars().any(|sign| sign.is_control() && !matches!(sign, '\t' | '\r' | '\n'));
    if is_damaged || is_binary { Err(Failure::NotATable) } else { Ok(Sheet::from_csv(&text)) }
}
