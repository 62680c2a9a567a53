//! The editor: rows under each other, each with its fields and the ways to move and remove it.

use jiannuo_board::components::field::{Field, FieldKind, date_field, field};
use jiannuo_board::time::Weekday;
use leptos::prelude::*;

use super::{ItemList, Part, PartKind, Row};
use crate::parts::form::Problems;
use crate::words::Words;

impl ItemList {
    /// The editor.
    pub fn view(self, words: Words, problems: Problems) -> AnyView {
        let kind = self.kind;
        let id = self.id.get_value();
        let problem = problems.of(id.clone());
        let hint = kind.hint.map(|hint| view! { <p class="hint">{hint(words)}</p> });
        let rows = move || self.rows.get();
        let row = move |row: Row| self.row(words, problems, &row);
        let add = move |_| self.add();
        let add_label = words.list_add((kind.one)(words));
        let is_full = move || self.rows.with(Vec::len) >= kind.most;
        let full = move || is_full().then(|| view! { <p class="hint">{words.list_full(kind.most)}</p> });
        view! {
            <fieldset
                class="field list-editor"
                class:field-wrong=move || problem.with(Option::is_some)
                id=id.clone()
                tabindex="-1"
                on:paste=move |event| self.paste(&event)
            >
                <legend>{(kind.title)(words)}<span class="hint-inline">{words.board().form.optional}</span></legend>
                {hint}
                {move || problem.get().map(|text| view! { <p class="problem">{text}</p> })}
                <ol class="list-rows" role="list">
                    <For each=rows key=|row| row.key children=row />
                </ol>
                <div role="status">{move || self.removed_line(words)}</div>
                {full}
                <button type="button" class="button button-second" id=format!("{id}-add") disabled=is_full on:click=add>
                    {add_label}
                </button>
            </fieldset>
        }
        .into_any()
    }

    /// What was removed last, and the way back.
    fn removed_line(self, words: Words) -> Option<AnyView> {
        let removed = self.removed.with(|removed| removed.last().map(|(_, row)| row.clone()))?;
        let said = removed.parts.iter().map(|part| part.get_untracked()).find(|text| !text.trim().is_empty());
        let said = said.unwrap_or_else(|| (self.kind.one)(words).to_owned());
        let back = move |_| self.take_back();
        let id = self.id.with_value(|id| format!("{id}-back"));
        Some(
            view! {
                <p class="list-removed">
                    {words.list_removed(&said)}" "
                    <button type="button" class="button button-second" id=id on:click=back>{words.list_back()}</button>
                </p>
            }
            .into_any(),
        )
    }

    fn row(self, words: Words, problems: Problems, row: &Row) -> AnyView {
        let (kind, key) = (self.kind, row.key);
        let place = Memo::new(move |_| self.rows.with(|rows| rows.iter().position(|row| row.key == key)).unwrap_or(0));
        let name = move || words.list_numbered((kind.one)(words), place.get() + 1);
        let inner = self.within(row).map(|inner| inner.view(words, problems));
        let ways = self.ways(words, key, place);
        let body = match (kind.parts, row.parts.as_slice(), inner) {
            // A row of one field is named by it.
            ([part], [text], None) => {
                let text = text.clone();
                let one = move || self.part(words, problems, key, part, &text, name());
                view! { <div class="list-row">{one} {ways}</div> }.into_any()
            }
            (parts, texts, inner) => {
                let fields = parts
                    .iter()
                    .zip(texts)
                    .map(|(part, text)| self.part(words, problems, key, part, text, (part.label)(words).to_owned()));
                view! {
                    <fieldset class="list-row">
                        <legend>{name}</legend>
                        <div class="field-pair">{fields.collect_view()}</div>
                        {inner}
                        {ways}
                    </fieldset>
                }
                .into_any()
            }
        };
        view! { <li>{body}</li> }.into_any()
    }

