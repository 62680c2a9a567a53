//! What the columns of a ledger are, and how headings tell it.

use serde::{Deserialize, Serialize};

use super::headings::{self, Headings};
use crate::limits::{MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PLEDGE_CHARACTERS, MAX_TEXT_CHARACTERS};

/// What a ledger is a ledger of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerKind {
    /// Pledges of members and bodies.
    Pledges,
    /// Disclosures that were or are to be made.
    Disclosures,
    /// Service points.
    Points,
    /// How matters are got done.
    Guides,
    /// What must be disclosed.
    Catalogue,
}

/// A column that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// Whose row it is.
    Organisation,
    /// Who pledges.
    Pledger,
    /// In what post.
    Post,
    /// The pledge.
    Text,
    /// The field of service.
    Field,
    /// What is counted.
    Measure,
    /// How much of it.
    Quantity,
    /// In what unit.
    Unit,
    /// By when.
    Deadline,
    /// Who is responsible.
    Responsible,
    /// For whom.
    Beneficiaries,
    /// The year that deadlines without one are in.
    Year,
    /// The heading of a disclosure.
    Title,
    /// Which affairs it opens.
    DisclosureKind,
    /// The day that it bears.
    Date,
    /// Its text.
    Body,
    /// Which office says it, or answers for it.
    Office,
    /// The first day of a public notice.
    NoticeFrom,
    /// Its last day.
    NoticeUntil,
    /// Where objections are taken.
    ObjectionPhone,
    /// A table of figures.
    Figures,
    /// The name of a service point.
    Name,
    /// Its level.
    Level,
    /// Where in the country it is.
    Region,
    /// Its address.
    Address,
    /// When it is open.
    Hours,
    /// An office's telephone.
    Phone,
    /// What can be got done there.
    Services,
    /// What is got done.
    Matter,
    /// The heading under which it stands.
    Group,
    /// For whom it is.
    Conditions,
    /// The law or rule behind it.
    LegalBasis,
    /// Within what time the law wants it done.
    LegalLimit,
    /// Within what time the office promises it.
    PromisedLimit,
    /// The papers to bring.
    Papers,
    /// What it costs.
    Fee,
    /// What is done, one thing after another.
    Steps,
    /// Where, in words.
    Place,
    /// What is to be disclosed.
    Item,
    /// What a disclosure of it tells.
    Content,
    /// Who discloses it.
    Subject,
    /// Where it is disclosed.
    Channels,
    /// Unasked or when somebody asks.
    Mode,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Its heading as written.
    pub heading: String,
    /// What it is taken for; `None` when it is left aside.
    pub column: Option<Column>,
}

impl LedgerKind {
    /// Every kind, the most usual first.
    pub const ALL: [Self; 5] = [Self::Pledges, Self::Disclosures, Self::Points, Self::Guides, Self::Catalogue];

    /// The columns that such a ledger can have.
    pub fn columns(self) -> impl Iterator<Item = Column> {
        self.headings().iter().map(|(column, _)| *column)
    }

    /// The column without which it is none.
    #[must_use]
    pub fn required(self) -> Column {
        match self {
            Self::Pledges => Column::Text,
            Self::Disclosures => Column::Title,
            Self::Points => Column::Name,
            Self::Guides => Column::Matter,
            Self::Catalogue => Column::Item,
        }
    }

    fn headings(self) -> Headings {
        match self {
            Self::Pledges => headings::PLEDGES,
            Self::Disclosures => headings::DISCLOSURES,
            Self::Points => headings::POINTS,
            Self::Guides => headings::GUIDES,
            Self::Catalogue => headings::CATALOGUE,
        }
    }
}

