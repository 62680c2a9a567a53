//! The organisation from inside: who this device is, the roster, imports, and what only a secretary does.

use jiannuo_domain::codes::Role;
use leptos::prelude::*;

use crate::parts::organisation::with_organisation;
use crate::parts::say;

/// The page.
#[component]
pub fn Manage() -> impl IntoView {
    with_organisation(|here| {
        view! {
            {move || {
                let words = here.session.words();
                let Some(shown) = here.shown() else { return ().into_any() };
                let me = here.speaker.and_then(|speaker| shown.ledger.members.get(&speaker.member).cloned());
                let is_secretary = me.as_ref().is_some_and(|me| me.role == Role::Secretary);
                let who = me.map(|me| {
                    let name = me.name().unwrap_or_else(|| words.no_name()).to_owned();
                    words.you_are(&name, say::role(words, me.role))
                });
                let way = |href: String, label: &'static str, hint: &'static str| {
                    view! { <li><a class="button button-second" href=href>{label}</a><p class="hint">{hint}</p></li> }
                };
                let for_secretary = is_secretary.then(|| view! {
                    {way(here.path("/import"), words.import(), words.import_hint())}
                    {way(here.path("/disclosures/new"), words.new_disclosure(), words.new_disclosure_hint())}
                    {way(here.path("/catalogue"), words.catalogue(), words.catalogue_hint())}
                    {way(here.path("/points/new"), words.new_point(), words.new_point_hint())}
                    {way(here.path("/describe"), words.describe(), words.describe_hint())}
                    {way(here.path("/guides/new"), words.new_guide(), words.new_guide_hint())}
                    {way(here.path("/custodian"), words.custodian(), words.custodian_hint())}
                });
                view! {
                    <h1>{here.membership.name.clone()}</h1>
                    <p class="lead">{who}</p>
                    <ul class="ways" role="list">
                        {way(here.path("/members"), words.members(), words.members_hint())}
                        {here.speaker.map(|_| way(here.path("/office"), words.office(), words.office_hint()))}
                        {for_secretary}
                        {way(here.path("/download"), words.download(), words.download_hint())}
                        {way("/app/settings".to_owned(), words.settings(), words.settings_hint())}
                    </ul>
                }
                .into_any()
            }}
        }
        .into_any()
    })
}
