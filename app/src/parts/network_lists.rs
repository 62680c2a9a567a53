//! The lists of the service network's forms: what is asked, and what the rows mean.

use std::collections::BTreeSet;

use jiannuo_domain::day::Day;
use jiannuo_domain::hours::typed::spans;
use jiannuo_domain::hours::{Exception, ExceptionHours, Span};
use jiannuo_domain::limits::{
    MAX_CONTACTS, MAX_COPIES, MAX_DUTIES, MAX_FUNCTIONS, MAX_HOTLINES, MAX_HOUR_EXCEPTIONS, MAX_PAPERS, MAX_STEPS,
    MAX_WINDOWS,
};
use jiannuo_domain::words::{Contact, Duty, Hotline, Paper, Reception, Window, dialled};

use super::form::filled;
use super::list_editor::{ListKind, Mistake, Part, PartKind, RowContent, days_of};
use crate::words::Words;

/// What a point is for.
pub static FUNCTIONS: ListKind = ListKind {
    name: "functions",
    title: |words| words.board().network.functions,
    hint: None,
    one: |words| words.one_function(),
    parts: &[Part::new("text", PartKind::Text, |words| words.one_function())],
    inner: None,
    most: MAX_FUNCTIONS,
};

/// The windows of a point, with who is there on which weekday.
pub static WINDOWS: ListKind = ListKind {
    name: "windows",
    title: |words| words.board().network.windows,
    hint: None,
    one: |words| words.one_window(),
    parts: &[
        Part::new("name", PartKind::Text, |words| words.window_name()),
        Part::new("matters", PartKind::Lines(2), |words| words.window_matters())
            .hint(|words| words.window_matters_hint())
            .optional(),
    ],
    inner: Some(&DUTIES),
    most: MAX_WINDOWS,
};

static DUTIES: ListKind = ListKind {
    name: "duties",
    title: |words| words.duties(),
    hint: None,
    one: |words| words.one_duty(),
    parts: &[
        Part::new("on_duty", PartKind::Text, |words| words.board().network.on_duty),
        Part::new("stand_in", PartKind::Text, |words| words.board().network.stand_in).optional(),
        Part::new("days", PartKind::Weekdays, |words| words.duty_days())
            .hint(|words| words.duty_days_hint())
            .optional(),
    ],
    inner: None,
    most: MAX_DUTIES,
};

/// Whom to call.
pub static CONTACTS: ListKind = ListKind {
    name: "contacts",
    title: |words| words.board().network.contacts,
    hint: None,
    one: |words| words.one_contact(),
    parts: &[
        Part::new("name", PartKind::Text, |words| words.board().network.person),
        Part::new("post", PartKind::Text, |words| words.board().network.post).optional(),
        Part::new("phone", PartKind::Phone, |words| words.phone()).optional(),
        Part::new("time", PartKind::Text, |words| words.board().network.reception_time).optional(),
        Part::new("place", PartKind::Text, |words| words.board().network.reception_place).optional(),
    ],
    inner: None,
    most: MAX_CONTACTS,
};

/// Telephones for everybody.
pub static HOTLINES: ListKind = ListKind {
    name: "hotlines",
    title: |words| words.board().network.hotlines,
    hint: None,
    one: |words| words.one_hotline(),
    parts: &[
        Part::new("name", PartKind::Text, |words| words.hotline_name()),
        Part::new("number", PartKind::Phone, |words| words.hotline_number()),
    ],
    inner: None,
    most: MAX_HOTLINES,
};

/// Days on which other hours hold.
pub static EXCEPTIONS: ListKind = ListKind {
    name: "exceptions",
    title: |words| words.hour_exceptions(),
    hint: None,
    one: |words| words.one_exception(),
    parts: &[
        Part::new("from", PartKind::Day, |words| words.exception_from()),
        Part::new("to", PartKind::Day, |words| words.exception_to()).hint(|words| words.exception_to_hint()).optional(),
        Part::new("hours", PartKind::Text, |words| words.exception_hours())
            .hint(|words| words.exception_hours_hint())
            .optional(),
        Part::new("note", PartKind::Text, |words| words.exception_note()).optional(),
    ],
    inner: None,
    most: MAX_HOUR_EXCEPTIONS,
};