    fn part(
        self,
        words: Words,
        problems: Problems,
        key: u32,
        part: &'static Part,
        text: &ArcRwSignal<String>,
        label: String,
    ) -> AnyView {
        let id = self.part_id(key, part.name);
        let (value, problem) = (RwSignal::from(text.clone()), problems.of(id.clone()));
        let asked = Field { hint: part.hint.map(|hint| hint(words).to_owned()), ..Field::new(id, label) };
        let asked = if part.is_optional { asked.optional() } else { asked };
        let kind = match part.kind {
            PartKind::Day => return date_field(words.board(), asked, value, problem),
            PartKind::Weekdays => return weekdays(words, &asked, value, problem),
            PartKind::Text => FieldKind::Text,
            PartKind::Lines(lines) => FieldKind::Lines(lines, None),
            PartKind::Phone => FieldKind::Phone,
            PartKind::Number => FieldKind::Number,
        };
        field(words.board(), asked, kind, value, problem)
    }

    /// Up, down, away; up and down only where there is more than one.
    fn ways(self, words: Words, key: u32, place: Memo<usize>) -> AnyView {
        let count = move || self.rows.with(Vec::len);
        let way = move |name: &'static str, label: &'static str, is_off: Signal<bool>, act: Callback<()>| {
            let aria = move || words.list_way(label, (self.kind.one)(words), place.get() + 1);
            let id = self.part_id(key, name);
            view! {
                <button type="button" class="button button-second" id=id aria-label=aria
                    disabled=move || is_off.get() on:click=move |_| act.run(())>{label}</button>
            }
        };
        let up = Callback::new(move |()| self.shift(key, true));
        let down = Callback::new(move |()| self.shift(key, false));
        let remove = Callback::new(move |()| self.remove(key));
        let moves = move || {
            (count() > 1).then(|| {
                view! {
                    {way("up", words.attach_up(), Signal::derive(move || place.get() == 0), up)}
                    {way("down", words.attach_down(), Signal::derive(move || place.get() + 1 >= count()), down)}
                }
            })
        };
        view! {
            <p class="list-ways">
                {moves}
                {way("remove", words.list_remove(), Signal::stored(false), remove)}
            </p>
        }
        .into_any()
    }
}

/// Seven boxes; what is ticked is kept as `1,3`.
fn weekdays(words: Words, asked: &Field, value: RwSignal<String>, problem: Signal<Option<String>>) -> AnyView {
    let boxes = Weekday::ALL.into_iter().zip(1_u8..).map(|(weekday, number)| {
        // The first box carries the field's own id, so that the error summary leads to it.
        let id = if number == 1 { asked.id.clone() } else { format!("{}-{number}", asked.id) };
        let is_ticked = move || value.with(|value| days_of(value).contains(&number));
        let ticked = move |event| {
            let mut days = value.with_untracked(|value| days_of(value));
            days.retain(|day| *day != number);
            if event_target_checked(&event) {
                days.push(number);
            }
            days.sort_unstable();
            value.set(days.iter().map(u8::to_string).collect::<Vec<_>>().join(","));
        };
        view! {
            <span class="choice">
                <input id=id.clone() type="checkbox" prop:checked=is_ticked on:change=ticked />
                <label for=id>{(words.board().time.weekday)(weekday)}</label>
            </span>
        }
    });
    let hint = asked.hint.clone().map(|hint| view! { <p class="hint">{hint}</p> });
    view! {
        <fieldset class="field list-days" class:field-wrong=move || problem.with(Option::is_some)>
            <legend>{asked.label.clone()}</legend>
            {hint}
            {move || problem.get().map(|text| view! { <p class="problem">{text}</p> })}
            <div class="list-days-boxes">{boxes.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}

/// The weekdays that a part holds.
pub(crate) fn days_of(text: &str) -> Vec<u8> {
    text.split(',').filter_map(|day| day.parse().ok()).collect()
}
