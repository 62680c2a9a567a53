//! What each column is taken for: told by its heading, changed by a person, remembered for the next file like it.

use jiannuo_board::components::field::{Choice, Field, select};
use jiannuo_domain::ledger_import::Column;
use jiannuo_domain::ledger_import::ColumnUse;
use leptos::prelude::*;

use super::say;
use super::state::State;
use crate::words::Words;

/// The table of columns; open where one is missing.
pub(super) fn mapping(words: Words, columns: &[ColumnUse], is_open: bool, state: State) -> AnyView {
    let kind = state.kind();
    let chosen: Vec<Option<Column>> = columns.iter().map(|used| used.column).collect();
    let rows = columns.iter().enumerate().map(|(place, used)| {
        let value = RwSignal::new(used.column.map_or("", say::column_value).to_owned());
        let aside = Choice::new("", words.column_left_aside());
        let all = kind.columns().map(|column| Choice::new(say::column_value(column), say::column(words, column)));
        let chosen = chosen.clone();
        Effect::new(move |before: Option<String>| {
            let now = value.get();
            if before.is_some_and(|before| before != now) {
                let taken = kind.columns().find(|column| say::column_value(*column) == now);
                let mut columns = chosen.clone();
                // A column of the file can mean one thing only: another that meant it gives it up.
                columns
                    .iter_mut()
                    .filter(|column| taken.is_some() && **column == taken)
                    .for_each(|column| *column = None);
                if let Some(column) = columns.get_mut(place) {
                    *column = taken;
                }
                state.map(columns);
            }
            now
        });
        let heading = if used.heading.is_empty() { format!("{}", place + 1) } else { used.heading.clone() };
        let field = Field::new(format!("column-{place}"), heading);
        select(words.board(), field, std::iter::once(aside).chain(all).collect(), value, Signal::derive(|| None))
    });
    view! {
        <details open=is_open>
            <summary>{words.columns()}</summary>
            <p class="hint">{words.columns_hint()}</p>
            <div class="column-choices">{rows.collect_view()}</div>
        </details>
    }
    .into_any()
}
