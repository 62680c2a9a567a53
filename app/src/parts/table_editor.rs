//! Tables with figures, written on a phone or with the keyboard, or pasted out of a spreadsheet.
//!
//! What does not add up is pointed out while it is written and never changed.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::record::{Context, table_findings};
use jiannuo_domain::day::Day;
use jiannuo_domain::limits::{MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MAX_TABLES};
use jiannuo_domain::table_paste::{self, PasteError};
use jiannuo_domain::table_sums::sums;
use jiannuo_domain::words::{ColumnRole, ColumnWords, RowRole, RowWords, TableWords};
use jiannuo_store::device;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::form::filled;
use super::publish::Scanned;
use super::scan::{self, Found, Place};
use crate::session::session;
use crate::words::Words;

/// The name by which the error summary finds the tables.
pub const FIELD: &str = "tables";

/// Rows of a table that somebody begins.
const FIRST_ROWS: usize = 3;

/// The tables of a form.
#[derive(Clone, Copy)]
pub struct Tables {
    all: RwSignal<Vec<EditTable>>,
    /// What was wrong with the last paste.
    problem: RwSignal<Option<String>>,
    /// Where the typing goes on after rows or columns came: table, row, column.
    focus: RwSignal<Option<(usize, usize, usize)>>,
}

#[derive(Clone)]
struct EditTable {
    caption: ArcRwSignal<String>,
    unit: ArcRwSignal<String>,
    columns: Vec<EditColumn>,
    rows: Vec<EditRow>,
}

#[derive(Clone)]
struct EditColumn {
    head: ArcRwSignal<String>,
    role: ArcRwSignal<ColumnRole>,
}

#[derive(Clone)]
struct EditRow {
    cells: Vec<ArcRwSignal<String>>,
    role: ArcRwSignal<RowRole>,
}

impl EditRow {
    fn empty(width: usize) -> Self {
        Self { cells: (0..width).map(|_| ArcRwSignal::default()).collect(), role: ArcRwSignal::new(RowRole::Item) }
    }
}

impl EditTable {
    fn of(words: &TableWords) -> Self {
        let text = |text: &Option<String>| ArcRwSignal::new(text.clone().unwrap_or_default());
        let column = |column: &ColumnWords| EditColumn {
            head: ArcRwSignal::new(column.head.clone()),
            role: ArcRwSignal::new(column.role),
        };
        let row = |row: &RowWords| EditRow {
            cells: row.cells.iter().map(|cell| ArcRwSignal::new(cell.clone())).collect(),
            role: ArcRwSignal::new(row.role),
        };
        Self {
            caption: text(&words.caption),
            unit: text(&words.unit),
            columns: words.columns.iter().map(column).collect(),
            rows: words.rows.iter().map(row).collect(),
        }
    }

    fn begun(words: Words) -> Self {
        let column = |head: &str, role| ColumnWords { head: head.to_owned(), role };
        let row = RowWords { cells: vec![String::new(); 2], role: RowRole::Item };
        let columns =
            vec![column(words.table_first_head(), ColumnRole::Text), column(words.role_amount(), ColumnRole::Amount)];
        Self::of(&TableWords { columns, rows: vec![row; FIRST_ROWS], ..TableWords::default() })
    }

    /// What is in it, rows without a word included; tracked.
    fn words(&self) -> TableWords {
        let column =
            |column: &EditColumn| ColumnWords { head: column.head.get().trim().to_owned(), role: column.role.get() };
        let row = |row: &EditRow| RowWords {
            cells: row.cells.iter().map(|cell| cell.get().trim().to_owned()).collect(),
            role: row.role.get(),
        };
        TableWords {
            caption: filled(&self.caption.get()),
            unit: filled(&self.unit.get()),
            columns: self.columns.iter().map(column).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }

    fn texts(&self) -> impl Iterator<Item = &ArcRwSignal<String>> {
        let heads = self.columns.iter().map(|column| &column.head);
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        [&self.caption, &self.unit].into_iter().chain(heads).chain(cells)
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.with_untracked(|text| text.trim().is_empty()))
    }
}

