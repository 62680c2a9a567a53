//! Progress on the terminal: one line when a step starts to be slow to read, one with its seconds when it is over.

use std::time::Instant;

use anyhow::Result;

/// The running command, from its start.
#[derive(Debug)]
pub struct Progress {
    started: Instant,
}

impl Progress {
    /// Starts the clock.
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }

    /// Runs one named step and says how long it took.
    pub fn step<T>(&self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("▸ {name}");
        let step_started = Instant::now();
        let outcome = work();
        let mark = if outcome.is_ok() { "✓" } else { "✗" };
        println!(
            "{mark} {name}: {:.1} s ({:.1} s in all)",
            step_started.elapsed().as_secs_f64(),
            self.elapsed_seconds()
        );
        outcome
    }

    /// Seconds since the command started.
    pub fn elapsed_seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }
}
