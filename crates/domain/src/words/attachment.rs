//! Files that go with words: photos and papers. The words name them by salted hash; the bytes are kept beside the log.
//!
//! Deliberately absent: the bytes, and looking into them ([`crate::words`] knows what a file is said to be, not what it is).

use serde::{Deserialize, Serialize};

use super::{WordsError, at_most, optional};
use crate::body::Salt;
use crate::hash::Digest;
use crate::limits::{MAX_ATTACHMENTS, MAX_BLOB_BYTES, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PHOTO_SIDE_PIXELS};

/// What kinds of files a log takes: those that show or hold something, and run nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MediaType {
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A drawing or a picture of a screen.
    #[serde(rename = "image/png")]
    Png,
    /// A photo, smaller.
    #[serde(rename = "image/webp")]
    Webp,
    /// A paper.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A table.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
    /// A table in plain text.
    #[serde(rename = "text/csv")]
    Csv,
}

impl MediaType {
    /// Every kind.
    pub const ALL: [Self; 6] = [Self::Jpeg, Self::Png, Self::Webp, Self::Pdf, Self::Xlsx, Self::Csv];

    /// Its name in HTTP and in words (RFC 6838).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
        }
    }

    /// Whether it is looked at where it stands, rather than opened elsewhere.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// Bytes that are kept beside the log, named by SHA-256 over a salt and then the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blob {
    /// The salted hash, which is its address.
    pub hash: Digest,
    /// The salt.
    pub salt: Salt,
    /// What it is.
    pub media: MediaType,
    /// How many bytes it has, without the salt.
    pub bytes: u32,
}

/// A picture's measures in pixels, so that a page keeps its place before it is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureSize {
    /// From left to right.
    pub width_pixels: u16,
    /// From top to bottom.
    pub height_pixels: u16,
}

/// A file that goes with words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The file.
    pub file: Blob,
    /// Of a picture: a small one for lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Blob>,
    /// Of a picture: its measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<PictureSize>,
    /// Of a picture: what is to be seen on it, for those who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
    /// What the file is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Attachment {
    /// Its blobs: the file, and the thumbnail if it has one.
    pub fn blobs(&self) -> impl Iterator<Item = &Blob> {
        std::iter::once(&self.file).chain(&self.thumbnail)
    }
}

/// Whether a list of attachments keeps its bounds: a picture says how large it is and comes with a small one, every other
/// file has a name; none is empty or too large, none is named twice.
pub(super) fn check_attachments(attachments: &[Attachment]) -> Result<(), WordsError> {
    const FIELD: &str = "attachments";
    at_most(FIELD, attachments.len(), MAX_ATTACHMENTS)?;
    let mut seen = std::collections::BTreeSet::new();
    for attachment in attachments {
        optional(FIELD, attachment.shows.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional(FIELD, attachment.name.as_ref(), MAX_NAME_CHARACTERS)?;
        let is_picture = attachment.file.media.is_picture();
        let fits = attachment.blobs().all(|blob| (1..=MAX_BLOB_BYTES).contains(&blob.bytes) && seen.insert(blob.hash))
            && attachment.thumbnail.as_ref().is_none_or(|small| is_picture && small.media.is_picture())
            && is_picture == attachment.size.is_some()
            && (is_picture || attachment.name.is_some())
            && attachment.size.is_none_or(|size| {
                [size.width_pixels, size.height_pixels].iter().all(|side| (1..=MAX_PHOTO_SIDE_PIXELS).contains(side))
            });
        if !fits {
            return Err(WordsError::Impossible { field: FIELD.to_owned() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn blob(number: u8, media: MediaType) -> Blob {
        Blob { hash: Digest::of(&[&[number]]), salt: Salt([number; 32]), media, bytes: 1_000 }
    }

    fn photo(number: u8) -> Attachment {
        Attachment {
            file: blob(number, MediaType::Jpeg),
            thumbnail: Some(blob(number + 100, MediaType::Webp)),
            size: Some(PictureSize { width_pixels: 1_600, height_pixels: 1_200 }),
            shows: Some("修好的水闸".to_owned()),
            name: None,
        }
    }

    #[test]
    fn b9_attachments_keep_their_bounds() {
        assert_eq!(check_attachments(&[photo(1), photo(2)]), Ok(()));
        let paper = Attachment {
            thumbnail: None,
            size: None,
            name: Some("合同.pdf".into()),
            file: blob(3, MediaType::Pdf),
            ..photo(3)
        };
        assert_eq!(check_attachments(std::slice::from_ref(&paper)), Ok(()));
        let many: Vec<_> = (0..=u8::try_from(MAX_ATTACHMENTS).unwrap()).map(photo).collect();
        assert!(matches!(check_attachments(&many), Err(WordsError::TooMany { .. })));
        let impossible = [
            vec![photo(1), photo(1)],
            vec![Attachment { size: None, ..photo(1) }],
            vec![Attachment { name: None, ..paper.clone() }],
            vec![Attachment { thumbnail: Some(blob(9, MediaType::Jpeg)), ..paper }],
            vec![Attachment { file: Blob { bytes: 0, ..blob(1, MediaType::Png) }, ..photo(1) }],
            vec![Attachment { file: Blob { bytes: MAX_BLOB_BYTES + 1, ..blob(1, MediaType::Png) }, ..photo(1) }],
        ];
        for attachments in impossible {
            assert_eq!(check_attachments(&attachments), Err(WordsError::Impossible { field: "attachments".into() }));
        }
    }

    #[test]
    fn a_media_type_is_written_as_http_names_it() {
        for media in MediaType::ALL {
            assert_eq!(serde_json::to_string(&media).unwrap(), format!("\"{}\"", media.name()));
        }
    }
}
