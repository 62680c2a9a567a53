//! One request, with a limit of time over the whole of it, the answer's bytes included.

use jiannuo_sync::transport::TransportError;
use js_sys::{ArrayBuffer, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestInit, Response, Window};

use super::reply::failure;

/// How long a read may take: a full bundle of 256 ordinary entries is 250 kB, ten seconds at 25 kB/s, twice over.
pub(super) const READ_LIMIT_MS: i32 = 20_000;

/// How long a push may take: 2 MiB at 35 kB/s, the upward rate of a poor mobile network.
pub(super) const PUSH_LIMIT_MS: i32 = 60_000;

/// Whether an answer may come out of a cache.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Caching {
    Never,
    AsTheServerSays,
}

/// What came back.
pub(super) struct Answer {
    pub(super) body: Vec<u8>,
    /// The address that it came from at last, when the server led on to another.
    pub(super) led_to: Option<String>,
    /// The server's clock, where it says so, in milliseconds since 1970.
    pub(super) time_ms: Option<i64>,
}

/// The header with which a member shows who asks.
pub(super) const READER_HEADER: &str = "jiannuo-reader";

/// The header with the server's clock.
const TIME_HEADER: &str = "jiannuo-time-ms";

/// Fetches bytes.
pub(super) async fn get(address: &str, caching: Caching) -> Result<Answer, TransportError> {
    get_as(address, caching, None).await
}

/// As [`get`], by somebody who shows who asks.
pub(super) async fn get_as(address: &str, caching: Caching, reader: Option<&str>) -> Result<Answer, TransportError> {
    let init = RequestInit::new();
    set_headers(&init, &[(READER_HEADER, reader)]);
    if caching == Caching::Never {
        init.set_cache(RequestCache::NoStore);
    }
    send(address, &init, READ_LIMIT_MS).await
}

/// Posts JSON.
pub(super) async fn post(address: &str, json: &str) -> Result<Answer, TransportError> {
    post_as(address, json, None).await
}

/// As [`post`], by somebody who shows who asks.
pub(super) async fn post_as(address: &str, json: &str, reader: Option<&str>) -> Result<Answer, TransportError> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&json.into());
    set_headers(&init, &[("content-type", Some("application/json")), (READER_HEADER, reader)]);
    send(address, &init, PUSH_LIMIT_MS).await
}

/// Sets the headers that there are.
pub(super) fn set_headers(init: &RequestInit, headers: &[(&str, Option<&str>)]) {
    let object = Object::new();
    for (name, value) in headers {
        if let Some(value) = value {
            // Setting a property of a new object does not fail.
            let _set = Reflect::set(&object, &(*name).into(), &(*value).into());
        }
    }
    init.set_headers(&object);
}

async fn send(address: &str, init: &RequestInit, limit_ms: i32) -> Result<Answer, TransportError> {
    let (response, body) = exchange(address, init, limit_ms).await?;
    if response.ok() {
        let time_ms = response.headers().get(TIME_HEADER).ok().flatten().and_then(|text| text.parse().ok());
        return Ok(Answer { body, led_to: response.redirected().then(|| response.url()), time_ms });
    }
    let retry_after = response.headers().get("retry-after").ok().flatten();
    Err(failure(response.status(), retry_after.as_deref(), &body))
}

/// What comes back, whatever its status.
pub(super) async fn exchange(
    address: &str,
    init: &RequestInit,
    limit_ms: i32,
) -> Result<(Response, Vec<u8>), TransportError> {
    let window = web_sys::window().ok_or(TransportError::Offline)?;
    let _limit = Limit::start(&window, init, limit_ms);
    // Whatever is thrown here is a network that failed, or the limit.
    fetch(&window, address, init).await.map_err(|_| TransportError::Offline)
}

async fn fetch(window: &Window, address: &str, init: &RequestInit) -> Result<(Response, Vec<u8>), JsValue> {
    let response: Response = JsFuture::from(window.fetch_with_str_and_init(address, init)).await?.dyn_into()?;
    let body: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.dyn_into()?;
    Ok((response, Uint8Array::new(&body).to_vec()))
}

/// Aborts a request when its time is over; lifted when dropped.
struct Limit {
    window: Window,
    timer: Option<i32>,
}

impl Limit {
    fn start(window: &Window, init: &RequestInit, limit_ms: i32) -> Self {
        let timer = AbortController::new().ok().and_then(|controller| {
            init.set_signal(Some(&controller.signal()));
            let abort: Function = Reflect::get(&controller, &"abort".into()).ok()?.dyn_into().ok()?;
            let abort = abort.bind0(&controller);
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&abort, limit_ms).ok()
        });
        Self { window: window.clone(), timer }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            self.window.clear_timeout_with_handle(timer);
        }
    }
}
