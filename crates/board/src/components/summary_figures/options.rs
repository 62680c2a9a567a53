/// How many pledges there are of each kind; the kinds overlap as the board says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SummaryFigures {
    /// All published pledges: the denominator.
    pub total: u32,
    /// Under way and not late.
    pub in_progress: u32,
    /// Past due and grace.
    pub overdue: u32,
    /// Claimed, nobody has confirmed yet.
    pub awaiting: u32,
    /// Fulfilled.
    pub fulfilled: u32,
    /// Explained as not fulfilled.
    pub not_fulfilled: u32,
}
