use super::{Event, EventKind, Evidence, Grounds, timeline};
use crate::{
    Language,
    components::byline::Byline,
    document::fragment,
    time::{Day, Moment},
};

fn event(kind: EventKind) -> Event {
    Event {
        kind,
        by: Byline { name: "何某".into(), ..Byline::default() },
        note: Some("换了两处阀门\n试水正常".into()),
        quantity: None,
        grounds: None,
        is_withdrawn: false,
        written: Moment::new(Day::new(2026, 11, 20), 9, 12),
        received: Some(Moment::new(Day::new(2026, 11, 22), 18, 40)),
        clock_differs: false,
        attachments: vec![],
        about: None,
    }
}

#[test]
fn both_times_are_told() {
    let html = fragment(|| timeline(Language::Chinese.words(), &[event(EventKind::Progress)]));
    assert!(html.contains("手机记录于 2026年11月20日 09:12，平台收到于 2026年11月22日 18:40"));
    let waiting = Event { received: None, ..event(EventKind::Progress) };
    let html = fragment(|| timeline(Language::English.words(), &[waiting]));
    assert!(html.contains("not published yet"));
}

#[test]
fn a_clock_that_differs_is_said() {
    let odd = Event { clock_differs: true, ..event(EventKind::Progress) };
    let html = fragment(|| timeline(Language::Chinese.words(), &[odd]));
    assert!(html.contains("以平台收到的时间为准"));
}

#[test]
fn a_claim_shows_what_it_rests_on() {
    let shown = Grounds::Evidence(vec![
        Evidence { label: "照片 1".into(), href: Some("/o/lan/blobs/ab".into()) },
        Evidence { label: "验收单".into(), href: None },
    ]);
    let with = Event { grounds: Some(shown), ..event(EventKind::Claimed) };
    let html = fragment(|| timeline(Language::Chinese.words(), &[with]));
    assert!(html.contains("<a href=\"/o/lan/blobs/ab\">"));
    assert!(html.contains("验收单"));
    let without = Event { grounds: Some(Grounds::None("当天下雨".into())), ..event(EventKind::Claimed) };
    let html = fragment(|| timeline(Language::Chinese.words(), &[without]));
    assert!(html.contains("无佐证材料，说明："));
    assert!(html.contains("当天下雨"));
}

#[test]
fn every_kind_of_entry_has_a_name_in_both_languages() {
    for language in Language::ALL {
        for kind in EventKind::ALL {
            let html = fragment(|| timeline(language.words(), &[event(kind)]));
            assert!(html.contains((language.words().pledge.event)(kind)));
        }
    }
}
