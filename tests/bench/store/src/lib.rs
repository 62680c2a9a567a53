//! The product's store and sync as the app uses them, for JavaScript, which holds the clock.

#[cfg(target_arch = "wasm32")]
mod browser;