impl Tables {
    /// With these tables in it.
    pub fn new(tables: &[TableWords]) -> Self {
        Self {
            all: RwSignal::new(tables.iter().map(EditTable::of).collect()),
            problem: RwSignal::new(None),
            focus: RwSignal::new(None),
        }
    }

    /// Puts other tables in.
    pub fn fill(self, tables: &[TableWords]) {
        // The page may have been left meanwhile.
        let _filled = self.all.try_set(tables.iter().map(EditTable::of).collect());
    }

    /// Everything that is typed, for a draft; tracked.
    pub fn content(self) -> Vec<TableWords> {
        self.all.get().iter().map(EditTable::words).collect()
    }

    /// What is to be published: without rows and tables that say nothing.
    pub fn words(self) -> Vec<TableWords> {
        let says_something = |row: &RowWords| row.cells.iter().any(|cell| !cell.is_empty());
        let mut tables = untrack(|| self.content());
        tables.iter_mut().for_each(|table| table.rows.retain(says_something));
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// Changes which rows and columns a table has.
    fn change(self, table: usize, change: impl FnOnce(&mut EditTable)) {
        self.all.update(|all| {
            if let Some(table) = all.get_mut(table) {
                change(table);
            }
        });
    }

    fn add_row(self, words: Words, table: usize) {
        let (rows, width) = self.size(table);
        if rows >= MAX_TABLE_ROWS {
            self.problem.set(Some(words.table_too_many_rows(rows + 1, MAX_TABLE_ROWS)));
            return;
        }
        self.focus.set(Some((table, rows, 0)));
        self.change(table, |table| table.rows.push(EditRow::empty(width)));
    }

    fn add_column(self, words: Words, table: usize) {
        let (_, width) = self.size(table);
        if width >= MAX_TABLE_COLUMNS {
            self.problem.set(Some(words.table_too_many_columns(width + 1, MAX_TABLE_COLUMNS)));
            return;
        }
        self.change(table, |table| {
            table.columns.push(EditColumn { head: ArcRwSignal::default(), role: ArcRwSignal::new(ColumnRole::Text) });
            table.rows.iter_mut().for_each(|row| row.cells.push(ArcRwSignal::default()));
        });
    }

    /// Rows and columns.
    fn size(self, table: usize) -> (usize, usize) {
        self.all.with_untracked(|all| all.get(table).map_or((0, 0), |table| (table.rows.len(), table.columns.len())))
    }

    /// Takes a copied table in the place of one.
    fn paste_table(self, words: Words, table: usize, text: &str) {
        match table_paste::table(text) {
            Ok(pasted) => {
                self.problem.set(None);
                self.change(table, |table| {
                    let taken = EditTable::of(&pasted);
                    table.columns = taken.columns;
                    table.rows = taken.rows;
                });
            }
            Err(error) => self.problem.set(Some(paste_error(words, error))),
        }
    }

    /// Takes copied cells from a place on; rows and columns are added as they are needed. Whether it was more than one cell.
    fn paste_cells(self, words: Words, (table, row, column): (usize, usize, usize), text: &str) -> bool {
        let is_empty = self.all.with_untracked(|all| all.get(table).is_some_and(EditTable::is_empty));
        let text = text.trim_end_matches(['\r', '\n']);
        if !text.contains(['\t', '\n']) {
            return false;
        }
        if is_empty && text.contains('\n') && row == 0 && column == 0 {
            self.paste_table(words, table, text);
            return true;
        }
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        let (rows, columns) = (row + lines.len(), column + lines.iter().map(Vec::len).max().unwrap_or_default());
        if rows > MAX_TABLE_ROWS {
            self.problem.set(Some(words.table_too_many_rows(rows, MAX_TABLE_ROWS)));
            return true;
        }
        if columns > MAX_TABLE_COLUMNS {
            self.problem.set(Some(words.table_too_many_columns(columns, MAX_TABLE_COLUMNS)));
            return true;
        }
        self.change(table, |table| {
            while table.columns.len() < columns {
                table
                    .columns
                    .push(EditColumn { head: ArcRwSignal::default(), role: ArcRwSignal::new(ColumnRole::Text) });
            }
            let width = table.columns.len();
            table.rows.iter_mut().for_each(|row| row.cells.resize_with(width, ArcRwSignal::default));
            table.rows.resize_with(rows.max(table.rows.len()), || EditRow::empty(width));
            for (line, cells) in table.rows.iter().skip(row).zip(&lines) {
                for (cell, text) in line.cells.iter().skip(column).zip(cells) {
                    cell.set(text.trim().to_owned());
                }
            }
        });
        true
    }

    /// The editor.
    pub fn view(self) -> AnyView {
        let session = session();
        let tables = move || {
            let words = session.words();
            let shown = self.all.get();
            let count = shown.len();
            let each = shown
                .into_iter()
                .enumerate()
                .map(|(index, table)| table_view(self, words, index, &table))
                .collect_view();
            let add = Callback::new(move |()| self.all.update(|all| all.push(EditTable::begun(words))));
            let add = (count < MAX_TABLES).then(|| {
                button(words.table_add().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(add))
            });
            view! { {each} {add} }
        };
        let problem = move || self.problem.get().map(|text| view! { <p class="problem">{text}</p> });
        // A new row takes the typing on; it is there after this turn.
        Effect::new(move |_| {
            self.all.track();
            if let Some((table, row, column)) = self.focus.get_untracked() {
                self.focus.set(None);
                request_animation_frame(move || focus_cell(table, row, column));
            }
        });
        view! {
            <section class="section" id=FIELD tabindex="-1">
                <h2>{move || session.words().tables_part()}</h2>
                <div aria-live="assertive">{problem}</div>
                {tables}
            </section>
        }
        .into_any()
    }
}

impl Scanned for Tables {
    fn scan(&self) -> Vec<Found> {
        let place = Place::Field(|words| words.tables_part());
        let look = |text: &ArcRwSignal<String>| text.with_untracked(|text| scan::scan(&place, text));
        self.all.with_untracked(|all| all.iter().flat_map(EditTable::texts).flat_map(look).collect())
    }

