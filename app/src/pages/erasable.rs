//! What was said about a record, entry by entry, with every text that people wrote in it.

use jiannuo_board::time;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::{Kind, RecordKind};
use jiannuo_domain::ledger::{Ledger, Notice, Pledge, Receipt, Stamp, Told};
use jiannuo_domain::words::{
    AccountWords, Attachment, CatalogueWords, ClaimWords, Contact, CycleWords, DisclosureWords, Due, GuideWords,
    OrganisationWords, OutcomeWords, PledgeWords, PointWords, PostWords, ProgressWords, ReasonWords,
    Words as BodyWords,
};

use crate::parts::say;
use crate::words::Words;

/// One entry with words.
#[derive(Clone, Debug)]
pub struct Said {
    /// What it is.
    pub what: &'static str,
    /// Who and when.
    pub stamp: Stamp,
    /// Who signed it.
    pub signer: String,
    /// In whose name.
    pub about: String,
    /// The day of receipt, or of writing while it waits.
    pub day: String,
    /// Each text by its field; empty when the words are not here.
    pub texts: Vec<(&'static str, String)>,
    /// Whether these are the words that the board shows now.
    pub is_in_force: bool,
    /// Photos and papers that go with them.
    pub files: Vec<Attachment>,
}

impl Said {
    /// Whether its words are in the log and can be erased.
    pub fn is_erasable(&self) -> bool {
        !self.texts.is_empty() && matches!(self.stamp.receipt, Receipt::Logged { .. })
    }

    /// What goes with the words, if anything does.
    pub fn files_text(&self, words: Words) -> Option<String> {
        let photos = self.files.iter().filter(|file| file.size.is_some()).count();
        let papers = self.files.len() - photos;
        let parts =
            [(photos > 0).then(|| words.erase_photos(photos)), (papers > 0).then(|| words.erase_papers(papers))];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| words.erase_files(&parts.join(words.board().network.between)))
    }

    /// What it is, in whose name, and when.
    pub fn heading(&self, words: Words) -> String {
        format!("{} · {}", self.what, words.said_by_on(&self.about, &self.day))
    }
}

/// The texts of a body: (field of the body, text).
trait Texts {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)>;

    /// The photos and papers of a body.
    fn files(&self) -> &[Attachment] {
        &[]
    }
}

impl Texts for PledgeWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        let written = match &self.due {
            Due::AsWritten { written } => Some(written.as_str()),
            Due::On { .. } | Due::WithinWorkingDays { .. } | Due::Every { .. } => None,
        };
        let mut texts = vec![
            ("text", Some(self.text.as_str())),
            ("due", written),
            ("measure", self.measure.as_deref()),
            ("unit", self.unit.as_deref()),
            ("field", self.field.as_deref()),
            ("responsible", self.responsible.as_deref()),
            ("beneficiaries", self.beneficiaries.as_deref()),
            ("reason", self.reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ];
        texts.extend(self.milestones.iter().map(|step| ("milestones", Some(step.text.as_str()))));
        texts
    }
}

impl Texts for ProgressWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![("note", Some(&self.note)), ("personal_data_reason", self.personal_data_reason.as_deref())]
    }

    fn files(&self) -> &[Attachment] {
        &self.attachments
    }
}

impl Texts for ClaimWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("evidence", self.evidence.as_deref()),
            ("no_evidence_reason", self.no_evidence_reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ]
    }

    fn files(&self) -> &[Attachment] {
        &self.attachments
    }
}

impl Texts for ReasonWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![("reason", Some(&self.reason)), ("personal_data_reason", self.personal_data_reason.as_deref())]
    }
}

impl Texts for DisclosureWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("title", Some(self.title.as_str())),
            ("body", Some(self.body.as_str()).filter(|text| !text.is_empty())),
            ("reason", self.reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ]
        .into_iter()
        .chain(further_texts(self))
        .collect()
    }

    fn files(&self) -> &[Attachment] {
        &self.attachments
    }
}

impl Texts for OutcomeWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("outcome", Some(&self.outcome).filter(|text| !text.is_empty()).map(String::as_str)),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ]
    }
}

impl Texts for CatalogueWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("matter", Some(&self.matter)),
            ("item", Some(&self.item)),
            ("content", self.content.as_deref()),
            ("basis", self.basis.as_deref()),
            ("reason", self.reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ]
    }
}

/// The texts of a disclosure's tables and notice.
fn further_texts(words: &DisclosureWords) -> Vec<(&'static str, Option<&str>)> {
    let cells = words.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    let cells = cells.filter(|cell| !cell.is_empty()).map(|cell| ("tables", Some(cell.as_str())));
    let notice = words.notice.iter().flat_map(|notice| {
        [
            ("objection_phone", notice.phone.as_deref()),
            ("objection_place", notice.place.as_deref()),
            ("objection_person", notice.person.as_deref()),
        ]
    });
    let review = words.review.iter().map(|review| ("review_by", Some(review.by.as_str())));
    cells.chain(notice).chain(review).collect()
}

