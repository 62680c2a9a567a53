use crate::link::Link;

/// Why there is nothing, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyState {
    /// What there is none of.
    pub title: String,
    /// What that means.
    pub text: Option<String>,
    /// What to do.
    pub action: Option<Link>,
}

impl EmptyState {
    /// One sentence and nothing to do.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), text: None, action: None }
    }
}
