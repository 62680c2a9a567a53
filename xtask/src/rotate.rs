//! `rotate-log-key`: from one seed of the logs' keys to the next, without a moment in which a log cannot sign.
//!
//! A log hands over when it is opened while both seeds are there. The old seed is dropped only when every log has: one that
//! had not could be appended to no more, since nobody could sign its handover.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::engine::{self, Engine, Settings};
use crate::progress::Progress;
use crate::store::Store;
use crate::workspace::{Profile, Workspace};
use crate::{compile, install};

/// Begins a signature line of a note.
const SIGNATURE_PREFIX: &str = "\u{2014} ";
/// Bytes of a key's id, which begin a signature.
const KEY_ID_BYTES: usize = 4;

/// Puts a new seed before the old one.
pub fn begin(folder: &Path) -> Result<()> {
    let mut store = Store::open(folder)?;
    let _lock = store.lock()?;
    store.log_keys()?.begin_change(folder)?;
    println!("The new seed is in place, the old one beside it. Serve the store again:");
    println!("each log hands over to its new key when it is opened next, and signs with both.");
    println!("When readers have had the time to see that, stop serving and run it again with --finish.");
    Ok(())
}

/// Has every log hand over that has not, then drops the old seed.
pub fn finish(workspace: &Workspace, folder: &Path) -> Result<()> {
    let progress = Progress::start();
    let mut store = Store::open(folder)?;
    let _lock = store.lock()?;
    let keys = store.log_keys()?;
    ensure!(keys.are_changing(), "no change of keys is under way");
    install::wasm_target(workspace, &progress)?;
    install::npm_packages(workspace, &progress)?;
    compile::all(workspace, Profile::Quick, &progress)?;
    let settings = Settings {
        data: store.objects(),
        port: engine::free_port()?,
        log_keys: Some(keys.clone()),
        ..Settings::default()
    };
    let engine = Engine::start(workspace, Profile::Quick, &settings)?;
    let count = progress.step("ask every log for its handover", || every_log(&engine))?;
    engine.stop()?;
    keys.finish_change(store.folder())?;
    println!("{count} logs sign with their new keys alone. The old seed is gone from this store;");
    println!("remove it from your backups as well.");
    Ok(())
}

/// How many logs there are; an error that names the first that has not handed over.
fn every_log(engine: &Engine) -> Result<usize> {
    let listing: Value = serde_json::from_str(&engine.get("/organisations.json")?)?;
    let organisations = listing["organisations"].as_array().context("the worker lists no organisations")?;
    for organisation in organisations {
        let slug = organisation["slug"].as_str().context("an organisation has no name")?;
        // An office log answers members only. Being asked opens it, and then it hands over like any other; a stranger hears
        // that it is not for strangers (401) only from one that signs.
        let refused = engine.get(&format!("/o/{slug}/office/checkpoint")).err().map(|error| error.to_string());
        ensure!(
            refused.is_some_and(|refused| refused.contains(" 401 ")),
            "the office log of {slug} has not handed over to its new key; nothing was dropped, the engine's log says why"
        );
        let keys = serde_json::from_str(&engine.get(&format!("/o/{slug}/log/keys"))?)?;
        let checkpoint = engine.get(&format!("/o/{slug}/log/checkpoint"))?;
        ensure!(
            has_handed_over(&keys, &checkpoint),
            "the log of {slug} has not handed over to its new key; nothing was dropped, the engine's log says why"
        );
    }
    Ok(organisations.len())
}

/// Whether a checkpoint is signed by two keys of the log, the first of them the last in the log's list. A log that begins
/// during the change has one key in its list and signs with both all the same.
fn has_handed_over(keys: &Value, checkpoint: &str) -> bool {
    let newest = keys["keys"].as_array().and_then(|keys| keys.last()).and_then(|key| key["vkey"].as_str());
    let Some((name, id)) = newest.and_then(name_and_id) else { return false };
    let signers: Vec<String> = checkpoint.lines().filter_map(|line| signer(line, &name)).collect();
    signers.len() == 2 && signers.first() == Some(&id)
}

/// Name and id of a verifier key.
fn name_and_id(vkey: &str) -> Option<(String, String)> {
    let mut parts = vkey.splitn(3, '+');
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}

/// The id of the key that made a signature line, if it is one of this name.
fn signer(line: &str, name: &str) -> Option<String> {
    let (said, signature) = line.strip_prefix(SIGNATURE_PREFIX)?.split_once(' ')?;
    let bytes = STANDARD.decode(signature).ok().filter(|_| said == name)?;
    Some(bytes.get(..KEY_ID_BYTES)?.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_handed_over_when_its_newest_key_signs_before_the_old_one() {
        let line = |name: &str, id: u8| format!("{SIGNATURE_PREFIX}{name} {}\n", STANDARD.encode([id; 68]));
        let keys = serde_json::json!({ "keys": [{ "vkey": "log+01010101+AQ==" }, { "vkey": "log+02020202+AQ==" }] });
        let head = "log\n0\nroot\n\n";
        let check = |lines: &[String]| has_handed_over(&keys, &format!("{head}{}", lines.concat()));
        assert!(check(&[line("log", 2), line("log", 1)]));
        assert!(check(&[line("log", 2), line("log", 1), line("witness", 3)]));
        assert!(!check(&[line("log", 1)]));
        assert!(!check(&[line("log", 1), line("log", 2)]));
        assert!(!check(&[line("log", 2)]), "signed while the new seed was alone, or not by this store");
        assert!(!check(&[line("log", 2), line("witness", 1)]));
        assert!(!has_handed_over(&serde_json::json!({ "keys": [] }), head));
    }
}
