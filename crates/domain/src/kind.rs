//! The kinds of statements, and for each what it must carry and what it is about.
//!
//! Deliberately absent: who may say what and when; that is [`crate::acceptance`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::statement::LogName;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// The organisation itself.
    Organisation,
    /// The organisation's rules (grace, reminders).
    Rules,
    /// One year of the working-day calendar.
    Calendar,
    /// A member.
    Member,
    /// An invitation.
    Invitation,
    /// A device that signs for a member.
    Device,
    /// A post with its duties.
    Post,
    /// A yearly cycle of pledges.
    Cycle,
    /// A pledge.
    Pledge,
    /// A disclosure.
    Disclosure,
    /// A service point.
    Point,
    /// A service guide.
    Guide,
    /// The server that keeps the log, where it speaks for itself.
    Custodian,
    /// Something that an office writes down for its members.
    Memo,
    /// A row of the catalogue of what must be disclosed.
    CatalogueItem,
}

/// Whether a statement of a kind has a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyRule {
    /// It must name one.
    Required,
    /// It must not.
    Forbidden,
}

/// How a statement stands to its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It begins the record; there is no `prev`.
    Begins,
    /// It follows the record's head, which `prev` names.
    Follows,
    /// It may stand anywhere after the beginning; there is no `prev` (it commutes).
    Beside,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $record:ident, $place:ident, $body:ident;)*) => {
        /// The kind of a statement.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$doc])* $name,)*
            /// One that a newer version knows.
            Newer(String),
        }

        impl Kind {
            /// Every kind of this version.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)*];

            /// Its code in statements.
            pub fn code(&self) -> &str {
                match self { $(Kind::$name => $code,)* Kind::Newer(code) => code }
            }

            /// The kind with a code.
            pub fn from_code(code: &str) -> Self {
                match code { $($code => Kind::$name,)* _ => Kind::Newer(code.to_owned()) }
            }

            /// What it is about, how it stands there, and whether it has a body; `None` for a newer kind.
            pub fn shape(&self) -> Option<(RecordKind, Place, BodyRule)> {
                match self {
                    $(Kind::$name => Some((RecordKind::$record, Place::$place, BodyRule::$body)),)*
                    Kind::Newer(_) => None,
                }
            }
        }
    };
}

impl Kind {
    /// Whether it gives its record new words, so that what was meant for the old words must be looked at again.
    pub const fn rewords(&self) -> bool {
        matches!(
            self,
            Self::OrganisationDescribed
                | Self::MemberChanged
                | Self::PostRevised
                | Self::CycleRevised
                | Self::PledgeRevised
                | Self::DisclosureRevised
                | Self::PointRevised
                | Self::GuideRevised
                | Self::MemoRevised
                | Self::CatalogueRevised
        )
    }

    /// Whether it belongs into a log: the office log is not for what everybody reads, nor the other way round.
    pub const fn is_said_in(&self, log: LogName) -> bool {
        match (self, log) {
            (Self::BodyErased | Self::Newer(_), _) => true,
            (Self::RosterAnchored | Self::MemoWritten | Self::MemoRevised, log) => matches!(log, LogName::Office),
            (_, log) => matches!(log, LogName::Public),
        }
    }
}