impl Column {
    /// How many characters a cell may have.
    pub(super) fn max_characters(self) -> usize {
        match self {
            Self::Text
            | Self::Title
            | Self::Matter
            | Self::LegalLimit
            | Self::PromisedLimit
            | Self::Fee
            | Self::Phone
            | Self::ObjectionPhone => MAX_PLEDGE_CHARACTERS,
            Self::Measure
            | Self::Beneficiaries
            | Self::Address
            | Self::Services
            | Self::Hours
            | Self::Office
            | Self::Conditions
            | Self::LegalBasis
            | Self::Content
            | Self::Channels
            | Self::Place => MAX_NOTE_CHARACTERS,
            Self::Body | Self::Figures | Self::Papers | Self::Steps => MAX_TEXT_CHARACTERS,
            _ => MAX_NAME_CHARACTERS,
        }
    }

    /// Whether "as above" may stand in it: not where each row says something of its own.
    pub(super) fn takes_as_above(self) -> bool {
        !matches!(self, Self::Text | Self::Quantity | Self::Title | Self::Name | Self::Matter | Self::Item)
    }

    /// Whether a merged cell speaks for every row that it covers: an amount is one amount.
    pub(super) fn spreads_down(self) -> bool {
        self != Self::Quantity
    }
}

/// What each heading is taken for; of two for the same column the first counts.
pub(super) fn recognise(kind: LedgerKind, headings: impl Iterator<Item = Heading>) -> Vec<ColumnUse> {
    let mut columns: Vec<ColumnUse> = Vec::new();
    for heading in headings {
        let column = heading.meanings().find_map(|plain| meaning(kind, &plain));
        let column = column.filter(|column| columns.iter().all(|earlier| earlier.column != Some(*column)));
        columns.push(ColumnUse { heading: heading.shown(), column });
    }
    if kind == LedgerKind::Pledges {
        unit_or_organisation(&mut columns);
    }
    columns
}

/// The words over a column: of one row, or of a group and a row below.
pub(super) struct Heading {
    pub group: String,
    pub own: String,
}

impl Heading {
    pub(super) fn single(own: &str) -> Self {
        Self { group: String::new(), own: own.to_owned() }
    }

    fn shown(&self) -> String {
        match (self.group.is_empty() || self.group == self.own, self.own.is_empty()) {
            (true, _) => self.own.clone(),
            (false, true) => self.group.clone(),
            (false, false) => format!("{} {}", self.group, self.own),
        }
    }

    /// What it may be read as: by itself, then together with its group.
    fn meanings(&self) -> impl Iterator<Item = String> {
        let (group, own) = (plain(&self.group), plain(&self.own));
        let together = [format!("{group}{own}"), format!("{own}{group}")];
        let own = if own.is_empty() { group } else { own };
        std::iter::once(own).chain(together)
    }
}

fn meaning(kind: LedgerKind, plain: &str) -> Option<Column> {
    kind.headings().iter().find(|(_, names)| names.contains(&plain)).map(|(column, _)| *column)
}

/// How many cells of a row are headings of the kind of ledger that knows most of them.
pub(super) fn most_known(record: &csv::StringRecord) -> usize {
    let known = |kind: LedgerKind| record.iter().filter(|cell| meaning(kind, &plain(cell)).is_some()).count();
    LedgerKind::ALL.into_iter().map(known).max().unwrap_or_default()
}

/// "单位" heads both units of measure and offices: without a column of numbers and one of offices it is an office.
fn unit_or_organisation(columns: &mut [ColumnUse]) {
    let has = |wanted| columns.iter().any(|column| column.column == Some(wanted));
    if has(Column::Quantity) || has(Column::Organisation) {
        return;
    }
    let office =
        columns.iter_mut().find(|column| column.column == Some(Column::Unit) && plain(&column.heading) == "单位");
    if let Some(office) = office {
        office.column = Some(Column::Organisation);
    }
}

/// Letters and digits outside brackets, in lower case.
fn plain(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for character in heading.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && character.is_alphanumeric() => plain.extend(character.to_lowercase()),
            _ => {}
        }
    }
    plain
}
