use jiannuo_domain::{
    acceptance::State,
    codes::Reason,
    day::Day,
    ledger::{Ledger, Pledge, Progress, Receipt, Saying, Stamp, Told},
    words::{ClaimWords, ProgressWords, ReasonWords},
};

use super::{
    Context,
    context::moment,
    due::amount,
    people::{byline, received},
    placeholder::said,
};
use crate::components::timeline::{Event, EventKind, Evidence, Grounds};

/// The record of a pledge, the newest entry first; what waits on this device is newer than what the log has.
pub(super) fn events(ledger: &Ledger, pledge: &Pledge, context: &Context) -> Vec<Event> {
    let teller = Teller { ledger, pledge, context };
    let wordings = pledge.wordings.iter().enumerate().map(|(index, told)| teller.wording(index, told));
    let progress = pledge.progress.iter().flat_map(|one| teller.progress(one));
    let claims = pledge.claims.iter().map(|told| teller.claim(told));
    let verdicts = pledge.verdicts.iter().map(|verdict| {
        let kind = if verdict.confirms { EventKind::Confirmed } else { EventKind::Disputed };
        teller.reasoned(kind, &verdict.told)
    });
    let contests = pledge.contests.iter().map(|contest| teller.reasoned(EventKind::Contested, &contest.told));
    let ending = pledge.ending.iter().map(|ending| teller.ending(ending.reason, &ending.told));
    let mut all: Vec<_> =
        wordings.chain(progress).chain(claims).chain(verdicts).chain(contests).chain(ending).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().rev().map(|(_, event)| event).collect()
}

/// Where an entry stands in time; two on the same device are told apart by its clock.
type Place = (Receipt, i64);

#[derive(Clone, Copy)]
struct Teller<'a> {
    ledger: &'a Ledger,
    pledge: &'a Pledge,
    context: &'a Context,
}

impl Teller<'_> {
    fn event(self, kind: EventKind, stamp: &Stamp, note: Option<String>) -> (Place, Event) {
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
        };
        ((stamp.receipt, stamp.written_ms), event)
    }

    /// The words of a first edition are the page's heading; those of a later one are told as a change.
    fn wording(self, index: usize, told: &Told<jiannuo_domain::words::PledgeWords>) -> (Place, Event) {
        let kind = if index == 0 { EventKind::Published } else { EventKind::Revised };
        let note = match &told.saying {
            Saying::Words(words) => words.reason.clone(),
            _ => Some(said(self.ledger, told, self.context, |_| String::new())),
        };
        self.event(kind, &told.stamp, note)
    }

    /// The entry, and if it was taken back, that it was.
    fn progress(self, progress: &Progress) -> impl Iterator<Item = (Place, Event)> {
        let told = &progress.told;
        let note = said(self.ledger, told, self.context, |words| self.progress_note(words, &told.stamp));
        let (place, mut event) = self.event(EventKind::Progress, &told.stamp, Some(note));
        let unit = self.pledge.words().and_then(|words| words.unit.as_deref());
        event.quantity = told.words().and_then(|words| told_amount(words, unit, self.context));
        event.is_withdrawn = progress.withdrawn.is_some();
        let withdrawn = progress.withdrawn.as_ref();
        let withdrawn = withdrawn.map(|told| self.reasoned(EventKind::ProgressWithdrawn, told));
        [Some((place, event)), withdrawn].into_iter().flatten()
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

    fn claim(self, told: &Told<ClaimWords>) -> (Place, Event) {
        let note = told.words().is_none().then(|| said(self.ledger, told, self.context, |_| String::new()));
        let (place, mut event) = self.event(EventKind::Claimed, &told.stamp, note);
        event.grounds = told.words().and_then(grounds);
        (place, event)
    }

    fn reasoned(self, kind: EventKind, told: &Told<ReasonWords>) -> (Place, Event) {
        let note = said(self.ledger, told, self.context, |words| words.reason.clone());
        self.event(kind, &told.stamp, Some(note))
    }

    fn ending(self, reason: Reason, told: &Told<ReasonWords>) -> (Place, Event) {
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
