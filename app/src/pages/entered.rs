//! What somebody else entered in this member's name: they stand by it, or say in public that they do not.

use jiannuo_domain::codes::Codes;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Attestation, Ledger, Pledge};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::erasable::{Said, said_in_pledge};
use crate::parts::form::Problems;
use crate::parts::organisation::Here;
use crate::session::{Act, Failure, Speaker};
use crate::words::Words;

/// Entries of a pledge that others made in a member's name, by what the member has said of them.
pub fn entered_for(
    words: Words,
    ledger: &Ledger,
    pledge: &Pledge,
    speaker: Speaker,
    is_asked: impl Fn(Attestation) -> bool,
) -> Vec<Said> {
    let mut all = said_in_pledge(words, ledger, pledge);
    all.retain(|said| {
        let stamp = said.stamp;
        stamp.is_entered_for_another() && stamp.about == speaker.member && is_asked(stamp.attestation)
    });
    all
}

/// The first that the member has not said anything about, with both answers.
pub fn entered_for_me(
    here: &Here,
    ledger: &Ledger,
    pledge: &Pledge,
    speaker: Speaker,
    problems: Problems,
) -> Option<AnyView> {
    let words = here.session.words();
    let waiting = entered_for(words, ledger, pledge, speaker, |attestation| attestation == Attestation::Silent);
    let first = waiting.into_iter().next()?;
    let (here_to_attest, record, entry) = (here.clone(), pledge.id, first.stamp.entry);
    let attest = move |_| {
        problems.clear();
        let here = here_to_attest.clone();
        spawn_local(async move {
            if let Err(failure) = attest(&here, record, entry).await {
                problems.fail(failure);
            }
        });
    };
    let contest = here.path(&format!("/pledges/{record}/contest"));
    let text = first.texts.first().map(|(_, text)| text.clone());
    Some(
        view! {
            <section class="panel">
                <h2>{words.entered_for_you()}</h2>
                <p>{first.what}" · "{words.entered_by_on(&first.signer, &first.day)}</p>
                <p class="on-pledge">{text}</p>
                <p>{words.entered_for_you_text()}</p>
                <button type="button" class="button button-second" on:click=attest>{words.attest()}</button>
                <a class="button button-second" href=contest>{words.contest()}</a>
            </section>
        }
        .into_any(),
    )
}

async fn attest(here: &Here, record: RecordId, entry: EntryId) -> Result<(), Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    let codes = Codes { entry: Some(entry), ..Codes::default() };
    act.say(Kind::EntryAttested, record, None, None, Some(codes), NO_WORDS)?;
    here.session.commit(act, &[]).await
}

/// For statements without a body.
pub const NO_WORDS: Option<&jiannuo_domain::words::ReasonWords> = None;
