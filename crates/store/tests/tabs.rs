//! Tabs: one leads at a time, all hear of it; and what a browser says about itself.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiannuo_store::device;
use jiannuo_store::tabs::{self, Channel};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Waits until something holds, at most a while.
async fn soon(holds: impl Fn() -> bool) -> bool {
    for _ in 0..100 {
        if holds() {
            return true;
        }
        pause(20).await;
    }
    false
}

async fn pause(pause_ms: i32) {
    let paused = Promise::new(&mut |resolve, _reject| {
        let window = web_sys::window().unwrap();
        window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, pause_ms).unwrap();
    });
    JsFuture::from(paused).await.unwrap();
}

/// Another tab is another holder of the lock; here it is the test's own page, which can let go of it.
#[wasm_bindgen_test]
async fn one_tab_leads_and_the_next_takes_over() {
    let take = "return navigator.locks.request('jiannuo-sync', () => new Promise((release) => {
        globalThis.releaseLock = release;
    })) && undefined";
    Function::new_no_args(take).call0(&js_sys::global()).unwrap();
    assert!(soon(|| js_sys::Reflect::has(&js_sys::global(), &"releaseLock".into()).unwrap()).await);
    let leads = Rc::new(Cell::new(false));
    tabs::lead({
        let leads = leads.clone();
        move || leads.set(true)
    });
    pause(200).await;
    assert!(!leads.get(), "another tab leads");
    Function::new_no_args("releaseLock()").call0(&js_sys::global()).unwrap();
    assert!(soon(|| leads.get()).await, "the other tab is gone");
    let is_free = "return navigator.locks.request('jiannuo-sync', { ifAvailable: true }, (lock) => lock !== null)";
    let is_free: Promise = Function::new_no_args(is_free).call0(&js_sys::global()).unwrap().unchecked_into();
    assert_eq!(JsFuture::from(is_free).await.unwrap(), JsValue::FALSE, "and this one goes on leading");
}

#[wasm_bindgen_test]
async fn what_one_tab_says_the_others_hear_and_it_does_not() {
    let (heard, own) = (Rc::new(RefCell::new(Vec::new())), Rc::new(Cell::new(0)));
    let one = Channel::open({
        let own = own.clone();
        move |_| own.set(own.get() + 1)
    });
    let other = Channel::open({
        let heard = heard.clone();
        move |text| heard.borrow_mut().push(text)
    });
    one.post("moved");
    assert!(soon(|| *heard.borrow() == ["moved"]).await);
    assert_eq!(own.get(), 0);
    drop(other);
    one.post("again");
    pause(100).await;
    assert_eq!(heard.borrow().len(), 1, "a closed channel hears nothing");
}

#[wasm_bindgen_test]
async fn this_browser_has_what_the_app_needs() {
    assert_eq!(device::has_what_it_needs(), Ok(()));
    assert!(device::is_secure_context());
    assert_eq!(device::in_app_browser(), None);
    assert!(!device::is_ios_tab());
    let (used, quota) = device::estimate().await.unwrap();
    assert!(used < quota);
    assert!(device::now_ms() > 1_700_000_000_000);
    assert_ne!(device::random_bytes::<16>(), device::random_bytes::<16>());
}
