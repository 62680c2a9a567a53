//! The fields of a pledge's form: signals for typing, plain content for drafts, and what the content means.

use jiannuo_domain::checkable::{Checkable, look};
use jiannuo_domain::day::Day;
use jiannuo_domain::period::Every;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::words::{Due, Milestone, PledgeWords, WordsError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::parts::form::filled;
use crate::parts::say;
use crate::words::Words;

/// Makes the fields' two forms from one list: a field, and what it holds in an empty form.
macro_rules! pledge_fields {
    ($($(#[$doc:meta])* $name:ident = $empty:literal,)*) => {
        /// What is typed.
        #[derive(Clone, Copy)]
        pub struct PledgeFields {
            $($(#[$doc])* pub $name: RwSignal<String>,)*
        }

        /// The same as a draft keeps it.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct PledgeContent {
            $($(#[$doc])* pub $name: String,)*
        }

        impl Default for PledgeContent {
            fn default() -> Self {
                Self { $($name: $empty.to_owned(),)* }
            }
        }

        impl PledgeFields {
            /// Empty fields.
            pub fn new() -> Self {
                Self { $($name: RwSignal::new($empty.to_owned()),)* }
            }

            /// What is in them; tracked.
            pub fn content(self) -> PledgeContent {
                PledgeContent { $($name: self.$name.get(),)* }
            }

            /// What is in them, for acts.
            pub fn content_untracked(self) -> PledgeContent {
                PledgeContent { $($name: self.$name.get_untracked(),)* }
            }

            /// Puts content into them.
            pub fn fill(self, content: &PledgeContent) {
                $(self.$name.set(content.$name.clone());)*
            }
        }
    };
}

pledge_fields! {
    /// The member for whom it is entered, or nothing.
    for_member = "",
    /// The pledger's name in an imported ledger; a member is added for a name that the roster does not have.
    pledger = "",
    /// The pledger's post there.
    pledger_post = "",
    /// What sort of pledge it is.
    kind = "personal",
    /// The post that it is for.
    post = "",
    /// The promised limit of a service, and in what it is counted.
    promised = "",
    /// See [`PledgeContent::promised`].
    promised_unit = "working-days",
    /// The legal limit of a service, and in what it is counted.
    legal = "",
    /// See [`PledgeContent::legal`].
    legal_unit = "working-days",
    /// Who answers for a project with its owner, one a line.
    co_owners = "",
    /// Its money, in yuan.
    budget = "",
    /// Where that comes from.
    budget_source = "",
    /// Whose the other side of a two-way pledge is.
    counterpart = "",
    /// The pledge that it answers, in a pair.
    pair = "",
    /// The pledge above.
    part_of = "",
    /// Its yearly cycle.
    cycle = "",
    /// The pledge that it goes on with.
    carried_from = "",
    /// The pledge.
    text = "",
    /// The field of service.
    field = "",
    /// What is counted.
    measure = "",
    /// How much.
    quantity = "",
    /// Of what.
    unit = "",
    /// Which of the next fields say by when.
    due_kind = "on",
    /// The last day.
    on = "",
    /// The period that recurs.
    every = "month",
    /// The first day.
    from = "",
    /// The last day of a recurring pledge.
    until = "",
    /// Working days.
    days = "",
    /// By when, in words.
    written = "",
    /// One step a line.
    milestones = "",
    /// Who is responsible.
    responsible = "",
    /// For whom it is.
    beneficiaries = "",
    /// Why the wording changes.
    reason = "",
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It must be filled in.
    Empty,
    /// It is not a number that can be kept.
    NotANumber,
    /// It is not a day.
    NotADay,
    /// What is promised is longer than what the law allows.
    LongerThanLaw,
    /// Nobody is chosen for the other side.
    NoCounterpart,
    /// A bound of the log.
    Words(WordsError),
}

impl Problem {
    /// What to do about it.
    pub fn say(&self, words: Words) -> String {
        match self {
            Self::Empty => words.fill_in().to_owned(),
            Self::NotANumber => words.not_a_number().to_owned(),
            Self::NotADay => words.not_a_day().to_owned(),
            Self::LongerThanLaw => words.promise_longer_than_law().to_owned(),
            Self::NoCounterpart => words.counterpart_missing().to_owned(),
            Self::Words(error) => say::words_error(words, error),
        }
    }
}

/// What content means.
pub struct Understood {
    /// The pledge, as far as it could be read.
    pub words: Option<PledgeWords>,
    /// What is wrong, by the id of the field.
    pub problems: Vec<(&'static str, Problem)>,
}

impl PledgeContent {
    /// Content for words that were published or imported.
    pub fn from_words(words: &PledgeWords) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut content = Self {
            text: words.text.clone(),
            field: text(&words.field),
            measure: text(&words.measure),
            quantity: words.quantity.map(|quantity| quantity.to_string()).unwrap_or_default(),
            unit: text(&words.unit),
            milestones: words.milestones.iter().map(milestone_line).collect::<Vec<_>>().join("\n"),
            responsible: text(&words.responsible),
            beneficiaries: text(&words.beneficiaries),
            ..Self::of_kind(words)
        };
        match &words.due {
            Due::On { on } => content.on = on.to_string(),
            Due::WithinWorkingDays { from, days } => {
                content.due_kind = "within".to_owned();
                content.from = from.to_string();
                content.days = days.to_string();
            }
            Due::Every { every, from, until } => {
                content.due_kind = "every".to_owned();
                content.every = every_value(*every).to_owned();
                content.from = from.to_string();
                content.until = until.map(|until| until.to_string()).unwrap_or_default();
            }
            Due::AsWritten { written } => {
                content.due_kind = "written".to_owned();
                content.written.clone_from(written);
            }
        }
        content
    }

    /// What the content means, and what is wrong with it.
    pub fn understand(&self, is_revision: bool) -> Understood {
        let mut problems = Vec::new();
        if filled(&self.text).is_none() {
            problems.push(("text", Problem::Empty));
        }
        if is_revision && filled(&self.reason).is_none() {
            problems.push(("reason", Problem::Empty));
        }
        let quantity = filled(&self.quantity).map(|text| text.parse::<Quantity>());
        if matches!(quantity, Some(Err(_))) {
            problems.push(("quantity", Problem::NotANumber));
        }
        let kinds = self.kinds(&mut problems);
        let due = self.due(&mut problems);
        let words = due.map(|due| PledgeWords {
            field: filled(&self.field),
            measure: filled(&self.measure),
            quantity: quantity.and_then(Result::ok),
            unit: filled(&self.unit),
            milestones: self.milestones.lines().filter_map(milestone).collect(),
            responsible: filled(&self.responsible),
            beneficiaries: filled(&self.beneficiaries),
            reason: filled(&self.reason).filter(|_| is_revision),
            ..kinds.into_words(filled(&self.text).unwrap_or_default(), due)
        });
        if problems.is_empty() {
            problems.extend(words.as_ref().and_then(super::pledge_kind::field_of));
        }
        Understood { words, problems }
    }

    /// What the look at words says of them, as far as they are written: whether an outsider can check them.
    pub fn look(&self) -> Checkable {
        let far_ahead = Due::On { on: Day::MAX };
        let due = match (self.due_kind.as_str(), filled(&self.written)) {
            ("written", Some(written)) => Due::AsWritten { written },
            _ => far_ahead,
        };
        let mut words = PledgeWords::new(self.text.trim(), due);
        words.measure = filled(&self.measure);
        words.field = filled(&self.field);
        words.quantity = filled(&self.quantity).and_then(|text| text.parse().ok());
        words.milestones = self.milestones.lines().filter_map(milestone).collect();
        words.service = self.service(&mut Vec::new());
        look(&words)
    }

    fn due(&self, problems: &mut Vec<(&'static str, Problem)>) -> Option<Due> {
        let mut day = |field, text: &str| match text.trim().parse::<Day>() {
            Ok(day) => Some(day),
            Err(_) => {
                problems.push((field, if text.trim().is_empty() { Problem::Empty } else { Problem::NotADay }));
                None
            }
        };
        match self.due_kind.as_str() {
            "every" => {
                let from = day("from", &self.from)?;
                let until = if self.until.trim().is_empty() { None } else { Some(day("until", &self.until)?) };
                Some(Due::Every { every: every(&self.every), from, until })
            }
            "within" => {
                let from = day("from", &self.from);
                let days = self.days.trim().parse::<u16>();
                if days.is_err() {
                    problems.push(("days", Problem::NotANumber));
                }
                Some(Due::WithinWorkingDays { from: from?, days: days.ok()? })
            }
            "written" => match filled(&self.written) {
                Some(written) => Some(Due::AsWritten { written }),
                None => {
                    problems.push(("due", Problem::Empty));
                    None
                }
            },
            _ => Some(Due::On { on: day("due", &self.on)? }),
        }
    }
}

const PERIODS: [(&str, Every); 5] = [
    ("week", Every::Week),
    ("month", Every::Month),
    ("quarter", Every::Quarter),
    ("half-year", Every::HalfYear),
    ("year", Every::Year),
];

fn every(value: &str) -> Every {
    PERIODS.iter().find(|(known, _)| *known == value).map_or(Every::Month, |(_, every)| *every)
}

fn every_value(every: Every) -> &'static str {
    PERIODS.iter().find(|(_, known)| *known == every).map_or("month", |(value, _)| value)
}

/// A milestone is a line; a day at its beginning is its day.
fn milestone(line: &str) -> Option<Milestone> {
    let line = line.trim();
    if line.is_empty() {
        return None;
    }
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    Some(match (first.parse::<Day>(), rest.trim().is_empty()) {
        (Ok(on), false) => Milestone { text: rest.trim().to_owned(), on: Some(on) },
        _ => Milestone { text: line.to_owned(), on: None },
    })
}

fn milestone_line(milestone: &Milestone) -> String {
    match milestone.on {
        Some(on) => format!("{on} {}", milestone.text),
        None => milestone.text.clone(),
    }
}
