//! What is in a record is found by it, in whatever form it is typed (spec rule V9), and soon enough.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::time::Instant;

use jiannuo_domain::acceptance::State as Move;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::{EntryId, OrganisationId, RecordId};
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::ledger::{Ledger, Pledge, Receipt, Saying, Stamp, Told};
use jiannuo_domain::statement::LogName;
use jiannuo_domain::test_support::{day, pledge_words, reason_words};
use jiannuo_domain::words::{Due, PledgeWords};
use jiannuo_finding::{DueWindow, Filter, Index, Query, Readings, fold};
use proptest::prelude::*;

const TODAY: &str = "2026-06-10";

fn id(number: usize) -> [u8; 16] {
    u128::try_from(number).unwrap().to_be_bytes()
}

fn told(number: usize, words: PledgeWords) -> Told<PledgeWords> {
    let member = RecordId::from_bytes(id(7));
    let receipt = Receipt::Logged { index: 0, received_ms: i64::try_from(number).unwrap() };
    let entry = EntryId::from_bytes(id(number));
    let stamp = Stamp { entry, receipt, written_ms: 0, signer: member, about: member, attestation: Default::default() };
    Told { stamp, saying: Saying::Words(words) }
}

fn pledge(number: usize, words: PledgeWords) -> Pledge {
    Pledge {
        id: RecordId::from_bytes(id(number)),
        owner: RecordId::from_bytes(id(7)),
        state: Move::Open,
        head: EntryId::from_bytes(id(number)),
        wordings: vec![told(number, words)],
        progress: Vec::new(),
        claims: Vec::new(),
        verdicts: Vec::new(),
        contests: Vec::new(),
        ending: None,
    }
}

fn ledger<'a>(texts: impl IntoIterator<Item = &'a str>) -> Ledger {
    let mut ledger = Ledger::new(OrganisationId::from_bytes(id(1)), LogName::Public);
    for (number, text) in (1..).zip(texts) {
        let words = pledge_words(text, Due::On { on: day("2026-06-30") }, None);
        ledger.pledges.insert(RecordId::from_bytes(id(number)), pledge(number, words));
    }
    ledger
}

fn index(ledger: &Ledger) -> Index {
    let mut index = Index::default();
    index.update(ledger, today());
    index
}

fn today() -> Day {
    day(TODAY)
}

fn readings() -> Readings {
    Readings::from_text(include_str!("../data/pinyin.txt")).unwrap()
}

fn titles(index: &Index, typed: &str, filter: &Filter) -> Vec<String> {
    let found = index.find(&Query::new(typed), filter, Some(&readings()), today());
    found.records.iter().map(|record| record.title.clone()).collect()
}

proptest! {
    #[test]
    fn v9_everything_that_has_the_words_as_typed_is_found(
        texts in prop::collection::vec("[路灯修桥ABａ１2ü'，。 ]{1,12}", 1..12),
        which in any::<prop::sample::Index>(),
        cut in any::<(prop::sample::Index, prop::sample::Index)>(),
        has_readings in any::<bool>(),
    ) {
        let text = which.get(&texts);
        let characters: Vec<char> = text.chars().collect();
        let (one, other) = (cut.0.index(characters.len()), cut.1.index(characters.len()));
        let typed: String = characters[one.min(other)..=one.max(other)].iter().collect();
        let ledger = ledger(texts.iter().map(String::as_str));
        let table = readings();
        let index = index(&ledger);
        let query = Query::new(&typed);
        let found = index.find(&query, &Filter::default(), has_readings.then_some(&table), today());
        for (number, other) in (1..).zip(&texts) {
            let has_all = fold(&typed).split_whitespace().all(|word| fold(other).contains(word));
            let is_found = found.records.iter().any(|record| record.id == RecordId::from_bytes(id(number)));
            prop_assert!(is_found || !has_all, "{typed:?} is in {other:?}");
        }
        if !has_readings {
            let all = found.records.iter().all(|record| {
                fold(&typed).split_whitespace().all(|word| fold(&record.title).contains(word))
            });
            prop_assert!(all, "nothing else is found without readings");
        }
    }

    #[test]
    fn v9_the_pinyin_of_a_text_and_its_initials_find_it(
        text in "[路灯修桥长行了女绿圆重乐]{1,8}",
        picks in prop::collection::vec(any::<prop::sample::Index>(), 8),
        is_short in prop::collection::vec(any::<bool>(), 8),
    ) {
        let table = readings();
        let typed: String = text
            .chars()
            .zip(picks.iter().zip(&is_short))
            .map(|(character, (pick, short))| {
                let reading = pick.get(table.of(character)).to_string();
                if *short { reading.chars().take(1).collect() } else { reading }
            })
            .collect();
        let found = titles(&index(&ledger([format!("前{text}后").as_str()])), &typed, &Filter::default());
        prop_assert_eq!(found.len(), 1, "{} for {}", typed, text);
    }

    #[test]
    fn v9_an_index_brought_up_to_date_is_the_one_made_anew(
        before in prop::collection::vec("[路灯修桥]{1,6}", 0..10),
        after in prop::collection::vec("[路灯修桥]{1,6}", 0..10),
    ) {
        let (old, new) = (ledger(before.iter().map(String::as_str)), ledger(after.iter().map(String::as_str)));
        let mut updated = index(&old);
        let renewed = updated.update(&new, today());
        prop_assert_eq!(&updated, &index(&new));
        let same = before.iter().zip(&after).filter(|(old, new)| old == new).count();
        prop_assert_eq!(renewed, after.len() - same, "what says the same is not made anew");
    }
}

