use crate::{
    components::{
        byline::Byline,
        revision_history::{Change, Revision},
    },
    time::Moment,
};

/// What somebody said meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub by: Byline,
    /// When the log received it.
    pub received: Moment,
    /// What.
    pub text: String,
}

/// Two texts of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideBySide {
    /// Everything that the author wrote: names of fields and texts.
    pub mine: Vec<(&'static str, String)>,
    /// Where the two differ: before what the newer words say, after what the author's say. Empty when what waits is no wording.
    pub differing: Vec<Change>,
    /// Whether both say the same.
    pub is_same: bool,
    /// The changes that the author has not seen, the newest first.
    pub newer: Vec<Revision>,
    /// What else was said meanwhile, the newest first.
    pub said: Vec<Said>,
}

impl SideBySide {
    /// What the author wrote, as one text to be kept elsewhere.
    pub fn own_text(&self) -> String {
        self.mine.iter().map(|(field, text)| format!("{field}: {text}\n")).collect()
    }
}
