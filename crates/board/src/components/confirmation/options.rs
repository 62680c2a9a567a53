use crate::link::Link;

/// What is done and what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// What is done.
    pub title: String,
    /// A number or code to keep.
    pub reference: Option<String>,
    /// What happens now.
    pub text: Option<String>,
    /// Where to go.
    pub next: Vec<Link>,
}
