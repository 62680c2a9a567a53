//! The words that describe an organisation and its members.

use serde::{Deserialize, Serialize};

use super::network::{Contact, Hotline};
use super::{Words, WordsError, at_most, optional, required};
use crate::limits::{MAX_CONTACTS, MAX_HOTLINES, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS};

/// Where an organisation or a service point stands in the tree of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A county or a district of a city.
    County,
    /// A township, a town, a sub-district.
    Township,
    /// A village or a residential community.
    Village,
    /// A group of households, a point for their convenience.
    Group,
    /// A department, hall, hospital, school or other unit outside that ladder.
    Unit,
}

/// What an organisation says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationWords {
    /// Its name.
    pub name: String,
    /// Its name for readers of English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_english: Option<String>,
    /// Its level.
    pub level: Level,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The telephone for complaints about unkept pledges, an office's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervision_phone: Option<String>,
    /// What it stands for, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Telephones that everybody may call, shown on every page of the board.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hotlines: Vec<Hotline>,
    /// Whom to call, and when visitors are received.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl OrganisationWords {
    /// An organisation of which nothing else is known yet.
    pub fn new(name: impl Into<String>, level: Level) -> Self {
        Self {
            name: name.into(),
            name_english: None,
            level,
            address: None,
            supervision_phone: None,
            about: None,
            hotlines: Vec::new(),
            contacts: Vec::new(),
            personal_data_reason: None,
        }
    }
}

impl Words for OrganisationWords {
    fn check(&self) -> Result<(), WordsError> {
        required("name", &self.name, MAX_NAME_CHARACTERS)?;
        optional("name_english", self.name_english.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("address", self.address.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("supervision_phone", self.supervision_phone.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("about", self.about.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        at_most("hotlines", self.hotlines.len(), MAX_HOTLINES)?;
        self.hotlines.iter().try_for_each(|hotline| hotline.check("hotlines"))?;
        at_most("contacts", self.contacts.len(), MAX_CONTACTS)?;
        self.contacts.iter().try_for_each(|contact| contact.check("contacts"))
    }
}

/// What is public about a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberWords {
    /// The name.
    pub name: String,
    /// The post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
}

impl Words for MemberWords {
    fn check(&self) -> Result<(), WordsError> {
        required("name", &self.name, MAX_NAME_CHARACTERS)?;
        optional("post", self.post.as_ref(), MAX_NAME_CHARACTERS)
    }
}
