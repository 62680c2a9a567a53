use jiannuo_domain::{
    ledger::{Ledger, Pledge, Saying, Told},
    words::{Milestone, PledgeWords},
};

use super::{
    Context,
    context::{count, moment},
    due::{amount, due_text},
    people::{byline, counted_ms},
    placeholder::said,
};
use crate::components::revision_history::{Change, Revision};

/// What stands where a field says nothing.
const NOTHING: &str = "—";

/// The changes of wording, the newest first.
pub(super) fn revisions(ledger: &Ledger, pledge: &Pledge, context: &Context) -> Vec<Revision> {
    let pairs = pledge.wordings.iter().zip(pledge.wordings.iter().skip(1)).enumerate();
    let told = pairs.map(|(index, (before, after))| Revision {
        number: count(index + 1),
        received: moment(counted_ms(&after.stamp)),
        by: byline(ledger, &after.stamp, context),
        reason: said(&after.saying, context, |words| words.reason.clone().unwrap_or_else(|| NOTHING.to_owned())),
        changes: changes(ledger, before, after, context),
    });
    let mut told: Vec<_> = told.collect();
    told.reverse();
    told
}

fn changes(ledger: &Ledger, before: &Told<PledgeWords>, after: &Told<PledgeWords>, context: &Context) -> Vec<Change> {
    let (Saying::Words(old), Saying::Words(new)) = (&before.saying, &after.saying) else {
        let text = |told: &Told<PledgeWords>| said(&told.saying, context, |words| words.text.clone());
        return vec![Change { field: context.words.pledge.pledge, before: text(before), after: text(after) }];
    };
    let fields = fields(ledger, old, context).into_iter().zip(fields(ledger, new, context));
    fields
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| Change { field, before, after })
        .collect()
}

/// Each field with its name in the language of the page.
fn fields(ledger: &Ledger, words: &PledgeWords, context: &Context) -> [(&'static str, String); 8] {
    let names = &context.words.pledge;
    let text = |field: &Option<String>| field.clone().unwrap_or_else(|| NOTHING.to_owned());
    let target = words.quantity.map(|quantity| amount(quantity, words.unit.as_deref()));
    [
        (names.pledge, words.text.clone()),
        (names.due, due_text(words, &ledger.calendar, context)),
        (names.target, text(&target)),
        (names.measure, text(&words.measure)),
        (names.responsible, text(&words.responsible)),
        (names.beneficiaries, text(&words.beneficiaries)),
        (names.field, text(&words.field)),
        (names.milestones, milestones(&words.milestones, context)),
    ]
}

fn milestones(steps: &[Milestone], context: &Context) -> String {
    let line = |step: &Milestone| match step.on {
        Some(on) => format!("{} {}", step.text, context.day_text(on)),
        None => step.text.clone(),
    };
    let lines: Vec<_> = steps.iter().map(line).collect();
    if lines.is_empty() { NOTHING.to_owned() } else { lines.join("; ") }
}
