//! Everything on this device as one file, and back from it: looked through first, restored at the second press.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::confirmation::{Confirmation, confirmation};
use jiannuo_board::components::field::{Field, file_field};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::link::Link;
use jiannuo_board::record;
use jiannuo_domain::day::Day;
use jiannuo_store::{Opened, RestoreError, Restored, device};
use jiannuo_sync::backup::BackupError;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;

use super::settings::megabytes;
use crate::parts::file;
use crate::parts::form::Problems;
use crate::parts::say;
use crate::session::{HowFar, Session, session};
use crate::words::Words;

/// The page.
#[component]
pub fn Backup() -> impl IntoView {
    let session = session();
    // The parts stay while the words change: what was restored can be another language.
    view! {
        <h1>{move || session.words().backup()}</h1>
        <Make />
        <section class="section">
            <h2>{move || session.words().restore()}</h2>
            <Restore />
        </section>
    }
}

/// From this device to a file.
#[component]
fn Make() -> impl IntoView {
    let session = session();
    let (problems, how_far) = (Problems::new(), HowFar::new(None));
    let made = RwSignal::new(None::<(String, u64)>);
    let make = Callback::new(move |()| {
        problems.clear();
        problems.is_busy.set(true);
        made.set(None);
        spawn_local(async move {
            match session.back_up(how_far).await {
                Ok(blob) => {
                    let name = format!("jiannuo-backup-{}.jsonl", Day::in_shanghai(device::now_ms()));
                    file::save_blob(&name, &blob);
                    let _left = made.try_set(Some((name, blob.size() as u64)));
                    let _left = problems.is_busy.try_set(false);
                }
                Err(failure) => problems.fail(failure),
            }
            let _left = how_far.try_set(None);
        });
    });
    move || {
        let words = session.words();
        let done = made.get().map(|(name, bytes)| {
            notice(
                words.board(),
                Notice {
                    kind: NoticeKind::Success,
                    title: words.backup_made().into(),
                    text: Some(words.backup_made_text(&name, &megabytes(bytes))),
                },
            )
        });
        view! {
            <p class="lead">{words.backup_lead()}</p>
            <p><b>{words.backup_no_key()}</b>" "{words.backup_no_key_text()}</p>
            <p>{words.backup_careful()}</p>
            {problems.summary(session)}
            {button(words.backup_make().into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(make))}
            <div aria-live="polite">{bar(session, how_far, |words, done, total| words.backup_making(done, total))} {done}</div>
        }
    }
}

/// How far a restoration is.
#[derive(Clone)]
enum Step {
    Pick,
    Checking,
    Refused(RestoreError),
    Found(StoredValue<Opened, LocalStorage>),
    Restoring,
    Done(Restored),
}

/// From a file to this device.
#[component]
fn Restore() -> impl IntoView {
    let session = session();
    let (step, how_far) = (RwSignal::new_local(Step::Pick), HowFar::new(None));
    let is_sure = RwSignal::new(false);
    let picked = Callback::new(move |event: leptos::ev::Event| {
        let Some(file) = picked_file(&event) else { return };
        is_sure.set(false);
        step.set(Step::Checking);
        spawn_local(async move {
            let next = match session.open_backup(&file, how_far).await {
                Ok(opened) => Step::Found(StoredValue::new_local(opened)),
                Err(error) => Step::Refused(error),
            };
            let _left = how_far.try_set(None);
            let _left = step.try_set(next);
        });
    });
    let restore = Callback::new(move |backup: StoredValue<Opened, LocalStorage>| {
        if !is_sure.get_untracked() {
            return is_sure.set(true);
        }
        step.set(Step::Restoring);
        spawn_local(async move {
            let next = match session.restore(&backup.get_value(), how_far).await {
                Ok(restored) => Step::Done(restored),
                Err(error) => Step::Refused(error),
            };
            let _left = how_far.try_set(None);
            let _left = step.try_set(next);
        });
    });
    move || {
        let words = session.words();
        let pick = || {
            let field = Field::new("backup", words.restore_file()).hint(words.restore_file_hint());
            file_field(words.board(), field, ".jsonl,application/jsonl", Some(picked), Signal::derive(|| None))
        };
        let below = match step.get() {
            Step::Pick => pick(),
            Step::Checking => bar(session, how_far, |words, done, total| words.restore_checking(percent(done, total))),
            Step::Restoring => bar(session, how_far, |words, done, total| words.restore_doing(percent(done, total))),
            Step::Refused(error) => view! { {refused(words, &error)} {pick()} }.into_any(),
            Step::Found(backup) => found(words, backup, is_sure, restore),
            Step::Done(restored) => done(words, &restored),
        };
        view! { <div aria-live="polite">{below}</div> }
    }
}

