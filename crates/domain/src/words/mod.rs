//! The words of bodies: what people write, by kind of statement, with the bounds that forms and the door both check.
//!
//! A body with fields that this version does not know is not read in part: its record needs a newer app (spec rule B8).
//! Deliberately absent: anything derived (status, totals, overdue), which the ledger computes (invariant I4).

mod attachment;
mod both;
mod catalogue;
mod custody;
mod cycle;
mod disclosure;
mod guide;
mod memo;
mod network;
mod organisation;
mod pledge;
mod pledge_kind;
mod point;
mod post;
mod public_notice;
mod table;

pub use attachment::{Attachment, Blob, MediaType, PictureSize};
pub use both::both;
pub use catalogue::{CatalogueWords, Channel, DayCount, DisclosureMode, TimeLimit};
pub use custody::{ChildrenWords, FixedChild, ReleaseWords, ReleasedFile};
pub use cycle::{AccountWords, CycleWords};
pub use disclosure::{DisclosureKind, DisclosureWords, Grade, PeriodWords};
pub use guide::{GuideWords, Paper};
pub use memo::{MemoKind, MemoWords};
pub use network::{Access, Contact, Coordinates, Duty, Hotline, MICRODEGREES, Reception, Window, dialled};
pub use organisation::{Level, MemberWords, OrganisationWords};
pub use pledge::{ClaimWords, Due, MAX_PERCENT, Milestone, PledgeWords, ProgressWords, ReasonWords, ToldBy};
pub use pledge_kind::{Duration, Measured, PledgeKind, ProjectWords, ServiceWords, TimeUnit};
pub use point::PointWords;
pub use post::PostWords;
pub use public_notice::{NoticeEnd, NoticeWords, OutcomeWords, ReviewWords};
pub use table::{ColumnRole, ColumnWords, RowRole, RowWords, TableWords};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::canonical::{CanonicalError, from_exact, to_canonical};
use crate::kind::Kind;
use crate::limits::MAX_BODY_BYTES;

/// What is wrong with words, by field, in a form that the interface can put into the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "problem")]
pub enum WordsError {
    /// A field that must have words has none.
    #[error("{field} is empty")]
    Empty {
        /// The field's name in the body.
        field: String,
    },
    /// A field has too many characters.
    #[error("{field} has {characters} characters, {limit} are allowed")]
    TooLong {
        /// The field's name in the body.
        field: String,
        /// How many it has.
        characters: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A list has too many items.
    #[error("{field} has {count} items, {limit} are allowed")]
    TooMany {
        /// The field's name in the body.
        field: String,
        /// How many it has.
        count: usize,
        /// How many it may have.
        limit: usize,
    },
    /// Two fields do not go together, or a value makes no sense.
    #[error("{field} is not possible")]
    Impossible {
        /// The field's name in the body.
        field: String,
    },
    /// A body is larger than a log takes.
    #[error("the words are {bytes} bytes long, {limit} are allowed")]
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// Not JSON of the kind's shape.
    #[error("the words have another shape: {detail}")]
    Malformed {
        /// The parser's words, for developers.
        detail: String,
    },
}

impl From<CanonicalError> for WordsError {
    fn from(error: CanonicalError) -> Self {
        Self::Malformed { detail: error.to_string() }
    }
}

/// Words that a body can hold.
pub trait Words: Serialize + DeserializeOwned {
    /// Whether every field keeps its bounds.
    ///
    /// # Errors
    /// The first [`WordsError`].
    fn check(&self) -> Result<(), WordsError>;

    /// The exact text of the body.
    ///
    /// # Errors
    /// [`WordsError`] when a bound is not kept.
    fn to_body(&self) -> Result<String, WordsError> {
        self.check()?;
        let text = to_canonical(self)?;
        if text.len() > MAX_BODY_BYTES {
            return Err(WordsError::TooLarge { bytes: text.len(), limit: MAX_BODY_BYTES });
        }
        Ok(text)
    }

