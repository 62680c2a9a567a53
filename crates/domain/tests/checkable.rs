//! How often the look at a pledge's words agrees with a person's label, on pledges that public bodies published.
//!
//! The file is not part of the project. Where it is not there, this test says so and has nothing to compare.

#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use jiannuo_domain::checkable::{Grade, look};
use jiannuo_domain::words::{Due, PledgeWords};

/// Below this the look would say more nonsense than sense: a guess of the commonest label alone agrees in 44 %.
const AGREES_AT_LEAST_PERMILLE: usize = 700;

#[test]
fn d11_the_look_agrees_with_a_persons_label_where_there_are_labelled_pledges() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/pledges.csv");
    let path = std::env::var_os("JIANNUO_SHARED_DATA").map_or(path, |folder| Path::new(&folder).join("pledges.csv"));
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("no labelled pledges at {}: nothing compared", path.display());
        return;
    };
    let rows = rows(&text);
    let place = |name: &str| rows[0].iter().position(|head| head.trim_start_matches('\u{feff}') == name).unwrap();
    let [words, measure, quantity, deadline, label] =
        ["pledge_text", "measure", "quantity", "deadline", "x_checkable"].map(place);
    let (mut same, mut all, mut table) = (0, 0, BTreeMap::<(String, &str), usize>::new());
    for row in &rows[1..] {
        let filled = |index: usize| Some(row[index].trim().to_owned()).filter(|text| !text.is_empty());
        let mut pledge =
            PledgeWords::new(&row[words], Due::AsWritten { written: filled(deadline).unwrap_or("长期".into()) });
        pledge.measure = filled(measure);
        pledge.quantity = filled(quantity).and_then(|text| text.parse().ok());
        let grade = match look(&pledge).grade {
            Grade::Yes => "yes",
            Grade::Partly => "partly",
            Grade::No => "no",
        };
        all += 1;
        same += usize::from(grade == row[label]);
        *table.entry((row[label].clone(), grade)).or_default() += 1;
    }
    println!("{same} of {all} agree with the person's label; by label and look: {table:?}");
    assert!(same * 1_000 >= all * AGREES_AT_LEAST_PERMILLE, "{same} of {all}");
}

/// The cells of a CSV file.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            letter => cell.push(letter),
        }
    }
    rows
}
