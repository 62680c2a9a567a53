//! A founding that continues another log (spec rule W30): whether it may, telling the old log, telling the directory.
//!
//! The old log is looked at before a name is used up and asked for good when the new log is there. Should it have been
//! filled again or been continued in that moment, the new log stays unknown to everybody.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::LogName;
use serde_json::json;
use worker::{Env, Result};

use super::Incoming;
use super::founding::Judged;
use super::objects::{OrganisationCall, ask_directory, call_organisation, expect_ok};
use crate::directory::Listed;
use crate::organisation::succession::{Asked, SUCCESSION_PATH, Successor, Verdict};
use crate::reply::Reply;

/// Before anything is reserved: the answer, if the log that the founding names is not one that it may continue.
pub(super) async fn precheck(judged: &Judged, incoming: &Incoming, env: &Env) -> Result<Option<Reply>> {
    ask(judged, false, incoming, env).await
}

/// When the new log is there: from now on it continues the old one. The answer, if that cannot be.
pub(super) async fn follow(judged: &Judged, incoming: &Incoming, env: &Env) -> Result<Option<Reply>> {
    ask(judged, true, incoming, env).await
}

/// Makes an organisation public, with the one that it continues.
pub(super) async fn activate(env: &Env, org: OrganisationId, continues: Option<OrganisationId>) -> Result<()> {
    let old = continues.map(|old| format!("&{old}")).unwrap_or_default();
    let _: bool = ask_directory(env, &format!("/activate?{org}{old}")).await?;
    Ok(())
}

async fn ask(judged: &Judged, is_final: bool, incoming: &Incoming, env: &Env) -> Result<Option<Reply>> {
    let Some(says) = judged.continues else { return Ok(None) };
    let found: Option<Listed> = ask_directory(env, &format!("/find?{}", says.org)).await?;
    let Some(old) = found.filter(|old| old.parent == judged.reservation.parent) else {
        return Ok(Some(Reply::error(422, "succession-unknown")));
    };
    let successor = Successor { org: judged.reservation.org, slug: judged.reservation.slug.clone() };
    let asked = serde_json::to_string(&Asked { says, successor, is_final })?;
    let call = OrganisationCall {
        org: old.org,
        log: LogName::Public,
        slug: &old.slug,
        path: SUCCESSION_PATH,
        query: None,
        if_none_match: None,
        content: Some(asked.into()),
    };
    let mut response = call_organisation(env, incoming, call).await?;
    expect_ok(&response)?;
    let verdict: Verdict = response.json().await?;
    match verdict {
        Verdict::Good => return Ok(None),
        // Should its founding have been cut off before the directory heard of it, it ends here.
        Verdict::HasSuccessor { org } => activate(env, org, Some(old.org)).await?,
        Verdict::NotNeeded | Verdict::Differs => {}
    }
    Ok(Some(Reply::json(409, &json!({ "error": verdict.to_string() }))))
}