/// What to bring.
pub static PAPERS: ListKind = ListKind {
    name: "papers",
    title: |words| words.board().network.papers,
    hint: None,
    one: |words| words.one_paper(),
    parts: &[
        Part::new("name", PartKind::Text, |words| words.paper_name()),
        Part::new("format", PartKind::Text, |words| words.board().network.format)
            .hint(|words| words.paper_format_hint())
            .optional(),
        Part::new("copies", PartKind::Number, |words| words.board().network.copies).optional(),
        Part::new("issuer", PartKind::Text, |words| words.board().network.issuer).optional(),
        Part::new("note", PartKind::Text, |words| words.board().network.note).optional(),
    ],
    inner: None,
    most: MAX_PAPERS,
};

/// What is done, one thing after another.
pub static STEPS: ListKind = ListKind {
    name: "steps",
    title: |words| words.board().network.steps,
    hint: Some(|words| words.guide_steps_hint()),
    one: |words| words.one_step(),
    parts: &[Part::new("text", PartKind::Lines(2), |words| words.one_step())],
    inner: None,
    most: MAX_STEPS,
};

/// A part that is wrong: the row is added where it is known.
fn wrong(part: &'static str, text: fn(Words) -> &'static str) -> Mistake {
    Mistake { row: 0, inner: None, part, text }
}

fn missing(part: &'static str) -> Mistake {
    wrong(part, |words| words.fill_in())
}

/// What rows mean; blank ones mean nothing. Everything that is wrong is told at once.
fn read<T>(rows: &[RowContent], one: impl Fn(&RowContent) -> Result<T, Mistake>) -> Result<Vec<T>, Vec<Mistake>> {
    let (mut told, mut mistakes) = (Vec::new(), Vec::new());
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        match one(row) {
            Ok(one) => told.push(one),
            Err(mistake) => mistakes.push(Mistake { row: place, ..mistake }),
        }
    }
    if mistakes.is_empty() { Ok(told) } else { Err(mistakes) }
}

/// Lists of lines.
pub fn line_rows(lines: &[String]) -> Vec<RowContent> {
    lines.iter().map(|line| RowContent::of([Some(line)])).collect()
}

/// The lines in rows.
pub fn lines(rows: &[RowContent]) -> Vec<String> {
    rows.iter().filter_map(|row| row.parts.first().and_then(|text| filled(text))).collect()
}

/// Rows of windows.
pub fn window_rows(windows: &[Window]) -> Vec<RowContent> {
    let duty = |duty: &Duty| {
        let days = duty.weekdays.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        RowContent::of([Some(&duty.on_duty), duty.stand_in.as_deref(), Some(&days)])
    };
    let row = |window: &Window| RowContent {
        inner: window.duties.iter().map(duty).collect(),
        ..RowContent::of([Some(&window.name), Some(&window.matters.join("\n"))])
    };
    windows.iter().map(row).collect()
}

/// The windows in rows.
pub fn windows(rows: &[RowContent]) -> Result<Vec<Window>, Vec<Mistake>> {
    read(rows, |row| {
        let [name, matters] = row.texts();
        let matters = matters.unwrap_or_default();
        let matters = matters.lines().filter_map(filled).collect();
        Ok(Window { name: name.ok_or(missing("name"))?, matters, duties: duties(&row.inner)? })
    })
}

/// Who is on duty; on no day two people.
fn duties(rows: &[RowContent]) -> Result<Vec<Duty>, Mistake> {
    let mut taken = BTreeSet::new();
    let mut told = Vec::new();
    for (place, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_blank()) {
        let here = |mistake| Mistake { inner: Some(place), ..mistake };
        let [on_duty, stand_in, days] = row.texts();
        let weekdays = days_of(&days.unwrap_or_default());
        // 0 stands for the days that nobody is named for, as in the words' own rule.
        let days = if weekdays.is_empty() { &[0][..] } else { &weekdays };
        if !days.iter().all(|day| taken.insert(*day)) {
            return Err(here(wrong("days", |words| words.duty_twice())));
        }
        told.push(Duty { on_duty: on_duty.ok_or(here(missing("on_duty")))?, stand_in, weekdays });
    }
    Ok(told)
}

/// Rows of contacts.
pub fn contact_rows(contacts: &[Contact]) -> Vec<RowContent> {
    let row = |contact: &Contact| RowContent::of(contact.parts().map(|part| part.map(String::as_str)));
    contacts.iter().map(row).collect()
}

