//! PNG (W3C): a signature and chunks, each with a length, a name and a checksum.

use super::Parts;

/// What every PNG begins with.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that are needed to show the picture. Not among them: texts, Exif, times and what programs invent.
const SHOWN: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
    b"hIST", b"cICP", b"acTL", b"fcTL", b"fdAT",
];

/// Bytes of a chunk's length and name.
const HEAD_BYTES: usize = 8;
/// Bytes of its checksum.
const CHECKSUM_BYTES: usize = 4;

/// What a PNG consists of; `None` when it cannot be read to its end.
pub(super) fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut rest = bytes.strip_prefix(SIGNATURE)?;
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let name: &[u8; 4] = rest.get(4..HEAD_BYTES)?.try_into().ok()?;
        rest = rest.get(length.checked_add(HEAD_BYTES + CHECKSUM_BYTES)?..)?;
        if !SHOWN.contains(&name) {
            return Some(Parts::More);
        }
        if name == b"IEND" {
            return Some(if rest.is_empty() { Parts::Picture } else { Parts::More });
        }
    }
}