impl Texts for PointWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        let mut texts = vec![
            ("name", Some(self.name.as_str())),
            ("address", Some(&self.address)),
            ("phone", self.phone.as_deref()),
            ("services", self.services.as_deref()),
            ("reason", self.reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ];
        let notes = self.hours.exceptions.iter().map(|exception| exception.note.as_str());
        texts.extend(notes.filter(|note| !note.is_empty()).map(|note| ("hours", Some(note))));
        texts.extend(self.functions.iter().map(|text| ("functions", Some(text.as_str()))));
        texts.extend([("hours_written", self.hours_written.as_deref()), ("access", self.access_note.as_deref())]);
        for window in &self.windows {
            let duties = window.duties.iter().flat_map(|duty| [Some(&duty.on_duty), duty.stand_in.as_ref()]).flatten();
            let all = std::iter::once(&window.name).chain(&window.matters).chain(duties);
            texts.extend(all.map(|text| ("windows", Some(text.as_str()))));
        }
        for contact in &self.contacts {
            texts.extend(contact_texts(contact));
        }
        texts
    }
}

fn contact_texts(contact: &Contact) -> impl Iterator<Item = (&'static str, Option<&str>)> {
    contact.parts().into_iter().flatten().map(|text| ("contacts", Some(text.as_str())))
}

impl Texts for OrganisationWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        let mut texts = vec![
            ("name", Some(self.name.as_str())),
            ("name", self.name_english.as_deref()),
            ("address", self.address.as_deref()),
            ("supervision_phone", self.supervision_phone.as_deref()),
            ("about", self.about.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ];
        let hotlines = self.hotlines.iter().flat_map(|line| [&line.name, &line.number]);
        texts.extend(hotlines.map(|text| ("hotlines", Some(text.as_str()))));
        texts.extend(self.contacts.iter().flat_map(contact_texts));
        texts
    }
}

impl Texts for PostWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![
            ("title", Some(&self.title)),
            ("class", self.class.as_deref()),
            ("duties", self.duties.as_deref()),
            ("reason", self.reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ]
    }
}

impl Texts for CycleWords {
    /// Days alone are nobody's.
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![("reason", self.reason.as_deref())]
    }
}

impl Texts for AccountWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        vec![("account", Some(&self.text)), ("personal_data_reason", self.personal_data_reason.as_deref())]
    }
}

impl Texts for GuideWords {
    fn texts(&self) -> Vec<(&'static str, Option<&str>)> {
        let mut texts = vec![
            ("matter", Some(self.matter.as_str())),
            ("group", self.group.as_deref()),
            ("office", self.office.as_deref()),
            ("conditions", self.conditions.as_deref()),
            ("legal_basis", self.legal_basis.as_deref()),
            ("legal_limit", self.legal_limit.as_deref()),
            ("promised_limit", self.promised_limit.as_deref()),
            ("fee", self.fee.as_deref()),
            ("place", self.place.as_deref()),
            ("phone", self.phone.as_deref()),
            ("hours", self.hours.as_deref()),
            ("reason", self.reason.as_deref()),
            ("personal_data_reason", self.personal_data_reason.as_deref()),
        ];
        for paper in &self.papers {
            let all = [Some(&paper.name), paper.format.as_ref(), paper.issuer.as_ref(), paper.note.as_ref()];
            texts.extend(all.into_iter().flatten().map(|text| ("papers", Some(text.as_str()))));
        }
        texts.extend(self.steps.iter().map(|step| ("steps", Some(step.as_str()))));
        texts
    }
}

#[derive(Clone, Copy)]
struct Teller<'a> {
    words: Words,
    ledger: &'a Ledger,
}

impl Teller<'_> {
    fn said<W: BodyWords + Texts>(self, kind: &Kind, told: &Told<W>) -> Said {
        let words = self.words;
        let name = |member| self.ledger.member_name(member).unwrap_or_else(|| words.no_name()).to_owned();
        let texts = told.words().map(Texts::texts).unwrap_or_default();
        let texts =
            texts.into_iter().filter_map(|(field, text)| Some((say::field_name(words, field), text?.to_owned())));
        Said {
            what: say::kind(words, kind),
            stamp: told.stamp,
            signer: name(&told.stamp.signer),
            about: name(&told.stamp.about),
            day: day_text(words, counted_ms(&told.stamp)),
            texts: texts.collect(),
            is_in_force: false,
            files: told.words().map(|words| words.files().to_vec()).unwrap_or_default(),
        }
    }

    fn wordings<W: BodyWords + Texts>(self, first: &Kind, later: &Kind, wordings: &[Told<W>]) -> Vec<Said> {
        let kind = |index: usize| if index == 0 { first } else { later };
        let mut all: Vec<_> = wordings.iter().enumerate().map(|(index, told)| self.said(kind(index), told)).collect();
        if let Some(last) = all.last_mut() {
            last.is_in_force = true;
        }
        all
    }

    fn notice<W: BodyWords + Texts>(self, kinds: [&Kind; 3], notice: &Notice<W>) -> Vec<Said> {
        let mut all = self.wordings(kinds[0], kinds[1], &notice.wordings);
        all.extend(notice.withdrawal.iter().map(|(_, told)| self.said(kinds[2], told)));
        all
    }
}

