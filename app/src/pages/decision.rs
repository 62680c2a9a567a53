//! What was overtaken, put to its author: both versions, and three ways on (spec rules S11 and S24).

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::side_by_side::side_by_side;
use jiannuo_board::record::{Context, conflict};
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::statement::Statement;
use jiannuo_sync::outbox::OutboxItem;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::parts::both;
use crate::parts::form::Problems;
use crate::parts::organisation::Here;
use crate::session::Shown;

/// Both versions and the ways on. `asked` is the item whose author is looking at what they would give up.
pub fn decision(
    here: &Here,
    shown: &Shown,
    item: &OutboxItem,
    statement: &Statement,
    problems: Problems,
    asked: RwSignal<Option<EntryId>>,
) -> AnyView {
    let words = here.session.words();
    let context = Context::on_device(words.board(), &shown.now);
    let body = item.signed.body.as_ref().map(|body| body.text.as_str());
    let sides = conflict(&shown.logged, statement, body, &context);
    let own_text = sides.as_ref().map(|sides| sides.own_text()).unwrap_or_default();
    let sides = sides.map(|sides| side_by_side(words.board(), &sides));
    let entry = statement.entry;
    let keep_mine = {
        let here = here.clone();
        Callback::new(move |()| {
            problems.clear();
            let here = here.clone();
            spawn_local(async move {
                if let Err(failure) = here.session.keep_mine(here.membership.org, entry).await {
                    problems.fail(failure);
                }
            });
        })
    };
    let ask = Callback::new(move |()| asked.set(Some(entry)));
    let together = form(statement).map(|form| {
        let href = both::address(&here.path(&form), &entry);
        view! { <a class="button button-second" href=href>{words.edit_both()}</a> }
    });
    let busy = problems.is_busy;
    let ways = if asked.get() == Some(entry) {
        giving_up(here, entry, own_text, problems, asked)
    } else {
        view! {
            <div class="actions">
                {button(words.keep_mine().into(), ButtonTone::Main, ButtonKind::Plain, busy.into(), Some(keep_mine))}
                {button(words.keep_theirs().into(), ButtonTone::Second, ButtonKind::Plain, busy.into(), Some(ask))}
                {together}
            </div>
            <p class="hint">{words.decision_hint()}</p>
        }
        .into_any()
    };
    view! { {sides}{ways} }.into_any()
}

/// The form in which a record is reworded, for what waits as another wording.
fn form(statement: &Statement) -> Option<String> {
    let record = statement.record;
    match statement.kind {
        Kind::PledgeRevised => Some(format!("/pledges/{record}/revise")),
        Kind::DisclosureRevised => Some(format!("/disclosures/{record}/revise")),
        Kind::PointRevised => Some(format!("/points/{record}/revise")),
        Kind::GuideRevised => Some(format!("/guides/{record}/revise")),
        _ => None,
    }
}

/// The author's own words once more, to be read and copied before they go.
fn giving_up(
    here: &Here,
    entry: EntryId,
    own_text: String,
    problems: Problems,
    asked: RwSignal<Option<EntryId>>,
) -> AnyView {
    let words = here.session.words();
    let is_copied = RwSignal::new(false);
    let copied = own_text.clone();
    let copy = Callback::new(move |()| {
        // Where the browser does not allow it the text can still be marked by hand.
        let _copied = window().navigator().clipboard().write_text(&copied);
        is_copied.set(true);
    });
    let here = here.clone();
    let give_up = Callback::new(move |()| {
        problems.clear();
        asked.set(None);
        let here = here.clone();
        spawn_local(async move {
            if let Err(failure) = here.session.discard(here.membership.org, entry).await {
                problems.fail(failure);
            }
        });
    });
    let stay = Callback::new(move |()| asked.set(None));
    let press = |label: &'static str, tone, act| {
        button(label.into(), tone, ButtonKind::Plain, problems.is_busy.into(), Some(act))
    };
    view! {
        <div class="panel">
            <p role="alert"><b>{words.giving_up()}</b></p>
            <pre class="own-text" tabindex="0">{own_text}</pre>
            <div class="actions">
                {press(words.copy_mine(), ButtonTone::Second, copy)}
                {press(words.give_up_really(), ButtonTone::Warning, give_up)}
                {press(words.give_up_not(), ButtonTone::Second, stay)}
            </div>
            <p role="status">{move || is_copied.get().then(|| words.compare_copied())}</p>
        </div>
    }
    .into_any()
}
