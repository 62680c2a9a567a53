//! Pictures made small on the device: drawn anew, so that place, time, device and every other word in the file are gone.

use js_sys::{Promise, Reflect, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use crate::session::ObjectUrl;

/// Longer side of a picture as it is kept: signs on a photo of a wall can be read, and it has about 300 kB.
const SIDE_PIXELS: u32 = 1_600;
/// Longer side of a small one: about 20 kB.
const THUMBNAIL_SIDE_PIXELS: u32 = 320;
/// Above this the eye sees no difference on photos.
const QUALITY: f64 = 0.82;
/// Small ones are looked at from further away.
const THUMBNAIL_QUALITY: f64 = 0.75;
const JPEG: &str = "image/jpeg";

/// A picture drawn anew.
pub(super) struct Drawn {
    /// As JPEG.
    pub(super) full: Vec<u8>,
    /// Pixels from left to right.
    pub(super) width: u32,
    /// Pixels from top to bottom.
    pub(super) height: u32,
    /// A small one, as JPEG.
    pub(super) small: Vec<u8>,
}

/// Draws a picture anew, the right way up; `None` when this browser cannot read it.
pub(super) async fn draw_anew(file: &web_sys::Blob) -> Option<Drawn> {
    let address = ObjectUrl::of_blob(file)?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address.as_str());
    // Waits for the whole picture; fails for one that is damaged or of an unknown kind.
    JsFuture::from(image.decode()).await.ok()?;
    // Both take the orientation into account that the camera noted.
    let (width, height) = (image.natural_width(), image.natural_height());
    let (width, height) = fitted(width, height, SIDE_PIXELS)?;
    let full = encoded(&drawn(&image, width, height)?, QUALITY).await?;
    let (small_width, small_height) = fitted(width, height, THUMBNAIL_SIDE_PIXELS)?;
    let small = encoded(&drawn(&image, small_width, small_height)?, THUMBNAIL_QUALITY).await?;
    Some(Drawn { full, width, height, small })
}

/// The measures with the longer side at most so long; nothing for a picture without an area.
fn fitted(width: u32, height: u32, side: u32) -> Option<(u32, u32)> {
    let longer = width.max(height);
    if width == 0 || height == 0 {
        return None;
    }
    if longer <= side {
        return Some((width, height));
    }
    let scaled = |pixels: u32| {
        let pixels = (u64::from(pixels) * u64::from(side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(pixels).unwrap_or(side).max(1)
    };
    Some((scaled(width), scaled(height)))
}

fn drawn(image: &HtmlImageElement, width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.unchecked_into();
    // Older browsers draw a little coarser.
    let _finer = Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into());
    let (width, height) = (f64::from(width), f64::from(height));
    // JPEG has no transparency: paper is white.
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}

async fn encoded(canvas: &HtmlCanvasElement, quality: f64) -> Option<Vec<u8>> {
    let made = Promise::new(&mut |resolve, reject| {
        let done = Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::NULL, &blob).map(drop));
        let begun = canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), JPEG, &quality.into());
        if let Err(error) = begun {
            let _rejected = reject.call1(&JsValue::NULL, &error);
        }
    });
    let blob: web_sys::Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
    bytes_of(&blob).await
}

/// The bytes of a file; `None` when it is gone or cannot be read.
pub(super) async fn bytes_of(blob: &web_sys::Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
