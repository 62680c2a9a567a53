use std::fmt::Write;

use jiannuo_domain::{
    board::PledgeRow,
    id::{MemberId, RecordId},
    limits::MAX_NAME_CHARACTERS,
    standing::Status,
    words::{PledgeKind, PledgeWords},
};
use jiannuo_finding::MAX_QUERY_CHARACTERS;

/// Pledges on one page of a board: about 25 phone screens of rows and 20 kB compressed.
pub const PLEDGES_A_PAGE: usize = 50;

/// Which of the pledges are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardFilter {
    /// With this status only.
    pub status: Option<Status>,
    /// Which page of them, from 1.
    pub page: usize,
    /// Of this member only.
    pub member: Option<MemberId>,
    /// With these words only; empty for all.
    pub sought: String,
    /// Of this kind only.
    pub kind: Option<PledgeKind>,
    /// Of this yearly cycle only.
    pub cycle: Option<RecordId>,
    /// In this field of service only.
    pub field: Option<String>,
}

impl Default for BoardFilter {
    fn default() -> Self {
        Self { status: None, page: 1, member: None, sought: String::new(), kind: None, cycle: None, field: None }
    }
}

impl BoardFilter {
    /// What the question of an address asks for; what it does not understand it leaves out.
    pub fn from_query(query: &str) -> Self {
        let mut filter = Self::default();
        for (name, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "status" => filter.status = Status::from_code(value),
                "page" => filter.page = value.parse().unwrap_or(1),
                "member" => filter.member = value.parse().ok(),
                "q" => filter.sought = asked_words(&decoded(value)),
                "kind" => filter.kind = PledgeKind::from_code(value),
                "cycle" => filter.cycle = value.parse().ok(),
                "field" => filter.field = field(value),
                _ => {}
            }
        }
        filter
    }

    /// The question that asks for it, without a question mark; empty for the whole board's first page.
    pub fn to_query(&self) -> String {
        let sought = (!self.sought.is_empty()).then(|| format!("q={}", encoded(&self.sought)));
        let status = self.status.map(|status| format!("status={}", status.code()));
        let kind = self.kind.map(|kind| format!("kind={}", kind.code()));
        let cycle = self.cycle.map(|cycle| format!("cycle={cycle}"));
        let field = self.field.as_deref().map(|field| format!("field={}", encoded(field)));
        let member = self.member.map(|member| format!("member={member}"));
        let page = (self.page > 1).then(|| format!("page={}", self.page));
        [sought, status, kind, cycle, field, member, page].into_iter().flatten().collect::<Vec<_>>().join("&")
    }

    /// Whether words are of the kind, of the year and in the field that are asked for.
    pub(super) fn has_words(&self, words: Option<&PledgeWords>) -> bool {
        let kind = words.map(|words| words.kind);
        let field = words.and_then(|words| words.field.as_ref());
        let cycle = words.and_then(|words| words.cycle);
        self.kind.is_none_or(|asked| kind == Some(asked))
            && self.cycle.is_none_or(|asked| cycle == Some(asked))
            && self.field.as_ref().is_none_or(|asked| field == Some(asked))
    }

    /// As [`BoardFilter::has_words`], for a row.
    pub(super) fn has_row(&self, row: &PledgeRow) -> bool {
        self.has_words(row.words.as_ref())
    }
}

/// A field of service as an address has it; one that no pledge can have is none.
fn field(value: &str) -> Option<String> {
    let field = decoded(value);
    (!field.trim().is_empty() && field.chars().count() <= MAX_NAME_CHARACTERS).then_some(field)
}

/// The words in one form: as many as are read, a space between them.
pub fn asked_words(typed: &str) -> String {
    let typed: String = typed.chars().take(MAX_QUERY_CHARACTERS).collect();
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of a question as browsers write it: percent signs for bytes, a plus sign for a space.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let hexadecimal = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = hexadecimal.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encoded(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            written.push(char::from(byte));
        } else {
            // Writing into a string does not fail.
            let _written = write!(written, "%{byte:02X}");
        }
    }
    written
}
