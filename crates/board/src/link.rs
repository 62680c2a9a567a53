//! A link as plain data.

/// Somewhere to go and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The words of the link.
    pub label: String,
    /// The address.
    pub href: String,
}

impl Link {
    /// Puts a link together.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}