    fn mask(&self) {
        let mask = |text: &ArcRwSignal<String>| {
            let masked = text.with_untracked(|text| scan::masked(text));
            if text.with_untracked(|text| *text != masked) {
                text.set(masked);
            }
        };
        self.all.with_untracked(|all| all.iter().flat_map(EditTable::texts).for_each(mask));
    }
}

fn paste_error(words: Words, error: PasteError) -> String {
    match error {
        PasteError::Empty => words.table_paste_empty().to_owned(),
        PasteError::TooManyRows { rows } => words.table_too_many_rows(rows, MAX_TABLE_ROWS),
        PasteError::TooManyColumns { columns } => words.table_too_many_columns(columns, MAX_TABLE_COLUMNS),
    }
}

fn cell_id(table: usize, row: usize, column: usize) -> String {
    format!("cell-{table}-{row}-{column}")
}

fn focus_cell(table: usize, row: usize, column: usize) {
    let cell = document().get_element_by_id(&cell_id(table, row, column));
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<web_sys::HtmlElement>().ok()) {
        // One that cannot be focused leaves the focus where it is.
        let _focused = cell.focus();
    }
}

fn table_view(tables: Tables, words: Words, index: usize, table: &EditTable) -> AnyView {
    let plain = |label: &'static str, tone, act: Callback<()>| {
        button(label.to_owned(), tone, ButtonKind::Plain, false.into(), Some(act))
    };
    let add_row = Callback::new(move |()| tables.add_row(words, index));
    let add_column = Callback::new(move |()| tables.add_column(words, index));
    let remove = Callback::new(move |()| tables.all.update(|all| drop(all.remove(index))));
    let heads = table.columns.iter().enumerate().map(|(place, column)| head_view(tables, words, index, place, column));
    let rows =
        table.rows.iter().enumerate().map(|(place, row)| row_view(tables, words, index, place, row, &table.columns));
    view! {
        <fieldset class="table-editor">
            <legend>{words.table_number(index + 1)}</legend>
            <div class="field-pair">
                {text_field(format!("caption-{index}"), words.table_caption(), &table.caption)}
                {text_field(format!("unit-{index}"), words.table_unit(), &table.unit)}
            </div>
            {paste_view(tables, words, index)}
            <div class="table-scroll">
                <table class="grid">
                    <thead><tr>{heads.collect_view()}<th><span class="hidden-text">{words.row_role()}</span></th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            <div class="actions">
                {plain(words.table_add_row(), ButtonTone::Second, add_row)}
                {plain(words.table_add_column(), ButtonTone::Second, add_column)}
                {plain(words.table_remove(), ButtonTone::Warning, remove)}
            </div>
            {look_view(words, table.clone())}
        </fieldset>
    }
    .into_any()
}

