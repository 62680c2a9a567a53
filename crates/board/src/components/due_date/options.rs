use crate::time::Day;

/// By when, and what that means today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// The due day; of a recurring pledge the next one.
    pub day: Option<Day>,
    /// How often it comes round, if it does.
    pub every: Option<Period>,
    /// What today makes of it.
    pub standing: Option<Standing>,
    /// What was written where no day can be computed.
    pub as_written: Option<String>,
    /// The year whose working-day calendar is not known, if the standing depends on one.
    pub calendar_missing: Option<i32>,
}

impl Due {
    /// Due once, on a day.
    pub const fn on(day: Day, standing: Standing) -> Self {
        Self { day: Some(day), every: None, standing: Some(standing), as_written: None, calendar_missing: None }
    }
}

/// How often a recurring pledge comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Weekly.
    Week,
    /// Monthly.
    Month,
    /// Quarterly.
    Quarter,
    /// Twice a year.
    HalfYear,
    /// Yearly.
    Year,
}

/// What the due day means on the day of the page; days are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Days to go.
    DaysLeft(u32),
    /// The day is today.
    Today,
    /// Days past due and grace.
    DaysOver(u32),
    /// Past due, within grace.
    GraceUntil(Day),
    /// Periods of a recurring pledge that went by without what was promised.
    PeriodsMissed(u32),
    /// The pledger claimed fulfilment on a day.
    ClaimedOn(Day),
    /// The claim came on a day past due, within grace.
    ClaimedInGraceOn(Day),
    /// The claim came on a day past due and grace.
    ClaimedLateOn(Day),
    /// Fulfilled on a day.
    FulfilledOn(Day),
}

impl Standing {
    /// Whether the reader is to be alarmed.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::DaysOver(_) | Self::GraceUntil(_) | Self::PeriodsMissed(_))
    }
}
