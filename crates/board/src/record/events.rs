use jiannuo_domain::{
    acceptance::State,
    codes::Reason,
    day::Day,
    id::MemberId,
    ledger::{Ledger, Pledge, Progress, Receipt, Saying, Stamp, Told},
    words::{ClaimWords, ProgressWords, ReasonWords},
};

use super::{
    Addresses, Context,
    attachments::attached,
    context::moment,
    due::amount,
    people::{byline, counted_ms, received},
    placeholder::said,
};
use crate::components::timeline::{Event, EventKind, Evidence, Grounds};

/// The record of a pledge, the newest entry first; what waits on this device is newer than what the log has.
pub(super) fn events(ledger: &Ledger, pledge: &Pledge, addresses: &Addresses, context: &Context) -> Vec<Event> {
    let mut all = lines(ledger, pledge, addresses, context);
    all.sort_by_key(|line| line.place);
    all.into_iter().rev().map(|line| line.event).collect()
}

/// One entry, with what it is sorted and chosen by.
pub(super) struct Line {
    /// Where it stands in time.
    pub(super) place: Place,
    /// Whose act it is.
    pub(super) about: MemberId,
    /// The day on which it was done.
    pub(super) on: Day,
    /// What is shown.
    pub(super) event: Event,
}

/// The entries of a pledge, in no order.
pub(super) fn lines(ledger: &Ledger, pledge: &Pledge, addresses: &Addresses, context: &Context) -> Vec<Line> {
    let teller = Teller { ledger, pledge, addresses, context };
    let wordings = pledge.wordings.iter().enumerate().map(|(index, told)| teller.wording(index, told));
    let progress = pledge.progress.iter().flat_map(|one| teller.progress(one));
    let claims = pledge.claims.iter().map(|told| teller.claim(told));
    let verdicts = pledge.verdicts.iter().map(|verdict| {
        let kind = if verdict.confirms { EventKind::Confirmed } else { EventKind::Disputed };
        teller.reasoned(kind, &verdict.told)
    });
    let contests = pledge.contests.iter().map(|contest| teller.reasoned(EventKind::Contested, &contest.told));
    let ending = pledge.ending.iter().map(|ending| teller.ending(ending.reason, &ending.told));
    wordings.chain(progress).chain(claims).chain(verdicts).chain(contests).chain(ending).collect()
}

/// Where an entry stands in time; two on the same device are told apart by its clock.
pub(super) type Place = (Receipt, i64);

#[derive(Clone, Copy)]
struct Teller<'a> {
    ledger: &'a Ledger,
    pledge: &'a Pledge,
    addresses: &'a Addresses,
    context: &'a Context,
}

