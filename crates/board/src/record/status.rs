use jiannuo_domain::{
    board::{PledgeRow, WordsState},
    ledger::Ledger,
    standing::{Punctuality, Standing, Status as Derived},
};

use super::Context;
use crate::{components::status_tag::Status, words::Words};

/// The tags of a pledge, the weightiest first.
pub fn status(words_state: WordsState, standing: &Standing, is_revised: bool) -> Vec<Status> {
    let mut tags = Vec::new();
    if words_state == WordsState::NeedsNewerApp {
        // What this version cannot read may have changed everything that follows from the rest.
        tags.push(Status::NeedsNewerApp);
    } else {
        tags.push(tag(standing.status));
        tags.extend(kept(standing));
    }
    if is_revised {
        tags.push(Status::Revised);
    }
    tags
}

/// How a confirmed pledge was kept. A claim's own time stands beside its due day, since nobody has confirmed it yet.
fn kept(standing: &Standing) -> Option<Status> {
    let punctuality = standing.punctuality.filter(|_| standing.status == Derived::Confirmed)?;
    Some(match punctuality {
        Punctuality::OnTime => Status::FulfilledOnTime,
        Punctuality::WithinGrace => Status::FulfilledInGrace,
        Punctuality::Late => Status::FulfilledLate,
    })
}

/// What a status is called.
pub fn status_word(words: &Words, status: Derived) -> &'static str {
    (words.status)(tag(status))
}

/// The tag of a status.
pub(super) const fn tag(status: Derived) -> Status {
    match status {
        Derived::Published => Status::Published,
        Derived::InProgress => Status::InProgress,
        Derived::DueSoon => Status::DueSoon,
        Derived::InGrace => Status::InGrace,
        Derived::Overdue => Status::Overdue,
        Derived::Claimed => Status::Claimed,
        Derived::Confirmed => Status::Confirmed,
        Derived::Disputed => Status::Disputed,
        Derived::NotFulfilled => Status::NotFulfilled,
        Derived::Withdrawn => Status::Withdrawn,
    }
}

/// The standing that may be shown: without a clock to trust, or with a step that this version cannot read, what today
/// makes of a due day is left out.
pub(super) fn shown_standing(ledger: &Ledger, row: &PledgeRow, context: &Context) -> Standing {
    let mut standing = row.standing.clone();
    let hangs_on_today = matches!(standing.status, Derived::DueSoon | Derived::InGrace | Derived::Overdue);
    let is_doubtful = !context.verdicts || row.words_state == WordsState::NeedsNewerApp;
    if is_doubtful && hangs_on_today {
        let is_started = ledger.pledges.get(&row.id).is_some_and(|pledge| pledge.standing_progress().next().is_some());
        standing.status = if is_started { Derived::InProgress } else { Derived::Published };
        standing.missed_periods = 0;
    }
    standing
}

/// The tags of a row; what is still on this device only is called that.
pub(super) fn row_tags(row: &PledgeRow, shown: &Standing) -> Vec<Status> {
    if row.received_ms.is_none() {
        return vec![Status::SavedHere];
    }
    status(row.words_state, shown, row.is_revised)
}
