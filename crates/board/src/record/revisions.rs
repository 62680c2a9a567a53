use jiannuo_domain::{
    disclosing::last_day,
    id::RecordId,
    ledger::{Ledger, Saying, Told},
    words::{
        CatalogueWords, Contact, DisclosureWords, Grade, GuideWords, Milestone, NoticeWords, PledgeWords, PointWords,
        Window, Words,
    },
};

use super::{
    Context,
    catalogue::{limit, period_text},
    context::{count, moment, shown},
    due::{amount, due_text},
    figures::table_lines,
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

    /// What else stands of the change, before the reason.
    fn grade(&self, _context: &Context) -> Option<&'static str> {
        None
    }

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
        reason: said(ledger, after, context, |words| change_note(words, context)),
        changes: changes(ledger, before, after, context),
        unseen: unseen(ledger, before, after, context),
    });
    let mut told: Vec<_> = told.collect();
    told.reverse();
    told
}

/// That and when the wording was changed, without what it said.
pub(super) fn revisions_told<W: Revised>(ledger: &Ledger, wordings: &[Told<W>], context: &Context) -> Vec<Revision> {
    let told = revisions(ledger, wordings, context).into_iter();
    told.map(|revision| Revision { changes: Vec::new(), ..revision }).collect()
}

/// How much was changed, and why.
pub(super) fn change_note<W: Revised>(words: &W, context: &Context) -> String {
    match (words.grade(context), words.reason()) {
        (Some(grade), Some(reason)) => format!("{grade}: {reason}"),
        (Some(grade), None) => grade.to_owned(),
        (None, reason) => reason.cloned().unwrap_or_else(|| NOTHING.to_owned()),
    }
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

pub(super) fn changed(field: &'static str, before: &str, after: &str) -> Vec<Change> {
    let change = |(before, after)| Change { field, before, after };
    if before.contains('\n') || after.contains('\n') {
        return changed_paragraphs(before, after).into_iter().map(change).collect();
    }
    let pair = (before != after).then(|| (before.to_owned(), after.to_owned()));
    pair.map(change).into_iter().collect()
}

pub(super) fn or_nothing(field: &Option<String>) -> String {
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
        .into_iter()
        .chain(super::kinds::revised_fields(self, ledger, context))
        .collect()
    }
}

impl Revised for DisclosureWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn grade(&self, context: &Context) -> Option<&'static str> {
        let words = &context.words.disclosing;
        self.grade.map(|grade| if grade == Grade::Minor { words.minor } else { words.major })
    }

    fn fields(&self, ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.disclosure;
        let told = &context.words.disclosing;
        vec![
            (names.title, self.title.clone()),
            (names.kind, (names.affairs)(self.kind).to_owned()),
            (names.date, context.day_text(self.date)),
            (names.body, self.body.clone()),
            (told.fills, or_nothing(&self.item.and_then(|item| item_name(ledger, &item)))),
            (told.about_period, or_nothing(&self.period.map(|period| period_text(period, context)))),
            (told.arose_on, or_nothing(&self.arose_on.map(|day| context.day_text(day)))),
            (told.tables, table_lines(&self.tables, context)),
            (names.notice_period, or_nothing(&self.notice.as_ref().map(|notice| notice_text(notice, ledger, context)))),
        ]
    }
}

/// A row of the catalogue by its name.
fn item_name(ledger: &Ledger, item: &RecordId) -> Option<String> {
    ledger.catalogue.get(item)?.words().map(|words| words.item.clone())
}

/// Until when and where residents can object, in one line.
fn notice_text(notice: &NoticeWords, ledger: &Ledger, context: &Context) -> String {
    let until = last_day(notice, &ledger.calendar).day;
    let parts = [Some((context.words.time.span)(shown(notice.from), shown(until))), notice.phone.clone()];
    let rest = [notice.place.clone(), notice.person.clone(), notice.public_until.map(|day| context.day_text(day))];
    parts.into_iter().chain(rest).flatten().collect::<Vec<_>>().join("; ")
}

impl Revised for CatalogueWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.disclosing;
        let channels: Vec<_> = self.channels.iter().map(|channel| (names.channel)(*channel)).collect();
        vec![
            (names.matter, self.matter.clone()),
            (names.item, self.item.clone()),
            (names.content, or_nothing(&self.content)),
            (names.basis, or_nothing(&self.basis)),
            (names.time_limit, limit(&self.time_limit, context)),
            (names.subject, or_nothing(&self.subject)),
            (names.channels, channels.join(", ")),
            (names.audience, or_nothing(&self.audience)),
            (names.mode, (names.mode_is)(self.mode).to_owned()),
            (names.level, (context.words.organisation.level)(self.level).to_owned()),
            (context.words.disclosure.kind, (context.words.disclosure.affairs)(self.kind).to_owned()),
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
            (context.words.network.hours_written, or_nothing(&self.hours_written)),
            (context.words.network.functions, lines(&self.functions)),
            (context.words.network.access, self.access_lines(context)),
            (context.words.network.windows, lines(self.windows.iter().map(window_line))),
            (context.words.network.contacts, lines(self.contacts.iter().map(contact_line))),
        ]
    }
}

trait AccessLines {
    fn access_lines(&self, context: &Context) -> String;
}

impl AccessLines for PointWords {
    fn access_lines(&self, context: &Context) -> String {
        let flags = self.access.iter().map(|access| (context.words.network.access_item)(*access).to_owned());
        lines(flags.chain(self.access_note.clone()))
    }
}

pub(super) fn lines(all: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let all: Vec<_> = all.into_iter().map(|line| line.as_ref().to_owned()).collect();
    if all.is_empty() { NOTHING.to_owned() } else { all.join("\n") }
}

fn window_line(window: &Window) -> String {
    let duties = window.duties.iter().flat_map(|duty| [Some(&duty.on_duty), duty.stand_in.as_ref()]).flatten();
    std::iter::once(&window.name).chain(&window.matters).chain(duties).cloned().collect::<Vec<_>>().join(" ")
}

pub(super) fn contact_line(contact: &Contact) -> String {
    contact.parts().into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
}

impl Revised for GuideWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.network;
        let paper = |paper: &jiannuo_domain::words::Paper| {
            let copies = paper.copies.map(names.copies_count);
            let parts =
                [Some(paper.name.clone()), paper.format.clone(), copies, paper.issuer.clone(), paper.note.clone()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        vec![
            (names.matter, self.matter.clone()),
            (names.group, or_nothing(&self.group)),
            (names.office, or_nothing(&self.office)),
            (names.conditions, or_nothing(&self.conditions)),
            (names.legal_basis, or_nothing(&self.legal_basis)),
            (names.legal_limit, or_nothing(&self.legal_limit)),
            (names.promised_limit, or_nothing(&self.promised_limit)),
            (names.papers, lines(self.papers.iter().map(paper))),
            (names.fee, or_nothing(&self.fee)),
            (names.steps, lines(&self.steps)),
            (names.guide_place, or_nothing(&self.place)),
            (context.words.service_point.phone, or_nothing(&self.phone)),
            (context.words.service_point.hours, or_nothing(&self.hours)),
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
