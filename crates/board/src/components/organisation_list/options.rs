/// An organisation and those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationNode {
    /// Its name.
    pub name: String,
    /// Its board.
    pub href: String,
    /// How many pledges it has published, those below not counted.
    pub pledges: u32,
    /// How many of them are overdue.
    pub overdue: u32,
    /// Whether the list below is unfolded at first.
    pub is_open: bool,
    /// What else there is to know of it.
    pub mark: Option<OrganisationMark>,
    /// Those below it.
    pub below: Vec<OrganisationNode>,
}

/// What else there is to know of an organisation: how its log stands to what was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganisationMark {
    /// Entries of it are missing.
    Lost,
    /// Another one continues it.
    Continued,
    /// It continues another one.
    Continues,
}
