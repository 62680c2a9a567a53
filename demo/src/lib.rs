//! The demo district: a county-level district with towns, villages and a service hall, all invented, whose logs hold
//! pledges in every state, disclosures of every kind and service points with their hours.
//!
//! What comes out are pushes as devices would have made them over the last ten months, signed and dated, to be sent
//! through the worker's own API; there is no other way into a store. Texts are in Chinese, as a district would write
//! them; organisations have English names too.
//!
//! **Invariant:** a pure function of the founding code, the server's key and the time of creation. Every identity, salt and private key
//! is derived from the founding code, which is why this is for demos and tests only: whoever knows the code can sign
//! for everybody. Deliberately absent: network, clock, randomness.

mod boards;
mod catalogue;
mod courses;
mod disclosures;
mod guides;
mod matters;
mod office;
mod people;
mod places;
mod pledging;
mod points;
mod seeds;
mod showcase;

use jiannuo_domain::day::Day;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::push::Push;
use jiannuo_domain::statement::StatementError;
use jiannuo_domain::words::WordsError;

/// Days after creation during which the invitations of the demo can be used.
pub const INVITATION_DAYS: i64 = 365;

/// Why the district could not be made: a text of this crate breaks a rule of the domain.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// Words that do not keep their bounds.
    #[error("the demo's words: {0}")]
    Words(#[from] WordsError),
    /// A statement that cannot be written.
    #[error("a statement of the demo: {0}")]
    Statement(#[from] StatementError),
}

/// A push, and when the log is to receive it.
#[derive(Debug, Clone)]
pub struct DatedPush {
    /// Time of receipt, in milliseconds since 1970.
    pub received_ms: i64,
    /// The statements.
    pub push: Push,
}

/// One organisation.
#[derive(Debug, Clone)]
pub struct DemoOrganisation {
    /// Its name in addresses.
    pub slug: &'static str,
    /// Its identity.
    pub org: OrganisationId,
    /// The organisation above.
    pub parent: Option<OrganisationId>,
    /// Its name.
    pub name: &'static str,
    /// The founding, entry 0 of its log.
    pub founding: DatedPush,
    /// Everything after it, in order; times never decrease.
    pub pushes: Vec<DatedPush>,
}

/// What an unused invitation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A member's first device.
    Member,
    /// A secretary's first device.
    Secretary,
    /// Founding an organisation below this one.
    Founding,
}

/// An invitation that nobody has used.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The organisation's name in addresses.
    pub slug: &'static str,
    /// The organisation's name.
    pub organisation: &'static str,
    /// What it is for.
    pub purpose: Purpose,
    /// The secret.
    pub code: Code,
}

/// The whole district.
#[derive(Debug, Clone)]
pub struct District {
    /// Organisations, each after the one above it.
    pub organisations: Vec<DemoOrganisation>,
    /// The key that founds the first one.
    pub root_founding_key: PublicKey,
    /// Invitations to try the app with.
    pub invitations: Vec<Invitation>,
}

/// The district as it stands at a moment, founded with a code, its logs kept by a server with a key.
///
/// # Errors
/// [`DemoError`].
pub fn district(now_ms: i64, founding_code: &Code, custodian: Option<PublicKey>) -> Result<District, DemoError> {
    boards::district(Day::in_shanghai(now_ms), founding_code, custodian)
}
