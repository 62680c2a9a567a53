use leptos::prelude::AnyView;

/// A term and what it is. The value is a view, since it may be a name, a phone or a day.
pub struct Fact {
    /// The term.
    pub term: &'static str,
    /// What it is.
    pub value: AnyView,
}
