//! Reading a request's content up to a bound, before anything is parsed.

use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Reflect, Uint8Array};
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::web_sys::{ReadableStream, ReadableStreamDefaultReader, Request};

/// Why content could not be read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// Longer than the bound.
    TooLarge,
    /// The connection ended in the middle.
    Broken,
}

/// The content of a request, at most `limit_bytes`; what is longer is not read to its end.
pub(crate) async fn read(request: &Request, limit_bytes: usize) -> Result<Vec<u8>, Unread> {
    let said = request.headers().get("content-length").ok().flatten().and_then(|text| text.parse::<usize>().ok());
    if said.is_some_and(|length| length > limit_bytes) {
        return Err(Unread::TooLarge);
    }
    read_stream(request.body(), limit_bytes).await
}

/// What a stream brings, at most `limit_bytes`; what is longer is not read to its end.
pub(crate) async fn read_stream(stream: Option<ReadableStream>, limit_bytes: usize) -> Result<Vec<u8>, Unread> {
    let Some(stream) = stream else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    // Grows with what arrives: a promise of two megabytes costs its maker nothing.
    let mut bytes = Vec::new();
    while let Some(chunk) = next(&reader).await? {
        let length = chunk.length() as usize;
        if bytes.len().saturating_add(length) > limit_bytes {
            // Nobody waits for the rest; that cancelling fails as well changes nothing.
            let _ = reader.cancel();
            return Err(Unread::TooLarge);
        }
        bytes.extend_from_slice(&chunk.to_vec());
    }
    Ok(bytes)
}

async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, Unread> {
    let read: JsValue = JsFuture::from(reader.read()).await.map_err(|_| Unread::Broken)?;
    let part = |name: &str| Reflect::get(&read, &name.into()).unwrap_or(JsValue::UNDEFINED);
    if part("done").is_truthy() {
        return Ok(None);
    }
    part("value").dyn_into().map(Some).map_err(|_| Unread::Broken)
}
