use super::excerpt;

/// What somebody wrote, or what stands in its place for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// The words.
    Written(String),
    /// They were erased: when, by which office, for what kind of reason.
    Erased(String),
}

impl Passage {
    /// The same as far as a list shows it.
    #[must_use]
    pub fn excerpt(&self) -> Self {
        match self {
            Self::Written(text) => Self::Written(excerpt(text)),
            Self::Erased(note) => Self::Erased(note.clone()),
        }
    }
}

impl From<&str> for Passage {
    fn from(words: &str) -> Self {
        Self::Written(words.to_owned())
    }
}
