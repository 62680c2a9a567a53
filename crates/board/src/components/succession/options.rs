/// Which entries are missing, as people count: the first entry of a log is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The first of them.
    pub first: u64,
    /// The last of them.
    pub last: u64,
}

/// How a log stands to what it has lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Succession {
    /// Entries are missing; whoever has them can still bring them back.
    Lost(Missing),
    /// Another log continues it.
    Continued {
        /// What is still missing; nothing when it has come back since.
        missing: Option<Missing>,
        /// The board of the other one.
        href: String,
    },
    /// It continues another log.
    Continues {
        /// What was missing of that one.
        missing: Missing,
        /// The board of the other one.
        href: String,
    },
}

impl Succession {
    /// Where the other board is.
    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Lost(_) => None,
            Self::Continued { href, .. } | Self::Continues { href, .. } => Some(href),
        }
    }
}

/// What is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessionWords {
    /// The first words.
    pub title: &'static str,
    /// What is missing.
    pub text: String,
    /// Leads to the other board.
    pub link: &'static str,
}
