//! Values as JSON texts: small code, and a stored row that a developer can read.

use jiannuo_sync::store::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Writes a value.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}

/// Reads what this or an earlier version wrote. A newer version's row is left alone: hiding it would look like a loss.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Unavailable(format!("a row of another version: {error}")))
}
