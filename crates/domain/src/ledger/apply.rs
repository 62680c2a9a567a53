//! How each kind of entry changes the record.

use super::pledge::{Contest, Ending, Pledge, Progress, Verdict};
use super::told::{Attestation, Receipt, Saying, Stamp, Told};
use super::{Erasure, Holding, Ledger, Member, Notice, Rules};
use crate::acceptance::{Candidate, Refusal, State};
use crate::body::BodyState;
use crate::codes::{Codes, Reason, Role};
use crate::hash::Digest;
use crate::id::{EntryId, RecordId};
use crate::kind::Kind;
use crate::leaf::Leaf;
use crate::statement::{Reading, Statement, StatementError};
use crate::words::{
    CatalogueWords, CycleWords, DisclosureWords, GuideWords, MemberWords, MemoWords, PointWords, PostWords,
    ReasonWords, Words,
};

impl Ledger {
    /// Takes in the log's next leaf. The caller has checked its signature and the body's hash.
    ///
    /// # Errors
    /// [`StatementError`] when the leaf is not a statement of any version; nothing has changed then.
    pub fn apply_leaf(&mut self, leaf: &Leaf, body: BodyState<'_>) -> Result<(), StatementError> {
        let digest = Digest::of(&[leaf.statement.as_bytes()]);
        match Statement::read(&leaf.statement)? {
            Reading::Newer(newer) => {
                self.newer_records.insert(newer.record);
                self.acceptance.skip(leaf.received_ms);
            }
            Reading::Known(statement) => {
                self.apply_logged(&Candidate { statement: &statement, digest }, leaf.received_ms, body);
            }
        }
        Ok(())
    }

    /// As [`Ledger::apply_leaf`] for a statement that was read already.
    pub fn apply_logged(&mut self, candidate: &Candidate<'_>, received_ms: i64, body: BodyState<'_>) {
        let index = self.acceptance.size();
        match self.acceptance.check(candidate, received_ms) {
            Ok(()) => self.apply(candidate, Receipt::Logged { index, received_ms }, received_ms, body),
            Err(refusal) => {
                // After a newer statement about a record this version cannot tell what may follow there.
                if !self.newer_records.contains(&candidate.statement.record) {
                    self.violations.push((index, refusal));
                }
                self.acceptance.skip(received_ms);
            }
        }
    }

    /// Shows a statement of this device's outbox as if it had been received now.
    ///
    /// # Errors
    /// [`Refusal`] when it would not be accepted as things stand; nothing has changed then.
    pub fn apply_pending(
        &mut self,
        candidate: &Candidate<'_>,
        now_ms: i64,
        body: BodyState<'_>,
    ) -> Result<(), Refusal> {
        self.acceptance.check(candidate, now_ms)?;
        self.apply(candidate, Receipt::Pending, now_ms, body);
        Ok(())
    }

    fn apply(&mut self, candidate: &Candidate<'_>, receipt: Receipt, received_ms: i64, body: BodyState<'_>) {
        let statement = candidate.statement;
        self.acceptance.apply(candidate, received_ms);
        let Some(facts) = self.acceptance.entry(&statement.entry) else { return };
        let stamp = Stamp {
            entry: statement.entry,
            receipt,
            written_ms: statement.at,
            signer: facts.signer,
            about: facts.about,
            attestation: Attestation::Silent,
        };
        // A replay after an erasure is given Erased bodies; one before it, present ones. Both end alike.
        if !self.tell(statement, stamp, body) {
            self.newer_words.insert(statement.entry, statement.record);
        }
    }

