//! How a record can be checked, on one screen and without the field's terms.

use leptos::prelude::*;

use crate::session::session;

/// The page.
#[component]
pub fn How() -> impl IntoView {
    let session = session();
    move || {
        let words = session.words();
        let steps = [
            words.how_numbered(),
            words.how_joined(),
            words.how_device(),
            words.how_kept(),
            words.how_compare(),
            words.how_witness(),
            words.how_limits(),
        ];
        let steps = steps.map(|step| view! { <li>{step}</li> });
        view! { <h1>{words.how_title()}</h1><ol>{steps.into_iter().collect_view()}</ol> }
    }
}