    /// Reads a body's exact text.
    ///
    /// # Errors
    /// [`WordsError`] when it is not canonical, has another shape or unknown fields, or does not keep the bounds.
    fn from_body(text: &str) -> Result<Self, WordsError> {
        if text.len() > MAX_BODY_BYTES {
            return Err(WordsError::TooLarge { bytes: text.len(), limit: MAX_BODY_BYTES });
        }
        let words: Self = from_exact(text)?;
        words.check()?;
        Ok(words)
    }
}

/// Whether a body is good words for a kind: what the door checks before it lets them in (spec rule B7).
///
/// # Errors
/// [`WordsError`]; a kind without a body refuses every text.
pub fn check_body(kind: &Kind, text: &str) -> Result<(), WordsError> {
    match kind {
        Kind::OrganisationFounded | Kind::OrganisationDescribed => OrganisationWords::from_body(text).map(drop),
        Kind::MemberAdded | Kind::MemberChanged => MemberWords::from_body(text).map(drop),
        Kind::PostDefined | Kind::PostRevised => PostWords::from_body(text).map(drop),
        Kind::PledgePublished | Kind::PledgeRevised => PledgeWords::from_body(text).map(drop),
        Kind::CycleOpened | Kind::CycleRevised => CycleWords::from_body(text).map(drop),
        Kind::AccountGiven => AccountWords::from_body(text).map(drop),
        Kind::PostWithdrawn => ReasonWords::from_body(text).map(drop),
        Kind::ProgressAdded => ProgressWords::from_body(text).map(drop),
        Kind::PledgeClaimed => ClaimWords::from_body(text).map(drop),
        Kind::PledgeConfirmed
        | Kind::PledgeDisputed
        | Kind::PledgeNotFulfilled
        | Kind::PledgeWithdrawn
        | Kind::ProgressWithdrawn
        | Kind::EntryContested
        | Kind::DisclosureWithdrawn
        | Kind::PointWithdrawn
        | Kind::GuideWithdrawn => ReasonWords::from_body(text).map(drop),
        Kind::DisclosurePublished | Kind::DisclosureRevised => DisclosureWords::from_body(text).map(drop),
        Kind::PointPublished | Kind::PointRevised => PointWords::from_body(text).map(drop),
        Kind::GuidePublished | Kind::GuideRevised => GuideWords::from_body(text).map(drop),
        Kind::MemoWritten | Kind::MemoRevised => MemoWords::from_body(text).map(drop),
        Kind::CatalogueDefined | Kind::CatalogueRevised => CatalogueWords::from_body(text).map(drop),
        Kind::CatalogueWithdrawn => ReasonWords::from_body(text).map(drop),
        Kind::DisclosureConcluded => OutcomeWords::from_body(text).map(drop),

        Kind::ChildrenFixed => ChildrenWords::from_body(text).map(drop),
        Kind::ReleaseServed => ReleaseWords::from_body(text).map(drop),
        _ => Err(WordsError::Malformed { detail: format!("{kind} has no body") }),
    }
}

/// The files that a body names, of a body that [`check_body`] has let pass; none for a kind that has no files.
pub fn attachments_of(kind: &Kind, text: &str) -> Vec<Attachment> {
    match kind {
        Kind::ProgressAdded => ProgressWords::from_body(text).map(|words| words.attachments),
        Kind::PledgeClaimed => ClaimWords::from_body(text).map(|words| words.attachments),
        Kind::DisclosurePublished | Kind::DisclosureRevised => {
            DisclosureWords::from_body(text).map(|words| words.attachments)
        }
        _ => Ok(Vec::new()),
    }
    .unwrap_or_default()
}

/// The files that a body names, thumbnails included; quick for the many bodies that name none.
pub fn blobs_of(kind: &Kind, text: &str) -> Vec<Blob> {
    if !text.contains("\"attachments\"") {
        return Vec::new();
    }
    attachments_of(kind, text).iter().flat_map(Attachment::blobs).cloned().collect()
}

/// A field that must have words, and not too many.
fn required(field: &str, text: &str, limit: usize) -> Result<(), WordsError> {
    if text.trim().is_empty() {
        return Err(WordsError::Empty { field: field.to_owned() });
    }
    bounded(field, text, limit)
}

/// A field that may be empty, but not too long.
fn bounded(field: &str, text: &str, limit: usize) -> Result<(), WordsError> {
    let characters = text.chars().count();
    if characters > limit {
        return Err(WordsError::TooLong { field: field.to_owned(), characters, limit });
    }
    Ok(())
}

/// As [`bounded`], for a field that may be absent; present but empty is refused, so that absence has one form.
fn optional(field: &str, text: Option<&String>, limit: usize) -> Result<(), WordsError> {
    text.map_or(Ok(()), |text| required(field, text, limit))
}

/// A list with a bound.
fn at_most(field: &str, count: usize, limit: usize) -> Result<(), WordsError> {
    if count > limit {
        return Err(WordsError::TooMany { field: field.to_owned(), count, limit });
    }
    Ok(())
}
