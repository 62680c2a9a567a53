use leptos::prelude::*;

use super::FieldError;
use crate::words::Words;

/// The id to move the focus to after a form was refused.
pub const ERROR_SUMMARY_ID: &str = "error-summary";

/// The panel; nothing while nothing is wrong.
pub fn error_summary(words: &'static Words, errors: &[FieldError]) -> AnyView {
    if errors.is_empty() {
        return ().into_any();
    }
    let lines = errors.iter().map(|error| {
        view! { <li><a href=format!("#{}", error.field_id)>{error.text.clone()}</a></li> }
    });
    view! {
        <div class="error-summary" id=ERROR_SUMMARY_ID role="alert" tabindex="-1">
            <h2>{words.form.there_is_a_problem}</h2>
            <ul role="list">{lines.collect_view()}</ul>
        </div>
    }
    .into_any()
}
