//! Where the typing goes on after a page has changed under the fingers.

use leptos::prelude::window;
use wasm_bindgen::JsCast as _;

/// Puts the focus on an element once the page has been drawn anew.
pub fn focus_soon(id: String) {
    gloo::timers::callback::Timeout::new(0, move || {
        let element = window().document().and_then(|page| page.get_element_by_id(&id));
        if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _focused = element.focus();
        }
    })
    .forget();
}
