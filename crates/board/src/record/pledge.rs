use jiannuo_domain::{
    board::pledge_row,
    ledger::{Ledger, Pledge},
    relations::Relations,
    words::Milestone as Step,
};

use super::{
    Addresses, Context,
    board::{organisation_name, pledger},
    context::shown,
    due::{amount, due, grace_end, progress},
    events::events,
    kinds::{around, other_progress},
    people::received,
    placeholder,
    revisions::revisions,
    status::{row_tags, shown_standing},
};
use crate::{
    components::pledge_details::{Milestone, MilestoneState, PledgeDetails},
    link::Link,
};

/// A pledge on its own page.
pub fn pledge_details(ledger: &Ledger, pledge: &Pledge, addresses: &Addresses, context: &Context) -> PledgeDetails {
    let relations = Relations::of(ledger);
    let row = pledge_row(ledger, &relations, pledge, context.today);
    let standing = shown_standing(ledger, &row, context);
    let words = pledge.words();
    PledgeDetails {
        check_href: addresses.check(&pledge.id),
        text: placeholder::pledge_text(ledger, Some(pledge), row.words_state, context),
        statuses: row_tags(&row, &standing),
        by: pledger(ledger, Some(pledge), addresses, context),
        organisation: Link::new(organisation_name(ledger, context), addresses.organisation()),
        responsible: words.and_then(|words| words.responsible.clone()),
        field: words.and_then(|words| words.field.clone()),
        measure: words.and_then(|words| words.measure.clone()),
        target: words.and_then(|words| words.quantity.map(|quantity| amount(quantity, words.unit.as_deref()))),
        beneficiaries: words.and_then(|words| words.beneficiaries.clone()),
        published: pledge.wordings.first().and_then(|told| received(&told.stamp)),
        due: due(ledger, Some(pledge), row.words_state, &standing, context),
        progress: progress(words, standing.done).or_else(|| other_progress(&row, context)),
        around: around(ledger, &relations, (pledge, &row), addresses, context),
        milestones: words.map(|words| milestones(ledger, pledge, &words.milestones, context)).unwrap_or_default(),
        events: events(ledger, pledge, addresses, context),
        revisions: revisions(ledger, &pledge.wordings, context),
    }
}

fn milestones(ledger: &Ledger, pledge: &Pledge, steps: &[Step], context: &Context) -> Vec<Milestone> {
    let is_reached = |index: usize| {
        let mut reached = pledge.standing_progress().filter_map(|(_, words)| words.milestone);
        reached.any(|milestone| usize::from(milestone) == index)
    };
    let is_missed = |step: &Step| context.verdicts && step.on.is_some_and(|on| grace_end(ledger, on) < context.today);
    let shown = |(index, step): (usize, &Step)| Milestone {
        text: step.text.clone(),
        due: step.on.map(shown),
        state: if is_reached(index) {
            MilestoneState::Reached
        } else if is_missed(step) {
            MilestoneState::Missed
        } else {
            MilestoneState::Open
        },
    };
    steps.iter().enumerate().map(shown).collect()
}