    /// Whether the words could be read.
    fn tell(&mut self, statement: &Statement, stamp: Stamp, body: BodyState<'_>) -> bool {
        match statement.kind {
            Kind::OrganisationFounded | Kind::OrganisationDescribed => {
                if statement.kind == Kind::OrganisationFounded {
                    self.tell_founder(statement);
                }
                return push(&mut self.organisation, stamp, body);
            }
            Kind::RulesSet => self.tell_rules(statement),
            Kind::CalendarSet => self.tell_calendar(statement),
            Kind::MemberAdded | Kind::MemberChanged | Kind::MemberRemoved => {
                return self.tell_member(statement, stamp, body);
            }
            Kind::DeviceJoined | Kind::DeviceRevoked => self.tell_device(statement, stamp),
            Kind::PostDefined | Kind::PostRevised | Kind::PostWithdrawn => {
                return tell_notice::<PostWords>(&mut self.posts, statement, stamp, body);
            }
            Kind::PostClaimed | Kind::PostReleased => {
                let takes_on = statement.kind == Kind::PostClaimed;
                self.holdings.entry(statement.record).or_default().push(Holding { takes_on, stamp });
            }
            Kind::CycleOpened | Kind::CycleRevised => {
                return tell_notice::<CycleWords>(&mut self.cycles, statement, stamp, body);
            }
            Kind::AccountGiven => return push(self.accounts.entry(statement.record).or_default(), stamp, body),
            Kind::DisclosurePublished | Kind::DisclosureRevised | Kind::DisclosureWithdrawn => {
                return tell_notice::<DisclosureWords>(&mut self.disclosures, statement, stamp, body);
            }
            Kind::DisclosureConcluded => return self.tell_outcome(statement, stamp, body),
            Kind::CatalogueDefined | Kind::CatalogueRevised | Kind::CatalogueWithdrawn => {
                return tell_notice::<CatalogueWords>(&mut self.catalogue, statement, stamp, body);
            }

            Kind::PointPublished | Kind::PointRevised | Kind::PointWithdrawn => {
                return tell_notice::<PointWords>(&mut self.points, statement, stamp, body);
            }
            // The log's order is that of receipt, so the last one told is the latest.
            Kind::PointChecked => drop(self.point_checks.insert(statement.record, stamp)),
            Kind::GuidePublished | Kind::GuideRevised | Kind::GuideWithdrawn => {
                return tell_notice::<GuideWords>(&mut self.guides, statement, stamp, body);
            }
            Kind::MemoWritten | Kind::MemoRevised => {
                return tell_notice::<MemoWords>(&mut self.memos, statement, stamp, body);
            }
            Kind::ChildrenFixed => return push(&mut self.children, stamp, body),
            Kind::ReleaseServed => return push(&mut self.releases, stamp, body),
            Kind::BodyErased => self.erase(statement, stamp),
            Kind::InvitationIssued
            | Kind::InvitationRevoked
            | Kind::FoundingInvited
            | Kind::CustodianAppointed
            | Kind::CustodianDismissed
            | Kind::RosterAnchored
            | Kind::Newer(_) => {}
            _ => return self.tell_pledge(statement, stamp, body),
        }
        true
    }

    fn tell_founder(&mut self, statement: &Statement) {
        self.succeeds = statement.codes.as_ref().and_then(|codes| codes.succeeds);
        let Some(founder) = statement.subject else { return };
        let device = statement.codes.as_ref().and_then(|codes| codes.public_key).map(|key| key.id().device());
        let member = Member {
            id: founder,
            role: Role::Secretary,
            active: true,
            head: statement.entry,
            told: None,
            devices: device.into_iter().collect(),
        };
        self.members.insert(founder, member);
    }

    fn tell_rules(&mut self, statement: &Statement) {
        let Some(Codes { offline_grace_days: Some(grace), due_soon_days: Some(soon), .. }) = statement.codes else {
            return;
        };
        self.rules = Rules { version: statement.entry.to_string(), offline_grace_days: grace, due_soon_days: soon };
    }

    fn tell_calendar(&mut self, statement: &Statement) {
        let Some(calendar) = statement.codes.as_ref().and_then(|codes| codes.calendar.as_ref()) else { return };
        let version = format!("{}+{}", self.calendar.version, statement.entry);
        if let Ok(with_year) = self.calendar.with_year(calendar.year, calendar.table(), &version) {
            self.calendar = with_year;
        }
    }

    fn tell_member(&mut self, statement: &Statement, stamp: Stamp, body: BodyState<'_>) -> bool {
        let Some(facts) = self.acceptance.member(&statement.record).copied() else { return true };
        let member = self.members.entry(statement.record).or_insert_with(|| Member {
            id: statement.record,
            role: facts.role,
            active: true,
            head: statement.entry,
            told: None,
            devices: Default::default(),
        });
        member.role = facts.role;
        member.active = facts.active;
        member.head = statement.entry;
        if statement.kind == Kind::MemberRemoved {
            return true;
        }
        let told = tell_words::<MemberWords>(stamp, body);
        let is_readable = told.saying.is_readable();
        member.told = Some(told);
        is_readable
    }

    fn tell_device(&mut self, statement: &Statement, stamp: Stamp) {
        let member = match statement.kind {
            Kind::DeviceJoined => Some(stamp.signer),
            _ => self.acceptance.record(&statement.record).map(|record| record.owner),
        };
        let Some(member) = member.and_then(|member| self.members.get_mut(&member)) else { return };
        if statement.kind == Kind::DeviceJoined {
            member.devices.insert(statement.record);
        } else {
            member.devices.remove(&statement.record);
        }
    }

