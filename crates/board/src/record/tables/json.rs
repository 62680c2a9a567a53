//! One kind of rows of a board as canonical JSON: the very rows of the board's own JSON, with what they are a function of.

use jiannuo_domain::board::{Board, Identity};
use jiannuo_domain::canonical::{CanonicalError, to_canonical};
use serde::Serialize;

use super::BoardTable;

#[derive(Serialize)]
struct Rows<'a, R> {
    identity: &'a Identity,
    rows: &'a [R],
}

impl BoardTable {
    /// Whether a board has rows of it, which [`BoardTable::json`] writes.
    pub const fn has_json(self) -> bool {
        !matches!(self, Self::Progress | Self::Figures)
    }

    /// The rows as JSON; `None` for what has no rows of its own on a board.
    ///
    /// # Errors
    /// Never for a board that was folded; the type is the serialiser's.
    pub fn json(self, board: &Board) -> Option<Result<String, CanonicalError>> {
        let identity = &board.identity;
        match self {
            Self::Pledges => Some(to_canonical(&Rows { identity, rows: &board.pledges })),
            Self::Posts => Some(to_canonical(&Rows { identity, rows: &board.posts })),
            Self::Cycles => Some(to_canonical(&Rows { identity, rows: &board.cycles })),
            Self::Catalogue => Some(to_canonical(&Rows { identity, rows: &board.catalogue })),
            Self::Disclosures => Some(to_canonical(&Rows { identity, rows: &board.disclosures })),
            Self::Points => Some(to_canonical(&Rows { identity, rows: &board.points })),
            Self::Guides => Some(to_canonical(&Rows { identity, rows: &board.guides })),
            // What was done is told in the log, and tables stand in their disclosures.
            Self::Progress | Self::Figures => None,
        }
    }
}
