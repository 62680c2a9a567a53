//! Several tabs of the app on one device: one of them syncs, all of them hear of it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::device::navigator;

/// The lock that the tab holds which syncs.
const LEADER_LOCK: &str = "jiannuo-sync";

/// The channel between the tabs.
const CHANNEL: &str = "jiannuo";

/// Runs something once this tab leads, which is at once for a lone tab, and when the leader is closed for another. The
/// tab then leads until it is closed. Where the browser has no locks every tab leads: the server accepts a statement
/// once however often it is pushed, and the store refuses what another tab has overtaken.
pub fn lead(on_lead: impl FnOnce() + 'static) {
    let Some((locks, request)) = locks() else {
        on_lead();
        return;
    };
    let held = Closure::once_into_js(move |_lock: JsValue| {
        on_lead();
        // Never settled: the lock is held until the tab goes away.
        Promise::new(&mut |_resolve, _reject| {})
    });
    let _never_settled = request.call2(&locks, &LEADER_LOCK.into(), &held);
}

fn locks() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(navigator()?.as_ref(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}

/// Messages between the tabs of the app. Closed when dropped; silent where the browser has no such channel.
pub struct Channel {
    channel: Option<BroadcastChannel>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// Opens the channel. What this tab posts is heard by the others, not by itself.
    pub fn open(on_message: impl Fn(String) + 'static) -> Self {
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_message(text);
            }
        });
        let channel = BroadcastChannel::new(CHANNEL).ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self { channel, _on_message: on_message }
    }

    /// Tells the other tabs something.
    pub fn post(&self, text: &str) {
        if let Some(channel) = &self.channel {
            // Fails only on a closed channel, and then nobody listens.
            let _closed = channel.post_message(&text.into());
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
