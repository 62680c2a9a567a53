//! Bounds the memory of the reader.

/// Bytes of memory: a file of 8 MiB, what it becomes (64 MiB of XML, as much again in cells), the rows of an import and
/// their words, and the grid of an old workbook (65,536 × 100 cells of 24 bytes, 157 MB); 512 MiB. What wants more is
/// made to want more: the reader ends then, and the page goes on.
const MAX_MEMORY_BYTES: u32 = 512 * 1024 * 1024;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|architecture| architecture == "wasm32") {
        println!("cargo:rustc-link-arg=--max-memory={MAX_MEMORY_BYTES}");
    }
}
