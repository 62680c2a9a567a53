//! Provoked faults: the named points at which a test stops or breaks a request.
//!
//! Only with the binding `TEST_FAULTS=1`, and only in the request that asks: by the header `jiannuo-fault: MODE@POINT`, or
//! by a route of its own, `__fault/KIND`, of the worker or of an organisation that need not exist.
//! Deliberately absent: any fault that outlives its request.

use serde::Serialize;
use worker::{Headers, console_log, web_sys};

use crate::bounded;
use crate::clock::Settings;
use crate::reply::Reply;

/// Content that a `__fault` route reads: it only has to be there.
const MAX_ECHO_BYTES: usize = 1024;

/// The header that asks for a fault.
pub(crate) const FAULT_HEADER: &str = "jiannuo-fault";

/// Where a request can be stopped: before and after each step that changes what is stored or known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// The push is all here, nothing was looked at.
    Received,
    /// The signatures were checked.
    Verified,
    /// The push waits for its turn.
    Queued,
    /// The ledger and the tree have the new entries, storage has not.
    BeforeWrite,
    /// In the transaction of a log's first entries: the tables were made.
    AfterTables,
    /// In that transaction: the log's first key was written.
    AfterKey,
    /// In the transaction: leaves were written, bodies were not.
    AfterLeaves,
    /// In the transaction: bodies were written.
    AfterBodies,
    /// In the transaction: words were erased.
    AfterErasures,
    /// In the transaction: the tree's tiles were written.
    AfterTiles,
    /// In the transaction: the signed checkpoint was written.
    AfterCheckpoint,
    /// The transaction has ended; it need not be on disk yet.
    AfterWrite,
    /// The report to the directory is due as well.
    Reported,
    /// Everything is on disk, nobody was answered.
    Committed,
    /// A founding has its place in the directory.
    Reserved,
    /// A founding is in its log.
    Appended,
    /// A founding is public.
    Activated,
    /// A log of the format before is read, nothing was changed.
    BeforeMigration,
    /// In the transaction of the migration: the tables of the tree were made.
    MigratedTables,
    /// In that transaction: the log's first key was written.
    MigratedKey,
    /// In that transaction: all tiles were written.
    MigratedTiles,
    /// In that transaction: the signed checkpoint was written.
    MigratedCheckpoint,
    /// The transaction of the migration has ended.
    Migrated,
    /// The log has another key than it signed with, nothing was changed.
    BeforeHandover,
    /// In the transaction of the change: the handover was written.
    HandoverWritten,
    /// In that transaction: the checkpoint was signed anew.
    SignedAnew,
    /// The transaction of the change has ended.
    HandedOver,
    /// A piece of a file is here, nothing was looked at.
    PieceReceived,
    /// In the transaction of a piece: its bytes were written.
    PieceWritten,
    /// A piece is on disk, nobody was answered.
    PieceKept,
    /// A witness has decided to cosign, and has not written down what.
    BeforeWitnessing,
    /// A witness has written down what it cosigns, and has not signed.
    AfterWitnessing,
    /// Entries that the log has forgotten are here and proved, nothing was changed.
    BeforeRestore,
    /// In the transaction of the restoration: leaves and bodies were written.
    RestoredEntries,
    /// In that transaction: the tiles were written.
    RestoredTiles,
    /// The transaction of the restoration has ended.
    AfterRestore,
    /// A lost organisation has its place in the directory again.
    RestorationReserved,
    /// In the transaction of its log's beginning: the tables were made.
    RestorationTables,
    /// In that transaction: the log's keys were written.
    RestorationKeys,
    /// Its log has begun again.
    RestorationBegun,
    /// It is public again.
    RestorationActivated,
    /// A log is to be continued by another one, nothing was changed.
    BeforeSucceeding,
    /// The log knows which one continues it.
    AfterSucceeding,
    /// The founding has heard that.
    Succeeded,
}

/// What can be stopped at which points, in order.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Journeys {
    push: Vec<&'static str>,
    founding: Vec<&'static str>,
    migration: Vec<&'static str>,
    key_change: Vec<&'static str>,
    witnessing: Vec<&'static str>,
    restoring: Vec<&'static str>,
    restoration: Vec<&'static str>,
    succeeding: Vec<&'static str>,
    bringing: Vec<&'static str>,
}

/// A push to a log that is there.
const PUSH: &[Point] = &[
    Point::Received,
    Point::Verified,
    Point::Queued,
    Point::BeforeWrite,
    Point::AfterLeaves,
    Point::AfterBodies,
    Point::AfterErasures,
    Point::AfterTiles,
    Point::AfterCheckpoint,
    Point::AfterWrite,
    Point::Reported,
    Point::Committed,
];

/// A founding, besides what every push goes through.
const FOUNDING: &[Point] = &[Point::Reserved, Point::AfterTables, Point::AfterKey, Point::Appended, Point::Activated];

/// The first opening of a log of the format before.
const MIGRATION: &[Point] = &[
    Point::BeforeMigration,
    Point::MigratedTables,
    Point::MigratedKey,
    Point::MigratedTiles,
    Point::MigratedCheckpoint,
    Point::Migrated,
];

/// The first opening of a log after the deployment's seed has changed.
const KEY_CHANGE: &[Point] = &[Point::BeforeHandover, Point::HandoverWritten, Point::SignedAnew, Point::HandedOver];

