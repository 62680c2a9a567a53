//! Files in and out: reading what a person picked, and handing text over as a download.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use crate::session::Failure;

/// The bytes of a picked file, unless there are more than somebody wants to read.
///
/// # Errors
/// [`Failure::File`] when it cannot be read.
pub async fn read_bytes(file: &web_sys::File) -> Result<js_sys::ArrayBuffer, Failure> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| Failure::File)?;
    Ok(buffer.unchecked_into())
}

/// Hands text over as a download. A browser that cannot is left as it is.
pub fn save(name: &str, media_type: &str, text: &str) {
    let _saved = try_save(name, media_type, text);
}

fn try_save(name: &str, media_type: &str, text: &str) -> Result<(), wasm_bindgen::JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&text.into());
    try_save_blob(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Hands bytes over as a download of a type.
pub fn save_bytes(name: &str, media_type: &str, bytes: &js_sys::Uint8Array) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(bytes);
    if let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// Hands a file over as a download. A browser that cannot is left as it is.
pub fn save_blob(name: &str, blob: &web_sys::Blob) {
    let _saved = try_save_blob(name, blob);
}

fn try_save_blob(name: &str, blob: &web_sys::Blob) -> Result<(), wasm_bindgen::JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = leptos::prelude::document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address)
}

/// Whether this browser can hand a text file to another app.
pub fn can_share(name: &str, text: &str) -> bool {
    let navigator: wasm_bindgen::JsValue = leptos::prelude::window().navigator().into();
    // Old browsers have neither.
    let has = |name: &str| js_sys::Reflect::get(&navigator, &name.into()).is_ok_and(|value| value.is_function());
    has("share")
        && has("canShare")
        && share_data(name, text).is_ok_and(|data| leptos::prelude::window().navigator().can_share_with_data(&data))
}

/// Opens the system's list of apps to hand a text file to; that somebody changes their mind is no failure.
pub async fn share(name: &str, text: &str) {
    if let Ok(data) = share_data(name, text) {
        let _shared = JsFuture::from(leptos::prelude::window().navigator().share_with_data(&data)).await;
    }
}

/// Plain text whatever it holds: browsers share few types of files, and JSON is none of them.
fn share_data(name: &str, text: &str) -> Result<web_sys::ShareData, wasm_bindgen::JsValue> {
    let options = web_sys::FilePropertyBag::new();
    options.set_type("text/plain");
    let file = web_sys::File::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), name, &options)?;
    let data = web_sys::ShareData::new();
    data.set_files(&js_sys::Array::of1(&file));
    data.set_title(name);
    Ok(data)
}
