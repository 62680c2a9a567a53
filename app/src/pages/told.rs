//! How far a pledge is, asked for in the way that fits it: a number, what was measured, a step, per cent, yes or no.

use jiannuo_board::components::field::{Choice, Field, FieldKind, choices, field, select};
use jiannuo_domain::ledger::Pledge;
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::words::{Duration, MAX_PERCENT, Measured, ProgressWords, TimeUnit, ToldBy};
use leptos::prelude::*;

use crate::parts::form::{Problems, filled};
use crate::words::Words;

/// The part of a progress form that depends on the pledge.
#[derive(Clone)]
pub struct Told {
    by: ToldBy,
    unit: Option<String>,
    time: TimeUnit,
    steps: Vec<String>,
    quantity: RwSignal<String>,
    milestone: RwSignal<String>,
    percent: RwSignal<String>,
    kept: RwSignal<String>,
    handled: RwSignal<String>,
    in_time: RwSignal<String>,
    longest: RwSignal<String>,
}

impl Told {
    /// What fits a pledge.
    pub fn of(pledge: &Pledge) -> Self {
        let words = pledge.words();
        let empty = || RwSignal::new(String::new());
        Self {
            by: words.map_or(ToldBy::Number, |words| words.told_by()),
            unit: words.and_then(|words| words.unit.clone()),
            time: words
                .and_then(|words| words.service.as_ref())
                .map_or(TimeUnit::WorkingDays, |service| service.promised.unit),
            steps: words
                .map(|words| words.milestones.iter().map(|step| step.text.clone()).collect())
                .unwrap_or_default(),
            quantity: empty(),
            milestone: empty(),
            percent: empty(),
            kept: empty(),
            handled: empty(),
            in_time: empty(),
            longest: empty(),
        }
    }

    /// What is typed, for the draft.
    pub fn texts(&self) -> Vec<RwSignal<String>> {
        vec![self.quantity, self.milestone, self.percent, self.kept, self.handled, self.in_time, self.longest]
    }

    /// The fields.
    pub fn view(&self, words: Words, problems: Problems) -> AnyView {
        let board = words.board();
        let number = |id: &'static str, label: String, hint: Option<&'static str>, value| {
            let mut asked = Field::new(id, label).optional();
            asked.hint = hint.map(Into::into);
            field(board, asked, FieldKind::Number, value, problems.of(id))
        };
        let steps = (!self.steps.is_empty()).then(|| self.step(words, problems));
        let amount = || {
            let label = self
                .unit
                .as_ref()
                .map_or_else(|| words.progress_quantity().to_owned(), |unit| words.progress_quantity_in(unit));
            number("quantity", label, Some(words.progress_quantity_hint()), self.quantity)
        };
        match self.by {
            ToldBy::Number => view! { {amount()} {steps} }.into_any(),
            ToldBy::Milestone => steps.into_any(),
            ToldBy::Percent => number(
                "percent",
                words.progress_percent().to_owned(),
                Some(words.progress_percent_hint()),
                self.percent,
            ),
            ToldBy::Kept => {
                let answers = vec![Choice::new("yes", words.kept_yes()), Choice::new("no", words.kept_no())];
                let asked = Field::new("kept", words.progress_kept()).optional();
                choices(board, asked, answers, self.kept, problems.of("kept"))
            }
            ToldBy::Measured => view! {
                {number("handled", words.progress_handled().to_owned(), None, self.handled)}
                {number("in_time", words.progress_in_time().to_owned(), None, self.in_time)}
                {number("longest", words.longest_in(time_unit(words, self.time)), None, self.longest)}
            }
            .into_any(),
        }
    }

    fn step(&self, words: Words, problems: Problems) -> AnyView {
        let mut all = vec![Choice::new("", words.no_milestone())];
        all.extend(self.steps.iter().enumerate().map(|(index, step)| Choice::new(index.to_string(), step.clone())));
        let asked = Field::new("milestone", words.reached_milestone()).optional();
        select(words.board(), asked, all, self.milestone, problems.of("milestone"))
    }

    /// Adds what was typed to a progress entry, or says beside the fields what is wrong.
    pub fn add_to(&self, entry: &mut ProgressWords, words: Words, problems: Problems) {
        let typed = |text: RwSignal<String>| text.with_untracked(|text| filled(text));
        match self.by {
            ToldBy::Number => {
                entry.quantity = quantity("quantity", self.quantity, words, problems);
                entry.milestone = typed(self.milestone).and_then(|step| step.parse().ok());
            }
            ToldBy::Milestone => entry.milestone = typed(self.milestone).and_then(|step| step.parse().ok()),
            ToldBy::Percent => {
                let percent = typed(self.percent).map(|text| text.trim_end_matches(['%', '％']).trim().parse::<u8>());
                match percent {
                    Some(Ok(percent)) if percent <= MAX_PERCENT => entry.percent = Some(percent),
                    Some(_) => problems.field("percent", words.progress_percent_wrong()),
                    None => {}
                }
            }
            ToldBy::Kept => entry.kept = typed(self.kept).map(|answer| answer == "yes"),
            ToldBy::Measured => entry.measured = self.measured(words, problems),
        }
    }

    fn measured(&self, words: Words, problems: Problems) -> Option<Measured> {
        let count = |id: &'static str, text: RwSignal<String>| {
            let typed = text.with_untracked(|text| filled(text))?;
            let number = typed.parse::<u32>();
            if number.is_err() {
                problems.field(id, words.not_a_number());
            }
            number.ok()
        };
        let handled = count("handled", self.handled)?;
        // Nothing said of how many were in time is not "all of them".
        let Some(in_time) = count("in_time", self.in_time) else {
            if !problems.any() {
                problems.field("in_time", words.fill_in());
            }
            return None;
        };
        if in_time > handled {
            problems.field("in_time", words.progress_in_time_wrong());
            return None;
        }
        let longest = quantity("longest", self.longest, words, problems);
        let longest = longest.map(|amount| Duration { amount, unit: self.time });
        Some(Measured { handled, in_time, longest })
    }
}

fn quantity(id: &'static str, text: RwSignal<String>, words: Words, problems: Problems) -> Option<Quantity> {
    match text.with_untracked(|text| filled(text)).map(|text| text.parse::<Quantity>()) {
        Some(Ok(amount)) => Some(amount),
        Some(Err(_)) => {
            problems.field(id, words.not_a_number());
            None
        }
        None => None,
    }
}

/// A unit of time.
pub fn time_unit(words: Words, unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::WorkingDays => words.unit_working_days(),
        TimeUnit::Days => words.unit_days(),
        TimeUnit::Hours => words.unit_hours(),
        TimeUnit::Minutes => words.unit_minutes(),
    }
}
