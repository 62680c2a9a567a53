//! Language and text size: kept on the device, and on the page's root for styles and screen readers.

use jiannuo_board::{Language, TextSize};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Session;

const LANGUAGE: &str = "language";
const TEXT_SIZE: &str = "text-size";
const LARGE: &str = "large";

impl Session {
    /// Takes up what the device remembers, else what the browser prefers.
    pub(super) async fn restore_preferences(self) {
        let store = &self.device().store;
        let language = store.setting(LANGUAGE).await.ok().flatten().or_else(|| window().navigator().language());
        self.language.set(language.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default());
        if matches!(store.setting(TEXT_SIZE).await, Ok(Some(size)) if size == LARGE) {
            self.text_size.set(TextSize::Large);
        }
    }

    /// Keeps the page's root in step with what is chosen.
    pub(super) fn mirror_preferences(self) {
        Effect::new(move || {
            let Some(root) = document().document_element() else { return };
            // A root that refuses an attribute would still be read, in the wrong language: nothing better to do.
            let _set = root.set_attribute("lang", self.language.get().tag());
            let _set = match self.text_size.get() {
                TextSize::Large => root.set_attribute("data-text", LARGE),
                TextSize::Normal => root.remove_attribute("data-text"),
            };
        });
    }

    /// Changes the language and remembers it.
    pub fn choose_language(self, language: Language) {
        self.language.set(language);
        self.remember(LANGUAGE, language.tag());
    }

    /// Changes the text size and remembers it.
    pub fn choose_text_size(self, size: TextSize) {
        self.text_size.set(size);
        self.remember(TEXT_SIZE, if size == TextSize::Large { LARGE } else { "normal" });
    }

    fn remember(self, name: &'static str, value: &'static str) {
        spawn_local(async move {
            // A preference that could not be kept holds until the app closes.
            let _kept = self.device().store.put_setting(name, value).await;
        });
    }
}
