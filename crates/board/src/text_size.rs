//! How large the page's text is.

/// The reader's choice of text size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TextSize {
    /// What the page looks like unless asked otherwise.
    #[default]
    Normal,
    /// 长辈版: main text of 18 pt and more, targets of 60 by 60 pixels.
    Large,
}

impl TextSize {
    /// Both sizes, the usual one first.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Large];

    /// The value of `data-text` on the root element; the usual size needs none.
    pub const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Large => Some("large"),
        }
    }

    /// The other size, which is where the switch leads.
    pub const fn other(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::Normal,
        }
    }
}
