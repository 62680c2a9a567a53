//! New versions of the app: fetched in the background, taken up when nobody is writing.

use gloo::events::EventListener;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Session;

/// Where the service worker is, and what it looks after: the app alone, never the public pages.
const SCRIPT: &str = "/app/service-worker.js";
const SCOPE: &str = "/app/";

impl Session {
    /// Registers the service worker and notices a new version that waits.
    pub(super) fn watch_for_updates(self) {
        let Some(container) = container() else { return };
        EventListener::new(&container, "controllerchange", move |_| {
            // The first controller is the first installation, not an update.
            // A tab with an open form goes on with the version that it has; it is asked again when the form is done.
            if self.update_waits.get_untracked() && self.open_forms.get_untracked() == 0 {
                // A page that cannot be loaded again goes on with the version that it has.
                let _reloaded = window().location().reload();
            }
        })
        .forget();
        spawn_local(async move {
            // Without a service worker the app works as long as there is a network; the page says nothing false then.
            let _watched = self.register(&container).await;
        });
    }

    async fn register(self, container: &web_sys::ServiceWorkerContainer) -> Result<(), JsValue> {
        let options = web_sys::RegistrationOptions::new();
        options.set_scope(SCOPE);
        let promise = container.register_with_options(SCRIPT, &options);
        let registration: web_sys::ServiceWorkerRegistration = JsFuture::from(promise).await?.unchecked_into();
        if registration.waiting().is_some() {
            self.update_waits.set(true);
        }
        let found = registration.clone();
        EventListener::new(&registration, "updatefound", move |_| {
            let Some(installing) = found.installing() else { return };
            let worker = installing.clone();
            EventListener::new(&installing, "statechange", move |_| {
                let has_controller = self::container().is_some_and(|container| container.controller().is_some());
                if worker.state() == web_sys::ServiceWorkerState::Installed && has_controller {
                    self.update_waits.set(true);
                }
            })
            .forget();
        })
        .forget();
        Ok(())
    }
}

fn container() -> Option<web_sys::ServiceWorkerContainer> {
    let navigator: JsValue = window().navigator().into();
    // The property is missing in insecure contexts and in private windows of some browsers.
    js_sys::Reflect::get(&navigator, &"serviceWorker".into())
        .ok()
        .filter(|value| !value.is_undefined())
        .map(JsValue::unchecked_into)
}

/// Lets the new version take over; the page loads again when it has.
pub fn take_update() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let registered = JsFuture::from(container.get_registration_with_document_url(SCOPE)).await;
        if let Ok(value) = registered
            && let Ok(registration) = value.dyn_into::<web_sys::ServiceWorkerRegistration>()
            && let Some(waiting) = registration.waiting()
        {
            // A worker that is gone meanwhile has taken over already.
            let _told = waiting.post_message(&"skip-waiting".into());
        }
    });
}
