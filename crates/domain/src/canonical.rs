//! RFC 8785 canonical JSON: the one form in which statements and bodies are signed and hashed (invariant I7).
//!
//! Deliberately absent: floating-point numbers. Our formats carry integers within ±(2^53 − 1) and decimal texts.

mod ordered;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a text is not canonical JSON of the expected shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// Not JSON, or not of the expected type; the parser's words, for developers.
    #[error("not the expected JSON: {0}")]
    Parse(String),
    /// JSON, but not in its one canonical form.
    #[error("not in canonical form")]
    NotCanonical,
}

/// Writes a value in RFC 8785 form.
///
/// # Errors
/// When the value has no JSON form (a map whose keys are not texts).
pub fn to_canonical<T: Serialize>(value: &T) -> Result<String, CanonicalError> {
    ordered::write(value).map_err(|error| CanonicalError::Parse(error.to_string()))
}

/// Reads a value from text that must already be canonical; a doubled key, a space or another order is refused.
///
/// # Errors
/// [`CanonicalError`] when the text is not JSON of type `T` or not in canonical form.
pub fn from_canonical<T: DeserializeOwned>(text: &str) -> Result<T, CanonicalError> {
    let value: serde_json::Value =
        serde_json::from_str(text).map_err(|error| CanonicalError::Parse(error.to_string()))?;
    if to_canonical(&value)? != text {
        return Err(CanonicalError::NotCanonical);
    }
    serde_json::from_value(value).map_err(|error| CanonicalError::Parse(error.to_string()))
}

/// As [`from_canonical`], and the text is exactly what [`to_canonical`] makes of the value: an absent field has one
/// form, not a second one with `null` or an empty list.
///
/// # Errors
/// [`CanonicalError`], as above.
pub fn from_exact<T: Serialize + DeserializeOwned>(text: &str) -> Result<T, CanonicalError> {
    // What is written back byte for byte was canonical: no need to ask twice.
    let value: T = serde_json::from_str(text).map_err(|error| CanonicalError::Parse(error.to_string()))?;
    if to_canonical(&value)? == text { Ok(value) } else { Err(CanonicalError::NotCanonical) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn b1_only_the_canonical_form_is_read() {
        assert_eq!(from_canonical::<Value>(r#"{"a":1,"b":"承诺"}"#), Ok(json!({"a":1,"b":"承诺"})));
        for bad in [r#"{"b":1,"a":1}"#, r#"{"a": 1}"#, r#"{"a":1,"a":1}"#, "{\"a\":1}\n", r#"{"a":"\u627f"}"#] {
            assert_eq!(from_canonical::<Value>(bad), Err(CanonicalError::NotCanonical), "{bad}");
        }
        for bad in [r#"{"a":1.0}"#, r#"{"a":1.5}"#, r#"{"a":9007199254740993}"#] {
            assert!(from_canonical::<Value>(bad).is_err(), "{bad}");
        }
        assert!(matches!(from_canonical::<Value>("{"), Err(CanonicalError::Parse(_))));
    }
}
