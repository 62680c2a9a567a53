use jiannuo_domain::words::{Attachment, PictureSize};

use super::Addresses;
use crate::components::attachments::{Attached, Paper, Picture};

/// Longer side of a small picture in pixels: three beside each other fill a phone of 390 at twice its density.
const THUMBNAIL_SIDE_PIXELS: u32 = 320;

/// What goes with words, as pages show it.
pub(super) fn attached(attachments: &[Attachment], addresses: &Addresses) -> Vec<Attached> {
    attachments.iter().map(|one| shown(one, addresses)).collect()
}

fn shown(attachment: &Attachment, addresses: &Addresses) -> Attached {
    let (file, small) = (&attachment.file, attachment.thumbnail.as_ref());
    let href = addresses.blob(&file.hash);
    match attachment.size {
        Some(size) => {
            let (width, height) = thumbnail_size(size);
            let thumbnail_src = small.map_or_else(|| href.clone(), |small| addresses.blob(&small.hash));
            Attached::Picture(Picture { href, thumbnail_src, width, height, shows: attachment.shows.clone() })
        }
        None => {
            let name = attachment.name.clone().unwrap_or_default();
            Attached::Paper(Paper { href, name, media: file.media, bytes: file.bytes })
        }
    }
}

/// The measures of a picture when its longer side is that of a small one; never less than a pixel.
fn thumbnail_size(size: PictureSize) -> (u16, u16) {
    let longer = u32::from(size.width_pixels.max(size.height_pixels)).max(1);
    let scaled = |side: u16| {
        let pixels = (u32::from(side) * THUMBNAIL_SIDE_PIXELS + longer / 2) / longer;
        // At most the longer side's 320.
        u16::try_from(pixels.clamp(1, THUMBNAIL_SIDE_PIXELS)).unwrap_or(u16::MAX)
    };
    (scaled(size.width_pixels), scaled(size.height_pixels))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v10_a_small_picture_keeps_the_measures_of_the_large_one() {
        let size = |width_pixels, height_pixels| thumbnail_size(PictureSize { width_pixels, height_pixels });
        assert_eq!(size(1_600, 1_200), (320, 240));
        assert_eq!(size(1_200, 1_600), (240, 320));
        assert_eq!(size(1_600, 1), (320, 1));
    }
}
