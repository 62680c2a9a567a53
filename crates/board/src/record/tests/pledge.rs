use jiannuo_domain::{
    acceptance::Candidate,
    body::BodyState,
    compose::Unsigned,
    hash::Digest,
    period::Every,
    test_support::{ORG, claim_words, pledge_words, progress_words, reason_words},
    words::{ClaimWords, Milestone},
};

use super::*;
use crate::components::{
    due_date::{Period, Standing},
    pledge_details::MilestoneState,
    said::Passage,
    status_tag::Status,
    timeline::{EventKind, Grounds},
};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn what_somebody_typed_for_a_member_says_so_and_whether_they_stand_by_it() {
    let mut village = Village::new();
    let (record, entry) = village.entered("每月打扫村道");
    let html = details_html(&village.office.ledger(), record, &at("2026-06-02"));
    // The secretary has not told a name yet.
    assert!(html.contains("由（姓名未公开）代吴某录入"), "{html}");
    assert!(!html.contains("本人"));
    village.attest(&Kind::EntryAttested, record, entry);
    let ledger = village.office.ledger();
    assert_eq!(details(&ledger, record, &at("2026-06-02")).by.stands_by, Some(true));
    assert!(board_html(&ledger, &at("2026-06-02")).contains("本人认可"));
}

#[test]
fn a_member_who_does_not_stand_by_an_entry_is_heard() {
    let mut village = Village::new();
    let (record, entry) = village.entered("每月打扫村道");
    village.attest(&Kind::EntryContested, record, entry);
    let ledger = village.office.ledger();
    let details = details(&ledger, record, &at("2026-06-02"));
    assert_eq!(details.by.stands_by, Some(false));
    assert_eq!(details.events[0].kind, EventKind::Contested);
    assert_eq!(details.events[0].note.as_deref(), Some("情况有变"));
}

#[test]
fn t2_both_times_stand_beside_each_entry_and_a_wrong_clock_is_named() {
    let mut village = Village::new();
    let record = village.pledge("换好水管", on("2026-11-12"));
    village.office.now_ms = BEGINNING_MS + 48 * HOUR_MS;
    let words = progress_words(day("2026-06-02"), "换好三处", Some(3));
    let mut unsigned = village.office.begin(village.phone.key, Kind::ProgressAdded, record);
    unsigned.statement.at = BEGINNING_MS + 24 * HOUR_MS;
    let unsigned = village.office.with_body(unsigned, words.to_body().unwrap());
    village.office.say(&village.phone.pair, unsigned).unwrap();
    let mut unsigned = village.office.begin(village.phone.key, Kind::ProgressAdded, record);
    unsigned.statement.at = 0;
    let unsigned = village.office.with_body(unsigned, words.to_body().unwrap());
    village.office.say(&village.phone.pair, unsigned).unwrap();
    let ledger = village.office.ledger();
    let html = details_html(&ledger, record, &at("2026-06-05"));
    assert!(html.contains("手机记录于 2026年6月2日 12:00，平台收到于 2026年6月3日 12:00"), "{html}");
    assert_eq!(html.matches("以平台收到的时间为准").count(), 1);
    let details = details(&ledger, record, &at("2026-06-05"));
    let kinds: Vec<_> = details.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Progress, EventKind::Progress, EventKind::Published], "the newest first");
    assert_eq!(details.events[1].quantity.as_deref(), Some("3 户"));
    // Written by a clock in 1970, so the day on which it was done is told.
    assert_eq!(details.events[0].note.as_deref(), Some("2026年6月2日\n换好三处"));
    let progress = details.progress.unwrap();
    assert_eq!((progress.done.as_str(), progress.share_permille), ("6", 400));
}

#[test]
fn a_revision_shows_what_went_what_came_and_why() {
    let mut village = Village::new();
    let record = village.pledge("年底前把村口到小学的砂石路铺成水泥路", on("2026-09-30"));
    let revised = PledgeWords {
        reason: Some("连日大雨，材料进不来".into()),
        ..pledge_words("年底前把村口到祠堂的砂石路铺成水泥路", on("2026-11-12"), Some(15))
    };
    village.tell(&Kind::PledgeRevised, record, &revised);
    let ledger = village.office.ledger();
    let details = details(&ledger, record, &at("2026-11-02"));
    assert_eq!(details.statuses, [Status::Published, Status::Revised]);
    let fields: Vec<_> = details.revisions[0].changes.iter().map(|change| change.field).collect();
    assert_eq!(fields, ["承诺", "完成时限"]);
    let html = details_html(&ledger, record, &at("2026-11-02"));
    assert!(html.contains("删去：</span><bdi class=\"said\">小学</bdi></del>"), "{html}");
    assert!(html.contains("增加：</span><bdi class=\"said\">祠堂</bdi></ins>"));
    assert!(html.contains("<bdi class=\"said\">2026年9月30日</bdi></del>"));
    assert!(html.contains("连日大雨，材料进不来"));
}

