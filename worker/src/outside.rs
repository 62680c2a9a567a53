//! Asking other servers: one POST, bounded in time and size. Only witnesses are asked, where the operator's policy says.

use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Object, Promise, Reflect};
use worker::wasm_bindgen::prelude::*;
use worker::web_sys;

use crate::bounded::{self, Unread};

#[wasm_bindgen]
extern "C" {
    /// The engine's own, which takes what the bindings at hand do not name.
    #[wasm_bindgen(js_namespace = globalThis, js_name = fetch)]
    fn fetch(address: &str, options: &Object) -> Promise;

    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout)]
    fn timeout(ms: u32) -> JsValue;
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Silence {
    /// Not reached, or not in time.
    #[error("{0}")]
    Unreached(String),
    /// Longer than the bound.
    #[error("the answer is too long")]
    TooLong,
    /// Cut off.
    #[error("the answer is cut off")]
    Broken,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Said {
    /// The status.
    pub(crate) status: u16,
    /// The content's type, if it is named.
    pub(crate) media_type: Option<String>,
    /// The content.
    pub(crate) body: Vec<u8>,
}

/// Posts a text and reads the answer, at most so many bytes of it and for so long. Nobody is followed to elsewhere.
pub(crate) async fn post(address: &str, text: &str, limit_bytes: usize, timeout_ms: u32) -> Result<Said, Silence> {
    let options = Object::new();
    for (name, value) in [
        ("method", JsValue::from_str("POST")),
        ("body", JsValue::from_str(text)),
        ("redirect", JsValue::from_str("manual")),
        ("signal", timeout(timeout_ms)),
    ] {
        // Setting a property of a fresh object cannot fail.
        let _set = Reflect::set(&options, &name.into(), &value);
    }
    let unreached = |error: JsValue| Silence::Unreached(format!("{error:?}"));
    let response: web_sys::Response =
        JsFuture::from(fetch(address, &options)).await.map_err(unreached)?.unchecked_into();
    let media_type = response.headers().get("content-type").ok().flatten();
    let body = bounded::read_stream(response.body(), limit_bytes).await.map_err(|unread| match unread {
        Unread::TooLarge => Silence::TooLong,
        Unread::Broken => Silence::Broken,
    })?;
    Ok(Said { status: response.status(), media_type, body })
}
