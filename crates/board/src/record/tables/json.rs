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
    /// The rows as JSON; `None` for what has no rows of its own on a board.
    ///
    /// # Errors
    /// Never for a board that was folded; the type is the serialiser's.
    pub fn json(self, board: &Board) -> Option<Result<String, CanonicalError>> {
        let identity = &board.identity;
        match self {
            Self::Pledges => Some(to_canonical(&Rows { identity, rows: &board.pledges })),
            Self::Disclosures => Some(to_canonical(&Rows { identity, rows: &board.disclosures })),
            Self::Points => Some(to_canonical(&Rows { identity, rows: &board.points })),
            Self::Guides => Some(to_canonical(&Rows { identity, rows: &board.guides })),
            // What was done is told in the log; a board sums it up.
            Self::Progress => None,
        }
    }
}