    fn tell_pledge(&mut self, statement: &Statement, stamp: Stamp, body: BodyState<'_>) -> bool {
        let Some(record) = self.acceptance.record(&statement.record) else { return true };
        let (state, head, owner) = (record.state, record.head, record.owner);
        let pledge = self.pledges.entry(statement.record).or_insert_with(|| Pledge {
            id: statement.record,
            owner,
            state,
            head,
            wordings: Vec::new(),
            progress: Vec::new(),
            claims: Vec::new(),
            verdicts: Vec::new(),
            contests: Vec::new(),
            ending: None,
        });
        pledge.state = state;
        pledge.head = head;
        tell_pledge(pledge, statement, stamp, body)
    }

    /// The outcome of a public notice is the disclosure's head, and stands beside its wordings.
    fn tell_outcome(&mut self, statement: &Statement, stamp: Stamp, body: BodyState<'_>) -> bool {
        if let Some(notice) = self.disclosures.get_mut(&statement.record) {
            notice.head = statement.entry;
        }
        push(self.outcomes.entry(statement.record).or_default(), stamp, body)
    }

    fn erase(&mut self, statement: &Statement, stamp: Stamp) {
        let Some(Codes { entry: Some(target), reason: Some(reason), .. }) = statement.codes.clone() else { return };
        // Words are gone from their first erasure on; another one adds nothing.
        self.erasures.entry(target).or_insert(Erasure { reason, stamp });
        self.newer_words.remove(&target);
        let Some(record) = self.acceptance.entry(&target).map(|facts| facts.record) else { return };
        erase_told(&mut self.organisation, target);
        erase_told(&mut self.children, target);
        erase_told(&mut self.releases, target);
        if let Some(told) = self.members.get_mut(&record).and_then(|member| member.told.as_mut()) {
            erase_one(told, target);
        }
        if let Some(pledge) = self.pledges.get_mut(&record) {
            erase_in_pledge(pledge, target);
        }
        erase_in_notice(self.posts.get_mut(&record), target);
        erase_in_notice(self.cycles.get_mut(&record), target);
        self.accounts.get_mut(&record).into_iter().for_each(|accounts| erase_told(accounts, target));
        erase_in_notice(self.disclosures.get_mut(&record), target);
        if let Some(outcomes) = self.outcomes.get_mut(&record) {
            erase_told(outcomes, target);
        }
        erase_in_notice(self.catalogue.get_mut(&record), target);

        erase_in_notice(self.points.get_mut(&record), target);
        erase_in_notice(self.guides.get_mut(&record), target);
        erase_in_notice(self.memos.get_mut(&record), target);
    }
}

fn tell_pledge(pledge: &mut Pledge, statement: &Statement, stamp: Stamp, body: BodyState<'_>) -> bool {
    let codes = statement.codes.as_ref();
    match statement.kind {
        Kind::PledgePublished | Kind::PledgeRevised => push(&mut pledge.wordings, stamp, body),
        Kind::PledgeClaimed => push(&mut pledge.claims, stamp, body),
        Kind::ProgressAdded => {
            let told = tell_words(stamp, body);
            let is_readable = told.saying.is_readable();
            pledge.progress.push(Progress { told, withdrawn: None });
            is_readable
        }
        Kind::PledgeConfirmed | Kind::PledgeDisputed => {
            let told = tell_words(stamp, body);
            let is_readable = told.saying.is_readable();
            pledge.verdicts.push(Verdict { confirms: statement.kind == Kind::PledgeConfirmed, told });
            is_readable
        }
        Kind::PledgeNotFulfilled | Kind::PledgeWithdrawn => {
            let reason = codes.and_then(|codes| codes.reason).unwrap_or(Reason::Other);
            let told = tell_words(stamp, body);
            let is_readable = told.saying.is_readable();
            pledge.ending = Some(Ending { reason, told });
            is_readable
        }
        Kind::ProgressWithdrawn => {
            let target = codes.and_then(|codes| codes.entry);
            let told = tell_words(stamp, body);
            let is_readable = told.saying.is_readable();
            if let Some(progress) =
                pledge.progress.iter_mut().find(|progress| Some(progress.told.stamp.entry) == target)
            {
                progress.withdrawn = Some(told);
            }
            is_readable
        }
        Kind::EntryAttested | Kind::EntryContested => {
            let Some(target) = codes.and_then(|codes| codes.entry) else { return true };
            tell_attestation(pledge, statement, target, stamp, body)
        }
        _ => true,
    }
}

