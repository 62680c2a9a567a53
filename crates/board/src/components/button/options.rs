/// What a button does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Sends the form it stands in.
    #[default]
    Submit,
    /// Does something on the page.
    Plain,
}

/// How strongly a button asks to be pressed; one main button to a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonTone {
    /// What most people want.
    #[default]
    Main,
    /// Another way on.
    Second,
    /// Takes something away.
    Warning,
}

impl ButtonTone {
    /// The class that draws it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Main => "button",
            Self::Second => "button button-second",
            Self::Warning => "button button-warn",
        }
    }
}
