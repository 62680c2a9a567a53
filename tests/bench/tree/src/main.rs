//! `jiannuo-bench-tree ENTRIES REPEATS`: times the work natively and prints it as JSON, times in milliseconds.

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use jiannuo_bench_tree::{Sample, SignedSample, cost_of_appends, filled, places};
use jiannuo_domain::key::software::{KeyPair, verify};
use serde_json::{Value, json};

/// Proofs that are checked between two looks at the clock.
const PROOFS: u64 = 256;
/// Signatures, likewise.
const SIGNATURES: u32 = 16;
/// Sizes of a log at which an append is timed.
const SIZES: [u64; 3] = [1_000, 100_000, 1_000_000];
/// Appends between two looks at the clock: a whole tile of the second level, so that tiles of both are filled as often as
/// over a log's life.
const APPENDS: u64 = 65_536;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut number = || -> Result<u64, Box<dyn Error>> { Ok(arguments.next().ok_or("ENTRIES REPEATS")?.parse()?) };
    let (entries, repeats) = (number()?, number()?);
    let times =
        json!({ "proofs": proofs(entries, repeats)?, "signatures": signatures(repeats)?, "appends": appends(repeats) });
    Ok(writeln!(std::io::stdout(), "{times}")?)
}

/// How long some work takes, each time.
fn timed<T>(repeats: u64, mut work: impl FnMut() -> Result<T, Box<dyn Error>>) -> Result<Vec<f64>, Box<dyn Error>> {
    let once = |_| {
        let started = Instant::now();
        work()?;
        Ok(started.elapsed().as_secs_f64() * 1_000.0)
    };
    (0..repeats).map(once).collect()
}

/// The same work a number of times: how long one takes.
fn each(times: Vec<f64>, count: u32) -> Vec<f64> {
    times.into_iter().map(|time| time / f64::from(count)).collect()
}

fn proofs(entries: u64, repeats: u64) -> Result<Value, Box<dyn Error>> {
    let sample = Sample::new(entries);
    let proofs: Vec<_> =
        places(entries, PROOFS).map(|(index, old)| sample.prove_one(index, old)).collect::<Result<_, _>>()?;
    let one = timed(repeats, || Ok(proofs.iter().try_for_each(|proof| sample.check_one(proof))?))?;
    let all = timed(repeats, || Ok(sample.check_all()?))?;
    Ok(json!({ "one": each(one, PROOFS as u32), "all": all }))
}

fn signatures(repeats: u64) -> Result<Value, Box<dyn Error>> {
    let signed = SignedSample::new().ok_or("no key")?;
    let pair = KeyPair::from_secret(&[7; 32]).ok_or("no key")?;
    let (statement, public) = ("s".repeat(500), pair.public_key());
    let signature = pair.sign(&statement);
    let holds = |holds: bool| if holds { Ok(()) } else { Err(Box::<dyn Error>::from("a good signature is refused")) };
    let open = timed(repeats, || (0..SIGNATURES).try_for_each(|_| holds(signed.opens())))?;
    let sign = timed(repeats, || (0..SIGNATURES).try_for_each(|_| holds(signed.sign() > 0)))?;
    let statements =
        timed(repeats, || (0..SIGNATURES).try_for_each(|_| holds(verify(&public, &statement, &signature))))?;
    let one = |times| each(times, SIGNATURES);
    Ok(json!({ "openCheckpoint": one(open), "signCheckpoint": one(sign), "statement": one(statements) }))
}

fn appends(repeats: u64) -> Value {
    let rows = SIZES.map(|size| {
        let log = filled(size);
        let mut cost = Default::default();
        let times: Vec<f64> = (0..repeats)
            .map(|_| {
                let mut log = log.clone();
                let started = Instant::now();
                cost = cost_of_appends(&mut log, APPENDS);
                started.elapsed().as_secs_f64() * 1_000.0
            })
            .collect();
        json!({ "size": size, "one": each(times, APPENDS as u32), "tiles": cost.tiles, "bytes": cost.bytes, "appends": cost.appends })
    });
    json!(rows)
}
