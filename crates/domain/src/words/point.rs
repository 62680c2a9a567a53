//! The words of a service point.

use serde::{Deserialize, Serialize};

use super::network::{Access, Contact, Coordinates, Window, check_lines, impossible};
use super::{Level, Words, WordsError, at_most, optional, required};
use crate::hours::Hours;
use crate::id::RecordId;
use crate::limits::{
    MAX_CONTACTS, MAX_FUNCTIONS, MAX_HOUR_EXCEPTIONS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_WINDOWS,
};

/// Where something can be got done, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointWords {
    /// Its name.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The service point of this organisation that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<RecordId>,
    /// Where it is.
    pub address: String,
    /// Where that is on the earth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// Its telephone, an office's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What it is for, each in a few words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<String>,
    /// What can be got done there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<String>,
    /// Weekly hours with dated exceptions.
    pub hours: Hours,
    /// Hours as somebody wrote them, for what cannot be computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_written: Option<String>,
    /// What it has for people with disabilities, in the order of the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<Access>,
    /// More about that, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_note: Option<String>,
    /// Its windows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Window>,
    /// Whom to call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl PointWords {
    /// A service point of which nothing else is known yet.
    pub fn new(name: impl Into<String>, level: Level, address: impl Into<String>, hours: Hours) -> Self {
        Self {
            name: name.into(),
            level,
            above: None,
            address: address.into(),
            coordinates: None,
            phone: None,
            functions: Vec::new(),
            services: None,
            hours,
            hours_written: None,
            access: Vec::new(),
            access_note: None,
            windows: Vec::new(),
            contacts: Vec::new(),
            reason: None,
            personal_data_reason: None,
        }
    }
}

impl Words for PointWords {
    fn check(&self) -> Result<(), WordsError> {
        required("name", &self.name, MAX_NAME_CHARACTERS)?;
        required("address", &self.address, MAX_NOTE_CHARACTERS)?;
        self.coordinates.map_or(Ok(()), |place| place.check("coordinates"))?;
        optional("phone", self.phone.as_ref(), MAX_NAME_CHARACTERS)?;
        check_lines("functions", &self.functions, MAX_FUNCTIONS)?;
        optional("services", self.services.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("hours_written", self.hours_written.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("access_note", self.access_note.as_ref(), MAX_NOTE_CHARACTERS)?;
        at_most("windows", self.windows.len(), MAX_WINDOWS)?;
        self.windows.iter().try_for_each(|window| window.check("windows"))?;
        at_most("contacts", self.contacts.len(), MAX_CONTACTS)?;
        self.contacts.iter().try_for_each(|contact| contact.check("contacts"))?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        at_most("hours", self.hours.exceptions.len(), MAX_HOUR_EXCEPTIONS)?;
        self.hours.check().map_err(|_| impossible("hours"))?;
        // A list has one order, so that the same place is described in one form.
        if self.access.is_sorted_by(|earlier, later| earlier < later) { Ok(()) } else { Err(impossible("access")) }
    }
}
