//! JPEG (ITU-T T.81): markers, each with a length, and coded data between them.

use super::Parts;

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;

/// What a JPEG consists of; `None` when it cannot be read to its end.
pub(super) fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let (marker, after) = next_marker(rest)?;
        if marker == END_OF_IMAGE {
            // Behind the end phones put films and second pictures.
            return Some(if after.is_empty() { Parts::Picture } else { Parts::More });
        }
        let (segment, after) = segment(after)?;
        if !shows(marker, segment) {
            return Some(Parts::More);
        }
        rest = if marker == START_OF_SCAN { behind_coded_data(after)? } else { after };
    }
}

/// The next marker's code and what follows it; any number of 0xFF may stand before the code.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (0xFF, rest) = bytes.split_first().map(|(first, rest)| (*first, rest))? else { return None };
    let fill = rest.iter().take_while(|byte| **byte == 0xFF).count();
    let (code, after) = rest.get(fill..)?.split_first()?;
    (*code != 0).then_some((*code, after))
}

/// A marker's content by its length, which counts its own two bytes.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = usize::from(u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]));
    Some((bytes.get(2..length)?, bytes.get(length..)?))
}

/// Whether a segment is needed to show the picture.
fn shows(marker: u8, segment: &[u8]) -> bool {
    match marker {
        // Tables, frames, scans, restart interval, number of lines.
        0xC0..=0xCF | 0xDA..=0xDF => true,
        // The pixels' shape; an extension of it can hold a second picture, and so can a size of a small one in it.
        0xE0 => segment.starts_with(b"JFIF\0") && segment.len() == 14,
        // What its colours mean.
        0xE2 => segment.starts_with(b"ICC_PROFILE\0"),
        0xEE => segment.starts_with(b"Adobe") && segment.len() == 12,
        // Exif, XMP, IPTC, comments and what makers of phones invent.
        _ => false,
    }
}

/// What follows coded data, from the next marker on. In it 0xFF is followed by 0 or by a restart marker.
fn behind_coded_data(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(2).position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0 | 0xD0..=0xD7)))?;
    bytes.get(end..)
}
