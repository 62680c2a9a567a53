//! Whatever a server answers: a report, never a panic, and never "holds".

use std::sync::LazyLock;

use jiannuo_tlog::Hash;
use jiannuo_verify::words::{Language, text};
use jiannuo_verify::{Answer, Expectations, MemorySource, Report, Source, SourceError, verify};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{NOW_MS, check, log_key, serve, signed, village};

static SERVED: LazyLock<MemorySource> = LazyLock::new(|| serve(&village()));

/// The same answers over and over, whatever is asked.
struct Parrot(Vec<Answer>);

impl Source for Parrot {
    fn get(&self, path: &str, limit_bytes: usize) -> Result<Answer, SourceError> {
        let place = path.bytes().map(usize::from).sum::<usize>() % self.0.len();
        let answer = self.0.get(place).cloned().unwrap();
        if answer.content.len() > limit_bytes { Err(SourceError::TooLong) } else { Ok(answer) }
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    let status = prop_oneof![8 => Just(200_u16), 1 => Just(404), 1 => Just(410), 1 => any::<u16>()];
    (status, vec(any::<u8>(), 0..300)).prop_map(|(status, content)| Answer { status, content })
}

fn tell(report: &Report) {
    text(report, Language::Chinese);
    text(report, Language::English);
    serde_json::to_string(report).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_answers_end_in_a_report(answers in vec(answer(), 1..6)) {
        let report = verify(&Parrot(answers), &Expectations::nothing(NOW_MS), &mut ());
        prop_assert_ne!(report.verdict.status(), 0);
        tell(&report);
    }

    #[test]
    fn one_arbitrary_answer_in_an_honest_log_ends_in_a_report(place in any::<prop::sample::Index>(), answer in answer()) {
        let mut source = SERVED.clone();
        let path = source.answers.keys().nth(place.index(source.answers.len())).cloned().unwrap();
        let honest = source.answers.insert(path.clone(), answer.clone()).unwrap();
        let report = check(&source);
        // Partial tiles and bundles of earlier sizes, and single bodies beside batches, are not asked for.
        let is_asked = ["log/checkpoint", "log/keys", "board.json", "log/tile/0/000.p/5", "log/tile/entries/000.p/5",
            "log/bodies/from/0"].contains(&path.as_str());
        prop_assert!(!is_asked || answer == honest || report.verdict.status() != 0 || path == "log/bodies/from/0");
        tell(&report);
    }

    #[test]
    fn a_checkpoint_of_any_size_and_root_ends_in_a_report(size in any::<u64>(), root in any::<[u8; 32]>()) {
        prop_assume!(size > 0);
        let mut source = SERVED.clone();
        source.put("log/checkpoint", signed(size, Hash(root), &[&log_key(1)]).to_string());
        let report = check(&source);
        prop_assert_ne!(report.verdict.status(), 0);
        tell(&report);
    }

    #[test]
    fn bytes_put_into_honest_answers_end_in_a_report(
        path in prop::sample::select(vec!["log/keys", "log/tile/entries/000.p/5", "log/bodies/from/0", "board.json"]),
        at in any::<prop::sample::Index>(),
        put in vec(any::<u8>(), 1..40),
    ) {
        let mut source = SERVED.clone();
        let content = &mut source.answers.get_mut(path).unwrap().content;
        let at = at.index(content.len());
        content.splice(at..at, put);
        tell(&check(&source));
    }
}
