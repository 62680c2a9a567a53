//! Files that go with words: each is there, and is the one that the words name.

use jiannuo_domain::body::Salt;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::test_support::{Office, day, pledge_words, progress_words};
use jiannuo_domain::words::{Attachment, Blob, Due, ProgressWords};
use jiannuo_verify::{Answer, Code, MemorySource, Subject};

use crate::support::{assert_holds, check, codes, serve};

const PAPER: &[u8] = b"%PDF-1.7\nagreement\n";

/// A log in which an entry's words name a paper.
fn office_with_paper() -> (Office, Blob, EntryId) {
    let mut office = Office::founded();
    let desk = office.desk.clone();
    let pledge = office.pledge(&desk, &pledge_words("修好村口路灯", Due::On { on: day("2026-06-30") }, None));
    let file = Blob::of(PAPER, Salt([7; 32])).unwrap();
    let attachment =
        Attachment { file: file.clone(), thumbnail: None, size: None, shows: None, name: Some("协议.pdf".into()) };
    let words = ProgressWords { attachments: vec![attachment], ..progress_words(day("2026-06-02"), "已签", None) };
    let entry = office.tell(&desk, &Kind::ProgressAdded, pledge, &words).unwrap();
    (office, file, entry)
}

fn served(office: &Office, blob: &Blob, bytes: &[u8]) -> MemorySource {
    let mut source = serve(office);
    source.put(format!("blobs/{}", blob.hash), bytes);
    source
}

#[test]
fn e4_files_are_held_against_the_words_that_name_them() {
    let (office, blob, _) = office_with_paper();
    let report = check(&served(&office, &blob, PAPER));
    assert_holds(&report);
    assert_eq!(report.counts.blobs, 1);
    for place in 0..PAPER.len() {
        let mut bytes = PAPER.to_vec();
        bytes[place] ^= 1;
        let report = check(&served(&office, &blob, &bytes));
        assert_eq!(codes(&report), [Code::BlobDiffers]);
        assert_eq!(report.findings[0].about, Subject::Blob { index: 2, hash: blob.hash });
    }
    assert_eq!(codes(&check(&served(&office, &blob, &PAPER[1..]))), [Code::BlobDiffers]);
}

#[test]
fn e4_a_file_that_is_missing_without_an_erasure_is_named() {
    let (mut office, blob, entry) = office_with_paper();
    assert_eq!(codes(&check(&serve(&office))), [Code::BlobMissing]);
    let mut gone = serve(&office);
    gone.answers.insert(format!("blobs/{}", blob.hash), Answer { status: 410, content: Vec::new() });
    assert_eq!(codes(&check(&gone)), [Code::BlobMissing], "nobody said that it should be");
    office.erase(entry).unwrap();
    let mut gone = serve(&office);
    gone.answers.insert(format!("blobs/{}", blob.hash), Answer { status: 410, content: Vec::new() });
    assert_holds(&check(&gone));
}

#[test]
fn e4_a_file_that_is_not_what_it_is_said_to_be_is_named() {
    let (mut office, blob, _) = office_with_paper();
    // A server that took what it should not have taken.
    let page = b"<!doctype html><script>1,2</script>";
    let salt = Salt([8; 32]);
    let lie = Blob { hash: Blob::digest(page, salt), salt, bytes: page.len() as u32, ..blob.clone() };
    let attachment =
        Attachment { file: lie.clone(), thumbnail: None, size: None, shows: None, name: Some("协议.pdf".into()) };
    let words = ProgressWords { attachments: vec![attachment], ..progress_words(day("2026-06-02"), "已签", None) };
    let desk = office.desk.clone();
    let pledge = office.pledge(&desk, &pledge_words("修路", Due::On { on: day("2026-06-30") }, None));
    office.tell(&desk, &Kind::ProgressAdded, pledge, &words).unwrap();
    let mut source = served(&office, &blob, PAPER);
    source.put(format!("blobs/{}", lie.hash), page.as_slice());
    assert_eq!(codes(&check(&source)), [Code::BlobDiffers]);
}
