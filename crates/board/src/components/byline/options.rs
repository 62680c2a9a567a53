/// Who stands behind an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    /// The member's or the organisation's name.
    pub name: String,
    /// Where it is told what they have done.
    pub href: Option<String>,
    /// The post, if any.
    pub post: Option<String>,
    /// The clerk who entered it, if it was not the member's own device.
    pub entered_by: Option<String>,
    /// Whether the member stands by what was entered for them; nothing while they have not said.
    pub stands_by: Option<bool>,
}
