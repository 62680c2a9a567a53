//! Words that are missing, erased, or still there.

use jiannuo_verify::{Answer, Code, Subject};

use crate::support::{body, check, codes, serve, village};

fn path_of(about: &Subject) -> String {
    let Subject::Body { hash, .. } = about else { unreachable!() };
    format!("log/bodies/{hash}")
}

#[test]
fn e1_words_that_are_missing_without_an_erasure_are_named() {
    let office = village();
    let about = body(&office, 1);
    for status in [404, 410] {
        let mut source = serve(&office);
        source.answers.retain(|path, _| !path.starts_with("log/bodies/from/"));
        source.answers.insert(path_of(&about), Answer { status, content: Vec::new() });
        let report = check(&source);
        assert!(codes(&report).contains(&Code::BodyMissing), "{status}: {report:?}");
        let missing = report.findings.iter().find(|one| one.code == Code::BodyMissing);
        assert_eq!(missing.unwrap().about, about);
    }
}

#[test]
fn e1_a_server_that_says_erased_where_no_entry_does_is_named() {
    let office = village();
    let about = body(&office, 1);
    let Subject::Body { hash, .. } = &about else { unreachable!() };
    let mut source = serve(&office);
    let batch = source.answers.get_mut("log/bodies/from/0").unwrap();
    let lines = String::from_utf8(batch.content.clone()).unwrap();
    let told = |line: &str| {
        if line.contains(&hash.to_string()) {
            format!("{{\"hash\":\"{hash}\",\"erased\":true}}\n")
        } else {
            format!("{line}\n")
        }
    };
    batch.content = lines.lines().map(told).collect::<String>().into_bytes();
    let report = check(&source);
    assert!(codes(&report).contains(&Code::BodyMissing), "{report:?}");
}

#[test]
fn erased_words_must_be_gone_and_say_so() {
    let office = village();
    let about = body(&office, 2);
    let mut source = serve(&office);
    source.answers.insert(path_of(&about), Answer { status: 404, content: Vec::new() });
    assert_eq!(codes(&check(&source)), [Code::ErasedNotGone]);
    source.put(path_of(&about), r#"{"salt":"00","text":"{}"}"#);
    let report = check(&source);
    assert_eq!((codes(&report), report.findings[0].about.clone()), (vec![Code::BodyNotErased], about));
}
