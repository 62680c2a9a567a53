//! What somebody has picked to go with words, as far as its first bytes tell (spec rule D9): enough to say what to do with
//! what a log does not take. What it takes, [`crate::media`] decides.

use crate::limits::MAX_NAME_CHARACTERS;
use crate::words::MediaType;

/// Bytes that [`look`] wants to see: a comment before a drawing's first element has a few hundred.
pub const HEAD_BYTES: usize = 4_096;

/// What the first bytes look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// A picture that browsers know.
    Picture,
    /// A picture as some phones keep it, that few browsers know.
    PhonePicture,
    /// A drawing that can hold programs (SVG).
    Drawing,
    /// A film.
    Film,
    /// A folder of files in one: tables and documents of today's office programs, and archives.
    Folder,
    /// A document of an office program of before 2007.
    OldDocument,
    /// Anything else: papers and text tables among it.
    Other,
}

/// What the first bytes of a file look like; its name is not asked.
pub fn look(head: &[u8]) -> Picked {
    match head {
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => Picked::Picture,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Picked::Picture,
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Picked::Picture,
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => film_or_picture(brand),
        [b'P', b'K', 3, 4, ..] => Picked::Folder,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Picked::OldDocument,
        _ if is_drawing(head) => Picked::Drawing,
        _ => Picked::Other,
    }
}

fn film_or_picture(brand: &[u8]) -> Picked {
    match brand.get(..4) {
        Some(b"avif" | b"avis") => Picked::Picture,
        Some(b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1") => Picked::PhonePicture,
        _ => Picked::Film,
    }
}

fn is_drawing(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<") && text.windows(4).any(|part| part.eq_ignore_ascii_case(b"<svg"))
}

/// What a paper is called on the board: as its owner calls it, ending as what it is, within the bound of names.
pub fn paper_name(name: &str, media: MediaType) -> String {
    let ending = match media {
        MediaType::Jpeg => ".jpg",
        MediaType::Png => ".png",
        MediaType::Webp => ".webp",
        MediaType::Pdf => ".pdf",
        MediaType::Xlsx => ".xlsx",
        MediaType::Csv => ".csv",
    };
    let name = name.trim();
    let cut = name.len().saturating_sub(ending.len());
    let has_it = name.get(cut..).is_some_and(|own| own.eq_ignore_ascii_case(ending));
    let stem = if has_it { name.get(..cut).unwrap_or(name) } else { name };
    let room = MAX_NAME_CHARACTERS - ending.len();
    let stem: String = stem.chars().filter(|letter| !letter.is_control()).take(room).collect();
    format!("{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d9_what_was_picked_is_told_by_its_first_bytes() {
        let told: [(&[u8], Picked); 12] = [
            (b"\xFF\xD8\xFF\xE1", Picked::Picture),
            (b"\x89PNG\r\n\x1a\n", Picked::Picture),
            (b"RIFF\0\0\0\0WEBPVP8 ", Picked::Picture),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Picked::PhonePicture),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Picked::Picture),
            (b"\0\0\0\x14ftypqt  ", Picked::Film),
            (b"PK\x03\x04\x14\0", Picked::Folder),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Picked::OldDocument),
            (b"<?xml version='1.0'?>\n<!-- drawn -->\n<SVG onload='x()'>", Picked::Drawing),
            (b"%PDF-1.7", Picked::Other),
            ("姓名,金额\nBM,3".as_bytes(), Picked::Other),
            (b"", Picked::Other),
        ];
        for (head, picked) in told {
            assert_eq!(look(head), picked, "{head:?}");
        }
    }

    #[test]
    fn d9_a_paper_is_named_as_what_it_is() {
        assert_eq!(paper_name("合同.PDF", MediaType::Pdf), "合同.pdf");
        assert_eq!(paper_name("照片.jpg", MediaType::Pdf), "照片.jpg.pdf");
        let long = paper_name(&"名".repeat(200), MediaType::Xlsx);
        assert_eq!(long.chars().count(), MAX_NAME_CHARACTERS);
        assert!(long.ends_with(".xlsx"));
    }
}