fn picked_file(event: &leptos::ev::Event) -> Option<web_sys::File> {
    event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

fn found(
    words: Words,
    backup: StoredValue<Opened, LocalStorage>,
    is_sure: RwSignal<bool>,
    restore: Callback<StoredValue<Opened, LocalStorage>>,
) -> AnyView {
    let (made, counts) = backup.with_value(|backup| {
        let contents = &backup.contents;
        let made = (words.board().time.moment)(record::moment(backup.made_ms));
        let (organisations, drafts) = (contents.memberships.len(), contents.drafts.len());
        (made, words.restore_counts(organisations, contents.waiting(), drafts, contents.files))
    });
    let press = Callback::new(move |()| restore.run(backup));
    view! {
        <p><b>{words.restore_found(&made)}</b></p>
        <p>{counts}</p>
        <p>{words.restore_rule()}" "{words.backup_no_key()}</p>
        {move || {
            let (label, tone) = if is_sure.get() {
                (words.restore_really(), ButtonTone::Warning)
            } else {
                (words.restore_do(), ButtonTone::Main)
            };
            button(label.into(), tone, ButtonKind::Plain, false.into(), Some(press))
        }}
    }
    .into_any()
}

fn done(words: Words, restored: &Restored) -> AnyView {
    let Restored { organisations, waiting, drafts, files, .. } = *restored;
    let is_nothing = organisations + waiting + drafts + files + restored.logs == 0;
    let sentences = [
        Some(if is_nothing {
            words.restored_nothing().to_owned()
        } else {
            words.restored_counts(organisations, waiting, drafts, files)
        }),
        (restored.without_key > 0).then(|| words.restored_without_key(restored.without_key)),
        (restored.other_logs > 0).then(|| words.restored_other_logs(restored.other_logs)),
    ];
    confirmation(Confirmation {
        title: words.restored().into(),
        reference: None,
        text: Some(sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        next: vec![Link::new(words.to_home(), "/app/")],
    })
}

fn refused(words: Words, error: &RestoreError) -> AnyView {
    let text = match error {
        RestoreError::Backup(BackupError::NotABackup) => words.restore_not_a_backup().to_owned(),
        RestoreError::Backup(BackupError::Newer { version }) => words.restore_newer(*version),
        RestoreError::Backup(BackupError::Damaged) => words.restore_damaged().to_owned(),
        RestoreError::Backup(BackupError::TooLarge) => words.restore_too_large().to_owned(),
        RestoreError::Unreadable => words.restore_unreadable().to_owned(),
        RestoreError::Store(error) => {
            format!("{} {}", say::failure(words, &error.clone().into()), words.restore_kept_nothing())
        }
    };
    notice(words.board(), Notice { kind: NoticeKind::Error, title: words.did_not_work().into(), text: Some(text) })
}

/// A bar with words beside it, while something is under way.
fn bar(session: Session, how_far: HowFar, say: fn(Words, u64, u64) -> String) -> AnyView {
    (move || {
        how_far.get().map(|(done, total)| {
            let text = say(session.words(), done, total);
            view! {
                <p role="status">{text.clone()}</p>
                <progress max=total.max(1).to_string() value=done.to_string() aria-label=text></progress>
            }
        })
    })
    .into_any()
}

/// Done of all, in hundredths.
fn percent(done: u64, total: u64) -> u32 {
    u32::try_from(done.saturating_mul(100).checked_div(total).unwrap_or(100)).unwrap_or(100)
}
