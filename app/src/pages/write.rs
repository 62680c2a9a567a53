//! The ways to write something.

use jiannuo_domain::codes::Role;
use leptos::prelude::*;

use super::drafts::drafts;
use crate::parts::organisation::with_organisation;

/// The page.
#[component]
pub fn Write() -> impl IntoView {
    with_organisation(|here| {
        let list = drafts(here.clone(), Trigger::new());
        view! {
            {move || {
                let words = here.session.words();
                let is_secretary = here.shown().zip(here.speaker).is_some_and(|(shown, speaker)| {
                    shown.ledger.members.get(&speaker.member).is_some_and(|member| member.role == Role::Secretary)
                });
                let way = |end: &str, label: &'static str, hint: &'static str, class: &'static str| {
                    view! { <li><a class=class href=here.path(end)>{label}</a><p class="hint">{hint}</p></li> }
                };
                let for_secretary = is_secretary.then(|| view! {
                    {way("/import", words.import(), words.import_hint(), "button button-second")}
                    {way("/disclosures/new", words.new_disclosure(), words.new_disclosure_hint(), "button button-second")}
                    {way("/catalogue", words.catalogue(), words.catalogue_hint(), "button button-second")}
                    {way("/points/new", words.new_point(), words.new_point_hint(), "button button-second")}
                });
                view! {
                    <h1>{words.tab_write()}</h1>
                    <ul class="ways" role="list">
                        {way("/pledges/new", words.new_pledge(), words.new_pledge_hint(), "button")}
                        {for_secretary}
                    </ul>
                }
            }}
            {list}
        }
        .into_any()
    })
}
