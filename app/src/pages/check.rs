//! What the log has of one record, checked by this device, in plain words.
//!
//! Deliberately absent: any verdict of the server's. What is ticked here was computed here.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::components::said::said;
use jiannuo_board::record::moment;
use jiannuo_domain::id::RecordId;
use jiannuo_sync::SyncError;
use jiannuo_sync::store::Verified;
use jiannuo_tlog::cosignature::claimed_time_s;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use wasm_bindgen_futures::spawn_local;

use crate::parts::ago::Ago;
use crate::parts::evidence::save_evidence;
use crate::parts::waiting::Waiting;
use crate::parts::{file, say};
use crate::session::{Checked, Failure, Fetched, Line, LineWords, session};
use crate::words::Words;

/// What there is to show.
#[derive(Clone)]
enum Found {
    Working,
    Unknown,
    Failed(Failure),
    Checked(Checked),
}

/// The page.
#[component]
pub fn Check() -> impl IntoView {
    let session = session();
    let parameters = use_params_map();
    let found = RwSignal::new_local(Found::Working);
    let progress = RwSignal::new(Fetched::default());
    Effect::new(move |_| {
        let (slug, record) = parameters.with(|map| {
            (map.get("slug").unwrap_or_default(), map.get("record").and_then(|record| record.parse::<RecordId>().ok()))
        });
        found.set(Found::Working);
        progress.set(Fetched::default());
        spawn_local(async move {
            let answer = match record {
                Some(record) => session.check(&slug, record, progress).await,
                None => Ok(None),
            };
            // The page may have been left while the log was on its way.
            let _shown = found.try_set(match answer {
                Ok(Some(checked)) => Found::Checked(checked),
                Ok(None) => Found::Unknown,
                Err(failure) => Found::Failed(failure),
            });
        });
    });
    let compare_href = move || format!("/app/compare/{}", parameters.with(|map| map.get("slug").unwrap_or_default()));
    move || {
        let words = session.words();
        let content = match found.get() {
            Found::Working => view! { <Waiting progress=progress /> }.into_any(),
            Found::Unknown => tell(words, NoticeKind::Warning, words.check_nothing(), words.check_nothing_text()),
            Found::Failed(failure) => failed(words, &failure),
            Found::Checked(checked) => checked_view(words, &checked),
        };
        view! {
            <h1>{words.check_title()}</h1>
            {content}
            <p><a href=compare_href()>{words.compare_title()}</a></p>
            <p><a href="/app/how">{words.how_title()}</a></p>
        }
    }
}

fn tell(words: Words, kind: NoticeKind, title: &str, text: &str) -> AnyView {
    notice(words.board(), Notice { kind, title: title.to_owned(), text: Some(text.to_owned()) })
}

/// Why nothing could be checked: nothing was fetched yet, or what came or is kept cannot be true.
fn failed(words: Words, failure: &Failure) -> AnyView {
    let text = say::failure(words, failure);
    if is_about_the_log(failure) {
        tell(words, NoticeKind::Error, words.check_fails(), &text)
    } else {
        tell(words, NoticeKind::Warning, words.check_not_here(), &text)
    }
}

/// Whether a failure speaks against the log, and not of the way to it.
const fn is_about_the_log(failure: &Failure) -> bool {
    matches!(failure, Failure::Sync(SyncError::NotGenuine { .. } | SyncError::NotUnderCheckpoint { .. }))
}

fn time(words: Words, instant_ms: i64) -> String {
    (words.board().time.moment)(moment(instant_ms))
}

fn checked_view(words: Words, checked: &Checked) -> AnyView {
    let lines = checked.lines.iter().map(|line| line_view(words, line, checked.verified.as_ref())).collect_view();
    view! {
        {verdict(words, checked)}
        {as_of(words, checked)}
        <ol class="timeline" role="list">{lines}</ol>
        {cosigned(words, checked)}
    }
    .into_any()
}

/// Whether everything holds, and what to do when it does not.
fn verdict(words: Words, checked: &Checked) -> AnyView {
    let open: Vec<_> = checked.evidence.iter().filter(|one| one.decided_ms.is_none()).cloned().collect();
    if let Some(one) = open.first() {
        let why = format!("{}\n{}", say::contradiction(words, one.contradiction), words.check_undecided());
        let said = tell(words, NoticeKind::Error, words.check_contradicted(), &why);
        return view! { {said}{save_evidence(words, &open)} }.into_any();
    }
    if let Some(failure) = checked.stale.as_ref().filter(|failure| is_about_the_log(failure)) {
        return failed(words, failure);
    }
    let is_wrong = |line: &Line| !line.is_signed || (line.proof.is_some() && !line.is_in_place);
    let is_whole = |line: &Line| line.is_in_place && line.words != LineWords::Missing;
    if checked.lines.is_empty() {
        tell(words, NoticeKind::Warning, words.check_nothing(), words.check_nothing_text())
    } else if checked.lines.iter().any(is_wrong) {
        tell(words, NoticeKind::Error, words.check_fails(), words.check_fails_text())
    } else if checked.lines.iter().all(is_whole) {
        view! { <p class="lead"><b>"✓ "{words.check_holds()}</b></p> }.into_any()
    } else {
        tell(words, NoticeKind::Warning, words.check_incomplete(), words.check_incomplete_text())
    }
}

