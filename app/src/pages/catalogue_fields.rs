//! The fields of a row of the catalogue: signals for typing, plain content for drafts, and what the content means.

use jiannuo_board::components::field::{Choice, Field, FieldKind, choices, date_field, field, select};
use jiannuo_domain::day::Day;
use jiannuo_domain::limits::MAX_LIMIT_DAYS;
use jiannuo_domain::words::{CatalogueWords, Channel, DayCount, DisclosureKind, DisclosureMode, TimeLimit, Words as _};
use leptos::prelude::*;

use super::disclosure_fields::{KINDS, PERIODS, answer, value_of};
use super::disclosure_form::kind_name;
use super::found::{level, level_choices, level_value};
use crate::parts::fields::text_fields;
use crate::parts::form::{Problems, filled};
use crate::parts::publish::PublicText;
use crate::parts::say;
use crate::words::Words;

text_fields!(ItemFields, ItemContent {
    /// The matter.
    matter = "",
    /// The item.
    item = "",
    /// Which affairs.
    kind = "village",
    /// What it tells.
    content = "",
    /// The law.
    basis = "",
    /// Which of the next fields say by when.
    limit_kind = "every",
    /// How often.
    every = "month",
    /// From which day.
    from = "",
    /// How many days.
    days = "10",
    /// Which days.
    count = "calendar",
    /// By when, in words.
    written = "",
    /// Who.
    subject = "",
    /// For whom.
    audience = "",
    /// Where: the places of the channels in their order, with commas.
    channels = "",
    /// Asked or unasked.
    mode = "proactive",
    /// The level.
    level = "village",
    /// Why it is corrected.
    reason = "",
});

const COUNTS: [(&str, DayCount); 2] = [("calendar", DayCount::Calendar), ("working", DayCount::Working)];
const MODES: [(&str, DisclosureMode); 2] =
    [("proactive", DisclosureMode::Proactive), ("on-request", DisclosureMode::OnRequest)];

/// Channels as the form's text has them.
fn channels_text(channels: &[Channel]) -> String {
    let place = |channel: &Channel| Channel::ALL.iter().position(|known| known == channel).unwrap_or_default();
    channels.iter().map(|channel| place(channel).to_string()).collect::<Vec<_>>().join(",")
}

fn channels_of(text: &str) -> Vec<Channel> {
    let mut places: Vec<usize> = text.split(',').filter_map(|place| place.parse().ok()).collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter_map(|place| Channel::ALL.get(place).copied()).collect()
}

impl ItemContent {
    /// Content for words.
    pub fn from_words(words: &CatalogueWords) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut content = Self {
            matter: words.matter.clone(),
            item: words.item.clone(),
            kind: value_of(&KINDS, &words.kind).to_owned(),
            content: text(&words.content),
            basis: text(&words.basis),
            subject: text(&words.subject),
            audience: text(&words.audience),
            channels: channels_text(&words.channels),
            mode: value_of(&MODES, &words.mode).to_owned(),
            level: level_value(words.level).to_owned(),
            ..Self::default()
        };
        match &words.time_limit {
            TimeLimit::Every { every, from, days, count } => {
                content.every = value_of(&PERIODS, every).to_owned();
                content.from = from.to_string();
                content.days = days.to_string();
                content.count = value_of(&COUNTS, count).to_owned();
            }
            TimeLimit::Event { days, count } => {
                content.limit_kind = "event".to_owned();
                content.days = days.to_string();
                content.count = value_of(&COUNTS, count).to_owned();
            }
            TimeLimit::AsWritten { written } => {
                content.limit_kind = "written".to_owned();
                content.written.clone_from(written);
            }
        }
        content
    }

    /// What the content means, or the problems beside the fields.
    pub fn understand(&self, words: Words, problems: Problems, is_revision: bool) -> Option<CatalogueWords> {
        let reason = filled(&self.reason).filter(|_| is_revision);
        if is_revision && reason.is_none() {
            problems.field("reason", words.fill_in());
        }
        let told = CatalogueWords {
            content: filled(&self.content),
            basis: filled(&self.basis),
            subject: filled(&self.subject),
            channels: channels_of(&self.channels),
            audience: filled(&self.audience),
            mode: answer(&MODES, &self.mode).unwrap_or(DisclosureMode::Proactive),
            reason,
            ..CatalogueWords::new(
                filled(&self.matter).unwrap_or_default().as_str(),
                filled(&self.item).unwrap_or_default().as_str(),
                answer(&KINDS, &self.kind).unwrap_or(DisclosureKind::Village),
                self.time_limit(words, problems)?,
                level(&self.level),
            )
        };
        if let Err(error) = told.check() {
            let field = match &error {
                jiannuo_domain::words::WordsError::Empty { field }
                | jiannuo_domain::words::WordsError::TooLong { field, .. } => field.clone(),
                _ => "item".to_owned(),
            };
            problems.field(&field, say::words_error(words, &error));
        }
        (!problems.any()).then_some(told)
    }

    fn time_limit(&self, words: Words, problems: Problems) -> Option<TimeLimit> {
        if self.limit_kind == "written" {
            let written = filled(&self.written);
            if written.is_none() {
                problems.field("time_limit", words.fill_in());
            }
            return Some(TimeLimit::AsWritten { written: written? });
        }
        let days = self.days.trim().parse::<u16>().ok().filter(|days| *days <= MAX_LIMIT_DAYS);
        if days.is_none() {
            problems.field("days", words.notice_days_wrong());
        }
        let count = answer(&COUNTS, &self.count).unwrap_or(DayCount::Calendar);
        if self.limit_kind == "event" {
            return Some(TimeLimit::Event { days: days?, count });
        }
        let from = self.from.trim().parse::<Day>().ok();
        if from.is_none() {
            problems.field("from", words.not_a_day());
        }
        let every = answer(&PERIODS, &self.every)?;
        Some(TimeLimit::Every { every, from: from?, days: days?, count })
    }
}

