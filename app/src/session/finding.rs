//! What can be found on this device, and the readings of characters for it.
//!
//! The index is kept between pages and brought up to date with what changed; the readings are a file of the app, fetched
//! when something is first sought and kept with the rest of it by the service worker.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use jiannuo_domain::day::Day;
use jiannuo_finding::{Index, Readings};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::Session;

/// Where the readings are.
const READINGS: &str = "/app/pinyin.txt";

thread_local! {
    static INDEX: RefCell<Index> = RefCell::default();
    static TURN: Cell<u32> = const { Cell::new(0) };
    static TABLE: RefCell<Option<Rc<Readings>>> = RefCell::default();
}

impl Session {
    /// Brings the index up to date with what is shown of every organisation on this device; tracked. Answers the day, and how
    /// often something has changed.
    pub fn gather_findable(&self) -> (Option<Day>, u32) {
        let memberships = self.memberships.get();
        let orgs: Vec<_> = memberships.iter().map(|membership| membership.org).collect();
        let mut today = None;
        let has_changed = INDEX.with_borrow_mut(|index| {
            let before = index.len();
            index.keep_only(&orgs);
            let mut renewed = 0;
            for shown in orgs.iter().filter_map(|org| self.shown(*org)) {
                renewed += index.update(&shown.ledger, shown.now.today);
                today = today.max(Some(shown.now.today));
            }
            renewed > 0 || index.len() != before
        });
        TURN.set(TURN.get() + u32::from(has_changed));
        (today, TURN.get())
    }

    /// Looks into the index.
    pub fn with_findable<T>(&self, look: impl FnOnce(&Index, Option<&Readings>) -> T) -> T {
        let table = TABLE.with_borrow(Clone::clone);
        INDEX.with_borrow(|index| look(index, table.as_deref()))
    }

    /// Fetches the readings unless they are here; whether they are now.
    pub async fn fetch_readings(&self) -> bool {
        if TABLE.with_borrow(Option::is_some) {
            return true;
        }
        let read = fetch_text(READINGS).await.and_then(|text| Readings::from_text(&text).ok());
        TABLE.with_borrow_mut(|table| *table = read.map(Rc::new));
        TABLE.with_borrow(Option::is_some)
    }
}

async fn fetch_text(address: &str) -> Option<String> {
    let response = JsFuture::from(window().fetch_with_str(address)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    let text = response.ok().then(|| response.text().ok()).flatten()?;
    JsFuture::from(text).await.ok()?.as_string()
}
