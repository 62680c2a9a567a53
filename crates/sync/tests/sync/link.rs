//! Rule S19: a checkpoint as the end of an address.

use jiannuo_domain::codes::Role;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::statement::LogName;
use jiannuo_sync::store::Verified;
use jiannuo_sync::{CheckpointLink, Compared, LinkError, MAX_LINK_LETTERS};
use jiannuo_tlog::{VerifierKey, checkpoint};

use crate::support::village::Village;

const ORG: OrganisationId = OrganisationId::from_bytes([0x0a; 16]);
const CHECKPOINT: &str = include_str!("../../../../tests/golden/log/checkpoint");
const KEYS: &str = include_str!("../../../../tests/golden/log/keys");
const LINK: &str = include_str!("../../../../tests/golden/link");

/// The keys of the golden log, the oldest first.
fn keys() -> Vec<VerifierKey> {
    KEYS.split(r#""vkey":""#).skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

fn verified(note: &str) -> Verified {
    Verified { keys: keys(), note: note.to_owned(), device_ms: 0, server_ms: 0 }
}

#[test]
fn s19_golden_link_of_a_checkpoint() {
    let link = CheckpointLink::of(ORG, LogName::Public, &verified(CHECKPOINT)).unwrap();
    assert_eq!(format!("{link}\n"), LINK);
    assert_eq!((link.org(), link.log(), link.size()), (ORG, LogName::Public, 20));
    let read: CheckpointLink = LINK.trim_end().parse().unwrap();
    assert_eq!(read, link);
    // What is read is the checkpoint that the log's newest key has signed, byte for byte, without the other signature.
    let newest = keys().pop().unwrap();
    checkpoint::open(read.note().as_bytes(), &[newest]).unwrap();
    assert_eq!(CHECKPOINT.strip_prefix(&read.note()).unwrap().lines().count(), 1);
}

#[test]
fn s19_the_longest_link_has_its_bound() {
    let longest = LINK.trim_end().replace(".20.", &format!(".{}.", u64::MAX));
    let read: CheckpointLink = longest.parse().unwrap();
    assert_eq!(read.to_string(), longest);
    assert_eq!(longest.len(), MAX_LINK_LETTERS);
}

#[test]
fn s19_a_link_is_found_in_what_people_paste() {
    let (link, expected) = (LINK.trim_end(), LINK.trim_end().parse());
    for pasted in [
        link.to_owned(),
        format!("  {link}\n"),
        format!("#{link}"),
        format!("https://board.example/app/compare#{link}"),
        format!("柳溪村的记录，请比对：https://board.example/app/compare#{link} 谢谢"),
    ] {
        assert_eq!(CheckpointLink::find(&pasted), expected, "{pasted}");
    }
}

#[test]
fn s19_what_is_malformed_is_not_read() {
    let link = LINK.trim_end();
    let with = |from: &str, to: &str| {
        let altered = link.replacen(from, to, 1);
        assert_ne!(altered, link);
        altered
    };
    let is_damaged = |text: &str| matches!(CheckpointLink::find(text), Err(LinkError::Damaged(_)));
    for damaged in [
        &link[..link.len() - 1],
        &format!("{link}A"),
        &format!("{link}="),
        &format!("{link}.1"),
        &"1.".repeat(MAX_LINK_LETTERS),
        &with("0a0a", "0A0A"),
        &with("0a0a", "0a0"),
        &with(".public.", ".secret."),
        &with(".20.", ".020."),
        &with(".20.", ".+20."),
        &with(".20.", ".."),
        &with(".20.", ".18446744073709551616."),
        &with(".20.", ".0."),
        &with("ld_J", "ld/J"),
        &with("mOn-q", "mOn+q"),
        &with(".WJbp", ".JbpW路"),
        // The last letter of 32 bytes stands for four bits; one more bit would be a second form of the same root.
        &with("Uak.", "Ual."),
    ] {
        assert!(is_damaged(damaged), "{damaged}");
    }
    for nothing in ["", "   ", "#", "https://board.example/app/compare", "什么都可以写", "x.y", ".."] {
        assert_eq!(CheckpointLink::find(nothing), Err(LinkError::NotALink), "{nothing}");
    }
    assert_eq!(CheckpointLink::find(&with("1.", "2.")), Err(LinkError::Newer));
}

#[test]
fn s19_only_what_the_newest_key_has_signed_has_a_link() {
    let of = |note: &str, org, log| CheckpointLink::of(org, log, &verified(note));
    assert_eq!(of(CHECKPOINT, ORG, LogName::Office), Err(LinkError::NoLink));
    assert_eq!(of(CHECKPOINT, OrganisationId::from_bytes([1; 16]), LogName::Public), Err(LinkError::NoLink));
    assert_eq!(of(&CHECKPOINT.replacen("\n20\n", "\n21\n", 1), ORG, LogName::Public), Err(LinkError::NoLink));
    let newest = CHECKPOINT.lines().nth(4).unwrap();
    let by_the_one_before = CHECKPOINT.replacen(&format!("{newest}\n"), "", 1);
    assert_eq!(of(&by_the_one_before, ORG, LogName::Public), Err(LinkError::NoLink));
    assert_eq!(of("", ORG, LogName::Public), Err(LinkError::NoLink));
}

#[test]
fn s19_two_phones_compare_by_their_links() {
    let village = Village::founded(1);
    let member = village.person(Role::Member);
    let (mut first, mut second) = (village.synced_phone(village.secretary), village.synced_phone(member));
    let common = village.server.borrow().leaves.clone();
    let link = |phone: &crate::support::village::Phone| {
        let org = jiannuo_domain::test_support::ORG;
        CheckpointLink::of(org, LogName::Public, phone.replica.checkpoint().unwrap()).unwrap().to_string()
    };
    let shown = CheckpointLink::find(&link(&second)).unwrap();
    assert_eq!(first.compare(&shown.note()), Compared::Agrees { size: shown.size() });
    village.grow(1);
    first.sync().unwrap();
    village.server.borrow_mut().show(common);
    village.grow(1);
    second.sync().unwrap();
    let shown = CheckpointLink::find(&link(&second)).unwrap();
    assert!(matches!(first.compare(&shown.note()), Compared::Contradicts(_)));
    assert!(first.replica.is_withheld());
}
