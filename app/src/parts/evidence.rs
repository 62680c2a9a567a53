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
        {save_evidence(words, open)}
        {button(words.decide().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(decide))}
    }
    .into_any()
}

/// A button that keeps the evidence as a file.
pub fn save_evidence(words: Words, evidence: Vec<Evidence>) -> AnyView {
    let save = Callback::new(move |_| {
        let text = serde_json::to_string_pretty(&evidence).unwrap_or_default();
        file::save("jiannuo-evidence.json", "application/json", &text);
    });
    button(words.check_save_evidence().into(), ButtonTone::Main, ButtonKind::Plain, false.into(), Some(save))
}
