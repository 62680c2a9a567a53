//! The words of a service point.

use serde::{Deserialize, Serialize};

use super::{Level, Words, WordsError, at_most, optional, required};
use crate::hours::Hours;
use crate::limits::{MAX_HOUR_EXCEPTIONS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS};

/// Where something can be got done, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointWords {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// Where it is.
    pub address: String,
    /// Its telephone, an office's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What can be got done there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<String>,
    /// Weekly hours with dated exceptions.
    pub hours: Hours,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl Words for PointWords {
    fn check(&self) -> Result<(), WordsError> {
        required("name", &self.name, MAX_NAME_CHARACTERS)?;
        required("address", &self.address, MAX_NOTE_CHARACTERS)?;
        optional("phone", self.phone.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("services", self.services.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        at_most("hours", self.hours.exceptions.len(), MAX_HOUR_EXCEPTIONS)?;
        self.hours.check().map_err(|_| WordsError::Impossible { field: "hours".to_owned() })
    }
}
