//! What a statement carries beyond ids and times because accepting later statements depends on it: keys, roles,
//! expiries, reason codes, rules, calendar dates. Never words (invariant I3).
//!
//! Why they are in the statement and not in the body: a body can be erased, and authority must not hang on it
//! (invariant I6; `docs/adr/0003-codes-in-statements.md`).

use serde::{Deserialize, Serialize};

use crate::acceptance::Anchor;
use crate::calendar::YearTable;
use crate::day::Day;
use crate::id::{EntryId, MemberId, OrganisationId, RecordId};
use crate::key::PublicKey;
use crate::kind::Kind;
use crate::succession::Succession;

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Keeps the roster, publishes for the organisation, enters for members without a device.
    Secretary,
    /// Makes pledges and reports on them.
    Member,
    /// Confirms or disputes what others claim.
    Overseer,
}

/// Why something was not fulfilled, withdrawn or erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It was not in our power.
    NotInOurPower,
    /// Funds were missing.
    Funds,
    /// Priorities changed.
    PrioritiesChanged,
    /// Another pledge or rule took its place.
    Superseded,
    /// Others did it.
    DoneByOthers,
    /// It was entered by mistake.
    EnteredByMistake,
    /// It held personal data.
    PersonalData,
    /// Another reason, given in words.
    Other,
}

/// Days off and make-up working days of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarCodes {
    /// The year that the lists belong to.
    pub year: i32,
    /// Days off, statutory.
    pub off: Vec<Day>,
    /// Saturdays and Sundays that are working days.
    pub work: Vec<Day>,
}

impl CalendarCodes {
    /// The lists as the calendar takes them.
    pub fn table(&self) -> YearTable {
        YearTable { off: self.off.iter().copied().collect(), work: self.work.iter().copied().collect() }
    }
}

/// The codes of a statement; which of them a kind has is in [`Codes::fit`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Codes {
    /// The public key that a device will sign with, or the public half of an invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<PublicKey>,
    /// The public half of the founding code, in entry 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub founding_key: Option<PublicKey>,
    /// The organisation above, in entry 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganisationId>,
    /// A member's role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Until when an invitation can be used, in milliseconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_ms: Option<i64>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The entry that this one is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
    /// Days after a due date within which an entry written offline may still arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offline_grace_days: Option<u8>,
    /// Days before a due date from which a pledge counts as due soon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_soon_days: Option<u8>,
    /// A year of the calendar.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarCodes>,
    /// How far the public log had come, in the office log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_log: Option<Anchor>,
    /// The log that is continued, and what of it is missing: in entry 0, and in the invitation to that founding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub succeeds: Option<Succession>,
    /// The pledge that answers this one, in a pair that name each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<RecordId>,
    /// Whose pledge that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<MemberId>,
}

impl Codes {
    /// Whether these are exactly the codes that a kind carries; the name of the first that is missing or too many.
    ///
    /// # Errors
    /// The field's name.
    pub fn fit(codes: Option<&Self>, kind: &Kind) -> Result<(), &'static str> {
        let none = Self::default();
        let codes = codes.unwrap_or(&none);
        // Name, whether it is there, whether it must be, whether it may be.
        let fields = |must: &[&str], may: &[&str]| {
            let present = [
                ("public_key", codes.public_key.is_some()),
                ("founding_key", codes.founding_key.is_some()),
                ("parent", codes.parent.is_some()),
                ("role", codes.role.is_some()),
                ("expires_ms", codes.expires_ms.is_some()),
                ("reason", codes.reason.is_some()),
                ("entry", codes.entry.is_some()),
                ("offline_grace_days", codes.offline_grace_days.is_some()),
                ("due_soon_days", codes.due_soon_days.is_some()),
                ("calendar", codes.calendar.is_some()),
                ("public_log", codes.public_log.is_some()),
                ("succeeds", codes.succeeds.is_some()),
                ("pair", codes.pair.is_some()),
                ("counterpart", codes.counterpart.is_some()),
            ];
            for (name, is_there) in present {
                if is_there != must.contains(&name) && !may.contains(&name) {
                    return Err(name);
                }
            }
            Ok(())
        };
        match kind {
            Kind::OrganisationFounded => fields(&["founding_key", "public_key"], &["parent", "succeeds"]),
            Kind::MemberAdded => fields(&["role"], &[]),
            Kind::MemberChanged => fields(&[], &["role"]),
            Kind::InvitationIssued => fields(&["public_key", "expires_ms"], &[]),
            Kind::FoundingInvited => fields(&["public_key", "expires_ms"], &["succeeds"]),
            Kind::DeviceJoined | Kind::CustodianAppointed => fields(&["public_key"], &[]),
            Kind::RulesSet => fields(&["offline_grace_days", "due_soon_days"], &[]),
            Kind::CalendarSet => fields(&["calendar"], &[]),
            Kind::RosterAnchored => fields(&["public_log"], &[]),
            Kind::PledgeNotFulfilled | Kind::PledgeWithdrawn | Kind::DisclosureWithdrawn | Kind::PointWithdrawn => {
                fields(&["reason"], &[])
            }
            Kind::GuideWithdrawn => fields(&["reason"], &[]),
            Kind::CatalogueWithdrawn => fields(&["reason"], &[]),

            Kind::PostWithdrawn => fields(&["reason"], &[]),
            Kind::PledgePublished if codes.pair.is_some() => fields(&["pair", "counterpart"], &[]),
            Kind::ProgressWithdrawn | Kind::EntryAttested | Kind::EntryContested => fields(&["entry"], &[]),
            Kind::BodyErased => fields(&["entry", "reason"], &[]),
            _ => fields(&[], &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a7_a_kind_carries_its_codes_and_no_others() {
        let role = Codes { role: Some(Role::Member), ..Codes::default() };
        assert_eq!(Codes::fit(Some(&role), &Kind::MemberAdded), Ok(()));
        assert_eq!(Codes::fit(None, &Kind::MemberAdded), Err("role"));
        assert_eq!(Codes::fit(Some(&role), &Kind::PledgePublished), Err("role"));
        assert_eq!(Codes::fit(None, &Kind::PledgePublished), Ok(()));
        let pair = Codes { pair: Some(RecordId::from_bytes([1; 16])), ..Codes::default() };
        assert_eq!(Codes::fit(Some(&pair), &Kind::PledgePublished), Err("counterpart"), "they come together");
        assert_eq!(Codes::fit(Some(&pair), &Kind::PledgeRevised), Err("pair"));
    }
}
