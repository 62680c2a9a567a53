//! What is said once two phones were held together, and the code that this one shows.

use jiannuo_board::Language;
use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::components::said::said;
use jiannuo_sync::Compared;
use leptos::prelude::*;

use crate::parts::ago::Ago;
use crate::parts::evidence::save_evidence;
use crate::parts::say;
use crate::session::{Comparison, Failure, Held};
use crate::words::Words;
use jiannuo_board::components::qr::qr;

/// A notice about a comparison.
pub fn tell(words: Words, kind: NoticeKind, title: &str, text: &str) -> AnyView {
    notice(words.board(), Notice { kind, title: title.to_owned(), text: Some(text.to_owned()) })
}

/// What the comparison says, and this device's own code, so that the other one can look as well.
pub fn comparison(words: Words, comparison: &Comparison) -> AnyView {
    let held = comparison.held.as_ref();
    let (theirs, ours) = (comparison.shown.size(), held.map_or(0, |held| held.link.size()));
    let contradicted = || {
        let said =
            tell(words, NoticeKind::Error, words.compare_contradicts(), &words.compare_contradicts_text(theirs, ours));
        let open = held.map(|held| held.open_evidence.clone()).unwrap_or_default();
        view! { {said}{save_evidence(words, &open)}<p class="hint">{words.compare_what_to_do()}</p> }.into_any()
    };
    let answer = match &comparison.compared {
        // A server that shows this device something else than before is found out by this device itself.
        _ if held.is_some_and(|held| !held.open_evidence.is_empty()) => contradicted(),
        Compared::Contradicts(_) => contradicted(),
        Compared::Agrees { size } if *size == ours => {
            tell(words, NoticeKind::Success, words.compare_same(), &words.compare_same_text(theirs))
        }
        Compared::Agrees { .. } => {
            let text = words.compare_continued_text(theirs, ours.saturating_sub(theirs));
            tell(words, NoticeKind::Success, words.compare_continued(), &text)
        }
        Compared::Newer { .. } => {
            let text = match &comparison.stale {
                Some(_) => words.compare_newer_offline(theirs, ours),
                None => words.compare_newer_online(theirs, ours),
            };
            tell(words, NoticeKind::Warning, words.compare_not_yet(), &text)
        }
        Compared::NothingHeld => {
            let why = comparison.stale.as_ref().map(|why| say::look_failure(words, why));
            let text = why.unwrap_or_else(|| words.compare_no_entries().to_owned());
            tell(words, NoticeKind::Warning, words.compare_cannot(), &text)
        }
        Compared::NotSigned => {
            let text = match &comparison.stale {
                Some(_) => words.compare_not_signed_offline(),
                None => words.compare_not_signed(),
            };
            tell(words, NoticeKind::Warning, words.compare_cannot(), text)
        }
        Compared::OtherLog => tell(words, NoticeKind::Warning, words.compare_cannot(), words.compare_other_log()),
    };
    let own = held.map(|held| {
        view! {
            <section class="section">
                <h2>{words.compare_own()}</h2>
                {shown(words, held)}
            </section>
        }
    });
    view! { <div role="status">{answer}</div>{own} }.into_any()
}

/// What this device shows to others.
pub fn held_view(words: Words, held: &Held, stale: Option<&Failure>) -> AnyView {
    let accused = (!held.open_evidence.is_empty()).then(|| {
        let first = held.open_evidence.first().map(|one| say::contradiction(words, one.contradiction));
        let said = tell(words, NoticeKind::Error, words.check_contradicted(), &first.unwrap_or_default());
        view! { {said}{save_evidence(words, &held.open_evidence)} }
    });
    let stale = stale.filter(|_| held.open_evidence.is_empty()).map(|why| {
        view! { <p class="hint">{say::look_failure(words, why)}</p> }
    });
    view! { <p class="lead">{words.compare_lead()}</p>{accused}{stale}{shown(words, held)} }.into_any()
}

/// The code, what it stands for, and the same as a text.
fn shown(words: Words, held: &Held) -> AnyView {
    let name = held.words.as_ref().map(|told| {
        let english = told.name_english.clone().filter(|_| words.0 == Language::English);
        english.unwrap_or_else(|| told.name.clone())
    });
    let name = name.unwrap_or_else(|| words.unknown().to_owned());
    let size = held.link.size();
    let origin = window().location().origin().unwrap_or_default();
    let link = format!("{origin}/app/compare#{}", held.link);
    let copied = RwSignal::new(false);
    let (to_copy, to_show) = (link.clone(), link.clone());
    let copy = Callback::new(move |()| {
        // Where copying is not allowed the link can still be selected by hand.
        let _copied = window().navigator().clipboard().write_text(&to_copy);
        copied.set(true);
    });
    view! {
        <figure class="shown">
            {qr(&words.compare_code(&name, size), &to_show)}
            <figcaption>
                <p class="shown-name"><b>{said(words.board(), &name)}</b></p>
                <p>{words.compare_entries(size)}</p>
                <p>{words.compare_looked()}" "<Ago then_ms=held.verified.device_ms /></p>
            </figcaption>
        </figure>
        <div class="actions">
            {button(words.copy_link().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(copy))}
            <span role="status">{move || copied.get().then(|| words.compare_copied())}</span>
        </div>
        <details class="more">
            <summary>{words.compare_as_text()}</summary>
            <p class="code-link"><code>{link}</code></p>
        </details>
    }
    .into_any()
}
