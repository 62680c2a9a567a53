/// What a pledge's tag can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// Not published.
    SavedHere,
    /// Published, nothing recorded yet.
    Published,
    /// Progress is recorded.
    InProgress,
    /// The due day is near.
    DueSoon,
    /// The due day has passed, the days of grace have not.
    InGrace,
    /// The due day and the days of grace have passed.
    Overdue,
    /// The pledger says that it is fulfilled.
    Claimed,
    /// An overseer says so too.
    Confirmed,
    /// An overseer says otherwise.
    Disputed,
    /// The wording was changed in public.
    Revised,
    /// Taken back in public.
    Withdrawn,
    /// Explained as not fulfilled.
    NotFulfilled,
    /// Fulfilled by the due day.
    FulfilledOnTime,
    /// Fulfilled in the days of grace.
    FulfilledInGrace,
    /// Fulfilled after them.
    FulfilledLate,
    /// The record holds a step that this version cannot read.
    NeedsNewerApp,
}

/// How strongly a tag asks to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Outlined in grey.
    Quiet,
    /// Outlined in ink.
    Open,
    /// Filled with ink: settled.
    Settled,
    /// Outlined in the accent: soon.
    Soon,
    /// Filled with the accent: look here.
    Urgent,
}

impl Status {
    /// Each status once, in the order of a pledge's life.
    pub const ALL: [Self; 16] = [
        Self::SavedHere,
        Self::Published,
        Self::InProgress,
        Self::DueSoon,
        Self::InGrace,
        Self::Overdue,
        Self::Claimed,
        Self::Confirmed,
        Self::Disputed,
        Self::Revised,
        Self::Withdrawn,
        Self::NotFulfilled,
        Self::FulfilledOnTime,
        Self::FulfilledInGrace,
        Self::FulfilledLate,
        Self::NeedsNewerApp,
    ];

    /// The tone of the tag.
    pub const fn tone(self) -> Tone {
        match self {
            Self::SavedHere | Self::Revised | Self::Withdrawn | Self::NeedsNewerApp => Tone::Quiet,
            Self::Published | Self::InProgress | Self::Claimed => Tone::Open,
            Self::Confirmed | Self::FulfilledOnTime | Self::FulfilledInGrace | Self::FulfilledLate => Tone::Settled,
            Self::DueSoon | Self::InGrace => Tone::Soon,
            Self::Overdue | Self::Disputed | Self::NotFulfilled => Tone::Urgent,
        }
    }

    /// The outline of the shape, drawn in a square of 16 units with the even-odd rule.
    pub const fn shape(self) -> &'static str {
        match self {
            // A pencil.
            Self::SavedHere => "M11.5 1l3.5 3.5L6 13.5 1.5 15 3 10z",
            // A ring.
            Self::Published => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6z",
            // A ring, half filled.
            Self::InProgress => "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2.2v9.6a4.8 4.8 0 0 1 0-9.6z",
            // An hourglass.
            Self::DueSoon => "M3 1h10v2.5L9.5 8l3.5 4.5V15H3v-2.5L6.5 8 3 3.5z",
            // A clock.
            Self::InGrace => {
                "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm0 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM7 4h2v3.5l2.8 1.7-1 1.7L7 8.6z"
            }
            // A warning triangle.
            Self::Overdue => "M8 .5L16 15.5H0zM7 6v4.5h2V6zm0 5.8v2h2v-2z",
            // A speech bubble.
            Self::Claimed => "M1 2h14v9.5H8.5L4 15.5v-4H1z",
            // A seal with a tick.
            Self::Confirmed => "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM6.9 11.9L3 8l1.5-1.5 2.4 2.4 4.7-4.7 1.5 1.5z",
            // Two arrows against each other.
            Self::Disputed => "M0 5l5-4.5v3h7v3H5v3zM16 11l-5 4.5v-3H4v-3h7v-3z",
            // A turning arrow.
            Self::Revised => "M8 3V0l5 4-5 4V5.2a4 4 0 1 0 4 4h2.2A6.2 6.2 0 1 1 8 3z",
            // A circle with a bar.
            Self::Withdrawn => "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM3.5 6.9h9v2.2h-9z",
            // A cross.
            Self::NotFulfilled => {
                "M3.2 1.5L8 6.3l4.8-4.8 1.7 1.7L9.7 8l4.8 4.8-1.7 1.7L8 9.7l-4.8 4.8-1.7-1.7L6.3 8 1.5 3.2z"
            }
            // A tick.
            Self::FulfilledOnTime => "M5.8 13.5L.5 8.2l1.9-1.9 3.4 3.4 7.8-7.7 1.9 1.9z",
            // A tick above a line.
            Self::FulfilledInGrace => "M5.8 10.6L1.5 6.3l1.7-1.7 2.6 2.6L12.4.6l1.7 1.7zM1 13h14v2.2H1z",
            // A tick beside an exclamation mark.
            Self::FulfilledLate => {
                "M4.6 13L0 8.4l1.7-1.7 2.9 2.9L9.8 4.4l1.7 1.7zM13.2 1.5h2.3v8h-2.3zm0 9.7h2.3v2.3h-2.3z"
            }
            // An arrow upwards.
            Self::NeedsNewerApp => "M8 .5L15 8h-4.5v7.5h-5V8H1z",
        }
    }
}

impl Tone {
    /// The class that draws it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Quiet => "tag tag-quiet",
            Self::Open => "tag tag-open",
            Self::Settled => "tag tag-settled",
            Self::Soon => "tag tag-soon",
            Self::Urgent => "tag tag-urgent",
        }
    }
}
