use jiannuo_domain::{
    ledger::{Ledger, Saying, Told},
    words::{DisclosureWords, Milestone, PledgeWords, PointWords, Words},
};

use super::{
    Context,
    context::{count, moment},
    due::{amount, due_text},
    paragraphs::changed_paragraphs,
    people::{byline, counted_ms},
    placeholder::said,
    points::hours_lines,
};
use crate::components::revision_history::{Change, Revision};

/// What stands where a field says nothing.
const NOTHING: &str = "—";

/// Words that can be changed, with a reason.
pub(super) trait Revised: Words {
    /// Why they were changed; nothing in a first edition.
    fn reason(&self) -> Option<&String>;

    /// Each field with its name in the language of the page; one of several lines is compared line by line.
    fn fields(&self, ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)>;
}

/// The changes of wording, the newest first.
pub(super) fn revisions<W: Revised>(ledger: &Ledger, wordings: &[Told<W>], context: &Context) -> Vec<Revision> {
    let pairs = wordings.iter().zip(wordings.iter().skip(1)).enumerate();
    let told = pairs.map(|(index, (before, after))| Revision {
        number: count(index + 1),
        received: moment(counted_ms(&after.stamp)),
        by: byline(ledger, &after.stamp, context),
        reason: said(ledger, after, context, |words| words.reason().cloned().unwrap_or_else(|| NOTHING.to_owned())),
        changes: changes(ledger, before, after, context),
        unseen: unseen(ledger, before, after, context),
    });
    let mut told: Vec<_> = told.collect();
    told.reverse();
    told
}

/// What stands where one of two wordings cannot be compared: why, once.
fn unseen<W: Words>(ledger: &Ledger, before: &Told<W>, after: &Told<W>, context: &Context) -> Vec<String> {
    let gone = [before, after].into_iter().filter(|told| told.words().is_none());
    let mut notes: Vec<_> = gone.map(|told| said(ledger, told, context, |_| String::new())).collect();
    notes.dedup();
    notes
}

fn changes<W: Revised>(ledger: &Ledger, before: &Told<W>, after: &Told<W>, context: &Context) -> Vec<Change> {
    let (Saying::Words(old), Saying::Words(new)) = (&before.saying, &after.saying) else { return Vec::new() };
    let fields = old.fields(ledger, context).into_iter().zip(new.fields(ledger, context));
    fields.flat_map(|((field, before), (_, after))| changed(field, &before, &after)).collect()
}

fn changed(field: &'static str, before: &str, after: &str) -> Vec<Change> {
    let change = |(before, after)| Change { field, before, after };
    if before.contains('\n') || after.contains('\n') {
        return changed_paragraphs(before, after).into_iter().map(change).collect();
    }
    let pair = (before != after).then(|| (before.to_owned(), after.to_owned()));
    pair.map(change).into_iter().collect()
}

fn or_nothing(field: &Option<String>) -> String {
    field.clone().unwrap_or_else(|| NOTHING.to_owned())
}

impl Revised for PledgeWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.pledge;
        let target = self.quantity.map(|quantity| amount(quantity, self.unit.as_deref()));
        vec![
            (names.pledge, self.text.clone()),
            (names.due, due_text(self, &ledger.calendar, context)),
            (names.target, or_nothing(&target)),
            (names.measure, or_nothing(&self.measure)),
            (names.responsible, or_nothing(&self.responsible)),
            (names.beneficiaries, or_nothing(&self.beneficiaries)),
            (names.field, or_nothing(&self.field)),
            (names.milestones, milestones(&self.milestones, context)),
        ]
    }
}

impl Revised for DisclosureWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.disclosure;
        vec![
            (names.title, self.title.clone()),
            (names.kind, (names.affairs)(self.kind).to_owned()),
            (names.date, context.day_text(self.date)),
            (names.body, self.body.clone()),
        ]
    }
}

impl Revised for PointWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.service_point;
        let (week, exceptions) = hours_lines(&self.hours, context);
        vec![
            (names.name, self.name.clone()),
            (names.level, (context.words.organisation.level)(self.level).to_owned()),
            (names.address, self.address.clone()),
            (names.phone, or_nothing(&self.phone)),
            (names.services, or_nothing(&self.services)),
            (names.hours, week),
            (names.exceptions, exceptions),
        ]
    }
}

fn milestones(steps: &[Milestone], context: &Context) -> String {
    let line = |step: &Milestone| match step.on {
        Some(on) => format!("{} {}", step.text, context.day_text(on)),
        None => step.text.clone(),
    };
    let lines: Vec<_> = steps.iter().map(line).collect();
    if lines.is_empty() { NOTHING.to_owned() } else { lines.join("; ") }
}
