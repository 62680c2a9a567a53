//! From a view to the bytes of a page.

use leptos::{prelude::*, tachys::view::RenderHtml};

/// Renders part of a page.
///
/// The view is built inside an owner of its own, so that signals in it (forms have some) end with it.
/// The renderer's markers between neighbouring texts serve only hydration, which no page here does: they are taken out.
/// Nobody's words can look like one, since `<` in them is escaped.
pub fn fragment(view: impl FnOnce() -> AnyView) -> String {
    let html = Owner::new().with(|| view().to_html());
    HYDRATION_MARKERS.iter().fold(html, |html, marker| html.replace(marker, ""))
}

/// Renders a whole page; the view is the `html` element that [`crate::components::page_shell`] makes.
pub fn page(view: impl FnOnce() -> AnyView) -> String {
    let mut html = String::from("<!DOCTYPE html>");
    html.push_str(&fragment(view));
    html
}

/// Between texts, and where a view turned out empty.
const HYDRATION_MARKERS: [&str; 2] = ["<!>", "<!--<() />-->"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_go_and_words_stay() {
        let html = fragment(|| view! { <p>{"a".to_owned()}{"<!>".to_owned()}</p> }.into_any());
        assert_eq!(html, "<p>a&lt;!&gt;</p>");
    }
}
