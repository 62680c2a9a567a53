//! Through the hits by arrow keys: down from the question to the first one, up again to the question.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The question, then the hits, in the order in which arrows go through them.
const STOPS: &str = "#sought, .found h2 a";

/// Moves on for an arrow; Enter in the question goes to the first hit, Escape comes back.
pub fn on_key(event: KeyboardEvent) {
    let Some(focused) = document().active_element() else { return };
    let stops = stops();
    let Some(here) = stops.iter().position(|stop| **stop == focused) else { return };
    let next = match event.key().as_str() {
        "ArrowDown" => here + 1,
        "Enter" if here == 0 && !event.is_composing() => 1,
        "ArrowUp" if here > 0 => here - 1,
        "Escape" if here > 0 => 0,
        _ => return,
    };
    if let Some(stop) = stops.get(next) {
        event.prevent_default();
        // What cannot take the focus is passed over by the next press.
        let _focused = stop.focus();
    }
}

fn stops() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(STOPS) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}
