//! The same for JavaScript, which holds the clock.

use jiannuo_tlog::ProofError;
use wasm_bindgen::prelude::*;

use crate::work::{OneProof, Sample, SignedSample};

/// A log to be timed.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Bench {
    sample: Sample,
    proofs: Vec<OneProof>,
    signed: SignedSample,
}

#[wasm_bindgen]
impl Bench {
    /// A log of so many entries.
    #[wasm_bindgen(constructor)]
    pub fn new(entries: u32) -> Result<Bench, JsError> {
        let signed = SignedSample::new().ok_or_else(|| JsError::new("no key"))?;
        Ok(Self { sample: Sample::new(entries.into()), proofs: Vec::new(), signed })
    }

    /// Checks all entries; the number of proofs.
    pub fn check_all(&self) -> Result<u32, JsError> {
        Ok(u32::try_from(self.sample.check_all().map_err(said)?)?)
    }

    /// Makes proofs for entries all over the log, to be checked.
    pub fn prove(&mut self, count: u32) -> Result<(), JsError> {
        let proofs = crate::work::places(self.sample.size(), count.into());
        let proofs = proofs.map(|(index, old_size)| self.sample.prove_one(index, old_size));
        self.proofs = proofs.collect::<Result<_, _>>().map_err(said)?;
        Ok(())
    }

    /// Checks each of those.
    pub fn check_proofs(&self) -> Result<(), JsError> {
        self.proofs.iter().try_for_each(|proof| self.sample.check_one(proof)).map_err(said)
    }

    /// Checks the signature of a checkpoint.
    pub fn open_checkpoint(&self) -> bool {
        self.signed.opens()
    }
}

fn said(error: ProofError) -> JsError {
    JsError::new(&error.to_string())
}