fn callable(part: &'static str, phone: &str) -> Result<(), Mistake> {
    dialled(phone).next().map(drop).ok_or(wrong(part, |words| words.not_callable()))
}

/// The contacts in rows.
pub fn contacts(rows: &[RowContent]) -> Result<Vec<Contact>, Vec<Mistake>> {
    read(rows, |row| {
        let [name, post, phone, time, place] = row.texts();
        let name = name.ok_or(missing("name"))?;
        phone.as_deref().map_or(Ok(()), |phone| callable("phone", phone))?;
        let reception = match (time, place) {
            (Some(time), place) => Some(Reception { time, place }),
            (None, Some(_)) => return Err(wrong("time", |words| words.contact_no_time())),
            (None, None) if phone.is_none() => return Err(wrong("phone", |words| words.contact_no_way())),
            (None, None) => None,
        };
        Ok(Contact { name, post, phone, reception })
    })
}

/// Rows of hotlines.
pub fn hotline_rows(hotlines: &[Hotline]) -> Vec<RowContent> {
    hotlines.iter().map(|line| RowContent::of([Some(&line.name), Some(&line.number)])).collect()
}

/// The hotlines in rows.
pub fn hotlines(rows: &[RowContent]) -> Result<Vec<Hotline>, Vec<Mistake>> {
    read(rows, |row| {
        let [name, number] = row.texts();
        let (name, number) = (name.ok_or(missing("name"))?, number.ok_or(missing("number"))?);
        callable("number", &number)?;
        Ok(Hotline { name, number })
    })
}

/// Rows of papers.
pub fn paper_rows(papers: &[Paper]) -> Vec<RowContent> {
    let row = |paper: &Paper| {
        let copies = paper.copies.map(|copies| copies.to_string());
        let (format, issuer) = (paper.format.as_deref(), paper.issuer.as_deref());
        RowContent::of([Some(&paper.name), format, copies.as_deref(), issuer, paper.note.as_deref()])
    };
    papers.iter().map(row).collect()
}

/// The papers in rows.
pub fn papers(rows: &[RowContent]) -> Result<Vec<Paper>, Vec<Mistake>> {
    read(rows, |row| {
        let [name, format, copies, issuer, note] = row.texts();
        let number = |copies: String| copies.parse().ok().filter(|copies| (1..=MAX_COPIES).contains(copies));
        let copies = match copies.map(number) {
            Some(None) => return Err(wrong("copies", |words| words.copies_wrong())),
            copies => copies.flatten(),
        };
        Ok(Paper { name: name.ok_or(missing("name"))?, format, copies, issuer, note })
    })
}

/// Spans as somebody would have typed them.
pub fn spans_line(spans: &[Span]) -> String {
    spans.iter().map(|span| format!("{}-{}", span.opens, span.closes)).collect::<Vec<_>>().join(" ")
}

/// Rows of dated exceptions; `None` for one that such a row cannot express.
pub fn exception_rows(exceptions: &[Exception]) -> Option<Vec<RowContent>> {
    let row = |exception: &Exception| {
        let ExceptionHours::EveryDay(hours) = &exception.hours else { return None };
        let to = (exception.to != exception.from).then(|| exception.to.to_string());
        let (from, hours) = (exception.from.to_string(), spans_line(hours));
        Some(RowContent::of([Some(&from), to.as_deref(), Some(&hours), Some(&exception.note)]))
    };
    exceptions.iter().map(row).collect()
}

/// The dated exceptions in rows.
pub fn exceptions(rows: &[RowContent]) -> Result<Vec<Exception>, Vec<Mistake>> {
    let day = |text: &str, part| text.parse::<Day>().map_err(|_| wrong(part, |words| words.not_a_day()));
    read(rows, |row| {
        let [from, to, hours, note] = row.texts();
        let from = day(&from.unwrap_or_default(), "from")?;
        let to = to.map_or(Ok(from), |to| day(&to, "to"))?;
        if to < from {
            return Err(wrong("to", |words| words.exception_ends_first()));
        }
        let hours = spans(&hours.unwrap_or_default()).ok_or(wrong("hours", |words| words.hours_wrong()))?;
        Ok(Exception { from, to, hours: ExceptionHours::EveryDay(hours), note: note.unwrap_or_default() })
    })
}
