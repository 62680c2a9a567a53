use leptos::prelude::*;

use super::DataTable;
use crate::{components::said::said, words::Words};

/// The table in a region that can be scrolled, by keyboard too.
pub fn data_table(words: &'static Words, table: &DataTable) -> AnyView {
    let class = |index: usize| table.columns.get(index).and_then(|column| column.is_numeric.then_some("cell-number"));
    let heads = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| view! { <th scope="col" class=class(index)>{said(words, &column.head)}</th> })
        .collect_view();
    let rows = table.rows.iter().map(|row| {
        let width = row.len().max(table.columns.len());
        let cells = (0..width).map(|index| {
            let text = said(words, row.get(index).map_or("", String::as_str));
            match index {
                0 => view! { <th scope="row">{text}</th> }.into_any(),
                _ => view! { <td class=class(index)>{text}</td> }.into_any(),
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=table.caption.clone()>
            <table>
                <caption>{said(words, &table.caption)}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