fn text_field(id: String, label: &'static str, text: &ArcRwSignal<String>) -> AnyView {
    let (shown, typed) = (text.clone(), text.clone());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input class="control" id=id type="text" autocomplete="off"
                prop:value=move || shown.get()
                on:input=move |event| typed.set(event_target_value(&event)) />
        </div>
    }
    .into_any()
}

fn paste_view(tables: Tables, words: Words, index: usize) -> AnyView {
    let text = RwSignal::new(String::new());
    let take = Callback::new(move |()| {
        tables.paste_table(words, index, &text.get_untracked());
    });
    let id = format!("paste-{index}");
    view! {
        <details class="more">
            <summary>{words.table_paste()}</summary>
            <p class="hint">{words.table_paste_hint()}</p>
            <label for=id.clone()>{words.table_paste_field()}</label>
            <textarea class="control" id=id rows="4" prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))></textarea>
            {button(words.table_paste_take().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(take))}
        </details>
    }
    .into_any()
}

const COLUMN_ROLES: [(&str, ColumnRole); 5] = [
    ("text", ColumnRole::Text),
    ("income", ColumnRole::Income),
    ("spending", ColumnRole::Spending),
    ("balance", ColumnRole::Balance),
    ("amount", ColumnRole::Amount),
];

fn column_role_name(words: Words, role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Text => words.role_text(),
        ColumnRole::Income => words.role_income(),
        ColumnRole::Spending => words.role_spending(),
        ColumnRole::Balance => words.role_balance(),
        ColumnRole::Amount => words.role_amount(),
    }
}

const ROW_ROLES: [(&str, RowRole); 3] =
    [("item", RowRole::Item), ("subtotal", RowRole::Subtotal), ("total", RowRole::Total)];

fn row_role_name(words: Words, role: RowRole) -> &'static str {
    match role {
        RowRole::Item => words.row_item(),
        RowRole::Subtotal => words.row_subtotal(),
        RowRole::Total => words.row_total(),
    }
}

/// A small choice within the table.
fn role_select<R: Copy + PartialEq + Send + Sync + 'static>(
    label: String,
    roles: &'static [(&'static str, R)],
    name: impl Fn(R) -> &'static str,
    role: &ArcRwSignal<R>,
) -> AnyView {
    let options = roles.iter().map(|(value, own)| {
        let (own, shown) = (*own, role.clone());
        view! { <option value=*value selected=move || shown.get() == own>{name(own)}</option> }
    });
    let chosen = role.clone();
    let changed = move |event| {
        let value = event_target_value(&event);
        if let Some((_, role)) = roles.iter().find(|(known, _)| *known == value) {
            chosen.set(*role);
        }
    };
    view! { <select class="control" aria-label=label on:change=changed>{options.collect_view()}</select> }.into_any()
}

