//! The words of entries: fetched in batches where the log has them, one by one otherwise, each against its hash (spec
//! rules B3, E1–E3).

use std::collections::{BTreeMap, HashMap};

use jiannuo_domain::body::SaltedBody;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::push::ServedBody;

use crate::fetch::{Desk, Fetched, Unreachable};
use crate::finding::{Code, Subject};
use crate::limits::{MAX_BODIES_BYTES, MAX_BODY_ANSWER_BYTES};

/// The address of one body.
pub(crate) fn body_path(hash: &Digest) -> String {
    format!("log/bodies/{hash}")
}

/// Fetches the bodies that entries name, by index. What is not in the result is not there; whether it may be missing is
/// asked at the end of the log, where all erasures are known.
pub(crate) fn fetch_bodies(
    desk: &mut Desk<'_>,
    wanted: &BTreeMap<u64, Digest>,
    has_newer: bool,
) -> Result<HashMap<Digest, String>, Unreachable> {
    let mut found = HashMap::new();
    let mut from = 0;
    while let Some((index, hash)) = wanted.range(from..).next() {
        let came_to = fetch_batch(desk, wanted, *index, has_newer, &mut found)?;
        from = match came_to {
            Some(last) => last + 1,
            None => {
                fetch_one(desk, *index, hash, &mut found)?;
                index + 1
            }
        };
    }
    Ok(found)
}

/// Reads one batch; the last index whose words it told of, or nothing if it did not even begin with the one asked for.
fn fetch_batch(
    desk: &mut Desk<'_>,
    wanted: &BTreeMap<u64, Digest>,
    index: u64,
    has_newer: bool,
    found: &mut HashMap<Digest, String>,
) -> Result<Option<u64>, Unreachable> {
    let path = format!("log/bodies/from/{index}");
    let Fetched::Content(content) = desk.fetch(&path, MAX_BODIES_BYTES)? else { return Ok(None) };
    let mut expected = wanted.range(index..);
    let mut last = None;
    for line in content.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        // A batch goes on after the bundle that is being checked.
        let Some((index, hash)) = expected.next() else { break };
        let about = Subject::Body { index: *index, hash: *hash };
        let served = match serde_json::from_slice::<ServedBody>(line) {
            Ok(served) => served,
            Err(error) => {
                desk.findings.add(Code::BodyDiffers, about, format!("its line of {path} cannot be read: {error}"));
                return Ok(last);
            }
        };
        let (ServedBody::Present { hash: told, .. } | ServedBody::Erased { hash: told, .. }) = &served;
        if told != hash {
            // Words of newer entries stand between those that this version knows of.
            if !has_newer {
                desk.findings.add(Code::BodyDiffers, about, format!("in its place {path} has {told}"));
            }
            return Ok(last);
        }
        match served {
            ServedBody::Present { body, .. } => judge(desk, *index, hash, body, found),
            ServedBody::Erased { erased: true, .. } => {}
            ServedBody::Erased { .. } => desk.findings.add(Code::BodyDiffers, about, "neither erased nor there"),
        }
        last = Some(*index);
    }
    Ok(last)
}

fn fetch_one(
    desk: &mut Desk<'_>,
    index: u64,
    hash: &Digest,
    found: &mut HashMap<Digest, String>,
) -> Result<(), Unreachable> {
    let Fetched::Content(content) = desk.fetch(&body_path(hash), MAX_BODY_ANSWER_BYTES)? else { return Ok(()) };
    match serde_json::from_slice::<SaltedBody>(&content) {
        Ok(body) => judge(desk, index, hash, body, found),
        Err(error) => desk.findings.add(Code::BodyDiffers, Subject::Body { index, hash: *hash }, error),
    }
    Ok(())
}

fn judge(desk: &mut Desk<'_>, index: u64, hash: &Digest, body: SaltedBody, found: &mut HashMap<Digest, String>) {
    if body.digest() == *hash {
        desk.counts.bodies += 1;
        found.insert(*hash, body.text);
    } else {
        let detail = format!("salt and text have the hash {}", body.digest());
        desk.findings.add(Code::BodyDiffers, Subject::Body { index, hash: *hash }, detail);
    }
}
