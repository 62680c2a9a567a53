/// A window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowRow {
    /// Its number or name.
    pub name: String,
    /// What is handled there.
    pub matters: Vec<String>,
    /// Who is on duty.
    pub duties: Vec<DutyRow>,
}

/// Who is on duty at a window on some days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyRow {
    /// On which days, in words; none where there is only one for all of them.
    pub days: Option<String>,
    /// Whether that is the day of the page.
    pub is_today: bool,
    /// Who.
    pub on_duty: String,
    /// Who stands in.
    pub stand_in: Option<String>,
}
