//! Saying something and going on: the one act of a short form or a button.

use jiannuo_domain::id::RecordId;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen_futures::spawn_local;

use super::draft::DraftPlace;
use super::form::Problems;
use super::organisation::Here;
use crate::session::{Act, Failure};

/// Commits what is said, then goes to an address below the organisation's.
pub fn commit_and_go(
    here: &Here,
    problems: Problems,
    path: String,
    draft: Option<DraftPlace>,
    say: impl FnOnce(&mut Act) -> Result<(), Failure>,
) {
    let go = use_navigate();
    let to = format!("/o/{}{path}", here.membership.slug);
    commit_then(here, problems, draft, say, move || go(&to, Default::default()));
}

/// Commits what is said where one stays.
pub fn commit_here(here: &Here, problems: Problems, say: impl FnOnce(&mut Act) -> Result<(), Failure>) {
    commit_then(here, problems, None, say, move || {
        let _free = problems.is_busy.try_set(false);
    });
}

fn commit_then(
    here: &Here,
    problems: Problems,
    draft: Option<DraftPlace>,
    say: impl FnOnce(&mut Act) -> Result<(), Failure>,
    then: impl FnOnce() + 'static,
) {
    problems.clear();
    let Some(speaker) = here.speaker else {
        problems.fail(Failure::NotAMember);
        return;
    };
    let mut act = Act::new(here.membership.org, speaker);
    if let Err(failure) = say(&mut act) {
        problems.fail(failure);
        return;
    }
    problems.is_busy.set(true);
    let (session, drafts) = (here.session, draft.iter().map(|place| place.id).collect::<Vec<RecordId>>());
    spawn_local(async move {
        match session.commit(act, &drafts).await {
            Ok(()) => then(),
            Err(failure) => problems.fail(failure),
        }
    });
}
