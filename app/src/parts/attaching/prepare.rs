//! From a picked file to what goes with words, or to why it does not.

use jiannuo_domain::body::Salt;
use jiannuo_domain::limits::MAX_BLOB_BYTES;
use jiannuo_domain::media::MediaError;
use jiannuo_domain::picked::{HEAD_BYTES, Picked, look, paper_name};
use jiannuo_domain::words::{Attachment, Blob, PictureSize};
use jiannuo_store::device;

use super::picture::{Drawn, bytes_of, draw_anew};
use crate::words::Words;

/// Largest picture that is looked at: a photo of 100 megapixels has about 50 MB.
const MAX_PICTURE_BYTES: f64 = 64.0 * 1_024.0 * 1_024.0;

/// A file that can go with words.
pub(super) struct Prepared {
    /// What the words will say about it.
    pub(super) attachment: Attachment,
    /// The bytes of its blobs.
    pub(super) files: Vec<(Blob, Vec<u8>)>,
}

/// Why a file does not go with words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    Empty,
    TooLarge,
    PhonePicture,
    Drawing,
    Film,
    OtherDocument,
    ActivePaper,
    Damaged,
    Unknown,
    TooMany,
    NotKept,
}

impl Refused {
    /// What happened and what to do.
    pub(super) fn text(self, words: Words) -> String {
        match self {
            Self::Empty => words.attach_empty().to_owned(),
            Self::TooLarge => words.attach_too_large(MAX_BLOB_BYTES / (1024 * 1024)),
            Self::PhonePicture => words.attach_phone_picture().to_owned(),
            Self::Drawing => words.attach_drawing().to_owned(),
            Self::Film => words.attach_film().to_owned(),
            Self::OtherDocument => words.attach_other_document().to_owned(),
            Self::ActivePaper => words.attach_active_paper().to_owned(),
            Self::Damaged => words.attach_damaged().to_owned(),
            Self::Unknown => words.attach_unknown().to_owned(),
            Self::TooMany => words.attach_too_many(jiannuo_domain::limits::MAX_ATTACHMENTS),
            Self::NotKept => words.attach_not_kept().to_owned(),
        }
    }
}

/// Looks into a picked file and makes of it what will be published.
pub(super) async fn prepare(file: &web_sys::File) -> Result<Prepared, Refused> {
    if file.size() == 0.0 {
        return Err(Refused::Empty);
    }
    let head = file.slice_with_i32_and_i32(0, i32::try_from(HEAD_BYTES).unwrap_or(i32::MAX));
    let head = bytes_of(&head.map_err(|_| Refused::Damaged)?).await.ok_or(Refused::Damaged)?;
    match look(&head) {
        Picked::Picture => picture(file).await.ok_or(Refused::Damaged),
        // Some browsers can read it.
        Picked::PhonePicture => picture(file).await.ok_or(Refused::PhonePicture),
        Picked::Drawing => Err(Refused::Drawing),
        Picked::Film => Err(Refused::Film),
        Picked::OldDocument => Err(Refused::OtherDocument),
        Picked::Folder => paper(file, Refused::OtherDocument).await,
        Picked::Other => paper(file, Refused::Unknown).await,
    }
}

async fn picture(file: &web_sys::File) -> Option<Prepared> {
    if file.size() > MAX_PICTURE_BYTES {
        return None;
    }
    let Drawn { full, width, height, small } = draw_anew(file).await?;
    let (blob, thumbnail) = (blob_of(&full).ok()?, blob_of(&small).ok()?);
    let size = PictureSize { width_pixels: width.try_into().ok()?, height_pixels: height.try_into().ok()? };
    let attachment = Attachment {
        file: blob.clone(),
        thumbnail: Some(thumbnail.clone()),
        size: Some(size),
        shows: None,
        name: None,
    };
    Some(Prepared { attachment, files: vec![(blob, full), (thumbnail, small)] })
}

async fn paper(file: &web_sys::File, otherwise: Refused) -> Result<Prepared, Refused> {
    if file.size() > f64::from(MAX_BLOB_BYTES) {
        return Err(Refused::TooLarge);
    }
    let bytes = bytes_of(file).await.ok_or(Refused::Damaged)?;
    let blob = blob_of(&bytes).map_err(|error| match error {
        MediaError::Size { bytes: 0 } => Refused::Empty,
        MediaError::Size { .. } => Refused::TooLarge,
        MediaError::Active => Refused::ActivePaper,
        MediaError::UnknownType | MediaError::OtherType { .. } | MediaError::Metadata => otherwise,
    })?;
    let attachment = Attachment {
        name: Some(paper_name(&file.name(), blob.media)),
        file: blob.clone(),
        thumbnail: None,
        size: None,
        shows: None,
    };
    Ok(Prepared { attachment, files: vec![(blob, bytes)] })
}

fn blob_of(bytes: &[u8]) -> Result<Blob, MediaError> {
    Blob::of(bytes, Salt(device::random_bytes()))
}
