/// How much of a promised quantity is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The quantity done, as it is to be read.
    pub done: String,
    /// The quantity promised, as it is to be read.
    pub target: String,
    /// What is counted.
    pub unit: String,
    /// Done of target in thousandths, for the bar; more than was promised fills the bar and no more.
    pub share_permille: u32,
}