#[test]
fn erased_words_leave_a_placeholder_and_missing_words_another() {
    let mut village = Village::new();
    let record = village.pledge("电话 000", on("2026-11-12"));
    let entry = village.office.ledger().pledges[&record].head;
    village.office.erase(entry).unwrap();
    let ledger = village.office.ledger();
    let note = "（此处文字已于2026年6月1日由桥头村依规删除，原因类别：含有个人信息）";
    assert_eq!(details(&ledger, record, &at("2026-06-02")).text, Passage::Erased(note.into()));
    assert_eq!(
        details_html(&ledger, record, &at("2026-06-02")).matches(note).count(),
        2,
        "as heading and in the record"
    );
    assert!(board_html(&ledger, &at("2026-06-02")).contains(note));
    let english = details_html(&ledger, record, &in_language(Language::English, "2026-06-02"));
    assert!(english.contains("erased for good on 1 June 2026") && english.contains("Kind of reason: "), "{english}");
    let mut ledger = Ledger::new(ORG, jiannuo_domain::statement::LogName::Public);
    for leaf in &village.office.leaves {
        ledger.apply_leaf(leaf, BodyState::Missing).unwrap();
    }
    let html = details_html(&ledger, record, &at("2026-06-02"));
    assert!(html.contains("由本组织依规删除"), "an erasure is known without bodies");
    assert!(html.contains("（姓名未公开）"));
    assert!(board_html(&ledger, &at("2026-06-02")).contains("<h1><bdi class=\"said\">（此处文字暂未取得）</bdi></h1>"));
}

#[test]
fn progress_that_was_taken_back_stays_and_counts_for_nothing() {
    let mut village = Village::new();
    let record = village.pledge("换好水管", on("2026-11-12"));
    let words = progress_words(day("2026-06-01"), "换好三处", Some(3));
    let entry = village.tell(&Kind::ProgressAdded, record, &words);
    let mut unsigned = village.office.of_kind(village.phone.key, &Kind::ProgressWithdrawn, record);
    unsigned.statement.codes = Some(Codes { entry: Some(entry), ..Codes::default() });
    let unsigned = village.office.with_body(unsigned, reason_words("数错了").to_body().unwrap());
    village.office.say(&village.phone.pair, unsigned).unwrap();
    let ledger = village.office.ledger();
    let details = details(&ledger, record, &at("2026-06-02"));
    assert_eq!(details.events[0].kind, EventKind::ProgressWithdrawn);
    assert!(details.events[1].is_withdrawn && !details.events[0].is_withdrawn);
    assert_eq!(details.progress.unwrap().done, "0");
    assert!(details_html(&ledger, record, &at("2026-06-02")).contains("已撤回，不计入"));
}

#[test]
fn what_waits_on_this_device_is_neither_received_nor_published() {
    let village = Village::new();
    let mut ledger = village.office.ledger();
    let record = RecordId::from_bytes([9; 16]);
    let entry = EntryId::from_bytes([8; 16]);
    let words = pledge_words("修好路灯", on("2026-11-12"), None);
    let salt = jiannuo_domain::body::Salt([1; 32]);
    let unsigned = Unsigned::new(ORG, village.phone.key, Kind::PledgePublished, record, entry, BEGINNING_MS)
        .with_words(&words, salt)
        .unwrap();
    let candidate = Candidate { statement: &unsigned.statement, digest: Digest::of(&[b"pending"]) };
    let body = unsigned.body.as_ref().unwrap();
    ledger.apply_pending(&candidate, BEGINNING_MS, BodyState::Present(&body.text)).unwrap();
    let details = details(&ledger, record, &at("2026-06-02"));
    assert_eq!((details.published, details.events[0].received), (None, None));
    assert_eq!(details.statuses, [Status::SavedHere]);
    assert!(details_html(&ledger, record, &at("2026-06-02")).contains("尚未发布"));
}

#[test]
fn a_claim_shows_its_evidence_or_its_reason_and_how_late_it_came() {
    let mut village = Village::new();
    let (early, late) = (village.pledge("修路", on("2026-06-30")), village.pledge("装灯", on("2026-05-01")));
    village.tell(&Kind::PledgeClaimed, early, &claim_words("验收单"));
    let without = ClaimWords {
        evidence: None,
        no_evidence_reason: Some("口头答复".into()),
        attachments: Vec::new(),
        personal_data_reason: None,
    };
    village.tell(&Kind::PledgeClaimed, late, &without);
    let ledger = village.office.ledger();
    let shown = details(&ledger, early, &at("2026-07-02"));
    assert_eq!(shown.due.standing, Some(Standing::ClaimedOn(crate::time::Day::new(2026, 6, 1))));
    assert!(details_html(&ledger, early, &at("2026-07-02")).contains("验收单"));
    let shown = details(&ledger, late, &at("2026-07-02"));
    assert_eq!(shown.due.standing, Some(Standing::ClaimedLateOn(crate::time::Day::new(2026, 6, 1))));
    assert_eq!(shown.events[0].grounds, Some(Grounds::None("口头答复".into())));
    assert_eq!(shown.statuses, [Status::Claimed]);
}

