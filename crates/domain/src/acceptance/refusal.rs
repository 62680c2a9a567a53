//! Why a statement is not accepted: codes and data, put into the reader's language by the interface.

use serde::{Deserialize, Serialize};

use super::moves::State;
use crate::codes::Role;
use crate::hash::Digest;
use crate::id::EntryId;
use crate::words::WordsError;

/// Why a statement is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Refusal {
    /// Not a statement of a version that is accepted.
    #[error("the statement cannot be read: {detail}")]
    Malformed {
        /// The parser's words, for developers.
        detail: String,
    },
    /// The log is not kept here, or the statement is for another.
    #[error("the statement is for another organisation or log")]
    WrongLog,
    /// Entry 0 must found the organisation.
    #[error("the organisation has not been founded")]
    NotFounded,
    /// Only entry 0 founds it.
    #[error("the organisation has been founded already")]
    AlreadyFounded,
    /// No key of that name may sign here.
    #[error("the key is not on the roster")]
    UnknownKey,
    /// The signature does not hold.
    #[error("the signature does not belong to the statement")]
    BadSignature,
    /// The key was revoked, or the device's member left.
    #[error("the key was revoked")]
    KeyRevoked,
    /// The member was removed from the roster.
    #[error("the member is no longer on the roster")]
    MemberRemoved,
    /// The invitation was for another time.
    #[error("the invitation has expired")]
    InvitationExpired,
    /// The invitation has let a device in already.
    #[error("the invitation has been used")]
    InvitationUsed,
    /// The invitation was taken back.
    #[error("the invitation was taken back")]
    InvitationRevoked,
    /// Another role is needed, or it is another member's.
    #[error("the signer may not say this")]
    NotAllowed {
        /// The role that may, when one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        needs: Option<Role>,
    },
    /// Nobody confirms or disputes what is their own.
    #[error("the signer's own pledge")]
    OwnRecord,
    /// The last secretary stays.
    #[error("the organisation would have no secretary")]
    LastSecretary,
    /// The member that the statement is about is not on the roster.
    #[error("the subject is not on the roster")]
    UnknownSubject,
    /// The kind needs a newer version.
    #[error("the kind is not known")]
    UnknownKind,
    /// What it is about does not exist, or is of another kind.
    #[error("the record does not exist")]
    UnknownRecord,
    /// What it begins exists already.
    #[error("the record exists already")]
    RecordExists,
    /// It builds on a statement that is no longer the last one.
    #[error("the record has moved on")]
    StaleHead {
        /// The record's last statement.
        head: EntryId,
    },
    /// The record's state does not allow it.
    #[error("not possible in the state {state:?}")]
    IllegalMove {
        /// The state.
        state: State,
    },
    /// The entry that it is about does not exist, or not in this record.
    #[error("the entry that it is about does not exist")]
    UnknownEntry,
    /// A code is missing, too many or makes no sense.
    #[error("the code {field} is missing or does not belong here")]
    Codes {
        /// Its name.
        field: String,
    },
    /// The kind needs a body and there is none, or the other way round.
    #[error("the body is missing or does not belong here")]
    Body,
    /// The body that came with it has another hash.
    #[error("the body does not match its hash")]
    BodyMismatch,
    /// The words do not keep their bounds.
    #[error(transparent)]
    Words {
        /// Which, and how.
        #[serde(flatten)]
        problem: WordsError,
    },
    /// A file that its words name is not here whole; it is to be brought first, then the statement again.
    #[error("a file is missing")]
    BlobMissing {
        /// Which.
        hash: Digest,
    },
    /// A file is not what its words say, or of a kind that a log does not take.
    #[error("a file is not what the words say")]
    BlobMismatch {
        /// Which.
        hash: Digest,
    },
    /// A file is another record's, and would be erased with that one's words.
    #[error("a file is another record's")]
    BlobTaken {
        /// Which.
        hash: Digest,
    },

    /// It builds on a statement of the same push that was refused.
    #[error("it builds on a refused statement")]
    DependsOnRefused {
        /// That statement.
        entry: EntryId,
    },
    /// A bound of the log.
    #[error("the log is full: {limit}")]
    Full {
        /// The bound's name.
        limit: String,
    },
}
