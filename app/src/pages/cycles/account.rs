//! A member's account of the year, with the pledges that it is about beside it.

use jiannuo_board::components::field::{Choice, Field, FieldKind, field, select};
use jiannuo_board::components::pledge_row::pledge_list;
use jiannuo_board::record::{Context, cycle_title, pledge_row};
use jiannuo_domain::board::pledge_row as row_of;
use jiannuo_domain::id::{MemberId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::limits::MAX_TEXT_CHARACTERS;
use jiannuo_domain::relations::Relations;
use jiannuo_domain::words::{AccountWords, Words as _};
use leptos::prelude::*;

use crate::pages::notice::{id_in_address, is_secretary};
use crate::pages::unable::NoSuchPage;
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;

/// The page.
#[component]
pub fn GiveAccount() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let cycle = id_in_address().filter(|id| shown.is_some_and(|shown| shown.ledger.cycles.contains_key(id)));
        match cycle {
            Some(cycle) => form(here, cycle),
            None => NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, cycle: RecordId) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let (text, member) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let place = DraftPlace::of_form(here.membership.org, "account", Some(cycle));
    let kept = draft::keep(session, place, problems.is_busy, vec![text, member]);
    let publish = {
        let here = here.clone();
        move |privacy: Option<String>| {
            problems.clear();
            let Some(text) = text.with_untracked(|text| filled(text)) else {
                problems.field("text", session.words().fill_in());
                return;
            };
            let told = AccountWords { text, personal_data_reason: privacy };
            if let Err(error) = told.check() {
                problems.field("text", say::words_error(session.words(), &error));
                return;
            }
            let about = member.with_untracked(|member| member.parse::<MemberId>().ok());
            commit_and_go(&here, problems, format!("/cycles/{cycle}"), Some(place), |act| {
                act.say(Kind::AccountGiven, cycle, None, about, None, Some(&told)).map(drop)
            });
        }
    };
    let texts = vec![PublicText { name: |words| words.account_body(), text }];
    let most = u32::try_from(MAX_TEXT_CHARACTERS).ok();
    let view = move || {
        let words = session.words();
        let asked = Field::new("text", words.account_body());
        view! {
            <h1>{words.give_account()}</h1>
            <p class="lead">{words.give_account_text()}</p>
            {for_member(&here, member, problems)}
            {field(words.board(), asked, FieldKind::Lines(8, most), text, problems.of("text"))}
            {about(&here, cycle, member)}
        }
    };
    view! {
        {problems.summary(session)}
        {view}
        {kept}
        {publish_panel(texts, |words| words.publish(), problems, publish)}
    }
    .into_any()
}

/// A secretary enters for members who have no phone.
fn for_member(here: &Here, member: RwSignal<String>, problems: Problems) -> Option<AnyView> {
    let words = here.session.words();
    let shown = here.session.shown_untracked(here.membership.org).filter(|shown| is_secretary(here, &shown.ledger))?;
    let own = here.speaker?.member;
    let mut people = vec![Choice::new("", words.myself())];
    people.extend(
        shown
            .ledger
            .members
            .values()
            .filter(|member| member.active && member.id != own)
            .map(|member| Choice::new(member.id.to_string(), member.name().unwrap_or_else(|| words.no_name()))),
    );
    let asked = Field::new("for", words.account_for()).hint(words.for_whom_hint()).optional();
    Some(select(words.board(), asked, people, member, problems.of("for")))
}

/// The pledges of the year that the account is about, as they stand.
fn about(here: &Here, cycle: RecordId, member: RwSignal<String>) -> Option<AnyView> {
    let shown = here.session.shown_untracked(here.membership.org)?;
    let words = here.session.words();
    let context = Context::on_device(words.board(), &shown.now);
    let whose = member.get().parse().ok().or(here.speaker.map(|speaker| speaker.member))?;
    let relations = Relations::of(&shown.ledger);
    let pledges = relations.in_cycle(&cycle).iter().filter_map(|id| shown.ledger.pledges.get(id));
    let addresses = here.addresses();
    let rows: Vec<_> = pledges
        .filter(|pledge| pledge.owner == whose)
        .map(|pledge| row_of(&shown.ledger, &relations, pledge, shown.now.today))
        .map(|row| pledge_row(&shown.ledger, &row, &addresses, &context))
        .collect();
    let title = cycle_title(shown.ledger.cycles.get(&cycle)?, &context);
    (!rows.is_empty()).then(|| view! { <h2>{title}</h2> {pledge_list(words.board(), &rows)} }.into_any())
}
