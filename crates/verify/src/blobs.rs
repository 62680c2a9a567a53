//! Files that go with words: each against its hash, its length and what it is said to be (spec rules B9, B10, E4).

use std::collections::{BTreeMap, HashSet};

use jiannuo_domain::hash::Digest;
use jiannuo_domain::limits::MAX_BLOB_BYTES;
use jiannuo_domain::media::check_file;
use jiannuo_domain::words::Blob;

use crate::fetch::{Desk, Fetched, Unreachable};
use crate::finding::{Code, Subject};
use crate::verify::Step;

/// The files that words name: by the entry's place, the words' hash and the files.
pub(crate) type Attached = BTreeMap<u64, (Digest, Vec<Blob>)>;

/// The address of a file.
pub(crate) fn blob_path(hash: &Digest) -> String {
    format!("blobs/{hash}")
}

/// Asks for every file that standing words name.
pub(crate) fn check_blobs(
    desk: &mut Desk<'_>,
    attached: &Attached,
    erased: &HashSet<Digest>,
) -> Result<(), Unreachable> {
    let standing = attached.iter().filter(|(_, (words, _))| !erased.contains(words));
    let named: BTreeMap<Digest, (u64, &Blob)> =
        standing.flat_map(|(index, (_, blobs))| blobs.iter().map(|blob| (blob.hash, (*index, blob)))).collect();
    for (done, (hash, (index, blob))) in (0_u64..).zip(&named) {
        desk.at(Step::Files, done, named.len() as u64);
        let about = Subject::Blob { index: *index, hash: *hash };
        match desk.fetch(&blob_path(hash), MAX_BLOB_BYTES as usize)? {
            Fetched::Content(content) if !blob.is_of(&content) => {
                let detail = format!("{} bytes, or their hash, are not what the words name", content.len());
                desk.findings.add(Code::BlobDiffers, about, detail);
            }
            Fetched::Content(content) if check_file(&content) != Ok(blob.media) => {
                let detail = format!("it is not what it is said to be, {}", blob.media.name());
                desk.findings.add(Code::BlobDiffers, about, detail);
            }
            Fetched::Content(_) => desk.counts.blobs += 1,
            Fetched::Absent => desk.findings.add(Code::BlobMissing, about, "not served, and no entry erases its words"),
            Fetched::Gone => {
                desk.findings.add(Code::BlobMissing, about, "said to be erased, and no entry erases its words");
            }
        }
    }
    Ok(())
}
