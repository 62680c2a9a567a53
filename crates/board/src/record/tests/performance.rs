use std::{collections::BTreeMap, rc::Rc};

use jiannuo_domain::{
    body::Salt,
    hash::Digest,
    test_support::progress_words,
    words::{Attachment, Blob, MediaType, PictureSize, ProgressWords},
};

use super::*;
use crate::{
    pages::{PerformancePage, performance_page as performance_view},
    record::{ENTRIES_A_PAGE, performance_page},
};

fn blob(number: u8, media: MediaType) -> Blob {
    Blob { hash: Digest::of(&[&[number]]), salt: Salt([number; 32]), media, bytes: 24_000 }
}

fn photo() -> Attachment {
    Attachment {
        file: blob(1, MediaType::Jpeg),
        thumbnail: Some(blob(2, MediaType::Jpeg)),
        size: Some(PictureSize { width_pixels: 1_200, height_pixels: 1_600 }),
        shows: Some("换好的阀门".into()),
        name: None,
    }
}

fn with_photo(on: &str, note: &str) -> ProgressWords {
    ProgressWords { attachments: vec![photo()], ..progress_words(day(on), note, Some(3)) }
}

fn log(village: &Village, member: MemberId, page: usize) -> PerformancePage {
    let ledger = village.office.ledger();
    performance_page(&ledger, &ledger.members[&member], &Addresses::public("qiaotou"), &at("2026-06-02"), page)
}

fn html(page: &PerformancePage) -> String {
    fragment(|| performance_view(Language::Chinese.words(), page))
}

#[test]
fn v10_photos_stand_with_their_entry_and_go_with_its_words() {
    let mut village = Village::new();
    let record = village.pledge("换好水管", on("2026-11-12"));
    let entry = village.tell(&Kind::ProgressAdded, record, &with_photo("2026-06-01", "换好三处"));
    let (file, small) = (Digest::of(&[&[1]]), Digest::of(&[&[2]]));
    let shown = details_html(&village.office.ledger(), record, &at("2026-06-02"));
    assert!(shown.contains(&format!("href=\"/o/qiaotou/blobs/{file}\"")), "{shown}");
    assert!(shown.contains(&format!("src=\"/o/qiaotou/blobs/{small}\"")), "{shown}");
    assert!(shown.contains("width=\"240\" height=\"320\" alt=\"换好的阀门\""), "{shown}");
    village.office.erase(entry).unwrap();
    let erased = details_html(&village.office.ledger(), record, &at("2026-06-02"));
    assert!(!erased.contains("<img") && !erased.contains("/blobs/"), "{erased}");
    assert!(erased.contains("依规删除"), "{erased}");
}

#[test]
fn v10_a_device_shows_what_only_it_has_from_itself() {
    let mut village = Village::new();
    let record = village.pledge("换好水管", on("2026-11-12"));
    village.tell(&Kind::ProgressAdded, record, &with_photo("2026-06-01", "换好三处"));
    let here = Rc::new(BTreeMap::from([(Digest::of(&[&[2]]), "blob:here".to_owned())]));
    let ledger = village.office.ledger();
    let addresses = Addresses::app("qiaotou").with_here(here);
    let details = pledge_details(&ledger, &ledger.pledges[&record], &addresses, &at("2026-06-02"));
    let html = fragment(|| details_view(Language::Chinese.words(), &details));
    assert!(html.contains("src=\"blob:here\""), "{html}");
    assert!(html.contains(&format!("href=\"/o/qiaotou/blobs/{}\"", Digest::of(&[&[1]]))), "{html}");
}

#[test]
fn v10_a_members_log_tells_by_date_what_they_did_and_nothing_that_others_did() {
    let mut village = Village::new();
    let record = village.pledge("换好水管", on("2026-11-12"));
    village.tell(&Kind::ProgressAdded, record, &with_photo("2026-05-20", "先换了三处"));
    village.tell(&Kind::ProgressAdded, record, &progress_words(day("2026-05-25"), "又换了两处", None));
    village.entered("每月打扫村道");
    let own = log(&village, village.he, 1);
    assert_eq!((own.entries, own.pledges), (3, 1));
    let months: Vec<_> = own.months.iter().map(|month| (month.year, month.month, month.events.len())).collect();
    assert_eq!(months, [(2026, 6, 1), (2026, 5, 2)], "by the day on which it was done");
    let shown = html(&own);
    assert!(shown.find("又换了两处") < shown.find("先换了三处"), "the latest first: {shown}");
    assert!(shown.contains(&format!("/o/qiaotou/pledges/{record}")) && shown.contains("<img"), "{shown}");
    assert!(!shown.contains("打扫村道"), "{shown}");
    let others = log(&village, village.wu, 1);
    assert_eq!((others.entries, others.pledges), (1, 1), "what was entered for them is theirs");
}

#[test]
fn v10_a_long_log_has_pages_and_an_empty_one_says_so() {
    let mut village = Village::new();
    assert!(html(&log(&village, village.he, 1)).contains("还没有履职记录"));
    let record = village.pledge("换好水管", on("2026-11-12"));
    for _ in 0..ENTRIES_A_PAGE {
        village.tell(&Kind::ProgressAdded, record, &progress_words(day("2026-05-25"), "又换了一处", None));
    }
    let (first, last) = (log(&village, village.he, 1), log(&village, village.he, 9));
    let count = |page: &PerformancePage| page.months.iter().map(|month| month.events.len()).sum::<usize>();
    assert_eq!((count(&first), count(&last)), (ENTRIES_A_PAGE, 1));
    let next = first.paging.and_then(|paging| paging.next_href).unwrap();
    assert_eq!(next, format!("/o/qiaotou/members/{}?page=2", village.he));
}

#[test]
fn v10_the_owners_name_leads_to_their_log() {
    let mut village = Village::new();
    village.pledge("换好水管", on("2026-11-12"));
    let shown = board_html(&village.office.ledger(), &at("2026-06-02"));
    assert!(shown.contains(&format!("href=\"/o/qiaotou/members/{}\"", village.he)), "{shown}");
}
