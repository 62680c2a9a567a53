//! The words of a post in the catalogue.

use serde::{Deserialize, Serialize};

use super::{Words, WordsError, optional, required};
use crate::limits::{MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PLACES};

/// A post and its duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostWords {
    /// The post's name.
    pub title: String,
    /// The class of posts that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// What its holder does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duties: Option<String>,
    /// How many may hold it; absent when nobody counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u16>,
    /// In a revision: why the wording changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl PostWords {
    /// A post with nothing but a name.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), class: None, duties: None, places: None, reason: None, personal_data_reason: None }
    }
}

impl Words for PostWords {
    fn check(&self) -> Result<(), WordsError> {
        required("title", &self.title, MAX_NAME_CHARACTERS)?;
        optional("class", self.class.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("duties", self.duties.as_ref(), MAX_NOTE_CHARACTERS)?;
        if self.places.is_some_and(|places| places == 0 || places > MAX_PLACES) {
            return Err(WordsError::Impossible { field: "places".to_owned() });
        }
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d10_a_post_has_a_place_or_nobody_counts() {
        let post = |places| PostWords { places, ..PostWords::new("矛盾调解岗") };
        assert!(post(None).check().is_ok());
        assert!(post(Some(1)).check().is_ok());
        for places in [0, MAX_PLACES + 1] {
            assert_eq!(post(Some(places)).check(), Err(WordsError::Impossible { field: "places".into() }));
        }
    }
}
