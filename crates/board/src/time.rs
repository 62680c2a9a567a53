//! Days and moments as the pages show them: plain numbers that somebody else has worked out.
//!
//! Nothing here knows a time zone, a calendar or a clock. A [`Day`] is what is printed on a wall calendar and a
//! [`Moment`] adds the wall clock beside it, both already in the organisation's own time.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, as in 2026.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// Puts a day together.
    pub const fn new(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// The form that machines read in `<time datetime>`.
    pub fn machine(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A minute of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: Day,
    /// The hour and minute.
    pub clock: Clock,
}

impl Moment {
    /// Puts a moment together.
    pub const fn new(day: Day, hour: u8, minute: u8) -> Self {
        Self { day, clock: Clock { hour, minute } }
    }

    /// The form that machines read in `<time datetime>`, without a zone, as the page shows it.
    pub fn machine(self) -> String {
        format!("{}T{}", self.day.machine(), self.clock.text())
    }
}

/// A time on the wall clock; 24:00 is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clock {
    /// The hour, 0 to 24.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
}

impl Clock {
    /// Puts a time together.
    pub const fn new(hour: u8, minute: u8) -> Self {
        Self { hour, minute }
    }

    /// Two digits each, the same in both languages.
    pub fn text(self) -> String {
        format!("{:02}:{:02}", self.hour, self.minute)
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weekday {
    /// The first working day.
    Monday,
    /// The second.
    Tuesday,
    /// The third.
    Wednesday,
    /// The fourth.
    Thursday,
    /// The fifth.
    Friday,
    /// The weekend begins.
    Saturday,
    /// The weekend ends.
    Sunday,
}

impl Weekday {
    /// The week in the order in which timetables print it.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machine_forms_have_fixed_width() {
        let moment = Moment::new(Day::new(2026, 3, 9), 7, 5);
        assert_eq!(moment.machine(), "2026-03-09T07:05");
        assert_eq!(Clock::new(24, 0).text(), "24:00");
    }
}