const fn counted_ms(stamp: &Stamp) -> i64 {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => received_ms,
        Receipt::Pending => stamp.written_ms,
    }
}

/// A day in the page's language.
pub fn day_text(words: Words, instant_ms: i64) -> String {
    let day = Day::in_shanghai(instant_ms);
    (words.board().time.day)(time::Day::new(day.year(), day.month(), day.day()))
}

/// Everything said about a pledge, wordings first.
pub fn said_in_pledge(words: Words, ledger: &Ledger, pledge: &Pledge) -> Vec<Said> {
    let teller = Teller { words, ledger };
    let mut all = teller.wordings(&Kind::PledgePublished, &Kind::PledgeRevised, &pledge.wordings);
    for progress in &pledge.progress {
        all.push(teller.said(&Kind::ProgressAdded, &progress.told));
        all.extend(progress.withdrawn.iter().map(|told| teller.said(&Kind::ProgressWithdrawn, told)));
    }
    all.extend(pledge.claims.iter().map(|told| teller.said(&Kind::PledgeClaimed, told)));
    all.extend(pledge.verdicts.iter().map(|verdict| {
        let kind = if verdict.confirms { Kind::PledgeConfirmed } else { Kind::PledgeDisputed };
        teller.said(&kind, &verdict.told)
    }));
    all.extend(pledge.contests.iter().map(|contest| teller.said(&Kind::EntryContested, &contest.told)));
    all.extend(pledge.ending.iter().map(|ending| {
        let is_withdrawn = pledge.state == jiannuo_domain::acceptance::State::Withdrawn;
        let kind = if is_withdrawn { Kind::PledgeWithdrawn } else { Kind::PledgeNotFulfilled };
        teller.said(&kind, &ending.told)
    }));
    all
}

/// Everything said about a record of the organisation; `None` when there is none with this identity.
pub fn said_about(words: Words, ledger: &Ledger, id: &RecordId) -> Option<Vec<Said>> {
    let teller = Teller { words, ledger };
    if let Some(pledge) = ledger.pledges.get(id) {
        return Some(said_in_pledge(words, ledger, pledge));
    }
    if let Some(notice) = ledger.disclosures.get(id) {
        let kinds = [&Kind::DisclosurePublished, &Kind::DisclosureRevised, &Kind::DisclosureWithdrawn];
        let mut all = teller.notice(kinds, notice);
        let outcomes = ledger.outcomes.get(id).into_iter().flatten();
        all.extend(outcomes.map(|told| teller.said(&Kind::DisclosureConcluded, told)));
        return Some(all);
    }
    if let Some(notice) = ledger.catalogue.get(id) {
        let kinds = [&Kind::CatalogueDefined, &Kind::CatalogueRevised, &Kind::CatalogueWithdrawn];
        return Some(teller.notice(kinds, notice));
    }
    if let Some(notice) = ledger.guides.get(id) {
        return Some(teller.notice([&Kind::GuidePublished, &Kind::GuideRevised, &Kind::GuideWithdrawn], notice));
    }
    if let Some(notice) = ledger.posts.get(id) {
        return Some(teller.notice([&Kind::PostDefined, &Kind::PostRevised, &Kind::PostWithdrawn], notice));
    }
    if let Some(notice) = ledger.cycles.get(id) {
        let mut all = teller.notice([&Kind::CycleOpened, &Kind::CycleRevised, &Kind::CycleRevised], notice);
        let accounts = ledger.accounts.get(id).into_iter().flatten();
        all.extend(accounts.map(|told| teller.said(&Kind::AccountGiven, told)));
        return Some(all);
    }
    if ledger.acceptance().record(id).is_some_and(|facts| facts.kind == RecordKind::Organisation) {
        let kind = Kind::OrganisationDescribed;
        return Some(teller.wordings(&kind, &kind, &ledger.organisation));
    }
    let notice = ledger.points.get(id)?;
    Some(teller.notice([&Kind::PointPublished, &Kind::PointRevised, &Kind::PointWithdrawn], notice))
}
