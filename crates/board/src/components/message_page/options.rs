/// Why there is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// 404: nothing is or was at this address.
    NotFound,
    /// 410: the words were erased, and that is on record.
    Gone,
    /// 500: a fault of ours.
    Broken,
    /// 429 or 503: too much at once.
    Busy,
    /// The device has no network and no copy.
    Offline,
}

impl MessageKind {
    /// Each kind once.
    pub const ALL: [Self; 5] = [Self::NotFound, Self::Gone, Self::Broken, Self::Busy, Self::Offline];
}

/// The message and the way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessagePage {
    /// Why there is no page.
    pub kind: MessageKind,
    /// The front page.
    pub home_href: String,
    /// What to quote on the phone, if there is something.
    pub reference: Option<String>,
}
