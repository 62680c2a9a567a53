//! Bringing a file to the server piece by piece (spec rule W32), in the words of the IETF's draft on resumable uploads.

use jiannuo_domain::id::to_hex;
use jiannuo_domain::words::Blob;
use jiannuo_sync::transport::{Brought, TransportError};
use js_sys::Uint8Array;
use web_sys::{RequestCache, RequestInit, Response};

use super::reply::failure;
use super::request::{PUSH_LIMIT_MS, READ_LIMIT_MS, READER_HEADER, exchange, set_headers};

/// Asks how much of a file the server has. An answer without content cannot say why it refuses; the piece that is sent
/// then is answered with a reason.
pub(super) async fn ask_for_offset(address: &str, token: &str) -> Result<Brought, TransportError> {
    let init = RequestInit::new();
    init.set_method("HEAD");
    init.set_cache(RequestCache::NoStore);
    set_headers(&init, &[(READER_HEADER, Some(token))]);
    let (response, _) = exchange(address, &init, READ_LIMIT_MS).await?;
    match response.status() {
        200..=299 => brought(&response).ok_or_else(unreadable),
        410 => Err(TransportError::Rejected { code: "erased".to_owned() }),
        400..=428 => Ok(Brought::NOTHING),
        status => Err(failure(status, header(&response, "retry-after").as_deref(), b"")),
    }
}

/// Sends a piece of a file.
pub(super) async fn send_chunk(
    address: &str,
    token: &str,
    blob: &Blob,
    offset: u32,
    chunk: &[u8],
) -> Result<Brought, TransportError> {
    let init = RequestInit::new();
    init.set_method("PATCH");
    init.set_body(&Uint8Array::from(chunk));
    let is_last = u64::from(offset) + chunk.len() as u64 == u64::from(blob.bytes);
    set_headers(
        &init,
        &[
            ("content-type", Some("application/partial-upload")),
            ("upload-offset", Some(&offset.to_string())),
            ("upload-length", Some(&blob.bytes.to_string())),
            ("upload-complete", Some(if is_last { "?1" } else { "?0" })),
            ("jiannuo-blob-salt", Some(&to_hex(&blob.salt.0))),
            ("jiannuo-blob-media", Some(blob.media.name())),
            (READER_HEADER, Some(token)),
        ],
    );
    let (response, body) = exchange(address, &init, PUSH_LIMIT_MS).await?;
    match response.status() {
        // The server has another part of it than was thought, and says which.
        409 => brought(&response).ok_or_else(unreadable),
        200..=299 => brought(&response).ok_or_else(unreadable),
        status => Err(failure(status, header(&response, "retry-after").as_deref(), &body)),
    }
}

fn brought(response: &Response) -> Option<Brought> {
    let offset = header(response, "upload-offset")?.parse().ok()?;
    Some(Brought { offset, is_complete: header(response, "upload-complete")? == "?1" })
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

fn unreadable() -> TransportError {
    TransportError::Malformed("an answer that does not say how much of the file is there".to_owned())
}
