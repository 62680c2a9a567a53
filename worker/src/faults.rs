//! Provoked faults: the named points at which a test stops or breaks a request.
//!
//! Only with the binding `TEST_FAULTS=1`, and only in the request that asks: by the header `jiannuo-fault: MODE@POINT`, or
//! by a route of its own, `__fault/KIND`, of the worker or of an organisation that need not exist.
//! Deliberately absent: any fault that outlives its request.

use worker::{Headers, console_log, web_sys};

use crate::bounded;
use crate::clock::Settings;
use crate::reply::Reply;

/// Content that a `__fault` route reads: it only has to be there.
const MAX_ECHO_BYTES: usize = 1024;

/// The header that asks for a fault.
pub(crate) const FAULT_HEADER: &str = "jiannuo-fault";

/// Where a request can be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// The push is all here, nothing was looked at.
    Received,
    /// The signatures were checked.
    Verified,
    /// The ledger has the new entries, storage has not.
    BeforeWrite,
    /// Leaves were written in the transaction, bodies were not.
    WithinWrite,
    /// The transaction has ended; it need not be on disk yet.
    AfterWrite,
    /// Everything is on disk, nobody was answered.
    Committed,
    /// A founding has its place in the directory.
    Reserved,
    /// A founding is in its log.
    Appended,
    /// A founding is public.
    Activated,
}

impl Point {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Received, "received"),
        (Self::Verified, "verified"),
        (Self::BeforeWrite, "before-write"),
        (Self::WithinWrite, "within-write"),
        (Self::AfterWrite, "after-write"),
        (Self::Committed, "committed"),
        (Self::Reserved, "reserved"),
        (Self::Appended, "appended"),
        (Self::Activated, "activated"),
    ];
}

/// What a `__fault` route does: says how long its content was, or traps at once, or traps when the content is all here.
pub(crate) async fn route(kind: &str, request: &web_sys::Request, calls: u32) -> Reply {
    if kind == "panic" {
        panic!("provoked at once");
    }
    let length = bounded::read(request, MAX_ECHO_BYTES).await.map_or(0, |content| content.len());
    match kind {
        "panic-later" => panic!("provoked later"),
        "echo" => Reply::json(200, &(length, calls)),
        _ => Reply::error(404, "not-found"),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// The instance traps.
    Panic,
    /// The isolate stands still until the engine is killed.
    Hang,
}

/// The fault that a request asked for, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Faults(Option<(Mode, Point)>);

impl Faults {
    /// What a request asks for.
    pub(crate) fn of(settings: &Settings, headers: &Headers) -> Self {
        if !settings.test_faults {
            return Self::default();
        }
        headers.get(FAULT_HEADER).ok().flatten().map(|text| Self::parse(&text)).unwrap_or_default()
    }

    fn parse(text: &str) -> Self {
        let Some((mode, point)) = text.split_once('@') else { return Self::default() };
        let mode = match mode {
            "panic" => Mode::Panic,
            "hang" => Mode::Hang,
            _ => return Self::default(),
        };
        let point = Point::ALL.into_iter().find(|(_, name)| *name == point);
        Self(point.map(|(point, _)| (mode, point)))
    }

    /// Whether any fault was asked for.
    pub(crate) const fn is_armed(self) -> bool {
        self.0.is_some()
    }

    /// Breaks here if that was asked for.
    pub(crate) fn at(self, point: Point) {
        let Some((mode, asked)) = self.0 else { return };
        if asked != point {
            return;
        }
        // The test waits for this line before it kills the engine.
        console_log!("{{\"event\":\"fault\",\"point\":\"{point:?}\"}}");
        match mode {
            Mode::Panic => panic!("provoked at {point:?}"),
            Mode::Hang => loop {
                std::hint::spin_loop();
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mode_at_a_known_point_is_a_fault() {
        assert_eq!(Faults::parse("panic@within-write"), Faults(Some((Mode::Panic, Point::WithinWrite))));
        assert_eq!(Faults::parse("hang@reserved"), Faults(Some((Mode::Hang, Point::Reserved))));
        for none in ["", "panic", "panic@", "sleep@received", "panic@nowhere"] {
            assert_eq!(Faults::parse(none), Faults::default(), "{none}");
        }
    }
}
