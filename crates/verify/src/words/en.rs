//! English.

use super::{Code, Reason, Step, Subject, Trust, Verdict, Words};

pub(super) static WORDS: Words = Words {
    verdict: |verdict| match verdict {
        Verdict::Holds => "✓ All holds: what is public is what was signed.",
        Verdict::DoesNotHold => "✗ Something does not hold:",
        Verdict::NotChecked => {
            "? Not checked to the end: nothing wrong was found, but some of it could not be looked at."
        }
    },
    head: |head| format!("  Log {}, {} entries, root {}", head.origin, head.size, head.root),
    key: |key| {
        let trust = match key.trust {
            Trust::Given => "named by you",
            Trust::Policy => "named by the policy",
            Trust::Kept => "the one kept at the last check",
            Trust::FirstSeen => "from the log's own list, believed at first sight",
        };
        let handovers = match key.handovers {
            0 => String::new(),
            count => format!(", after {count} handover(s)"),
        };
        format!("  Key of the log: {} ({trust}{handovers})", key.vkey)
    },
    counts: |counts| {
        format!(
            "  Looked at: {} entries, {} signatures, {} bodies ({} more erased by entries), {} files, {} bundles, {} tiles",
            counts.entries, counts.signatures, counts.bodies, counts.erased, counts.blobs, counts.bundles, counts.tiles
        )
    },
    continues: |size| {
        format!("  Continues the earlier checkpoint of {size} entries: nothing changed, nothing taken back")
    },
    board: |board| {
        format!(
            "  The board of {} is, byte for byte, what the log gives: {} pledges, {} disclosures, {} service points",
            board.today, board.pledges, board.disclosures, board.points
        )
    },
    succeeds: |lost| {
        let (first, last) = (lost.first_missing(), lost.size);
        format!(
            "  Continues the log of {}: its first {} entries are there, {first} to {last} are lost",
            lost.org, lost.kept
        )
    },
    release: |release| {
        format!("  The app is the one that the log tells of: build {}, {} files", release.build, release.files)
    },
    witness: |name, time_s| format!("  Witness {name} has cosigned (by its clock, {time_s} s since 1970)"),
    other_signatures: |count| {
        format!("  {count} other signature(s) under the checkpoint were not checked (no policy names their keys)")
    },
    found: |code| match code {
        Code::CheckpointMalformed => "is not a checkpoint",
        Code::CheckpointSignature => "is not signed by the log's present key",
        Code::AnotherLog => "is of another log",
        Code::KeysMalformed => "the list of keys cannot be read",
        Code::Handover => "a new key was not handed over by the one before it",
        Code::KeyNotListed => "is not in the log's list of keys",
        Code::EarlierSignature => "is not signed by any key of this log",
        Code::RolledBack => "the log is shorter than it was",
        Code::HistoryDiffers => "the entries of that time were changed",
        Code::Witnesses => "too few of the witnesses that the policy asks for have cosigned",
        Code::RootDiffers => "the entries have another root than the signed one",
        Code::TileMissing => "a tile of hashes is not there",
        Code::TileDiffers => "a tile of hashes is not that of the entries",
        Code::BundleMissing => "a bundle of entries is not there",
        Code::BundleMalformed => "a bundle of entries is cut or has the wrong number of them",
        Code::EntryMalformed => "is not a whole entry",
        Code::EntryAnotherLog => "belongs to another organisation or log",
        Code::EntryTime => "was received before the one in front of it, or in the future",
        Code::EntrySignature => "its signature does not hold",
        Code::EntryNotAllowed => "is in the log although the rules do not allow it there",
        Code::BodyMissing => "the words are missing, and no entry erases them",
        Code::BodyDiffers => "the words are not those that were signed",
        Code::BodyNotErased => "the words were erased by an entry and are still served",
        Code::ErasedNotGone => "the address of erased words does not say that they are gone (410)",
        Code::BlobMissing => "a file that the words name is missing, and no entry erases them",
        Code::BlobDiffers => "a file is not the one that the words name",
        Code::BoardMissing => "there is no board",
        Code::BoardMalformed => "the board cannot be read",
        Code::BoardIdentity => "the board was not made from this log",
        Code::BoardDay => "the board is of another day",
        Code::BoardDiffers => "the board is not what the log gives",
        Code::ReleaseMissing => "the log does not say which app the server hands out",
        Code::ReleaseDiffers => "this file of the app is another one than the log says",
        Code::ReleaseFileMissing => "this file of the app is in the log and is not handed out",
        Code::ArchiveDiffers => "this file of the archive is not what the archive's own list says",
        Code::AnswerTooLong => "the answer is longer than any honest one",
    },
    about: |about| match about {
        Subject::Checkpoint => "checkpoint".to_owned(),
        Subject::EarlierCheckpoint { size } => format!("checkpoint of {size} entries"),
        Subject::Key { vkey } => format!("key {vkey}"),
        Subject::Address { path } => path.clone(),
        Subject::Entry { index } => format!("entry {index}"),
        Subject::Body { index, hash } => format!("body {hash} of entry {index}"),
        Subject::Blob { index, hash } => format!("file {hash} of entry {index}"),
        Subject::Release => "release of the app".to_owned(),
        Subject::Board { record: None } => "board".to_owned(),
        Subject::Board { record: Some(record) } => format!("{record} on the board"),
    },
    omitted: |count| format!("  and {count} more"),
    unchecked: |reason| match reason {
        Reason::Unreachable => "no answer that could be judged",
        Reason::NoLog => "there is no log at this address",
        Reason::ReleaseElsewhere => "which app is handed out is told by the log above all others: check that one",
        Reason::TooManyEntries => "the log is longer than a check reads",
        Reason::NeedsNewerVerifier => "this needs a newer version of the command",
    },
    keep_note: "  Keep the checkpoint (--keep): with it a later check shows whether the log was changed.",
    first_seen: "  The key was believed at first sight: compare it with one from elsewhere, and check with --key or --keep.",
    step: |step, done, of| match step {
        Step::Entries => format!("checking entries {done}/{of}"),
        Step::Erasures => format!("asking for erased words {done}/{of}"),
        Step::Files => format!("comparing files {done}/{of}"),
        Step::Release => format!("comparing the app's files {done}/{of}"),
        Step::Board => "comparing the board".to_owned(),
    },
};
