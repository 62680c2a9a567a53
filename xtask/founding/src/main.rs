//! Prints a new founding code and its public key as one JSON object.
//!
//! A crate of its own, because it needs the domain's key derivation and xtask depends on none of the
//! product's crates. The code exists only on its standard output.

use anyhow::{Result, anyhow};
use jiannuo_domain::invitation::{CODE_ENTROPY_BYTES, Code};
use serde_json::json;

fn main() -> Result<()> {
    let mut entropy = [0_u8; CODE_ENTROPY_BYTES];
    getrandom::fill(&mut entropy).map_err(|error| anyhow!("no randomness: {error}"))?;
    let code = Code::from_entropy(entropy);
    let public_key = code.key_pair().public_key();
    println!("{}", json!({ "code": code.to_string(), "public_key": public_key.to_string() }));
    Ok(())
}
