//! Reading a QR code with the camera, where the browser can by itself; elsewhere the phone's own camera opens the link.

use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};

use crate::words::Words;

#[wasm_bindgen]
extern "C" {
    /// As in the Barcode Detection API, which not every browser has.
    type BarcodeDetector;

    #[wasm_bindgen(constructor, catch)]
    fn new(options: &JsValue) -> Result<BarcodeDetector, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn detect(this: &BarcodeDetector, image: &HtmlVideoElement) -> Result<Promise, JsValue>;
}

/// Between two looks: five a second is what a hand that aims needs, and leaves the phone cool.
const LOOK_MS: u32 = 200;

/// Whether this browser reads codes and has a way to a camera.
pub fn can_scan() -> bool {
    let has = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).is_ok_and(|value| value.is_truthy());
    has(&window(), "BarcodeDetector") && has(&window().navigator(), "mediaDevices")
}

/// What the camera sees, while `is_open`; closes itself with the first code, or when there is no camera to be had.
pub fn camera(words: Words, is_open: RwSignal<bool>, found: Callback<String>, failed: Callback<()>) -> AnyView {
    let video = NodeRef::<leptos::html::Video>::new();
    Effect::new(move |_| {
        let Some(video) = video.get() else { return };
        spawn_local(async move {
            match scan(&video, is_open).await {
                Ok(Some(text)) => found.run(text),
                Ok(None) => {}
                Err(_) => failed.run(()),
            }
            let _closed = is_open.try_set(false);
        });
    });
    view! { <video node_ref=video class="viewfinder" aria-label=words.compare_camera() muted playsinline></video> }
        .into_any()
}

/// Looks until there is a code, or until nobody wants one any more.
async fn scan(video: &HtmlVideoElement, is_open: RwSignal<bool>) -> Result<Option<String>, JsValue> {
    let stream = open_camera().await?;
    video.set_src_object(Some(&stream));
    let found = look(video, is_open).await;
    video.set_src_object(None);
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
    found
}

async fn open_camera() -> Result<MediaStream, JsValue> {
    let behind = Object::new();
    Reflect::set(&behind, &"facingMode".into(), &"environment".into())?;
    let wanted = MediaStreamConstraints::new();
    wanted.set_video(&behind);
    let devices = window().navigator().media_devices()?;
    JsFuture::from(devices.get_user_media_with_constraints(&wanted)?).await?.dyn_into()
}

async fn look(video: &HtmlVideoElement, is_open: RwSignal<bool>) -> Result<Option<String>, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"formats".into(), &Array::of1(&"qr_code".into()))?;
    let detector = BarcodeDetector::new(&options)?;
    JsFuture::from(video.play()?).await?;
    while is_open.try_get_untracked() == Some(true) {
        let codes: Array = JsFuture::from(detector.detect(video)?).await?.unchecked_into();
        let text = Reflect::get(&codes.get(0), &"rawValue".into()).ok().and_then(|text| text.as_string());
        if text.is_some() {
            return Ok(text);
        }
        TimeoutFuture::new(LOOK_MS).await;
    }
    Ok(None)
}
