use crate::link::Link;

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its name and address.
    pub link: Link,
    /// The outline above the name.
    pub shape: TabShape,
    /// Whether one is there.
    pub is_current: bool,
    /// How many things wait there; none are not shown.
    pub waiting: u32,
}

/// The outline above a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabShape {
    /// Lines of text: the board.
    Board,
    /// A pen: writing.
    Pen,
    /// A tray: what waits to go out.
    Tray,
    /// A head and shoulders: oneself.
    Person,
}

impl TabShape {
    /// The outline, drawn in a square of 16 units with the even-odd rule.
    pub const fn outline(self) -> &'static str {
        match self {
            Self::Board => "M1 1h14v14H1zM3 3v10h10V3zM4.5 4.5h7V6h-7zm0 2.8h7v1.5h-7zm0 2.8h4.5v1.5H4.5z",
            Self::Pen => "M11.5 1l3.5 3.5L6 13.5 1.5 15 3 10z",
            Self::Tray => "M1 9h3l1.5 2.5h5L12 9h3v6H1zM3 2h10v5.5h-2L9.5 9h-3L5 7.5H3z",
            Self::Person => "M8 1a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM1 15c0-4 3-6 7-6s7 2 7 6z",
        }
    }
}
