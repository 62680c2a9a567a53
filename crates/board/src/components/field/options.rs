/// What a field says around its control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The id of the control, unique on the page.
    pub id: String,
    /// The name under which a form sends it.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// How to answer.
    pub hint: Option<String>,
    /// Whether it may be left empty.
    pub is_optional: bool,
}

impl Field {
    /// A field that has to be filled in, sent under its id.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        let id = id.into();
        Self { name: id.clone(), id, label: label.into(), hint: None, is_optional: false }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, but it may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of words.
    Text,
    /// A number; the phone shows its digits.
    Number,
    /// A phone number.
    Phone,
    /// A code, never corrected or capitalised by the phone.
    Code,
    /// Several lines, so many high, of at most so many characters.
    Lines(u32, Option<u32>),
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it.
    pub hint: Option<String>,
}

impl Choice {
    /// An answer without more about it.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
}