/// Bringing a piece of a file.
const BRINGING: &[Point] = &[Point::PieceReceived, Point::PieceWritten, Point::PieceKept];

/// A witness's decision to cosign.
const WITNESSING: &[Point] = &[Point::BeforeWitnessing, Point::AfterWitnessing];

/// Taking back what the log has forgotten.
const RESTORING: &[Point] = &[Point::BeforeRestore, Point::RestoredEntries, Point::RestoredTiles, Point::AfterRestore];

/// Making a server know an organisation again that it has lost.
const RESTORATION: &[Point] = &[
    Point::RestorationReserved,
    Point::RestorationTables,
    Point::RestorationKeys,
    Point::RestorationBegun,
    Point::RestorationActivated,
];

/// A founding that continues another log, besides what every founding goes through.
const SUCCEEDING: &[Point] = &[Point::BeforeSucceeding, Point::AfterSucceeding, Point::Succeeded];

impl Point {
    fn all() -> impl Iterator<Item = Self> {
        let journeys =
            [PUSH, FOUNDING, MIGRATION, KEY_CHANGE, WITNESSING, RESTORING, RESTORATION, SUCCEEDING, BRINGING];
        journeys.into_iter().flatten().copied()
    }

    /// What the header calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Verified => "verified",
            Self::Queued => "queued",
            Self::BeforeWrite => "before-write",
            Self::AfterTables => "after-tables",
            Self::AfterKey => "after-key",
            Self::AfterLeaves => "after-leaves",
            Self::AfterBodies => "after-bodies",
            Self::AfterErasures => "after-erasures",
            Self::AfterTiles => "after-tiles",
            Self::AfterCheckpoint => "after-checkpoint",
            Self::AfterWrite => "after-write",
            Self::Reported => "reported",
            Self::Committed => "committed",
            Self::Reserved => "reserved",
            Self::Appended => "appended",
            Self::Activated => "activated",
            Self::BeforeMigration => "before-migration",
            Self::MigratedTables => "migrated-tables",
            Self::MigratedKey => "migrated-key",
            Self::MigratedTiles => "migrated-tiles",
            Self::MigratedCheckpoint => "migrated-checkpoint",
            Self::Migrated => "migrated",
            Self::BeforeHandover => "before-handover",
            Self::HandoverWritten => "handover-written",
            Self::SignedAnew => "signed-anew",
            Self::HandedOver => "handed-over",
            Self::PieceReceived => "piece-received",
            Self::PieceWritten => "piece-written",
            Self::PieceKept => "piece-kept",
            Self::BeforeWitnessing => "before-witnessing",
            Self::AfterWitnessing => "after-witnessing",
            Self::BeforeRestore => "before-restore",
            Self::RestoredEntries => "restored-entries",
            Self::RestoredTiles => "restored-tiles",
            Self::AfterRestore => "after-restore",
            Self::RestorationReserved => "restoration-reserved",
            Self::RestorationTables => "restoration-tables",
            Self::RestorationKeys => "restoration-keys",
            Self::RestorationBegun => "restoration-begun",
            Self::RestorationActivated => "restoration-activated",
            Self::BeforeSucceeding => "before-succeeding",
            Self::AfterSucceeding => "after-succeeding",
            Self::Succeeded => "succeeded",
        }
    }
}

fn journeys() -> Journeys {
    let names =
        |points: &[&[Point]]| points.iter().flat_map(|points| points.iter().map(|point| point.name())).collect();
    Journeys {
        push: names(&[PUSH]),
        founding: names(&[PUSH, FOUNDING]),
        migration: names(&[MIGRATION]),
        key_change: names(&[KEY_CHANGE]),
        witnessing: names(&[WITNESSING]),
        restoring: names(&[RESTORING]),
        restoration: names(&[RESTORATION]),
        succeeding: names(&[FOUNDING, SUCCEEDING]),
        bringing: names(&[BRINGING]),
    }
}

/// What a `__fault` route does: names the points, says how long its content was, traps at once, or traps when the content
/// is all here.
pub(crate) async fn route(kind: &str, request: &web_sys::Request, calls: u32) -> Reply {
    if kind == "panic" {
        panic!("provoked at once");
    }
    let length = bounded::read(request, MAX_ECHO_BYTES).await.map_or(0, |content| content.len());
    match kind {
        "panic-later" => panic!("provoked later"),
        "echo" => Reply::json(200, &(length, calls)),
        "points" => Reply::json(200, &journeys()),
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
        Self(Point::all().find(|known| known.name() == point).map(|point| (mode, point)))
    }

    /// The first that was asked for among requests that are served together.
    pub(crate) fn first(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().find(|faults| faults.0.is_some()).unwrap_or_default()
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
    fn w19_points_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> = Point::all().map(Point::name).collect();
        assert_eq!(names.len(), Point::all().count());
    }

    #[test]
    fn only_a_mode_at_a_known_point_is_a_fault() {
        assert_eq!(Faults::parse("panic@after-leaves"), Faults(Some((Mode::Panic, Point::AfterLeaves))));
        assert_eq!(Faults::parse("hang@reserved"), Faults(Some((Mode::Hang, Point::Reserved))));
        for none in ["", "panic", "panic@", "sleep@received", "panic@nowhere"] {
            assert_eq!(Faults::parse(none), Faults::default(), "{none}");
        }
    }
}
