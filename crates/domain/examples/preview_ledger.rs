//! Reads a real ledger and says what an import would make of it:
//! `cargo run -p jiannuo-domain --example preview_ledger -- FILE [YEAR]`. UTF-8 only; the app decodes the rest.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::error::Error;

use jiannuo_domain::ledger_import::{guess_encoding, preview};
use jiannuo_domain::personal_data;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a CSV file")?;
    let year = arguments.next().map_or(Ok(2026), |year| year.parse())?;
    let bytes = std::fs::read(file)?;
    println!("encoding: {:?}", guess_encoding(&bytes));
    let preview = preview(std::str::from_utf8(&bytes)?, year)?;
    for column in &preview.columns {
        println!("column: {} = {:?}", column.heading, column.column);
    }
    let (mut good, mut understood, mut personal) = (0, 0, 0);
    let mut counts = BTreeMap::<String, usize>::new();
    for row in &preview.rows {
        match &row.outcome {
            Ok(pledge) => {
                good += 1;
                understood +=
                    usize::from(pledge.deadline.as_ref().is_some_and(|deadline| deadline.understood.is_some()));
                personal += personal_data::scan(&pledge.text).len();
                for warning in &pledge.warnings {
                    println!("line {}: {warning:?} {:?}", row.line, pledge.deadline);
                    *counts.entry(format!("warning {:?}", warning.code)).or_default() += 1;
                }
            }
            Err(errors) => {
                for error in errors {
                    println!("line {}: {error:?}", row.line);
                    *counts.entry(format!("error {:?}", error.code)).or_default() += 1;
                }
            }
        }
    }
    println!("rows: {}, good: {good}, deadlines understood: {understood}", preview.rows.len());
    println!("personal data found in pledges: {personal}");
    counts.iter().for_each(|(what, count)| println!("{what}: {count}"));
    Ok(())
}
