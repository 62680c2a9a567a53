//! A board as an Atom feed (RFC 4287): the latest pledges and disclosures.
//!
//! Entry identities derive from the organisation and the record, never from the address, so that a feed can move house.

use jiannuo_domain::board::Board;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::RecordId;

/// Entries of a feed: what a month brings a busy organisation.
const MAX_FEED_ENTRIES: usize = 50;

/// Characters of a pledge that its title shows; the summary shows all.
const MAX_TITLE_CHARACTERS: usize = 60;

struct Item<'a> {
    record: RecordId,
    path: &'static str,
    title: &'a str,
    received_ms: i64,
}

/// The feed of a board at `base`, such as `https://host/o/slug/`.
pub(crate) fn of(board: &Board, base: &str) -> String {
    let name = board.organisation.as_ref().map_or("践诺", |words| words.name.as_str());
    let items = latest(board);
    let updated_ms = items.first().map_or(0, |item| item.received_ms);
    let org = board.identity.org;
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <title>{name}</title>\n<id>urn:jiannuo:{org}</id>\n<updated>{}</updated>\n<author><name>{name}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}feed.atom\"/>\n<link href=\"{base}\"/>\n",
        timestamp(updated_ms),
        name = escaped(name),
        base = escaped(base),
    );
    for item in items {
        let title: String = item.title.chars().take(MAX_TITLE_CHARACTERS).collect();
        feed.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>urn:jiannuo:{org}:{record}</id>\n<updated>{}</updated>\n\
             <link href=\"{}{}/{record}\"/>\n<summary>{}</summary>\n</entry>\n",
            escaped(&title),
            timestamp(item.received_ms),
            escaped(base),
            item.path,
            escaped(item.title),
            record = item.record,
        ));
    }
    feed.push_str("</feed>\n");
    feed
}

fn latest(board: &Board) -> Vec<Item<'_>> {
    let pledges = board.pledges.iter().filter_map(|row| {
        let title = row.words.as_ref()?.text.as_str();
        Some(Item { record: row.id, path: "pledges", title, received_ms: row.received_ms? })
    });
    let disclosures = board.disclosures.iter().filter_map(|row| {
        let title = row.words.as_ref()?.title.as_str();
        Some(Item { record: row.id, path: "disclosures", title, received_ms: row.received_ms? })
    });
    let mut items: Vec<_> = pledges.chain(disclosures).collect();
    items.sort_by_key(|item| (std::cmp::Reverse(item.received_ms), item.record));
    items.truncate(MAX_FEED_ENTRIES);
    items
}

/// An instant as RFC 3339, at UTC+8 as everything else is shown.
fn timestamp(instant_ms: i64) -> String {
    let day = Day::in_shanghai(instant_ms);
    let seconds = instant_ms.saturating_sub(day.start_ms()) / 1_000;
    format!("{day}T{:02}:{:02}:{:02}+08:00", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// Text as XML takes it: markup escaped, characters that XML has no form for left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w14_what_people_wrote_cannot_leave_its_element() {
        assert_eq!(escaped("<b>&\"\u{0}\u{1b}承诺"), "&lt;b&gt;&amp;&quot;承诺");
    }

    #[test]
    fn w14_times_are_those_of_shanghai() {
        assert_eq!(timestamp(0), "1970-01-01T08:00:00+08:00");
        assert_eq!(timestamp(1_782_014_400_000), "2026-06-21T12:00:00+08:00");
    }
}
