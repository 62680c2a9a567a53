/// A form that searches the list below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchForm {
    /// The page that answers.
    pub action: String,
    /// What is sought now; empty for nothing.
    pub sought: String,
    /// What else the question keeps: names and values.
    pub kept: Vec<(&'static str, String)>,
    /// How many were found, when something is sought.
    pub found: Option<u32>,
    /// The same page without the search.
    pub clear_href: String,
}
