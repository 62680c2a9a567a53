//! Tables: workbooks, which are ZIP files of known parts, and text with separators.

/// A part of a ZIP file as its list at the end has it: 46 bytes, then the name.
const LISTED: &[u8] = b"PK\x01\x02";
const LISTED_BYTES: usize = 46;
/// The end of that list, 22 bytes without a comment.
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
/// Parts of a workbook: one of a hundred sheets has fewer than 400.
const MAX_PARTS: usize = 2_000;

/// Whether bytes are a workbook without programs in it.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && part_names(bytes).is_some_and(|names| {
            let has = |wanted: &[u8]| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
            let is_program = |name: &&[u8]| {
                let name = name.to_ascii_lowercase();
                name.ends_with(b".bin") && name.windows(3).any(|part| part == b"vba") || name.starts_with(b"xl/macro")
            };
            has(b"[Content_Types].xml") && has(b"xl/workbook.xml") && !names.iter().any(is_program)
        })
}

/// The names of a ZIP file's parts; `None` when its list is not where it should be. A comment behind the list is none of
/// what makes a workbook.
fn part_names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let end = bytes.get(bytes.len().checked_sub(END_BYTES)?..)?;
    if !end.starts_with(END) {
        return None;
    }
    let count = usize::from(u16::from_le_bytes(end.get(10..12)?.try_into().ok()?));
    let from = usize::try_from(u32::from_le_bytes(end.get(16..20)?.try_into().ok()?)).ok()?;
    if count > MAX_PARTS {
        return None;
    }
    let mut rest = bytes.get(from..bytes.len() - END_BYTES)?;
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        let head = rest.get(..LISTED_BYTES).filter(|head| head.starts_with(LISTED))?;
        let length = |at: usize| Some(usize::from(u16::from_le_bytes(head.get(at..at + 2)?.try_into().ok()?)));
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        names.push(rest.get(LISTED_BYTES..LISTED_BYTES + name)?);
        rest = rest.get(LISTED_BYTES + name + extra + comment..)?;
    }
    rest.is_empty().then_some(names)
}

/// Whether bytes are text with separators, in UTF-8 or GB 18030, and neither a page nor markup of another kind.
pub(super) fn is_text_table(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let is_markup = text.trim_ascii_start().first() == Some(&b'<');
    let is_control = |byte: &u8| (*byte < b' ' && !matches!(byte, b'\t' | b'\r' | b'\n')) || *byte == 0x7F;
    let has_separator = text.iter().any(|byte| matches!(byte, b',' | b';' | b'\t'));
    has_separator
        && !is_markup
        && !text.iter().any(is_control)
        && (std::str::from_utf8(text).is_ok() || is_gb_18030(text))
}

/// Whether bytes are put together as GB 18030 puts characters together: one byte of ASCII, two, or four.
fn is_gb_18030(mut bytes: &[u8]) -> bool {
    loop {
        bytes = match bytes {
            [] => return true,
            [0..=0x7F, rest @ ..]
            | [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, rest @ ..]
            | [0x81..=0xFE, 0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        };
    }
}