#[test]
fn a_confirmed_pledge_says_whether_it_was_kept_on_time() {
    let mut village = Village::new();
    let record = village.pledge("修路", on("2026-06-30"));
    village.tell(&Kind::PledgeClaimed, record, &claim_words("验收单"));
    let overseer = village.office.member("方某", Role::Overseer);
    let device = village.office.device(overseer);
    village.office.tell(&device, &Kind::PledgeConfirmed, record, &reason_words("看过，修好了")).unwrap();
    let ledger = village.office.ledger();
    let shown = details(&ledger, record, &at("2026-07-20"));
    assert_eq!(shown.statuses, [Status::Confirmed, Status::FulfilledOnTime]);
    assert_eq!((shown.events[0].kind, shown.events[0].by.name.as_str()), (EventKind::Confirmed, "方某"));
}

#[test]
fn a_recurring_pledge_names_its_period_and_the_end_of_the_present_one() {
    let mut village = Village::new();
    let due = Due::Every { every: Every::Month, from: day("2026-06-01"), until: None };
    let record = village.pledge("每月打扫一次屋子", due);
    let ledger = village.office.ledger();
    let shown = details(&ledger, record, &at("2026-06-10")).due;
    assert_eq!((shown.every, shown.day), (Some(Period::Month), Some(crate::time::Day::new(2026, 6, 30))));
    assert!(details_html(&ledger, record, &at("2026-06-10")).contains("完成时限（每月）"));
    let missed = details(&ledger, record, &at("2026-09-20")).due;
    assert_eq!(missed.standing, Some(Standing::PeriodsMissed(3)));
}

#[test]
fn working_days_through_a_year_without_a_calendar_are_admitted_to_be_a_guess() {
    let mut village = Village::new();
    let due = Due::WithinWorkingDays { from: day("2026-12-28"), days: 20 };
    let record = village.pledge("办好补贴", due);
    let ledger = village.office.ledger();
    let shown = details(&ledger, record, &at("2026-12-28")).due;
    assert_eq!(shown.calendar_missing, Some(2027));
    assert_eq!(shown.day.map(|day| day.year), Some(2027));
    let near = village.pledge("办好证", Due::WithinWorkingDays { from: day("2026-06-01"), days: 2 });
    let shown = details(&village.office.ledger(), near, &at("2026-06-01")).due;
    assert_eq!((shown.day, shown.calendar_missing), (Some(crate::time::Day::new(2026, 6, 3)), None));
}

#[test]
fn a_date_that_cannot_be_computed_is_shown_as_it_was_written() {
    let mut village = Village::new();
    let record = village.pledge("管好水渠", Due::AsWritten { written: "长期<b>坚持</b>".into() });
    let html = details_html(&village.office.ledger(), record, &at("2026-06-02"));
    assert!(html.contains("长期&lt;b&gt;坚持&lt;/b&gt;"), "{html}");
}

#[test]
fn a_milestone_is_reached_by_progress_or_missed_after_its_day_and_grace() {
    let mut village = Village::new();
    let step = |text: &str, on| Milestone { text: text.into(), on: Some(day(on)) };
    let words = PledgeWords {
        milestones: vec![step("买好管子", "2026-06-05"), step("挖好沟", "2026-06-10"), step("通水", "2026-09-01")],
        ..pledge_words("换好水管", on("2026-11-12"), None)
    };
    let record = village.say_pledge(&words);
    let words = jiannuo_domain::words::ProgressWords {
        milestone: Some(0),
        ..progress_words(day("2026-06-01"), "买好了", None)
    };
    village.tell(&Kind::ProgressAdded, record, &words);
    let ledger = village.office.ledger();
    let states = |context: &Context| -> Vec<_> {
        details(&ledger, record, context).milestones.iter().map(|milestone| milestone.state).collect()
    };
    use MilestoneState::{Missed, Open, Reached};
    assert_eq!(states(&at("2026-06-13")), [Reached, Open, Open]);
    assert_eq!(states(&at("2026-06-14")), [Reached, Missed, Open]);
    assert_eq!(states(&Context { verdicts: false, ..at("2026-06-14") }), [Reached, Open, Open]);
}

#[test]
fn an_ending_names_its_reason_in_the_language_of_the_page_and_in_words() {
    let mut village = Village::new();
    let record = village.pledge("修建图书室", on("2026-11-12"));
    let mut unsigned = village.office.of_kind(village.phone.key, &Kind::PledgeNotFulfilled, record);
    unsigned.statement.codes = Some(Codes { reason: Some(jiannuo_domain::codes::Reason::Funds), ..Codes::default() });
    village.office.say(&village.phone.pair, unsigned).unwrap();
    let ledger = village.office.ledger();
    let shown = details(&ledger, record, &in_language(Language::English, "2026-06-02"));
    assert_eq!(shown.events[0].kind, EventKind::NotFulfilled);
    assert_eq!(shown.events[0].note.as_deref(), Some("Funds were missing\n情况有变"));
}