fn tell_attestation(
    pledge: &mut Pledge,
    statement: &Statement,
    target: EntryId,
    stamp: Stamp,
    body: BodyState<'_>,
) -> bool {
    let is_contest = statement.kind == Kind::EntryContested;
    let attestation = if is_contest { Attestation::Contested } else { Attestation::Attested };
    for_each_stamp(pledge, |stamp| {
        if stamp.entry == target {
            stamp.attestation = attestation;
        }
    });
    if !is_contest {
        return true;
    }
    let told = tell_words(stamp, body);
    let is_readable = told.saying.is_readable();
    pledge.contests.push(Contest { target, told });
    is_readable
}

fn for_each_stamp(pledge: &mut Pledge, mut visit: impl FnMut(&mut Stamp)) {
    pledge.wordings.iter_mut().for_each(|told| visit(&mut told.stamp));
    pledge.progress.iter_mut().for_each(|progress| visit(&mut progress.told.stamp));
    pledge.claims.iter_mut().for_each(|told| visit(&mut told.stamp));
    pledge
        .progress
        .iter_mut()
        .filter_map(|progress| progress.withdrawn.as_mut())
        .for_each(|told| visit(&mut told.stamp));
    pledge.verdicts.iter_mut().for_each(|verdict| visit(&mut verdict.told.stamp));
    pledge.ending.iter_mut().for_each(|ending| visit(&mut ending.told.stamp));
}

fn tell_notice<W: Words>(
    notices: &mut std::collections::BTreeMap<RecordId, Notice<W>>,
    statement: &Statement,
    stamp: Stamp,
    body: BodyState<'_>,
) -> bool {
    let notice = notices.entry(statement.record).or_insert_with(|| Notice {
        id: statement.record,
        state: State::Open,
        head: statement.entry,
        wordings: Vec::new(),
        withdrawal: None,
    });
    notice.head = statement.entry;
    if matches!(
        statement.kind,
        Kind::DisclosureWithdrawn
            | Kind::PointWithdrawn
            | Kind::GuideWithdrawn
            | Kind::CatalogueWithdrawn
            | Kind::PostWithdrawn
    ) {
        notice.state = State::Withdrawn;
        let reason = statement.codes.as_ref().and_then(|codes| codes.reason).unwrap_or(Reason::Other);
        let told = tell_words::<ReasonWords>(stamp, body);
        let is_readable = told.saying.is_readable();
        notice.withdrawal = Some((reason, told));
        return is_readable;
    }
    push(&mut notice.wordings, stamp, body)
}

/// What a body says.
fn hear<W: Words>(body: BodyState<'_>) -> Saying<W> {
    match body {
        BodyState::Present(text) => W::from_body(text).map_or(Saying::Newer, Saying::Words),
        BodyState::Erased => Saying::Erased,
        BodyState::Missing => Saying::Missing,
    }
}

fn tell_words<W: Words>(stamp: Stamp, body: BodyState<'_>) -> Told<W> {
    Told { stamp, saying: hear(body) }
}

/// Adds a telling to a list; whether it could be read.
fn push<W: Words>(list: &mut Vec<Told<W>>, stamp: Stamp, body: BodyState<'_>) -> bool {
    let told = tell_words(stamp, body);
    let is_readable = told.saying.is_readable();
    list.push(told);
    is_readable
}

fn erase_one<W>(told: &mut Told<W>, target: EntryId) {
    if told.stamp.entry == target {
        told.saying = Saying::Erased;
    }
}

fn erase_told<W>(list: &mut [Told<W>], target: EntryId) {
    list.iter_mut().for_each(|told| erase_one(told, target));
}

fn erase_in_notice<W>(notice: Option<&mut Notice<W>>, target: EntryId) {
    let Some(notice) = notice else { return };
    erase_told(&mut notice.wordings, target);
    if let Some((_, told)) = notice.withdrawal.as_mut() {
        erase_one(told, target);
    }
}

fn erase_in_pledge(pledge: &mut Pledge, target: EntryId) {
    erase_told(&mut pledge.wordings, target);
    erase_told(&mut pledge.claims, target);
    for progress in &mut pledge.progress {
        erase_one(&mut progress.told, target);
        if let Some(told) = progress.withdrawn.as_mut() {
            erase_one(told, target);
        }
    }
    pledge.verdicts.iter_mut().for_each(|verdict| erase_one(&mut verdict.told, target));
    pledge.contests.iter_mut().for_each(|contest| erase_one(&mut contest.told, target));
    pledge.ending.iter_mut().for_each(|ending| erase_one(&mut ending.told, target));
}
