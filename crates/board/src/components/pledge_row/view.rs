use leptos::prelude::*;

use super::PledgeRow;
use crate::{
    components::{
        byline::byline,
        check_mark::check_mark,
        due_date::due_date,
        pledge_kinds::row_kinds,
        progress_meter::progress_meter,
        said::{passage, said},
        status_tag::status_tag,
    },
    words::Words,
};

/// One row; the whole pledge is one link's click away.
pub fn pledge_row(words: &'static Words, row: &PledgeRow) -> AnyView {
    let tags = row.statuses.iter().map(|status| status_tag(words, *status)).collect_view();
    view! {
        <li class="pledge">
            <h3 class="pledge-text"><a href=row.href.clone()>{passage(words, &row.text.excerpt())}</a></h3>
            <div class="pledge-when">{due_date(words, &row.due)}<p class="tags">{tags}</p></div>
            <div class="pledge-who">
                {row.progress.as_ref().map(|progress| progress_meter(words, progress))}
                {row_kinds(words, &row.kinds)}
                {byline(words, &row.by)}
                {check_mark(words, &row.check_href)}
                {row.field.as_deref().map(|field| view! { <p class="pledge-field">{said(words, field)}</p> })}
            </div>
        </li>
    }
    .into_any()
}

/// The list of rows.
pub fn pledge_list(words: &'static Words, rows: &[PledgeRow]) -> AnyView {
    // Safari drops the role of a list that is styled without bullets; saying it again brings it back.
    view! { <ul class="pledges" role="list">{rows.iter().map(|row| pledge_row(words, row)).collect_view()}</ul> }
        .into_any()
}
