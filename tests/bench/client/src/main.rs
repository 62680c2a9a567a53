//! `jiannuo-bench-client ADDRESS ORGANISATION`: a device that follows a log. For each line that it reads it syncs and prints as
//! JSON what it fetched; between two lines somebody else makes the log longer.
//!
//! It is `crates/sync` as the app has it, every check included. Only what browsers give is replaced: the store is memory,
//! `fetch` an HTTP client, WebCrypto the same curve in Rust.

mod device;
mod transport;

use std::error::Error;
use std::io::Write as _;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use jiannuo_sync::Replica;
use serde_json::json;

use device::{Memory, OnlyReading};
use transport::Counting;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, organisation] = arguments.as_slice() else { return Err("ADDRESS ORGANISATION".into()) };
    let (store, transport) = (Memory::default(), Counting::new(address));
    let mut replica = pollster::block_on(Replica::open(&store, organisation.parse()?))?;
    for line in std::io::stdin().lines() {
        line?;
        let now_ms = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
        let started = Instant::now();
        let report = pollster::block_on(replica.sync(&store, &transport, &OnlyReading, now_ms))?;
        let took_ms = started.elapsed().as_secs_f64() * 1_000.0;
        let (leaf_bytes, body_bytes) = store.take_new_bytes();
        let said = json!({
            "pulled": report.pulled,
            "ms": took_ms,
            "fetched": transport.take(),
            "leafBytes": leaf_bytes,
            "bodyBytes": body_bytes,
        });
        let mut output = std::io::stdout();
        writeln!(output, "{said}")?;
        output.flush()?;
    }
    Ok(())
}
