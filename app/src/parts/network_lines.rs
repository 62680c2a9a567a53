//! Windows, contacts and hotlines as people type them: a line for each, its parts between commas.
//!
//! A line that is left as it was keeps what a line does not say (who is at a window on which weekday).

use jiannuo_domain::words::{Contact, Duty, Hotline, Reception, Window, dialled};

/// The parts of a line; empty ones are none.
fn parts(line: &str) -> Vec<Option<String>> {
    line.split([',', '，']).map(super::form::filled).collect()
}

fn line(parts: &[Option<&String>]) -> String {
    let used = parts.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let texts = parts.iter().take(used).map(|part| part.map(String::as_str).unwrap_or_default());
    texts.collect::<Vec<_>>().join("，")
}

/// Name, post, telephone, time and place of reception.
pub fn contact_line(contact: &Contact) -> String {
    line(&contact.parts())
}

/// Contacts from their lines; the first line that is none.
pub fn contacts(text: &str, before: &[Contact]) -> Result<Vec<Contact>, String> {
    read(text, before, contact_line, |typed| {
        let mut parts = parts(typed).into_iter();
        let mut next = || parts.next().flatten();
        let (name, post, phone, time, place) = (next()?, next(), next(), next(), next());
        let is_callable = phone.as_ref().is_none_or(|phone| dialled(phone).next().is_some());
        let reception = time.map(|time| Reception { time, place });
        let helps = (phone.is_some() || reception.is_some()) && is_callable;
        helps.then_some(Contact { name, post, phone, reception })
    })
}

/// Name, matters, who is on duty, who stands in.
pub fn window_line(window: &Window) -> String {
    let matters = window.matters.join("、");
    let matters = (!matters.is_empty()).then_some(&matters);
    let duty = window.duties.first();
    line(&[Some(&window.name), matters, duty.map(|duty| &duty.on_duty), duty.and_then(|duty| duty.stand_in.as_ref())])
}

/// Windows from their lines; the first line that is none.
pub fn windows(text: &str, before: &[Window]) -> Result<Vec<Window>, String> {
    read(text, before, window_line, |typed| {
        let mut parts = parts(typed).into_iter();
        let mut next = || parts.next().flatten();
        let (name, matters, on_duty, stand_in) = (next()?, next().unwrap_or_default(), next(), next());
        let matters = matters.split('、').filter_map(super::form::filled).collect();
        let duties = on_duty.map(|on_duty| Duty { weekdays: Vec::new(), on_duty, stand_in });
        Some(Window { name, matters, duties: duties.into_iter().collect() })
    })
}

/// What it is for, and the number.
pub fn hotline_line(hotline: &Hotline) -> String {
    line(&[Some(&hotline.name), Some(&hotline.number)])
}

/// Hotlines from their lines; the first line that is none.
pub fn hotlines(text: &str, before: &[Hotline]) -> Result<Vec<Hotline>, String> {
    read(text, before, hotline_line, |typed| {
        let mut parts = parts(typed).into_iter();
        let (name, number) = (parts.next().flatten()?, parts.next().flatten()?);
        dialled(&number).next()?;
        Some(Hotline { name, number })
    })
}

fn read<T: Clone>(
    text: &str,
    before: &[T],
    line: impl Fn(&T) -> String,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, String> {
    let lines = text.lines().filter_map(super::form::filled);
    lines
        .map(|typed| {
            let same = before.iter().find(|one| line(one) == typed).cloned();
            same.or_else(|| parse(&typed)).ok_or(typed)
        })
        .collect()
}
