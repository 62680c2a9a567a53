/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's id.
    pub field_id: String,
    /// What to do about it.
    pub text: String,
}
