/// What a panel says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub kind: NoticeKind,
    /// The first words.
    pub title: String,
    /// What follows them.
    pub text: Option<String>,
}

/// How a panel is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    Information,
    /// Something may go wrong.
    Warning,
    /// Something went well.
    Success,
    /// Something went wrong.
    Error,
}

impl NoticeKind {
    /// Each kind once.
    pub const ALL: [Self; 4] = [Self::Information, Self::Warning, Self::Success, Self::Error];
}