fn as_of(words: Words, checked: &Checked) -> Option<AnyView> {
    let then_ms = checked.verified.as_ref()?.device_ms;
    let size = checked.lines.iter().find_map(|line| line.proof.as_ref().map(|proof| proof.size));
    let text = match (&checked.stale, size) {
        (Some(_), _) => words.check_offline_as_of().to_owned(),
        (None, size) => words.check_as_of(size?),
    };
    Some(view! { <p class="hint">{text}<Ago then_ms=then_ms /></p> }.into_any())
}

fn line_view(words: Words, line: &Line, verified: Option<&Verified>) -> AnyView {
    let unknown = words.unknown().to_owned();
    let who = line.who.clone().unwrap_or_else(|| unknown.clone());
    let by = match &line.whom {
        Some(whom) => words.check_for(&who, whom),
        None => words.check_who(&who),
    };
    let mark = |holds: bool, yes: &'static str, no: &'static str| {
        view! { <li>{if holds { "✓ " } else { "✗ " }}{if holds { yes } else { no }}</li> }
    };
    let place = line.proof.is_some().then(|| mark(line.is_in_place, words.check_place(), words.check_bad_place()));
    let text = match line.words {
        LineWords::None => view! { <li>"– "{words.check_no_words()}</li> },
        LineWords::Unchanged => view! { <li>"✓ "{words.check_words()}</li> },
        LineWords::Erased => view! { <li>"– "{words.check_erased()}</li> },
        LineWords::Missing => view! { <li>"– "{words.check_words_missing()}</li> },
    };
    view! {
        <li class="panel">
            <h2>{say::kind(words, &line.kind)}</h2>
            {line.quote.as_deref().map(|quote| view! { <p class="lead">{said(words.board(), quote)}</p> })}
            <p>{said(words.board(), &by)}</p>
            <p>{words.check_times(&time(words, line.written_ms), &time(words, line.received_ms))}</p>
            <p>{words.check_entry(line.number)}</p>
            <ul role="list">{mark(line.is_signed, words.check_signature(), words.check_bad_signature())}{place}{text}</ul>
            {technical(words, line, verified)}
        </li>
    }
    .into_any()
}

fn technical(words: Words, line: &Line, verified: Option<&Verified>) -> Option<AnyView> {
    let proof = line.proof.clone()?;
    let key = verified.and_then(|verified| verified.keys.last()).map(ToString::to_string).unwrap_or_default();
    let root = proof.root.to_string();
    let path = proof.path.iter().map(|hash| view! { <li><code>{hash.to_string()}</code></li> }).collect_view();
    let save = Callback::new(move |()| {
        file::save(&format!("jiannuo-{}.tlog-proof", proof.index + 1), "text/plain", &proof.file);
    });
    let save = button(words.check_save_proof().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(save));
    Some(
        view! {
            <details>
                <summary>{words.check_technical()}</summary>
                <p>{words.check_root()}" "<code>{root}</code></p>
                <p>{words.check_key()}" "<code>{key}</code></p>
                <ul>{path}</ul>
                {save}
            </details>
        }
        .into_any(),
    )
}

/// Whose signatures are on the checkpoint, and when they say that they looked. Their keys are not known here, so that no
/// tick stands beside them: a server that names witnesses could name any.
fn cosigned(words: Words, checked: &Checked) -> Option<AnyView> {
    let proof = checked.lines.iter().find_map(|line| line.proof.as_ref())?;
    if proof.cosignatures.is_empty() {
        return Some(view! { <p class="hint">{words.check_unwitnessed()}</p> }.into_any());
    }
    let witnesses = proof.cosignatures.iter().map(|signature| {
        let then_ms = claimed_time_s(signature).and_then(|time_s| i64::try_from(time_s).ok()?.checked_mul(1_000));
        let when = then_ms.map(|then_ms| view! { <Ago then_ms=then_ms /> });
        view! { <li>{said(words.board(), &signature.name)}" "{when}</li> }
    });
    let witnesses = witnesses.collect_view();
    Some(view! { <div class="hint"><p>{words.check_cosigned()}</p><ul role="list">{witnesses}</ul></div> }.into_any())
}
