//! Reading a policy's text (C2SP tlog-policy, "Policy file syntax and structure").

use std::collections::{BTreeMap, BTreeSet};

use super::{Group, Member, Policy, PolicyLog, PolicyWitness};
use crate::checkpoint::parse_decimal;
use crate::note::{KeyKind, VerifierKey};

/// Bytes of a policy that are read: 32 logs, 32 witnesses and 32 groups (tlog-policy, "Implementation limits") at 1 KiB
/// a line, and as much again, roughly, for comments.
pub const MAX_POLICY_BYTES: usize = 192 * 1024;
/// Logs of a policy.
pub const MAX_LOGS: usize = 32;
/// Witnesses of a policy.
pub const MAX_WITNESSES: usize = 32;
/// Groups of a policy.
pub const MAX_GROUPS: usize = 32;

/// The predefined name for a quorum that no witness is needed for.
const NONE: &[u8] = b"none";

/// What is wrong in a policy, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct PolicyError {
    /// The line, from 1; the last one for what is wrong with the whole.
    pub line: usize,
    /// What is wrong.
    pub fault: PolicyFault,
}

/// What is wrong in a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// More than [`MAX_POLICY_BYTES`].
    #[error("a policy has at most {MAX_POLICY_BYTES} bytes")]
    TooLong,
    /// The last line has no newline; a text that was cut off in the quorum's name could ask for less than was meant.
    #[error("the last line does not end in a newline")]
    NoNewline,
    /// A control character other than tab and newline.
    #[error("control characters are not allowed")]
    ControlCharacter,
    /// Not one of log, witness, group, quorum.
    #[error("a line begins with log, witness, group or quorum")]
    Keyword,
    /// Too few or too many items.
    #[error("this line has too few or too many parts")]
    Parts,
    /// Not a vkey of the kind that logs, or witnesses, sign with.
    #[error("this is not a key that can be read here")]
    Key,
    /// A key that another log, or another witness, has already.
    #[error("this key is on another line already")]
    DuplicateKey,
    /// A name that is taken, or `none`.
    #[error("this name is taken already")]
    DuplicateName,
    /// A name that no preceding line defines.
    #[error("no line before defines this name")]
    UnknownName,
    /// A name that is a member of a group already.
    #[error("this name is a member of a group already")]
    DuplicateMember,
    /// Not all, any or a number from 1 to the number of members.
    #[error("a group needs all, any or a number of its members")]
    Threshold,
    /// More than [`MAX_LOGS`], [`MAX_WITNESSES`] or [`MAX_GROUPS`].
    #[error("the policy has too many logs, witnesses or groups")]
    TooMany,
    /// No quorum line, or more than one.
    #[error("a policy has exactly one quorum line")]
    Quorum,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyError`] with the first line that is wrong.
    pub fn parse(text: &[u8]) -> Result<Self, PolicyError> {
        let at = |line| move |fault| PolicyError { line, fault };
        if text.len() > MAX_POLICY_BYTES {
            return Err(at(1)(PolicyFault::TooLong));
        }
        let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
        let last = lines.len().saturating_sub(1).max(1);
        let Some(([], lines)) = lines.split_last() else { return Err(at(lines.len())(PolicyFault::NoNewline)) };
        let mut reader = Reader::default();
        for (place, line) in lines.iter().enumerate() {
            reader.line(line).map_err(at(place + 1))?;
        }
        let quorum = reader.quorum.ok_or(PolicyFault::Quorum).map_err(at(last))?;
        Ok(Self { logs: reader.logs, witnesses: reader.witnesses, groups: reader.groups, quorum })
    }
}

/// What the lines so far have defined.
#[derive(Default)]
struct Reader<'text> {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    names: BTreeMap<&'text [u8], Member>,
    members: BTreeSet<&'text [u8]>,
    quorum: Option<Option<Member>>,
}

impl<'text> Reader<'text> {
    fn line(&mut self, line: &'text [u8]) -> Result<(), PolicyFault> {
        if line.iter().any(|byte| (*byte < b' ' && *byte != b'\t') || *byte == 0x7F) {
            return Err(PolicyFault::ControlCharacter);
        }
        let items: Vec<&[u8]> =
            line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"group", name, threshold, members @ ..] if !members.is_empty() => self.group(name, threshold, members),
            [b"quorum", name] => self.quorum(name),
            [b"log" | b"witness" | b"group" | b"quorum", ..] => Err(PolicyFault::Parts),
            _ => Err(PolicyFault::Keyword),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyFault> {
        let key = parse_key(key, KeyKind::Ed25519)?;
        if self.logs.iter().any(|log| log.key.public_key() == key.public_key()) {
            return Err(PolicyFault::DuplicateKey);
        }
        push(&mut self.logs, PolicyLog { key, url: url.map(<[u8]>::to_vec) }, MAX_LOGS)
    }

    fn witness(&mut self, name: &'text [u8], key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyFault> {
        let key = parse_key(key, KeyKind::Cosignature)?;
        if self.witnesses.iter().any(|witness| witness.key.public_key() == key.public_key()) {
            return Err(PolicyFault::DuplicateKey);
        }
        self.define(name, Member::Witness(self.witnesses.len()))?;
        let witness = PolicyWitness { name: name.to_vec(), key, url: url.map(<[u8]>::to_vec) };
        push(&mut self.witnesses, witness, MAX_WITNESSES)
    }

    fn group(&mut self, name: &'text [u8], threshold: &[u8], names: &[&'text [u8]]) -> Result<(), PolicyFault> {
        let threshold = match threshold {
            b"all" => names.len(),
            b"any" => 1,
            number => std::str::from_utf8(number)
                .ok()
                .and_then(parse_decimal)
                .and_then(|number| usize::try_from(number).ok())
                .filter(|number| (1..=names.len()).contains(number))
                .ok_or(PolicyFault::Threshold)?,
        };
        let mut members = Vec::new();
        for name in names {
            members.push(*self.names.get(name).ok_or(PolicyFault::UnknownName)?);
            if !self.members.insert(name) {
                return Err(PolicyFault::DuplicateMember);
            }
        }
        self.define(name, Member::Group(self.groups.len()))?;
        push(&mut self.groups, Group { threshold, members }, MAX_GROUPS)
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), PolicyFault> {
        if self.quorum.is_some() {
            return Err(PolicyFault::Quorum);
        }
        let quorum = if name == NONE { None } else { Some(*self.names.get(name).ok_or(PolicyFault::UnknownName)?) };
        self.quorum = Some(quorum);
        Ok(())
    }

    /// Witnesses and groups share their names.
    fn define(&mut self, name: &'text [u8], member: Member) -> Result<(), PolicyFault> {
        if name == NONE || self.names.insert(name, member).is_some() {
            return Err(PolicyFault::DuplicateName);
        }
        Ok(())
    }
}

fn push<T>(list: &mut Vec<T>, item: T, limit: usize) -> Result<(), PolicyFault> {
    if list.len() >= limit {
        return Err(PolicyFault::TooMany);
    }
    list.push(item);
    Ok(())
}

fn parse_key(text: &[u8], kind: KeyKind) -> Result<VerifierKey, PolicyFault> {
    let key: Option<VerifierKey> = std::str::from_utf8(text).ok().and_then(|text| text.parse().ok());
    key.filter(|key| key.kind() == kind).ok_or(PolicyFault::Key)
}
