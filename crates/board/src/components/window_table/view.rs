use leptos::prelude::*;

use super::{DutyRow, WindowRow};
use crate::{components::said::said, words::Words};

/// The table. Its roles are said aloud as well: a sheet that puts cells under each other takes them away.
pub fn window_table(words: &'static Words, windows: &[WindowRow]) -> AnyView {
    let terms = &words.network;
    let rows = windows.iter().map(|window| row(words, window)).collect_view();
    view! {
        <table class="stacked" role="table">
            <caption>{terms.windows}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">{terms.window}</th>
                    <th scope="col" role="columnheader">{terms.matters}</th>
                    <th scope="col" role="columnheader">{terms.on_duty}</th>
                    <th scope="col" role="columnheader">{terms.stand_in}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(words: &'static Words, window: &WindowRow) -> AnyView {
    let terms = &words.network;
    let matters: Vec<_> = window.matters.iter().map(String::as_str).collect();
    let who = |stand_in: bool| {
        let lines = window.duties.iter().filter_map(|duty| line(words, duty, stand_in));
        lines.collect_view()
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{said(words, &window.name)}</th>
            <td role="cell" data-label=terms.matters>{said(words, &matters.join(terms.between))}</td>
            <td role="cell" data-label=terms.on_duty>{who(false)}</td>
            <td role="cell" data-label=terms.stand_in>{who(true)}</td>
        </tr>
    }
    .into_any()
}

fn line(words: &'static Words, duty: &DutyRow, stand_in: bool) -> Option<AnyView> {
    let name = if stand_in { duty.stand_in.as_deref()? } else { &duty.on_duty };
    let days = duty.days.as_deref().map(|days| view! { <span class="duty-days">{days.to_owned()}</span> " " });
    let name = said(words, name);
    let name = if duty.is_today {
        // Said in a word, not by weight alone.
        let today = duty.days.is_some().then(|| view! { " " <span class="duty-days">{words.network.today}</span> });
        view! { <b>{name}</b>{today} }.into_any()
    } else {
        name
    };
    Some(view! { <p class="duty">{days}{name}</p> }.into_any())
}
