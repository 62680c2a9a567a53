//! The ways to write something.

use jiannuo_domain::codes::Role;
use leptos::prelude::*;

use super::drafts::drafts;
use super::pledge_start::asked_of;
use crate::parts::organisation::{Here, with_organisation};

/// The two-way pledges to which this device's member is asked to answer.
fn asks(here: &Here) -> Option<AnyView> {
    let shown = here.shown()?;
    let words = here.session.words();
    let asked = asked_of(&shown.ledger, here.speaker?.member);
    let rows = asked.iter().map(|pledge| {
        let name = shown.ledger.member_name(&pledge.owner).unwrap_or_else(|| words.no_name());
        let text = pledge.words().map(|words| words.text.clone());
        let href = here.path(&format!("/pledges/new?answer={}", pledge.id));
        view! { <li><p>{words.asked_by(name)}" "{text}</p> <a class="button" href=href>{words.answer()}</a></li> }
    });
    (!asked.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{words.asks_title()}</h2>
                <ul class="ways" role="list">{rows.collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

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
                        {way("/posts", words.posts(), words.posts_hint(), "button button-second")}
                        {way("/cycles", words.cycles(), words.cycles_hint(), "button button-second")}
                        {for_secretary}
                    </ul>
                    {asks(&here)}
                }
            }}
            {list}
        }
        .into_any()
    })
}
