//! `jiannuo-test-runner TESTS.wasm`: serves a compiled wasm test binary as a page that runs its tests.
//!
//! The runner that the `wasm-bindgen` project ships as a program, used as a library so that a clean
//! machine needs no `cargo install`. Which browser opens the page is decided outside
//! (`tests/support/run-wasm-tests.mjs`), so no WebDriver binary is needed either.

use std::env;

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os())
}
