//! The fields of a disclosure's form: signals for typing, plain content for drafts, and what the content means.

use jiannuo_domain::day::Day;
use jiannuo_domain::disclosing::ItemStanding;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::limits::MAX_LIMIT_DAYS;
use jiannuo_domain::period::Every;
use jiannuo_domain::words::{
    CatalogueWords, ColumnRole, DisclosureKind, DisclosureWords, Grade, NoticeEnd, NoticeWords, PeriodWords,
    ReviewWords, TableWords, TimeLimit,
};
use serde::{Deserialize, Serialize};

use crate::parts::fields::text_fields;
use crate::parts::form::{Problems, filled};
use crate::words::Words;

/// Kinds of affairs with the values of the choice.
pub const KINDS: [(&str, DisclosureKind); 6] = [
    ("village", DisclosureKind::Village),
    ("party", DisclosureKind::Party),
    ("government", DisclosureKind::Government),
    ("finance", DisclosureKind::Finance),
    ("notice", DisclosureKind::Notice),
    ("circular", DisclosureKind::Circular),
];

/// Periods with the values of the choice.
pub const PERIODS: [(&str, Every); 5] = [
    ("week", Every::Week),
    ("month", Every::Month),
    ("quarter", Every::Quarter),
    ("half-year", Every::HalfYear),
    ("year", Every::Year),
];

