//! Which encoding a file is in, guessed from its bytes.

/// An encoding that offices save ledgers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a mark.
    Utf8,
    /// UTF-8 with a byte order mark, as spreadsheets write it.
    Utf8Bom,
    /// UTF-16, low byte first: "Unicode text" of spreadsheets.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB 18030, which contains GBK and GB 2312.
    Gb18030,
}

impl Encoding {
    /// What the Encoding Standard calls it, for a browser's decoder.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
        }
    }
}

/// The mark decides; then a zero byte, which only UTF-16 has in a table; then whether the bytes are UTF-8.
#[must_use]
pub fn guess_encoding(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => return Encoding::Utf8Bom,
        [0xFF, 0xFE, ..] => return Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    // A comma or a new line has its zero byte second when the low byte comes first.
    match bytes.iter().position(|byte| *byte == 0) {
        Some(at) if at % 2 == 1 => Encoding::Utf16Le,
        Some(_) => Encoding::Utf16Be,
        None if std::str::from_utf8(bytes).is_ok() => Encoding::Utf8,
        None => Encoding::Gb18030,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf_16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(guess_encoding("承诺内容,数量\n".as_bytes()), Encoding::Utf8);
        assert_eq!(guess_encoding(b""), Encoding::Utf8);
        assert_eq!(guess_encoding("\u{FEFF}承诺内容".as_bytes()), Encoding::Utf8Bom);
        assert_eq!(guess_encoding(&utf_16("\u{FEFF}承诺内容")), Encoding::Utf16Le);
        assert_eq!(guess_encoding(&utf_16("承诺内容,数量\n")), Encoding::Utf16Le);
        assert_eq!(guess_encoding(&[0xFE, 0xFF, 0x62, 0x7F]), Encoding::Utf16Be);
        // "承诺" in GBK.
        assert_eq!(guess_encoding(&[0xB3, 0xD0, 0xC5, 0xB5]), Encoding::Gb18030);
        assert_eq!(Encoding::Gb18030.label(), "gb18030");
    }

    proptest! {
        #[test]
        fn any_bytes_have_an_encoding(bytes: Vec<u8>) {
            if guess_encoding(&bytes) == Encoding::Utf8 {
                prop_assert!(std::str::from_utf8(&bytes).is_ok());
            }
        }
    }
}
