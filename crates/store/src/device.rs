//! What the browser says about the device, and what it is asked for.

use js_sys::{Date, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Navigator, StorageManager, SubtleCrypto};

pub use crate::in_app::InAppBrowser;
use crate::in_app::{in_app, is_ios};

/// Something that the app cannot do without, and that this browser does not give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The page came over an insecure connection; browsers then keep cryptography and storage back.
    SecureContext,
    /// No cryptography: nothing can be signed.
    WebCrypto,
    /// No database: nothing can be kept.
    IndexedDb,
}

/// Random bytes from the browser's own generator. Without one this is never reached: see [`has_what_it_needs`].
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let filled = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    // Identities and salts that are all zero would be worse than a stop.
    assert!(filled, "this browser has no random numbers");
    bytes
}

/// The device's clock, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Date::now() as i64
}

/// Asks the browser not to clear what is kept here; what it says, if it can be asked.
pub async fn ask_to_persist() -> Option<bool> {
    promised(storage()?.persist().ok()?).await?.as_bool()
}

/// Whether the browser has promised so, if it says.
pub async fn is_persisted() -> Option<bool> {
    promised(storage()?.persisted().ok()?).await?.as_bool()
}

/// How many bytes are used here and how many may be, if the browser says.
pub async fn estimate() -> Option<(u64, u64)> {
    let estimate = promised(storage()?.estimate().ok()?).await?;
    let figure = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64().map(|bytes| bytes as u64);
    Some((figure("usage")?, figure("quota")?))
}

/// Whether the page came over a secure connection, or from this very device.
pub fn is_secure_context() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Whether the app can work here at all.
///
/// # Errors
/// The first thing that is missing.
pub fn has_what_it_needs() -> Result<(), Missing> {
    if !is_secure_context() {
        return Err(Missing::SecureContext);
    }
    if subtle().is_none() {
        return Err(Missing::WebCrypto);
    }
    let has_database = web_sys::window().is_some_and(|window| matches!(window.indexed_db(), Ok(Some(_))));
    if has_database { Ok(()) } else { Err(Missing::IndexedDb) }
}

/// The app inside which this page is shown, if it is one of those that keep storage of their own and install nothing.
pub fn in_app_browser() -> Option<InAppBrowser> {
    in_app(&user_agent()?)
}

/// Whether this is a tab on iOS, not an installed app: such a tab loses what it keeps after some days without a visit.
pub fn is_ios_tab() -> bool {
    let Some(navigator) = navigator() else { return false };
    let touch_points = number(&navigator, "maxTouchPoints");
    let is_installed = Reflect::get(&navigator, &"standalone".into()).is_ok_and(|value| value.is_truthy());
    is_ios(&user_agent().unwrap_or_default(), touch_points) && !is_installed
}

/// WebCrypto; `None` where the context is insecure.
pub(crate) fn subtle() -> Option<SubtleCrypto> {
    let crypto = web_sys::window()?.crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?;
    subtle.dyn_into().ok()
}

pub(crate) fn navigator() -> Option<Navigator> {
    web_sys::window().map(|window| window.navigator())
}

fn user_agent() -> Option<String> {
    navigator()?.user_agent().ok()
}

fn number(navigator: &Navigator, name: &str) -> f64 {
    Reflect::get(navigator, &name.into()).ok().and_then(|value| value.as_f64()).unwrap_or_default()
}

fn storage() -> Option<StorageManager> {
    Reflect::get(navigator()?.as_ref(), &"storage".into()).ok()?.dyn_into().ok()
}

async fn promised(promise: Promise) -> Option<JsValue> {
    JsFuture::from(promise).await.ok()
}