impl Teller<'_> {
    fn event(self, kind: EventKind, stamp: &Stamp, note: Option<String>) -> Line {
        let event = Event {
            kind,
            by: byline(self.ledger, stamp, self.context),
            note,
            quantity: None,
            grounds: None,
            is_withdrawn: false,
            written: moment(stamp.written_ms),
            received: received(stamp),
            clock_differs: stamp.has_wrong_clock(),
            attachments: Vec::new(),
            about: None,
        };
        let place = (stamp.receipt, stamp.written_ms);
        Line { place, about: stamp.about, on: Day::in_shanghai(counted_ms(stamp)), event }
    }

    /// The words of a first edition are the page's heading; those of a later one are told as a change.
    fn wording(self, index: usize, told: &Told<jiannuo_domain::words::PledgeWords>) -> Line {
        let kind = if index == 0 { EventKind::Published } else { EventKind::Revised };
        let note = match &told.saying {
            Saying::Words(words) => words.reason.clone(),
            _ => Some(said(self.ledger, told, self.context, |_| String::new())),
        };
        self.event(kind, &told.stamp, note)
    }

    /// The entry, and if it was taken back, that it was.
    fn progress(self, progress: &Progress) -> impl Iterator<Item = Line> {
        let told = &progress.told;
        let note = said(self.ledger, told, self.context, |words| self.progress_note(words, &told.stamp));
        let mut line = self.event(EventKind::Progress, &told.stamp, Some(note));
        let unit = self.pledge.words().and_then(|words| words.unit.as_deref());
        let event = &mut line.event;
        event.quantity = told.words().and_then(|words| told_amount(words, unit, self.context));
        event.is_withdrawn = progress.withdrawn.is_some();
        event.attachments = told.words().map_or_else(Vec::new, |words| attached(&words.attachments, self.addresses));
        line.on = told.words().map_or(line.on, |words| words.on);
        let withdrawn = progress.withdrawn.as_ref();
        let withdrawn = withdrawn.map(|told| self.reasoned(EventKind::ProgressWithdrawn, told));
        [Some(line), withdrawn].into_iter().flatten()
    }

    /// The note; before it the day, if that is not the day of writing, and the milestone that was reached.
    fn progress_note(self, words: &ProgressWords, stamp: &Stamp) -> String {
        let mut lines = Vec::new();
        if words.on != Day::in_shanghai(stamp.written_ms) {
            lines.push(self.context.day_text(words.on));
        }
        let steps = self.pledge.words().map_or(&[][..], |words| &words.milestones);
        if let Some(step) = words.milestone.and_then(|index| steps.get(usize::from(index))) {
            lines.push(format!("{} {}", self.context.words.pledge.milestone_reached, step.text));
        }
        lines.push(words.note.clone());
        lines.join("\n")
    }

    fn claim(self, told: &Told<ClaimWords>) -> Line {
        let note = told.words().is_none().then(|| said(self.ledger, told, self.context, |_| String::new()));
        let mut line = self.event(EventKind::Claimed, &told.stamp, note);
        line.event.grounds = told.words().and_then(grounds);
        line.event.attachments =
            told.words().map_or_else(Vec::new, |words| attached(&words.attachments, self.addresses));
        line
    }

    fn reasoned(self, kind: EventKind, told: &Told<ReasonWords>) -> Line {
        let note = said(self.ledger, told, self.context, |words| words.reason.clone());
        self.event(kind, &told.stamp, Some(note))
    }

    fn ending(self, reason: Reason, told: &Told<ReasonWords>) -> Line {
        let kind = if self.pledge.state == State::Withdrawn { EventKind::Withdrawn } else { EventKind::NotFulfilled };
        let note = said(self.ledger, told, self.context, |words| words.reason.clone());
        let note = with_code(reason, note, self.context);
        self.event(kind, &told.stamp, Some(note))
    }
}

/// What an entry tells beside its note: an amount, or how far the pledge is by then.
fn told_amount(words: &ProgressWords, unit: Option<&str>, context: &Context) -> Option<String> {
    let names = &context.words.pledging;
    let quantity = words.quantity.map(|quantity| amount(quantity, unit));
    let percent = words.percent.map(|percent| format!("{percent}%"));
    let kept = words.kept.map(|kept| if kept { names.kept } else { names.not_kept }.to_owned());
    let measured = words.measured.map(|measured| super::kinds::measured_text(&measured, context));
    let told: Vec<_> = [quantity, percent, kept, measured].into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join(names.between))
}

/// A reason in words after its code, unless the code says nothing.
pub(super) fn with_code(reason: Reason, words: String, context: &Context) -> String {
    match reason {
        Reason::Other => words,
        code => format!("{}\n{words}", (context.words.pledge.reason_code)(code)),
    }
}

fn grounds(words: &ClaimWords) -> Option<Grounds> {
    let evidence = words.evidence.as_ref().map(|label| {
        let items = vec![Evidence { label: label.clone(), href: None }];
        Grounds::Evidence(items)
    });
    evidence.or_else(|| words.no_evidence_reason.clone().map(Grounds::None))
}
