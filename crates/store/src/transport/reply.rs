//! What an answer means, whoever carried it.

use jiannuo_sync::transport::{READ_ONLY, TransportError};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// How long to wait when a server asks to and does not say how long.
const DEFAULT_WAIT_MS: u32 = 5_000;

/// The longest wait that is believed: a device asks again within ten minutes.
const MAX_WAIT_MS: u32 = 10 * 60 * 1_000;

/// What a server says when it refuses a request as a whole.
#[derive(Deserialize)]
struct Refused {
    error: String,
    /// Why a founding statement was not accepted, which says more.
    #[serde(default)]
    refusal: Option<RefusalCode>,
}

/// The part of a refusal that names it.
#[derive(Deserialize)]
struct RefusalCode {
    code: String,
}

/// What an answer that is no success means.
pub(super) fn failure(status: u16, retry_after: Option<&str>, body: &[u8]) -> TransportError {
    let code = serde_json::from_slice::<Refused>(body)
        .map(|refused| refused.refusal.map_or(refused.error, |refusal| refusal.code));
    match (status, code) {
        // Of a server that answers for itself, and will go on doing so until somebody remembers.
        (503, Ok(code)) if code == READ_ONLY => TransportError::Rejected { code },
        (429, _) => TransportError::Busy { retry_after_ms: wait_ms(retry_after) },
        (503, _) if retry_after.is_some() => TransportError::Busy { retry_after_ms: wait_ms(retry_after) },
        (404, _) => TransportError::UnknownOrganisation,
        // A proxy answers for a server that it cannot reach.
        (502..=504, _) => TransportError::Offline,
        (_, Ok(code)) => TransportError::Rejected { code },
        (_, Err(_)) => TransportError::Rejected { code: format!("status-{status}") },
    }
}

/// `Retry-After` in milliseconds. Only seconds are understood: a date would be read by a clock that may be wrong.
fn wait_ms(retry_after: Option<&str>) -> u32 {
    let seconds: Option<u32> = retry_after.and_then(|text| text.trim().parse().ok());
    seconds.map_or(DEFAULT_WAIT_MS, |seconds| seconds.saturating_mul(1_000)).min(MAX_WAIT_MS)
}

/// Reads an answer.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, TransportError> {
    serde_json::from_slice(body).map_err(|error| TransportError::Malformed(error.to_string()))
}

/// Reads an answer of one value a line.
pub(super) fn parse_lines<T: DeserializeOwned>(body: &[u8]) -> Result<Vec<T>, TransportError> {
    body.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(parse).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiannuo_domain::push::ServedBody;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_busy_server_is_left_alone_for_as_long_as_it_says() {
        assert_eq!(failure(429, Some("7"), b""), TransportError::Busy { retry_after_ms: 7_000 });
        assert_eq!(failure(503, Some("1"), b"<html>"), TransportError::Busy { retry_after_ms: 1_000 });
        assert_eq!(failure(429, None, b""), TransportError::Busy { retry_after_ms: DEFAULT_WAIT_MS });
        assert_eq!(failure(429, Some("4294967295"), b""), TransportError::Busy { retry_after_ms: MAX_WAIT_MS });
    }

    #[wasm_bindgen_test]
    fn a_refused_request_says_its_code() {
        assert_eq!(
            failure(413, None, br#"{"error":"too-large"}"#),
            TransportError::Rejected { code: "too-large".into() }
        );
        assert_eq!(failure(500, None, b"oops"), TransportError::Rejected { code: "status-500".into() });
        let refused = br#"{"error":"refused","refusal":{"code":"bad-signature"}}"#;
        assert_eq!(failure(422, None, refused), TransportError::Rejected { code: "bad-signature".into() });
        assert_eq!(failure(404, None, br#"{"error":"not-found"}"#), TransportError::UnknownOrganisation);
        assert_eq!(failure(502, None, b"<html>"), TransportError::Offline);
    }

    #[wasm_bindgen_test]
    fn bodies_come_a_line_each_and_a_cut_one_is_told() {
        let hash = "ab".repeat(32);
        let lines = format!(
            "{{\"hash\":\"{hash}\",\"salt\":\"{hash}\",\"text\":\"{{}}\"}}\n{{\"hash\":\"{hash}\",\"erased\":true}}\n"
        );
        let bodies: Vec<ServedBody> = parse_lines(lines.as_bytes()).unwrap();
        assert!(matches!(bodies.as_slice(), [ServedBody::Present { .. }, ServedBody::Erased { erased: true, .. }]));
        assert!(parse_lines::<ServedBody>(&lines.as_bytes()[..lines.len() - 9]).is_err());
    }
}
