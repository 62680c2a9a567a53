//! The village whose board shows everything: every way a pledge can go, and everything that can happen to an entry.

use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::ProgressWords;

use crate::boards::{Maker, Staff, pledges};
use crate::courses::{Course, Told};
use crate::office::{Draft, Office, SECRETARY, When};
use crate::places::{Village, office_phone};
use crate::{DemoError, INVITATION_DAYS, Invitation, Purpose, catalogue, disclosures};

/// A device whose battery had been empty: three minutes after its clock began.
const CLOCK_AT_ITS_BEGINNING_MS: i64 = 180_000;

const VILLAGE_SHOWCASE: [Course; 14] = [
    Course::Overdue,
    Course::Underway,
    Course::Kept,
    Course::KeptWithinGrace,
    Course::Claimed,
    Course::InGrace,
    Course::DueSoon,
    Course::KeptLate,
    Course::Disputed,
    Course::NotKept,
    Course::Stepwise,
    Course::Revised,
    Course::Withdrawn,
    Course::AsWritten,
];

impl Maker<'_> {
    /// Every way a pledge can go, and everything that can be said about one.
    pub(crate) fn showcase_village(
        &mut self,
        office: &mut Office,
        staff: &Staff,
        village: &Village,
    ) -> Result<(), DemoError> {
        let owners = [SECRETARY, staff.deputy, staff.member];
        pledges(office, &mut self.village, &VILLAGE_SHOWCASE, &owners, staff.overseer, 0)?;
        pledges(office, &mut self.monthly, &[Course::MonthlyMet, Course::MonthlyMissed], &owners, staff.overseer, 0)?;
        self.entered_for_others(office, staff)?;
        self.mishaps(office, staff)?;
        self.former_member(office, staff)?;
        disclosures::intended_admission(office, &office_phone(2))?;
        disclosures::party_affairs(office)?;
        disclosures::withdrawn_notice(office)?;
        catalogue::rows_in_every_state(office)?;
        catalogue::notices_in_every_state(office, &office_phone(2))?;
        catalogue::accounts_that_do_not_add_up(office)?;
        let on = office.day(-1);
        let expires_ms = office.day(INVITATION_DAYS).end_ms();
        for (post, role, purpose) in
            [("青年志愿者", Role::Member, Purpose::Member), ("村党支部副书记", Role::Secretary, Purpose::Secretary)]
        {
            let who = office.add(on, self.name(), post, role)?;
            let code = office.invite(on, who, expires_ms)?;
            self.invitations.push(Invitation { slug: village.slug, organisation: village.name, purpose, code });
        }
        Ok(())
    }

    /// Entered by the secretary for three members without a device: one stands by it, one does not, one has not said.
    fn entered_for_others(&mut self, office: &mut Office, staff: &Staff) -> Result<(), DemoError> {
        let on = office.day(-286);
        let attesting = office.add(on, self.name(), "种藕大户", Role::Member)?;
        let contesting = office.add(on, self.name(), "退休教师", Role::Member)?;
        let mut told = Vec::new();
        for (owner, course) in
            [(attesting, Course::Underway), (contesting, Course::Fresh), (staff.without_device, Course::DueSoon)]
        {
            told.extend(pledges(office, &mut self.village, &[course], &[owner], staff.overseer, 3)?);
        }
        let on = office.day(-2);
        for who in [attesting, contesting] {
            office.give_device(on, who)?;
        }
        let about = |told: &Told| Codes { entry: Some(told.first), ..Codes::default() };
        if let [attested, contested, _] = told.as_slice() {
            let draft = Draft::new(Kind::EntryAttested, attested.record).codes(about(attested));
            office.say(attesting, on, draft)?;
            let draft = Draft::new(Kind::EntryContested, contested.record).codes(about(contested));
            office.say(contesting, on, draft.reason("我说的是尽力帮忙，没有答应这个数")?)?;
        }
        Ok(())
    }

    /// A device whose clock was wrong, a progress entry taken back, and words that were erased.
    fn mishaps(&mut self, office: &mut Office, staff: &Staff) -> Result<(), DemoError> {
        let told = pledges(
            office,
            &mut self.village,
            &[Course::Underway, Course::Underway],
            &[staff.member, staff.deputy],
            staff.overseer,
            6,
        )?;
        let [clock, erased] = told.as_slice() else { return Ok(()) };
        let on = office.day(-3);
        let words = ProgressWords::new(on, "手机没电换了旧的，补记昨天做的");
        let when = When::from(on).clock_said(CLOCK_AT_ITS_BEGINNING_MS);
        office.say(staff.member, when, Draft::new(Kind::ProgressAdded, clock.record).words(&words)?)?;
        let twice = ProgressWords { note: "同一件事又记了一遍".to_owned(), ..words };
        let again = office.say(staff.member, on, Draft::new(Kind::ProgressAdded, clock.record).words(&twice)?)?;
        let codes = Codes { entry: Some(again), ..Codes::default() };
        let draft = Draft::new(Kind::ProgressWithdrawn, clock.record).codes(codes).reason("重复记录，撤回")?;
        office.say(staff.member, office.day(-2), draft)?;
        if let Some(last) = erased.last_progress {
            office.erase(office.day(-1), last)?;
        }
        Ok(())
    }

    /// Somebody who kept a pledge and then moved away: the phone was revoked, the pledge stays theirs.
    fn former_member(&mut self, office: &mut Office, staff: &Staff) -> Result<(), DemoError> {
        let on = office.day(-283);
        let former = office.add(on, self.name(), "大学生村官", Role::Member)?;
        office.give_device(on, former)?;
        pledges(office, &mut self.village, &[Course::Kept], &[former], staff.overseer, 5)?;
        office.remove(office.day(-22), former)
    }
}