#[test]
fn v9_filters_leave_what_they_say_and_kinds_are_counted_beside_them() {
    let mut ledger = ledger(["安装路灯", "修路", "长期坚持"]);
    let set = |ledger: &mut Ledger, number, change: &dyn Fn(&mut PledgeWords)| {
        let pledge = ledger.pledges.get_mut(&RecordId::from_bytes(id(number))).unwrap();
        let mut words = pledge.words().unwrap().clone();
        change(&mut words);
        pledge.wordings = vec![told(number, words)];
    };
    set(&mut ledger, 1, &|words| words.field = Some("基础设施".into()));
    set(&mut ledger, 2, &|words| words.due = Due::On { on: day("2026-05-01") });
    set(&mut ledger, 3, &|words| words.due = Due::AsWritten { written: "长期".into() });
    let index = index(&ledger);
    let by = |filter: Filter| titles(&index, "", &filter);
    let due = |window| by(Filter { due: Some(window), ..Filter::default() });
    assert_eq!(due(DueWindow::Overdue), ["修路"]);
    assert_eq!(due(DueWindow::Month), ["安装路灯"]);
    assert_eq!(due(DueWindow::NoDate), ["长期坚持"]);
    assert_eq!(due(DueWindow::Year), ["修路", "安装路灯"]);
    assert!(due(DueWindow::Week).is_empty(), "30 June is three weeks away");
    assert_eq!(by(Filter { field: Some("基础设施".into()), ..Filter::default() }), ["安装路灯"]);
    assert_eq!(by(Filter { state: Some("overdue".into()), ..Filter::default() }), ["修路"]);
    let posts = Filter { kind: Some(RecordKind::Post), ..Filter::default() };
    let found = index.find(&Query::new("路"), &posts, None, today());
    assert!(found.records.is_empty());
    assert_eq!(found.of_kind, [(RecordKind::Pledge, 2)], "the way back to the other kinds");
}

#[test]
fn v9_what_is_typed_stands_before_what_is_only_read_so() {
    let index = index(&ledger(["立冬走访", "LD 灯更换", "安装路灯"]));
    assert_eq!(titles(&index, "ld", &Filter::default()), ["LD 灯更换", "安装路灯", "立冬走访"]);
}

#[test]
fn erased_words_are_not_found() {
    let mut ledger = ledger(["安装路灯"]);
    let pledge = ledger.pledges.values_mut().next().unwrap();
    pledge.progress.push(jiannuo_domain::ledger::Progress {
        told: Told { stamp: pledge.wordings[0].stamp, saying: Saying::Erased },
        withdrawn: Some(Told { stamp: pledge.wordings[0].stamp, saying: Saying::Words(reason_words("错记")) }),
    });
    let mut index = index(&ledger);
    assert_eq!(titles(&index, "路灯", &Filter::default()).len(), 1);
    let pledge = ledger.pledges.values_mut().next().unwrap();
    pledge.wordings[0].saying = Saying::Erased;
    index.update(&ledger, today());
    assert!(titles(&index, "路灯", &Filter::default()).is_empty());
    assert_eq!(index.len(), 1, "the record is still there");
}

/// How many times as long as looking for bytes in the same texts a search may take. Literal words are looked for in the
/// same way and every hit is sorted; letters are also compared with how each character is read.
const TIMES_A_PLAIN_SCAN: u32 = 80;

#[test]
fn v9_ten_thousand_pledges_are_searched_in_a_small_multiple_of_a_plain_scan() {
    let texts: Vec<String> = (0..10_000)
        .map(|number| format!("第{number}号：今年十月底前为本组安装太阳能路灯并修好通往小学的水泥路，方便群众夜间出行"))
        .collect();
    let index = index(&ledger(texts.iter().map(String::as_str)));
    let table = readings();
    let plain = fastest(|| texts.iter().filter(|text| text.contains("没有的词")).count());
    for typed in ["没有的词", "ludeng", "ld", "zzqq", "路灯 9"] {
        let query = Query::new(typed);
        let took = fastest(|| index.find(&query, &Filter::default(), Some(&table), today()).records.len());
        assert!(took < plain * TIMES_A_PLAIN_SCAN, "{typed}: {took:?}, a plain scan {plain:?}");
    }
}

/// The shortest of a few times: what the machine does beside it counts least there.
fn fastest(work: impl Fn() -> usize) -> std::time::Duration {
    let time = || {
        let began = Instant::now();
        std::hint::black_box(work());
        began.elapsed()
    };
    (0..5).map(|_| time()).min().unwrap()
}
