//! What a new pledge begins with: nothing, a post, a year, a pledge above, one to go on with, or one to answer.

use jiannuo_domain::acceptance::Pairing;
use jiannuo_domain::codes::Role;
use jiannuo_domain::cycle::present_cycle;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::{MemberId, RecordId};
use jiannuo_domain::ledger::{Ledger, Pledge};
use jiannuo_domain::words::{Due, PledgeKind};
use jiannuo_store::device;
use leptos_router::params::ParamsMap;

use super::pledge_fields::PledgeContent;
use crate::parts::organisation::Here;

/// What the form begins with.
pub struct Start {
    /// The draft, whose identity becomes the pledge's.
    pub id: RecordId,
    /// What is filled in.
    pub content: PledgeContent,
    /// Whether that is worth keeping as a draft before anything is typed.
    pub is_draft: bool,
}

impl Start {
    /// As the address asks.
    pub fn of(here: &Here, query: &ParamsMap) -> Self {
        let id = |name: &str| query.get(name).and_then(|id| id.parse::<RecordId>().ok());
        let fresh = || RecordId::from_bytes(device::random_bytes());
        let shown = here.session.shown_untracked(here.membership.org);
        let Some(shown) = shown else { return Self::empty(fresh()) };
        let (ledger, today) = (&shown.ledger, shown.now.today);
        let year = || present_cycle(ledger, today).map(|id| id.to_string()).unwrap_or_default();
        if let Some((first, pairing)) = id("answer").and_then(|first| asked(here, ledger, first)) {
            let mut content = answer(here, first, pairing);
            content.cycle = year();
            return Self { id: pairing.record, content, is_draft: false };
        }
        if let Some(before) = id("carry").and_then(|before| ledger.pledges.get(&before)) {
            let cycle = id("cycle").map_or_else(year, |id| id.to_string());
            let content = PledgeContent { cycle, ..carried(before, here, today) };
            return Self { id: fresh(), content, is_draft: true };
        }
        let text = |id: Option<RecordId>| id.map(|id| id.to_string()).unwrap_or_default();
        let mut content =
            PledgeContent { cycle: id("cycle").map_or_else(year, |id| id.to_string()), ..PledgeContent::default() };
        if id("post").is_some() {
            content.kind = PledgeKind::Post.code().to_owned();
            content.post = text(id("post"));
        }
        content.part_of = text(id("part_of"));
        Self { id: fresh(), content, is_draft: false }
    }

    fn empty(id: RecordId) -> Self {
        Self { id, content: PledgeContent::default(), is_draft: false }
    }
}

/// A pledge that waits for an answer which this device may write, with what that answer is to be.
pub fn asked<'a>(here: &Here, ledger: &'a Ledger, first: RecordId) -> Option<(&'a Pledge, Pairing)> {
    let pledge = ledger.pledges.get(&first)?;
    let pairing = ledger.acceptance().record(&first)?.pairing?;
    let speaker = here.speaker?;
    let role = ledger.members.get(&speaker.member).map(|member| member.role);
    let may = speaker.member == pairing.counterpart || role == Some(Role::Secretary);
    (may && ledger.acceptance().record(&pairing.record).is_none()).then_some((pledge, pairing))
}

/// The pledges to which a member is asked to answer.
pub fn asked_of(ledger: &Ledger, member: MemberId) -> Vec<&Pledge> {
    let waits = |pledge: &&Pledge| {
        let pairing = ledger.acceptance().record(&pledge.id).and_then(|record| record.pairing);
        pairing.is_some_and(|pairing| {
            pairing.counterpart == member && ledger.acceptance().record(&pairing.record).is_none()
        })
    };
    ledger.pledges.values().filter(waits).collect()
}

fn answer(here: &Here, first: &Pledge, pairing: Pairing) -> PledgeContent {
    let for_another = here.speaker.is_some_and(|speaker| speaker.member != pairing.counterpart);
    let due = first.words().map(|words| words.due.clone());
    let mut content = PledgeContent {
        kind: PledgeKind::TwoWay.code().to_owned(),
        pair: first.id.to_string(),
        counterpart: first.owner.to_string(),
        for_member: if for_another { pairing.counterpart.to_string() } else { String::new() },
        ..PledgeContent::default()
    };
    // Both sides are usually due together.
    if let Some(Due::On { on }) = due {
        content.on = on.to_string();
    }
    content
}

/// The same once more, without a day that has passed.
fn carried(before: &Pledge, here: &Here, today: Day) -> PledgeContent {
    let mut content = before.words().map(PledgeContent::from_words).unwrap_or_default();
    content.carried_from = before.id.to_string();
    content.reason = String::new();
    if here.speaker.is_some_and(|speaker| speaker.member != before.owner) {
        content.for_member = before.owner.to_string();
    }
    if content.pledge_kind() == PledgeKind::TwoWay {
        // A pair is made anew, with the other side's consent.
        content.kind = PledgeKind::Personal.code().to_owned();
    }
    let is_over = |text: &str| text.parse::<Day>().is_ok_and(|day| day < today);
    for day in [&mut content.on, &mut content.until] {
        if is_over(day) {
            day.clear();
        }
    }
    if is_over(&content.from) {
        content.from = today.to_string();
    }
    content
}
