//! `jiannuo-bind INPUT.wasm OUTPUT_DIR NAME`: writes NAME.js, NAME_bg.wasm and snippets for the web target.
//!
//! A crate of its own, so that changing xtask never compiles the binder again and the light commands
//! never wait for it. The library is used in place of the `wasm-bindgen` program: a clean machine needs
//! no `cargo install`, and `Cargo.lock` pins the binder to the version of the `wasm-bindgen` crate.

use std::env;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output, name] = arguments.as_slice() else {
        bail!("usage: jiannuo-bind INPUT.wasm OUTPUT_DIR NAME");
    };
    Bindgen::new()
        .input_path(input)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .out_name(name)
        .generate(output)
        .with_context(|| format!("binding {input}"))
}
