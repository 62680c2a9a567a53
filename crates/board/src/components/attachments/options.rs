use jiannuo_domain::words::MediaType;

/// Something that goes with words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It is looked at.
    Picture(Picture),
    /// It is opened.
    Paper(Paper),
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it is in full.
    pub href: String,
    /// Where it is small.
    pub thumbnail_src: String,
    /// Pixels of the small one from left to right.
    pub width: u16,
    /// Pixels of the small one from top to bottom.
    pub height: u16,
    /// What is to be seen on it, in its author's words.
    pub shows: Option<String>,
}

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media: MediaType,
    /// How many bytes it has.
    pub bytes: u32,
}
