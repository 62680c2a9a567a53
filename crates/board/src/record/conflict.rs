//! What waits for its author's decision, beside what was published meanwhile (spec rule S11).

use jiannuo_domain::{
    id::{EntryId, RecordId},
    kind::{Kind, RecordKind},
    ledger::{Ledger, Pledge, Receipt, Stamp, Told},
    statement::Statement,
    words::{
        CatalogueWords, CycleWords, DisclosureWords, GuideWords, MemberWords, OrganisationWords, PledgeWords,
        PointWords, PostWords, Words,
    },
};

use super::{
    Context,
    context::moment,
    people::{byline, counted_ms},
    revisions::{Revised, changed, revisions},
};
use crate::components::{
    revision_history::Change,
    side_by_side::{Said, SideBySide},
};

/// What a field that says nothing shows; it is not kept as the author's words.
const NOTHING: &str = "—";

/// The two sides of a statement that was overtaken; `None` when there is nothing newer to show.
///
/// `log` is the log without the outbox, `body` the words of what waits.
pub fn conflict(log: &Ledger, waiting: &Statement, body: Option<&str>, context: &Context) -> Option<SideBySide> {
    let seen = Seen::of(log, waiting.prev);
    let record = &waiting.record;
    let sides = Sides { log, seen, body, context, is_wording: waiting.kind.rewords() };
    Some(match waiting.kind.shape()?.0 {
        RecordKind::Pledge => sides.of_pledge(log.pledges.get(record)?, &waiting.kind),
        RecordKind::Disclosure => sides.of::<DisclosureWords>(&log.disclosures.get(record)?.wordings),
        RecordKind::Point => sides.of::<PointWords>(&log.points.get(record)?.wordings),
        RecordKind::Post => sides.of::<PostWords>(&log.posts.get(record)?.wordings),
        RecordKind::Guide => sides.of::<GuideWords>(&log.guides.get(record)?.wordings),
        RecordKind::CatalogueItem => sides.of::<CatalogueWords>(&log.catalogue.get(record)?.wordings),
        RecordKind::Cycle => sides.of::<CycleWords>(&log.cycles.get(record)?.wordings),
        RecordKind::Organisation => sides.of::<OrganisationWords>(&log.organisation),
        RecordKind::Member => sides.of_member(record)?,
        _ => return None,
    })
}

/// The wording that its author saw, of what waits in the outbox: the newest up to the statement that it follows.
pub fn wording_seen<'a, W: Words>(log: &Ledger, waiting: &Statement, wordings: &'a [Told<W>]) -> Option<&'a W> {
    let seen = Seen::of(log, waiting.prev);
    wordings.iter().rev().find(|told| !seen.is_newer(&told.stamp))?.words()
}

/// How far the author had read.
#[derive(Clone, Copy)]
struct Seen(Option<u64>);

impl Seen {
    fn of(log: &Ledger, prev: Option<EntryId>) -> Self {
        Self(prev.and_then(|prev| log.acceptance().entry(&prev)).map(|entry| entry.index))
    }

    fn is_newer(self, stamp: &Stamp) -> bool {
        match (stamp.receipt, self.0) {
            (Receipt::Logged { index, .. }, Some(seen)) => index > seen,
            _ => false,
        }
    }
}

struct Sides<'a> {
    log: &'a Ledger,
    seen: Seen,
    body: Option<&'a str>,
    context: &'a Context,
    is_wording: bool,
}

impl Sides<'_> {
    fn of<W: Revised>(&self, wordings: &[Told<W>]) -> SideBySide {
        let count = wordings.iter().filter(|told| self.seen.is_newer(&told.stamp)).count();
        let newer = revisions(self.log, wordings, self.context).into_iter().take(count).collect();
        let both = SideBySide { newer, ..SideBySide::default() };
        let mine = self.body.filter(|_| self.is_wording).and_then(|body| W::from_body(body).ok());
        let Some(mine) = mine else { return SideBySide { mine: self.own_text(), ..both } };
        let theirs = wordings.last().and_then(Told::words);
        let own = mine.fields(self.log, self.context);
        let differing: Vec<Change> = theirs.map_or_else(Vec::new, |theirs| {
            let pairs = theirs.fields(self.log, self.context).into_iter().zip(&own);
            pairs.flat_map(|((field, theirs), (_, mine))| changed(field, &theirs, mine)).collect()
        });
        let is_same = theirs.is_some() && differing.is_empty();
        let own = own.into_iter().filter(|(_, text)| !text.is_empty() && text != NOTHING);
        let reason = mine.reason().map(|reason| (self.context.words.pledge.reason, reason.clone()));
        SideBySide { mine: own.chain(reason).collect(), differing, is_same, ..both }
    }

    /// A verdict is on a claim: what was claimed and said since is shown.
    fn of_pledge(&self, pledge: &Pledge, kind: &Kind) -> SideBySide {
        let both = self.of::<PledgeWords>(&pledge.wordings);
        if !matches!(kind, Kind::PledgeConfirmed | Kind::PledgeDisputed) {
            return both;
        }
        let claims = pledge.claims.iter().filter_map(|told| {
            let words = told.words()?;
            Some((told.stamp, words.evidence.as_ref().or(words.no_evidence_reason.as_ref())?))
        });
        let verdicts = pledge.verdicts.iter();
        let verdicts = verdicts.filter_map(|verdict| Some((verdict.told.stamp, &verdict.told.words()?.reason)));
        let mut newer: Vec<_> = claims.chain(verdicts).filter(|(stamp, _)| self.seen.is_newer(stamp)).collect();
        newer.sort_by_key(|(stamp, _)| std::cmp::Reverse(counted_ms(stamp)));
        let said = newer.into_iter().map(|(stamp, text)| Said {
            by: byline(self.log, &stamp, self.context),
            received: moment(counted_ms(&stamp)),
            text: text.clone(),
        });
        SideBySide { said: said.collect(), ..both }
    }

    /// Of a member the log keeps the latest words only.
    fn of_member(&self, record: &RecordId) -> Option<SideBySide> {
        let told = self.log.members.get(record)?.told.as_ref()?;
        let both = self.of::<MemberWords>(std::slice::from_ref(told));
        let by = Said {
            by: byline(self.log, &told.stamp, self.context),
            received: moment(counted_ms(&told.stamp)),
            text: told.words().map(|words| words.name.clone()).unwrap_or_default(),
        };
        Some(SideBySide { said: vec![by], ..both })
    }

    /// The texts of what is no wording: evidence, a reason.
    fn own_text(&self) -> Vec<(&'static str, String)> {
        let body: Option<serde_json::Map<String, serde_json::Value>> =
            self.body.and_then(|body| serde_json::from_str(body).ok());
        let known = ["evidence", "no_evidence_reason", "reason", "note"];
        let text = body.and_then(|body| known.iter().find_map(|field| body.get(*field)?.as_str().map(str::to_owned)));
        text.map(|text| (self.context.words.conflict.text, text)).into_iter().collect()
    }
}