/// The value of one answer.
pub fn value_of<T: PartialEq>(known: &[(&'static str, T)], wanted: &T) -> &'static str {
    known.iter().find(|(_, one)| one == wanted).map_or("", |(value, _)| value)
}

/// The answer with a value.
pub fn answer<T: Copy>(known: &[(&'static str, T)], value: &str) -> Option<T> {
    known.iter().find(|(own, _)| *own == value).map(|(_, answer)| *answer)
}

/// What is chosen where yes is meant.
pub const YES: &str = "yes";

text_fields!(DisclosureFields, DisclosureTexts {
    /// The row of the catalogue, or nothing.
    item = "",
    /// The period, as [`period_value`] writes it, or nothing.
    period = "",
    /// When it came about.
    arose_on = "",
    /// The heading.
    title = "",
    /// Which affairs.
    kind = "village",
    /// The day that it bears.
    date = "",
    /// The text.
    body = "",
    /// The first day of the notice.
    notice_from = "",
    /// Whether it ends after working days or on a day.
    notice_ends = "days",
    /// How many working days.
    notice_days = "5",
    /// The last day.
    notice_until = "",
    /// Whom to call.
    objection_phone = "",
    /// Where to go.
    objection_place = "",
    /// Who takes objections.
    objection_person = "",
    /// Working days until the outcome.
    outcome_within = "5",
    /// Until when names are public.
    public_until = "",
    /// The three looks, each `yes` or nothing.
    review_confidentiality = "",
    /// See above.
    review_necessity = "",
    /// See above.
    review_accuracy = "",
    /// Who looked.
    review_by = "",
    /// When.
    review_on = "",
    /// Of a correction: how much it changes.
    grade = "major",
    /// Of a correction: why.
    reason = "",
});

/// Everything in the form, as a draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DisclosureContent {
    /// The texts.
    pub texts: DisclosureTexts,
    /// The tables.
    pub tables: Vec<TableWords>,
}

/// How the choice of a period writes one.
pub fn period_value(period: PeriodWords) -> String {
    format!("{}:{}", value_of(&PERIODS, &period.every), period.from)
}

/// The period that a choice stands for.
pub fn period_of(value: &str) -> Option<PeriodWords> {
    let (every, from) = value.split_once(':')?;
    Some(PeriodWords { every: answer(&PERIODS, every)?, from: from.parse().ok()? })
}

impl DisclosureContent {
    /// An empty form on a day, written by somebody.
    pub fn begun(today: Day, writer: &str) -> Self {
        let texts = DisclosureTexts {
            date: today.to_string(),
            notice_from: today.plus_days(1).to_string(),
            review_by: writer.to_owned(),
            review_on: today.to_string(),
            ..DisclosureTexts::default()
        };
        Self { texts, tables: Vec::new() }
    }

    /// Content for words that were published or taken back. A review is of these very words: it is made anew.
    pub fn from_words(words: &DisclosureWords) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut texts = DisclosureTexts {
            item: words.item.map(|item| item.to_string()).unwrap_or_default(),
            period: words.period.map(period_value).unwrap_or_default(),
            arose_on: words.arose_on.map(|day| day.to_string()).unwrap_or_default(),
            title: words.title.clone(),
            kind: value_of(&KINDS, &words.kind).to_owned(),
            date: words.date.to_string(),
            body: words.body.clone(),
            ..DisclosureTexts::default()
        };
        if let Some(review) = &words.review {
            texts.review_by.clone_from(&review.by);
            texts.review_on = review.on.to_string();
        }
        if let Some(notice) = &words.notice {
            texts.notice_from = notice.from.to_string();
            match notice.until {
                NoticeEnd::On { on } => {
                    texts.notice_ends = "on".to_owned();
                    texts.notice_until = on.to_string();
                }
                NoticeEnd::AfterWorkingDays { days } => texts.notice_days = days.to_string(),
            }
            texts.objection_phone = text(&notice.phone);
            texts.objection_place = text(&notice.place);
            texts.objection_person = text(&notice.person);
            texts.outcome_within = notice.outcome_within_days.map(|days| days.to_string()).unwrap_or_default();
            texts.public_until = notice.public_until.map(|day| day.to_string()).unwrap_or_default();
        }
        Self { texts, tables: words.tables.clone() }
    }

    /// The same for the next period: the days of today, the figures emptied.
    pub fn for_next_period(
        words: &DisclosureWords,
        today: Day,
        writer: &str,
        name: impl Fn(PeriodWords) -> String,
    ) -> Self {
        let mut next = Self::from_words(words);
        let begun = Self::begun(today, writer).texts;
        next.texts.date = begun.date;
        next.texts.review_by = begun.review_by;
        next.texts.review_on = begun.review_on;
        next.texts.notice_from = begun.notice_from;
        next.texts.notice_until = String::new();
        next.texts.public_until = String::new();
        next.texts.arose_on = String::new();
        if let Some(period) = words.period {
            let following = PeriodWords::from(period.period().next());
            next.texts.title = words.title.replace(&name(period), &name(following));
            next.texts.period = period_value(following);
        }
        next.tables = without_figures(&words.tables);
        next
    }

    /// What the content means, or the problems beside the fields.
    pub fn understand(
        &self,
        words: Words,
        problems: Problems,
        today: Day,
        is_revision: bool,
    ) -> Option<DisclosureWords> {
        let texts = &self.texts;
        let date = day(words, problems, "date", &texts.date);
        let arose_on = optional_day(words, problems, "arose_on", &texts.arose_on);
        if date.is_some_and(|date| date > today) && !is_revision {
            problems.field("date", words.date_ahead());
        }
        if date.zip(arose_on.flatten()).is_some_and(|(date, arose_on)| date < arose_on) {
            problems.field("date", words.date_before_arose());
        }
        let kind = answer(&KINDS, &texts.kind).unwrap_or(DisclosureKind::Village);
        let notice = (kind == DisclosureKind::Notice).then(|| self.notice(words, problems));
        let review = self.review(words, problems);
        let reason = filled(&texts.reason).filter(|_| is_revision);
        let grade = is_revision.then(|| if texts.grade == "minor" { Grade::Minor } else { Grade::Major });
        if grade == Some(Grade::Major) && reason.is_none() {
            problems.field("reason", words.fill_in());
        }
        Some(DisclosureWords {
            item: texts.item.parse().ok(),
            period: period_of(&texts.period),
            arose_on: arose_on?,
            tables: self.tables.clone(),
            notice: match notice {
                Some(notice) => Some(notice?),
                None => None,
            },
            review,
            grade,
            reason,
            ..DisclosureWords::new(
                filled(&texts.title).unwrap_or_default(),
                kind,
                date?,
                filled(&texts.body).unwrap_or_default(),
            )
        })
    }

    fn notice(&self, words: Words, problems: Problems) -> Option<NoticeWords> {
        let texts = &self.texts;
        let from = day(words, problems, "notice_from", &texts.notice_from);
        let until = if texts.notice_ends == "on" {
            let on = day(words, problems, "notice_until", &texts.notice_until);
            if from.zip(on).is_some_and(|(from, on)| on < from) {
                problems.field("notice_until", words.notice_ends_before());
            }
            on.map(|on| NoticeEnd::On { on })
        } else {
            let days = count(words, problems, "notice_days", &texts.notice_days, 1);
            days.map(|days| NoticeEnd::AfterWorkingDays { days })
        };
        if filled(&texts.objection_phone).is_none() && filled(&texts.objection_place).is_none() {
            problems.field("objection_phone", words.objection_wanted());
        }
        let outcome = match texts.outcome_within.trim() {
            "" => Some(None),
            text => count(words, problems, "outcome_within", text, 0).map(Some),
        };
        Some(NoticeWords {
            from: from?,
            until: until?,
            phone: filled(&texts.objection_phone),
            place: filled(&texts.objection_place),
            person: filled(&texts.objection_person),
            outcome_within_days: outcome?,
            public_until: optional_day(words, problems, "public_until", &texts.public_until)?,
        })
    }

    fn review(&self, words: Words, problems: Problems) -> Option<ReviewWords> {
        let texts = &self.texts;
        let on = day(words, problems, "review_on", &texts.review_on);
        let looked = [&texts.review_confidentiality, &texts.review_necessity, &texts.review_accuracy];
        if looked.iter().any(|look| look.as_str() != YES) {
            problems.field("review_confidentiality", words.review_wanted());
            return None;
        }
        let Some(by) = filled(&texts.review_by) else {
            problems.field("review_by", words.fill_in());
            return None;
        };
        Some(ReviewWords { by, on: on?, confidentiality: true, necessity: true, accuracy: true })
    }
}

/// The same tables with nothing where figures stood.
pub fn without_figures(tables: &[TableWords]) -> Vec<TableWords> {
    let mut emptied = tables.to_vec();
    for table in &mut emptied {
        for row in &mut table.rows {
            for (cell, column) in row.cells.iter_mut().zip(&table.columns) {
                if column.role != ColumnRole::Text {
                    cell.clear();
                }
            }
        }
    }
    emptied
}

fn day(words: Words, problems: Problems, field: &str, text: &str) -> Option<Day> {
    let day = text.trim().parse::<Day>().ok();
    if day.is_none() {
        problems.field(field, words.not_a_day());
    }
    day
}

/// A day that may be left out; nothing where something else was written.
fn optional_day(words: Words, problems: Problems, field: &str, text: &str) -> Option<Option<Day>> {
    if text.trim().is_empty() { Some(None) } else { day(words, problems, field, text).map(Some) }
}

fn count(words: Words, problems: Problems, field: &str, text: &str, least: u16) -> Option<u16> {
    let count = text.trim().parse::<u16>().ok().filter(|count| (least..=MAX_LIMIT_DAYS).contains(count));
    if count.is_none() {
        problems.field(field, words.notice_days_wrong());
    }
    count
}

/// The rows of the catalogue that are asked for, by identity.
pub fn open_items(ledger: &Ledger) -> Vec<(RecordId, &CatalogueWords)> {
    let open = ledger.catalogue.values().filter(|notice| notice.withdrawal.is_none());
    let mut items: Vec<_> = open.filter_map(|notice| Some((notice.id, notice.words()?))).collect();
    items.sort_by_key(|(_, words)| (&words.matter, &words.item));
    items
}

/// Periods offered for a row: two years of months.
const PERIODS_OFFERED: usize = 24;

/// The periods of a row that somebody may disclose now: the one that is wanted first, then the others, the latest first.
pub fn periods_of(words: &CatalogueWords, standing: Option<&ItemStanding>, today: Day) -> Vec<PeriodWords> {
    let TimeLimit::Every { every, .. } = words.time_limit else { return Vec::new() };
    let mut period = every.period_containing(today);
    let mut periods: Vec<PeriodWords> = standing.and_then(|standing| standing.period).into_iter().collect();
    for _ in 0..PERIODS_OFFERED {
        let words = PeriodWords::from(period);
        if !periods.contains(&words) {
            periods.push(words);
        }
        period = period.previous();
    }
    periods
}