kinds! {
    /// Entry 0: the organisation begins.
    OrganisationFounded = "organisation.founded", Organisation, Begins, Required;
    /// Its name, place or telephones change.
    OrganisationDescribed = "organisation.described", Organisation, Follows, Required;
    /// Grace for entries written offline, days of reminder.
    RulesSet = "rules.set", Rules, Beside, Forbidden;
    /// Days off and make-up working days of a year.
    CalendarSet = "calendar.set", Calendar, Beside, Forbidden;
    /// A member joins the roster, with or without a device.
    MemberAdded = "member.added", Member, Begins, Required;
    /// A member's name, post or role changes.
    MemberChanged = "member.changed", Member, Follows, Required;
    /// A member leaves the roster.
    MemberRemoved = "member.removed", Member, Follows, Forbidden;
    /// A key pair that lets one device join for one member.
    InvitationIssued = "invitation.issued", Invitation, Begins, Forbidden;
    /// It can no longer be used.
    InvitationRevoked = "invitation.revoked", Invitation, Follows, Forbidden;
    /// A key pair that lets one organisation be founded below this one.
    FoundingInvited = "founding.invited", Invitation, Begins, Forbidden;
    /// A device begins to sign for a member; signed by the invitation's key.
    DeviceJoined = "device.joined", Device, Begins, Forbidden;
    /// A device no longer signs.
    DeviceRevoked = "device.revoked", Device, Follows, Forbidden;
    /// A post with its duties enters the catalogue.
    PostDefined = "post.defined", Post, Begins, Required;
    /// Its wording changes.
    PostRevised = "post.revised", Post, Follows, Required;
    /// It is taken out of the catalogue, with a reason.
    PostWithdrawn = "post.withdrawn", Post, Follows, Required;
    /// A member takes it on.
    PostClaimed = "post.claimed", Post, Beside, Forbidden;
    /// A member gives it up.
    PostReleased = "post.released", Post, Beside, Forbidden;
    /// A yearly cycle of pledges begins.
    CycleOpened = "cycle.opened", Cycle, Begins, Required;
    /// Its days change.
    CycleRevised = "cycle.revised", Cycle, Follows, Required;
    /// A member accounts for the year.
    AccountGiven = "account.given", Cycle, Beside, Required;
    /// A pledge is made in public.
    PledgePublished = "pledge.published", Pledge, Begins, Required;
    /// Its wording changes, with a reason.
    PledgeRevised = "pledge.revised", Pledge, Follows, Required;
    /// Something was done towards it.
    ProgressAdded = "progress.added", Pledge, Beside, Required;
    /// A progress entry was wrong.
    ProgressWithdrawn = "progress.withdrawn", Pledge, Beside, Required;
    /// Its owner says that it is fulfilled, with evidence or a reason why there is none.
    PledgeClaimed = "pledge.claimed", Pledge, Follows, Required;
    /// Somebody else confirms that.
    PledgeConfirmed = "pledge.confirmed", Pledge, Follows, Required;
    /// Somebody else disputes that.
    PledgeDisputed = "pledge.disputed", Pledge, Follows, Required;
    /// Its owner explains in public why it is not fulfilled.
    PledgeNotFulfilled = "pledge.not-fulfilled", Pledge, Follows, Required;
    /// It is withdrawn, with a reason.
    PledgeWithdrawn = "pledge.withdrawn", Pledge, Follows, Required;
    /// A member stands by what was entered for them.
    EntryAttested = "entry.attested", Pledge, Beside, Forbidden;
    /// A member does not stand by what was entered for them.
    EntryContested = "entry.contested", Pledge, Beside, Required;
    /// A disclosure is published.
    DisclosurePublished = "disclosure.published", Disclosure, Begins, Required;
    /// It is corrected.
    DisclosureRevised = "disclosure.revised", Disclosure, Follows, Required;
    /// It is withdrawn; its page stays.
    DisclosureWithdrawn = "disclosure.withdrawn", Disclosure, Follows, Required;
    /// What came of a public notice.
    DisclosureConcluded = "disclosure.concluded", Disclosure, Follows, Required;
    /// Something must be disclosed.
    CatalogueDefined = "catalogue.defined", CatalogueItem, Begins, Required;
    /// The rule changes, with a reason.
    CatalogueRevised = "catalogue.revised", CatalogueItem, Follows, Required;
    /// It need no longer be disclosed; what was disclosed stays.
    CatalogueWithdrawn = "catalogue.withdrawn", CatalogueItem, Follows, Required;

    /// A service point is published.
    PointPublished = "point.published", Point, Begins, Required;
    /// Its description changes.
    PointRevised = "point.revised", Point, Follows, Required;
    /// It is closed.
    PointWithdrawn = "point.withdrawn", Point, Follows, Required;
    /// Somebody has looked whether its description still holds.
    PointChecked = "point.checked", Point, Beside, Forbidden;
    /// A service guide is published.
    GuidePublished = "guide.published", Guide, Begins, Required;
    /// Its description changes.
    GuideRevised = "guide.revised", Guide, Follows, Required;
    /// The matter is no longer handled, or handled elsewhere.
    GuideWithdrawn = "guide.withdrawn", Guide, Follows, Required;
    /// The server that keeps the log may say with a key of its own what only a server can know.
    CustodianAppointed = "custodian.appointed", Custodian, Begins, Forbidden;
    /// It no longer may.
    CustodianDismissed = "custodian.dismissed", Custodian, Follows, Forbidden;
    /// How far the logs of the organisations below had come; this log's checkpoint fixes theirs.
    ChildrenFixed = "children.fixed", Custodian, Beside, Required;
    /// The files of the app that this server hands out from now on.
    ReleaseServed = "release.served", Custodian, Beside, Required;
    /// How far the public log had come, whose roster says who may write into the office log.
    RosterAnchored = "roster.anchored", Custodian, Beside, Forbidden;
    /// An office writes something down for its members.
    MemoWritten = "memo.written", Memo, Begins, Required;
    /// It is corrected.
    MemoRevised = "memo.revised", Memo, Follows, Required;
    /// The words of an entry are removed for good.
    BodyErased = "body.erased", Organisation, Beside, Forbidden;
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_code(&std::borrow::Cow::<str>::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_names_one_kind() {
        for kind in Kind::ALL {
            assert_eq!(&Kind::from_code(kind.code()), kind);
            assert!(kind.shape().is_some());
        }
        assert_eq!(Kind::from_code("ballot.cast"), Kind::Newer("ballot.cast".into()));
    }
}
