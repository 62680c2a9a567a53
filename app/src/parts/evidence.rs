//! What speaks against an organisation's record: said, kept as a file, and decided about by a person (spec rule S14).

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_sync::evidence::Evidence;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::form::Problems;
use super::organisation::Here;
use super::{file, say};
use crate::words::Words;

/// The evidence as it is saved, and as it is shared.
const SAVED_NAME: &str = "jiannuo-evidence.json";
const SHARED_NAME: &str = "jiannuo-evidence.txt";

/// What was found and nobody has decided about yet; nothing where there is none.
pub fn undecided(here: &Here) -> AnyView {
    let words = here.session.words();
    let open = here.shown().map(|shown| shown.undecided()).unwrap_or_default();
    let Some(first) = open.first() else { return ().into_any() };
    let problems = Problems::new();
    let text = format!("{}\n{}", say::contradiction(words, first.contradiction), words.fail_undecided());
    let said = notice(
        words.board(),
        Notice { kind: NoticeKind::Error, title: words.check_contradicted().into(), text: Some(text) },
    );
    let (session, org) = (here.session, here.membership.org);
    let decide = Callback::new(move |_| {
        problems.is_busy.set(true);
        spawn_local(async move {
            if let Err(failure) = session.decide(org).await {
                problems.fail(failure);
            }
        });
    });
    view! {
        {said}
        {problems.summary(session)}
        <p class="hint">{words.decide_hint()}</p>
        {save_evidence(words, &open)}
        <p><a href=format!("/app/compare/{}", here.membership.slug)>{words.compare_title()}</a></p>
        {button(words.decide().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(decide))}
    }
    .into_any()
}

/// Buttons that keep the evidence as a file, and hand it on where the browser can.
pub fn save_evidence(words: Words, evidence: &[Evidence]) -> AnyView {
    let text = StoredValue::new(serde_json::to_string_pretty(evidence).unwrap_or_default());
    let save = Callback::new(move |()| text.with_value(|text| file::save(SAVED_NAME, "application/json", text)));
    let save =
        button(words.check_save_evidence().into(), ButtonTone::Main, ButtonKind::Plain, false.into(), Some(save));
    let share = text.with_value(|text| file::can_share(SHARED_NAME, text)).then(|| {
        let share = Callback::new(move |()| {
            spawn_local(async move { file::share(SHARED_NAME, &text.get_value()).await });
        });
        button(words.check_share_evidence().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(share))
    });
    view! { <div class="actions">{save}{share}</div> }.into_any()
}
