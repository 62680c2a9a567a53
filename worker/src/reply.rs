//! Answers: status, headers, bytes; the headers that every answer has; errors as JSON.
//!
//! Deliberately absent: words for people, which are in [`crate::pages`].

use serde::Serialize;
use worker::js_sys::{Array, Object, Reflect, Uint8Array};
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{Response, web_sys};

/// What a page may load: nothing but its own styles and pictures. No script at all.
pub(crate) const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What the app may load: besides, its own scripts, its wasm, its data.
pub(crate) const APP_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; \
     script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The headers of every answer besides the content security policy.
const SECURITY_HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// JSON.
pub(crate) const JSON: &str = "application/json";
/// JSON, one value a line.
pub(crate) const JSON_LINES: &str = "application/jsonl";
/// Bytes.
pub(crate) const OCTETS: &str = "application/octet-stream";
/// Text.
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
/// Pages.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// Must be asked for anew, but need not be sent anew.
pub(crate) const REVALIDATE: &str = "no-cache";
/// Never the same twice.
pub(crate) const NO_STORE: &str = "no-store";
/// Content that never changes under its address: a year, the longest that caches take seriously.
pub(crate) const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The headers that the front takes over from an object's answer; the others are made anew.
const HANDED_ON: [&str; 9] = [
    "content-type",
    "content-language",
    "content-disposition",
    "cache-control",
    "etag",
    "vary",
    "location",
    "access-control-allow-origin",
    "cross-origin-resource-policy",
];

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: u16,
    /// Headers besides those of every answer.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// The content.
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// An answer without content.
    pub(crate) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new() }
    }

    /// Content of a type.
    pub(crate) fn content(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, headers: vec![("content-type", media_type.to_owned())], body: body.into() }
    }

    /// A value as JSON, not to be stored.
    pub(crate) fn json(status: u16, value: &impl Serialize) -> Self {
        // Serialising our own types into memory fails only for maps with other keys than texts; we have none.
        let body = serde_json::to_vec(value).unwrap_or_else(|_| b"{\"error\":\"internal\"}".to_vec());
        Self { status, ..Self::content(JSON, body) }.with("cache-control", NO_STORE)
    }

    /// A code that says what is wrong.
    pub(crate) fn error(status: u16, code: &str) -> Self {
        Self::json(status, &serde_json::json!({ "error": code }))
    }

    /// To another address.
    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::empty(status).with("location", location)
    }

    /// The content has not changed.
    pub(crate) fn not_modified(etag: &str, cache_control: &str) -> Self {
        Self::empty(304).with("etag", etag).with("cache-control", cache_control)
    }

    /// An object's answer, read whole.
    pub(crate) async fn of(mut response: Response) -> worker::Result<Self> {
        let headers = HANDED_ON.iter().filter_map(|name| {
            let value = response.headers().get(name).ok().flatten()?;
            Some((*name, value))
        });
        Ok(Self { status: response.status_code(), headers: headers.collect(), body: response.bytes().await? })
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The same without content, for whom has it already.
    pub(crate) fn to_not_modified(&self) -> Self {
        let headers = self.headers.iter().filter(|(name, _)| !name.starts_with("content-")).cloned().collect();
        Self { status: 304, headers, body: Vec::new() }
    }

    /// Adds or replaces a header.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// Anybody's page may read this: the log is public, and anybody may verify it.
    #[must_use]
    pub(crate) fn readable_by_anybody(self) -> Self {
        self.with("access-control-allow-origin", "*").with("cross-origin-resource-policy", "cross-origin")
    }

    /// All headers, those of every answer included.
    fn all_headers(&self) -> Vec<(&str, &str)> {
        let own = |name: &str| self.headers.iter().any(|(known, _)| *known == name);
        let policy = [("content-security-policy", PAGE_POLICY)];
        let common = SECURITY_HEADERS.into_iter().chain(policy).filter(|(name, _)| !own(name));
        common.chain(self.headers.iter().map(|(name, value)| (*name, value.as_str()))).collect()
    }

    /// The parts of the engine's answer.
    pub(crate) fn to_parts(&self) -> Parts {
        // Pairs and not an object: an answer may set two cookies.
        let headers = Array::new();
        for (name, value) in self.all_headers() {
            headers.push(&Array::of2(&name.into(), &value.into()));
        }
        let init = Object::new();
        set(&init, "status", &self.status.into());
        set(&init, "headers", &headers);
        // These statuses have no content, not even an empty one.
        let body = (!matches!(self.status, 204 | 304)).then(|| Uint8Array::from(self.body.as_slice()));
        Parts { init: init.unchecked_into(), body }
    }

    /// The engine's answer.
    pub(crate) fn to_response(&self) -> worker::Result<web_sys::Response> {
        self.to_parts().to_response(true)
    }
}

/// What the engine makes an answer from; used again for as many answers as needed.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    init: web_sys::ResponseInit,
    body: Option<Uint8Array>,
}

impl Parts {
    /// What is to be known of an answer without its content.
    pub(crate) fn of(response: &web_sys::Response) -> Self {
        let init = Object::new();
        set(&init, "status", &response.status().into());
        set(&init, "headers", &response.headers());
        Self { init: init.unchecked_into(), body: None }
    }

    /// The engine's answer, with another answer's content.
    pub(crate) fn to_streamed(&self, content: &Response, with_body: bool) -> worker::Result<web_sys::Response> {
        let body = web_sys::Response::from(content).body().filter(|_| with_body);
        web_sys::Response::new_with_opt_readable_stream_and_init(body.as_ref(), &self.init).map_err(worker::Error::from)
    }

    /// The engine's answer, with its content or (for HEAD) without.
    pub(crate) fn to_response(&self, with_body: bool) -> worker::Result<web_sys::Response> {
        let body = self.body.as_ref().filter(|_| with_body);
        match body {
            Some(body) => web_sys::Response::new_with_opt_js_u8_array_and_init(Some(body), &self.init),
            None => web_sys::Response::new_with_opt_str_and_init(None, &self.init),
        }
        .map_err(worker::Error::from)
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a property of a fresh plain object cannot fail.
    let _ = Reflect::set(object, &name.into(), value);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w4_every_answer_has_the_strict_headers_and_may_tighten_them() {
        let headers = Reply::error(404, "not-found");
        let headers = headers.all_headers();
        for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"] {
            assert_eq!(headers.iter().filter(|(known, _)| *known == name).count(), 1, "{name}");
        }
        let app = Reply::empty(200).with("content-security-policy", APP_POLICY);
        let policies: Vec<_> =
            app.all_headers().into_iter().filter(|(name, _)| *name == "content-security-policy").collect();
        assert_eq!(policies, [("content-security-policy", APP_POLICY)]);
    }

    #[test]
    fn w4_pages_run_no_script() {
        assert!(!PAGE_POLICY.contains("script-src"));
        assert!(!APP_POLICY.contains("unsafe-inline") && !APP_POLICY.contains("'unsafe-eval'"));
    }
}