fn head_view(tables: Tables, words: Words, table: usize, place: usize, column: &EditColumn) -> AnyView {
    let (shown, typed) = (column.head.clone(), column.head.clone());
    let label = format!("{} {}", words.table_head(), place + 1);
    let role = role_select(
        format!("{} {}", words.table_role(), place + 1),
        &COLUMN_ROLES,
        |role| column_role_name(words, role),
        &column.role,
    );
    let remove = move |_| {
        tables.change(table, |table| {
            if table.columns.len() > 1 {
                table.columns.remove(place);
                table.rows.iter_mut().for_each(|row| drop(row.cells.remove(place)));
            }
        });
    };
    view! {
        <th scope="col">
            <input class="control" type="text" autocomplete="off" aria-label=label
                prop:value=move || shown.get()
                on:input=move |event| typed.set(event_target_value(&event)) />
            {role}
            <button type="button" class="switch-button" on:click=remove>{words.table_remove_column()}</button>
        </th>
    }
    .into_any()
}

fn row_view(
    tables: Tables,
    words: Words,
    table: usize,
    place: usize,
    row: &EditRow,
    columns: &[EditColumn],
) -> AnyView {
    let cells = row.cells.iter().enumerate().zip(columns).map(|((column, cell), described)| {
        let (shown, typed, head, role) = (cell.clone(), cell.clone(), described.head.clone(), described.role.clone());
        let label_head = head.clone();
        let pasted = move |event: web_sys::ClipboardEvent| {
            let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            if tables.paste_cells(words, (table, place, column), &text) {
                event.prevent_default();
            }
        };
        let keyed = move |event: web_sys::KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                if place + 1 < tables.size(table).0 {
                    focus_cell(table, place + 1, column);
                } else {
                    tables.add_row(words, table);
                }
            }
        };
        view! {
            <td>
                <span class="grid-label" aria-hidden="true">{move || label_head.get()}</span>
                <input class="control" type="text" autocomplete="off" id=cell_id(table, place, column)
                    inputmode=move || if role.get() == ColumnRole::Text { "text" } else { "decimal" }
                    aria-label=move || words.table_cell(&head.get(), place + 1)
                    prop:value=move || shown.get()
                    on:input=move |event| typed.set(event_target_value(&event))
                    on:paste=pasted
                    on:keydown=keyed />
            </td>
        }
    });
    let role = role_select(
        format!("{} {}", words.row_role(), place + 1),
        &ROW_ROLES,
        |role| row_role_name(words, role),
        &row.role,
    );
    let remove = move |_| {
        tables.change(table, |table| {
            if table.rows.len() > 1 {
                table.rows.remove(place);
            }
        });
    };
    let label = format!("{} {}", words.table_remove_row(), place + 1);
    view! {
        <tr>
            {cells.collect_view()}
            <td>
                {role}
                <button type="button" class="switch-button" aria-label=label on:click=remove>{words.table_remove_row()}</button>
            </td>
        </tr>
    }
    .into_any()
}

/// What the figures add up to, and what does not.
fn look_view(words: Words, table: EditTable) -> AnyView {
    let look = move || {
        let told = table.words();
        let now_ms = device::now_ms();
        let context = Context::new(words.board(), now_ms, Day::in_shanghai(now_ms));
        let totals = told.columns.iter().zip(sums(&told));
        let totals: Vec<_> =
            totals.filter_map(|(column, sum)| Some(words.table_sum(&column.head, &sum?.to_string()))).collect();
        let found = table_findings(&told, &context);
        let wrong = (!found.is_empty()).then(|| {
            let lines = found.into_iter().map(|line| view! { <li>{line}</li> });
            view! { <div class="panel panel-warning"><p>{words.table_look()}</p><ul>{lines.collect_view()}</ul></div> }
        });
        view! { <p class="hint">{totals.join(" · ")}</p> {wrong} }
    };
    view! { <div aria-live="polite">{look}</div> }.into_any()
}
