use jiannuo_domain::words::{PledgeKind, TimeUnit};

use super::{Around, Measured, Pair, PairSide, RowKinds, Service, Verdict, around_facts, around_sections, row_kinds};
use crate::{Language, components::definition_list::definition_list, document::fragment};

fn service(verdict: Verdict) -> Service {
    Service {
        promised: ("2".into(), TimeUnit::WorkingDays),
        legal: Some(("20".into(), TimeUnit::WorkingDays)),
        measured: Some(Measured {
            handled: 120,
            in_time: 117,
            share: "97.5".into(),
            longest: Some((("3".into(), TimeUnit::WorkingDays), verdict)),
        }),
    }
}

fn row(row: RowKinds) -> String {
    fragment(move || row_kinds(Language::Chinese.words(), &row))
}

#[test]
fn a_service_says_what_was_reached_against_the_promise_and_the_law() {
    let kinds = RowKinds { service: Some(service(Verdict::WithinLegal)), ..RowKinds::default() };
    let html = row(kinds);
    for text in [
        "承诺时限 2 个工作日 · 法定时限 20 个工作日",
        "已办 120 件，按承诺时限办结 117 件（97.5%）",
        "没有超过法定时限",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let around =
        Around { kind: PledgeKind::Service, service: Some(service(Verdict::BeyondLegal)), ..Around::default() };
    let html = fragment(|| definition_list(around_facts(Language::Chinese.words(), &around)));
    assert!(html.contains("<dt>法定时限</dt><dd>20 个工作日</dd>") && html.contains("有超过法定时限的"), "{html}");
}

#[test]
fn nothing_is_said_of_a_kind_that_has_nothing_to_say() {
    assert_eq!(row(RowKinds::default()), "");
    let html = fragment(|| definition_list(around_facts(Language::Chinese.words(), &Around::default())));
    assert!(!html.contains("<dt>"));
}

#[test]
fn a_pair_stands_beside_each_other_or_says_who_is_waited_for() {
    let side = |name: &str, pledge: Option<&str>| PairSide {
        name: name.into(),
        pledge: pledge.map(|text| ("/o/liuxi/pledges/1".to_owned(), text.into())),
        statuses: vec![],
    };
    let pair = Pair { own: side("甲镇", Some("修路")), other: side("乙村", Some("出工")) };
    let both = Around { pair: Some(pair.clone()), ..Around::default() };
    let html = fragment(|| around_sections(Language::Chinese.words(), &both));
    assert!(html.contains("甲镇的承诺") && html.contains("乙村的承诺") && html.contains("出工"), "{html}");
    let waits = Around { pair: Some(Pair { other: side("乙村", None), ..pair }), ..Around::default() };
    let html = fragment(|| around_sections(Language::Chinese.words(), &waits));
    assert!(html.contains("等待乙村作出相应承诺"), "{html}");
}