/// Every text that will be public.
pub fn public_texts(fields: ItemFields) -> Vec<PublicText> {
    let text = |name, text| PublicText { name, text };
    vec![
        text(|words| words.catalogue_item(), fields.item),
        text(|words| words.item_content(), fields.content),
        text(|words| words.item_basis(), fields.basis),
        text(|words| words.subject_office(), fields.subject),
        text(|words| words.audience(), fields.audience),
        text(|words| words.revision_reason(), fields.reason),
    ]
}

/// The fields; `words` are those of the page's language, and the page is drawn anew when it changes.
pub fn item_fields(words: Words, fields: ItemFields, problems: Problems) -> AnyView {
    let board = words.board();
    let kinds = KINDS.iter().map(|(value, kind)| Choice::new(*value, kind_name(words, *kind))).collect();
    let modes = MODES.iter().map(|(value, mode)| Choice::new(*value, (board.disclosing.mode_is)(*mode))).collect();
    let line = |id: &'static str, label: &'static str, hint: &'static str, text| {
        field(board, Field::new(id, label).hint(hint).optional(), FieldKind::Text, text, problems.of(id))
    };
    let lines = |id: &'static str, label: &'static str, rows, text| {
        field(board, Field::new(id, label).optional(), FieldKind::Lines(rows, None), text, problems.of(id))
    };
    let level_field = Field::new("level", words.item_level());
    view! {
        {field(board, Field::new("matter", words.matter()).hint(words.matter_hint()), FieldKind::Text, fields.matter, problems.of("matter"))}
        {field(board, Field::new("item", words.catalogue_item()).hint(words.catalogue_item_hint()), FieldKind::Text, fields.item, problems.of("item"))}
        {select(board, Field::new("kind", words.disclosure_kind()), kinds, fields.kind, problems.of("kind"))}
        {lines("content", words.item_content(), 3, fields.content)}
        {lines("basis", words.item_basis(), 2, fields.basis)}
        {limit_fields(words, fields, problems)}
        {line("subject", words.subject_office(), words.subject_office_hint(), fields.subject)}
        {line("audience", words.audience(), words.audience_hint(), fields.audience)}
        {channel_fields(words, fields.channels)}
        {choices(board, Field::new("mode", words.mode()), modes, fields.mode, problems.of("mode"))}
        {select(board, level_field, level_choices(words), fields.level, problems.of("level"))}
    }
    .into_any()
}

fn limit_fields(words: Words, fields: ItemFields, problems: Problems) -> AnyView {
    let board = words.board();
    let kinds = vec![
        Choice::new("every", words.limit_every()),
        Choice::new("event", words.limit_event()),
        Choice::new("written", words.limit_written()),
    ];
    let chosen = Memo::new(move |_| fields.limit_kind.get());
    let rest = move || {
        let counts =
            vec![Choice::new("calendar", words.count_calendar()), Choice::new("working", words.count_working())];
        let days = |label: &'static str| {
            view! {
                <div class="field-pair">
                    {field(board, Field::new("days", label), FieldKind::Number, fields.days, problems.of("days"))}
                    {select(board, Field::new("count", words.count_days()), counts.clone(), fields.count, problems.of("count"))}
                </div>
            }
        };
        match chosen.get().as_str() {
            "event" => days(words.limit_days_after_event()).into_any(),
            "written" => {
                let written = Field::new("time_limit", words.due_in_words());
                field(board, written, FieldKind::Text, fields.written, problems.of("time_limit"))
            }
            _ => {
                let names = [
                    words.every_week(),
                    words.every_month(),
                    words.every_quarter(),
                    words.every_half_year(),
                    words.every_year(),
                ];
                let periods = PERIODS.iter().zip(names).map(|((value, _), name)| Choice::new(*value, name)).collect();
                view! {
                    {select(board, Field::new("every", words.period()), periods, fields.every, problems.of("every"))}
                    {days(words.limit_days_after_period())}
                    {date_field(board, Field::new("from", words.limit_from()), fields.from, problems.of("from"))}
                }
                .into_any()
            }
        }
    };
    view! {
        {choices(board, Field::new("limit_kind", words.time_limit()), kinds, fields.limit_kind, problems.of("limit_kind"))}
        {rest}
    }
    .into_any()
}

fn channel_fields(words: Words, channels: RwSignal<String>) -> AnyView {
    let one = |(place, channel): (usize, &Channel)| {
        let (channel, id) = (*channel, format!("channel-{place}"));
        let changed = move |event| {
            let mut ticked = channels.with_untracked(|text| channels_of(text));
            ticked.retain(|other| *other != channel);
            if event_target_checked(&event) {
                ticked.push(channel);
                ticked.sort_unstable();
            }
            channels.set(channels_text(&ticked));
        };
        view! {
            <li class="choice">
                <input id=id.clone() type="checkbox" on:change=changed
                    prop:checked=move || channels.with(|text| channels_of(text).contains(&channel)) />
                <label for=id>{(words.board().disclosing.channel)(channel)}</label>
            </li>
        }
    };
    let boxes = Channel::ALL.iter().enumerate().map(one).collect_view();
    view! {
        <details class="more">
            <summary>{words.channels()}</summary>
            <fieldset class="field"><legend class="hidden-text">{words.channels()}</legend><ul role="list">{boxes}</ul></fieldset>
        </details>
    }
    .into_any()
}
