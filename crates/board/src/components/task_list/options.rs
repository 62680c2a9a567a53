/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub label: String,
    /// Where; nothing while it cannot be begun.
    pub href: Option<String>,
    /// More about it.
    pub hint: Option<String>,
    /// How far.
    pub state: TaskState,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// Nothing left to do.
    Done,
    /// Can be done now.
    Open,
    /// Waits for another one.
    Waits,
}
