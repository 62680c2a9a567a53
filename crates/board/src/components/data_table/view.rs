use leptos::prelude::*;

use super::DataTable;
use crate::{components::said::said, words::Words};

/// The table in a region that can be scrolled, by keyboard too; below it what does not add up.
pub fn data_table(words: &'static Words, table: &DataTable) -> AnyView {
    let heads = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| view! { <th scope="col" class=class(table, index)>{said(words, &column.head)}</th> })
        .collect_view();
    let rows = table.rows.iter().enumerate().map(|(index, row)| {
        let sum = table.sums.contains(&index).then_some("row-sum");
        view! { <tr class=sum>{cells(words, table, row)}</tr> }
    });
    let computed = (!table.computed.is_empty())
        .then(|| view! { <tfoot><tr class="row-sum">{cells(words, table, &table.computed)}</tr></tfoot> });
    let unit = table.unit.as_deref().map(|unit| {
        let unit = (words.disclosing.unit)(unit);
        view! { <span class="table-unit">{said(words, &unit)}</span> }
    });
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=table.caption.clone()>
            <table>
                <caption>{said(words, &table.caption)}{unit}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
                {computed}
            </table>
        </div>
        {findings(words, table)}
    }
    .into_any()
}

fn class(table: &DataTable, index: usize) -> Option<&'static str> {
    table.columns.get(index).and_then(|column| column.is_numeric.then_some("cell-number"))
}

fn cells(words: &'static Words, table: &DataTable, row: &[String]) -> AnyView {
    let width = row.len().max(table.columns.len());
    let cells = (0..width).map(|index| {
        let text = said(words, row.get(index).map_or("", String::as_str));
        match index {
            0 => view! { <th scope="row">{text}</th> }.into_any(),
            _ => view! { <td class=class(table, index)>{text}</td> }.into_any(),
        }
    });
    cells.collect_view().into_any()
}

fn findings(words: &'static Words, table: &DataTable) -> AnyView {
    if table.findings.is_empty() {
        return ().into_any();
    }
    let lines = table.findings.iter().map(|line| view! { <li>{said(words, line)}</li> });
    view! {
        <div class="table-findings" role="note">
            <p><b>{words.disclosing.look}</b></p>
            <ul>{lines.collect_view()}</ul>
        </div>
    }
    .into_any()
}
