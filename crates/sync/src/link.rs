//! A checkpoint as the end of a web address, short enough for a QR code that a phone reads from across a hall (spec rule
//! S19): what one device shows to another so that both can compare.
//!
//! Deliberately absent: whose page the address belongs to, cosignatures, and whether anything of it is true; comparing
//! says that ([`crate::Compared`]). **Invariant:** what is read is written again in the same letters.

use std::fmt;
use std::str::FromStr;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::{LogName, origin};
use jiannuo_tlog::checkpoint::{Checkpoint, open_parsed};
use jiannuo_tlog::{Hash, NoteSignature, SignedNote};

use crate::store::Verified;

/// The version of the format; another one has other fields.
const VERSION: &str = "1";

/// Between fields: in no field, and left as it is by what encodes addresses.
const SEPARATOR: char = '.';

/// Version, organisation, log, size, root, signature.
const FIELDS: usize = 6;

/// Letters of 32 bytes in base64 without padding: 32 × 8 / 6, rounded up.
const ROOT_LETTERS: usize = 43;

/// Letters of a key's id and an Ed25519 signature, (4 + 64) × 8 / 6, rounded up.
const SIGNATURE_LETTERS: usize = 91;

/// Letters of the longest one: version 1, organisation 32, log 6, size 20, root 43, signature 91, five separators.
pub const MAX_LINK_LETTERS: usize = 1 + 32 + 6 + 20 + ROOT_LETTERS + SIGNATURE_LETTERS + 5;

/// A log's checkpoint with its log's signature alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointLink {
    org: OrganisationId,
    log: LogName,
    size: u64,
    root: Hash,
    signature: NoteSignature,
}

/// Why a text is not such a link, or a checkpoint has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Nothing in it looks like one.
    #[error("this is not a link to a checkpoint")]
    NotALink,
    /// Of a version that this one does not read.
    #[error("the link is of a newer version")]
    Newer,
    /// Some of it is missing, or was altered on its way.
    #[error("the link is damaged: {0}")]
    Damaged(&'static str),
    /// A checkpoint with lines that the format has no place for, or that the log's newest key has not signed.
    #[error("the checkpoint cannot be told in a link")]
    NoLink,
}

impl CheckpointLink {
    /// The link of a checkpoint that was verified, signed by the newest key that is trusted. Witnesses stay out: they are
    /// not needed to find two histories.
    ///
    /// # Errors
    /// [`LinkError::NoLink`].
    pub fn of(org: OrganisationId, log: LogName, verified: &Verified) -> Result<Self, LinkError> {
        let note = SignedNote::parse(verified.note.as_bytes()).map_err(|_| LinkError::NoLink)?;
        let newest = verified.keys.last().ok_or(LinkError::NoLink)?;
        let checkpoint = open_parsed(&note, std::slice::from_ref(newest)).map_err(|_| LinkError::NoLink)?;
        let mut signatures = note.known_signatures(std::slice::from_ref(newest)).map_err(|_| LinkError::NoLink)?;
        let (_, signature) = signatures.pop().ok_or(LinkError::NoLink)?;
        let Checkpoint { origin: named, size, root, extensions } = checkpoint;
        if named != origin(org, log) || !extensions.is_empty() {
            return Err(LinkError::NoLink);
        }
        Ok(Self { org, log, size, root, signature: signature.clone() })
    }

    /// Finds one in what a person pasted or a camera read: the whole address, or what stands after its `#`.
    ///
    /// # Errors
    /// [`LinkError`], but for `NoLink`.
    pub fn find(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        let (_, fragment) = text.rsplit_once('#').unwrap_or(("", text));
        // What was sent along behind the address is not part of it.
        fragment.split_whitespace().next().ok_or(LinkError::NotALink)?.parse()
    }

    /// Which organisation's log.
    pub const fn org(&self) -> OrganisationId {
        self.org
    }

    /// Which of its logs.
    pub const fn log(&self) -> LogName {
        self.log
    }

    /// Entries of the log.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The checkpoint as a signed note, byte for byte as it was signed.
    pub fn note(&self) -> String {
        let origin = origin(self.org, self.log);
        let checkpoint = Checkpoint { origin, size: self.size, root: self.root, extensions: Vec::new() };
        SignedNote { text: checkpoint.to_string(), signatures: vec![self.signature.clone()] }.to_string()
    }
}

const fn log_field(log: LogName) -> &'static str {
    match log {
        LogName::Public => "public",
        LogName::Office => "office",
    }
}

impl fmt::Display for CheckpointLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { org, log, size, root, signature } = self;
        let line = signature.to_string();
        let signature = for_address(line.rsplit(' ').next().unwrap_or_default());
        let (log, root) = (log_field(*log), for_address(&root.to_string()));
        write!(formatter, "{VERSION}.{org}.{log}.{size}.{root}.{signature}")
    }
}

impl FromStr for CheckpointLink {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        let (version, _) = text.split_once(SEPARATOR).ok_or(LinkError::NotALink)?;
        if version != VERSION {
            let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
            return Err(if is_number { LinkError::Newer } else { LinkError::NotALink });
        }
        if text.len() > MAX_LINK_LETTERS {
            return Err(LinkError::Damaged("too long"));
        }
        let fields: Vec<&str> = text.split(SEPARATOR).collect();
        let Ok([_, org, log, size, root, signature]) = <[&str; FIELDS]>::try_from(fields) else {
            return Err(LinkError::Damaged("fields"));
        };
        let org: OrganisationId = org.parse().map_err(|_| LinkError::Damaged("organisation"))?;
        let log = match log {
            "public" => LogName::Public,
            "office" => LogName::Office,
            _ => return Err(LinkError::Damaged("log")),
        };
        let name = origin(org, log);
        let root = from_address(root, ROOT_LETTERS).ok_or(LinkError::Damaged("root"))?;
        let signature = from_address(signature, SIGNATURE_LETTERS).ok_or(LinkError::Damaged("signature"))?;
        // By the readers of checkpoints and notes, which are strict: one number and one hash have one form each.
        let text = format!("{name}\n{size}\n{root}\n");
        let Checkpoint { size, root, .. } = text.parse().map_err(|_| LinkError::Damaged("size or root"))?;
        let signature = format!("— {name} {signature}").parse().map_err(|_| LinkError::Damaged("signature"))?;
        Ok(Self { org, log, size, root, signature })
    }
}

/// Base64 in the letters that addresses leave alone (RFC 4648, section 5), without padding.
fn for_address(base64: &str) -> String {
    let letter = |letter| match letter {
        '+' => '-',
        '/' => '_',
        other => other,
    };
    base64.trim_end_matches('=').chars().map(letter).collect()
}

/// The same backwards; both texts that occur lack one letter to a multiple of four. `None` when it is not such a text.
fn from_address(text: &str, letters: usize) -> Option<String> {
    let letter = |letter| match letter {
        '-' => Some('+'),
        '_' => Some('/'),
        other => other.is_ascii_alphanumeric().then_some(other),
    };
    let base64: String = text.chars().map(letter).collect::<Option<_>>()?;
    (base64.len() == letters).then(|| base64 + "=")
}
