//! WebP (RFC 9649): a RIFF file of chunks, each with a name and a length.

use super::Parts;

/// Chunks that are needed to show the picture. Not among them: Exif, XMP and what programs invent.
const SHOWN: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// Bytes of a chunk's name and length.
const HEAD_BYTES: usize = 8;

/// Whether bytes begin as a WebP does.
pub(super) fn is_webp(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")
}

/// What a WebP consists of; `None` when it cannot be read to its end.
pub(super) fn parts(bytes: &[u8]) -> Option<Parts> {
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let end = length.checked_add(HEAD_BYTES)?;
    let mut rest = bytes.get(12..end)?;
    if end != bytes.len() {
        return Some(Parts::More);
    }
    while !rest.is_empty() {
        let name: &[u8; 4] = rest.get(..4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..HEAD_BYTES)?.try_into().ok()?)).ok()?;
        // A chunk of an odd length has one byte behind it.
        rest = rest.get(length.checked_add(HEAD_BYTES + length % 2)?..)?;
        if !SHOWN.contains(&name) {
            return Some(Parts::More);
        }
    }
    Some(Parts::Picture)
}
