//! What the object does when nobody asks: telling the directory, asking witnesses, telling the log
//! above, speaking for the custodian, removing files that no entry has named.
//!
//! An object has one alarm. It is set for whatever is due first, in the same transaction as the entries that make it due,
//! so a crash loses nothing; when it rings, what is due is done, and it is set again for the rest. An object that was
//! constructed anew does not remember what is due and does it all: each of these can be repeated.

use jiannuo_domain::statement::LogName;
use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Date, Object};
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{Result, console_error};

use super::OrganisationLog;
use crate::clock::wall_ms;

/// The least time between two reports to the directory.
const REPORT_PAUSE_MS: i64 = 60_000;

/// The least time between two rounds of asking witnesses. A cosignature takes a millisecond; who writes ten times a second
/// has ten checkpoints, of which the last one fixes all.
const WITNESS_PAUSE_MS: i64 = 1_000;

/// When witnesses are asked again that did not answer: often enough that a board says "a minute ago" again soon, rarely
/// enough that one that is gone for good costs nothing.
const WITNESS_RETRY_MS: i64 = 60_000;

/// When an office log that could not hear its public log tries again.
const HEARING_RETRY_MS: i64 = 60_000;

/// When the custodian tries again to say what it could not say.
const SPEAKING_RETRY_MS: i64 = 60_000;

impl OrganisationLog {
    /// Sees to it that what was just taken in is told and witnessed. It is durable whether or not that happens; the next
    /// push asks again. Called before the first `await` after the write, so that both are committed together.
    pub(super) async fn wake_soon(&self) {
        self.report_is_due.set(true);
        let asked_ms = self.settings.log_policy.as_ref().map(|_| self.asked_ms.get().saturating_add(WITNESS_PAUSE_MS));
        // Who has nobody above has nothing to tell there; what cannot be read now, the alarm finds out.
        let telling_ms = self.parent().ok().flatten().map(|_| self.next_telling_ms());
        let when_ms = asked_ms.into_iter().chain(telling_ms).fold(self.next_report_ms(), i64::min);
        self.set_alarm(when_ms).await;
    }

    /// Does what is due.
    pub(super) async fn wake(&self) -> Result<()> {
        self.alarm_ms.set(None);
        let mut next_ms = None;
        if self.log_name()? == LogName::Office
            && let Some(org) = self.store.organisation()?
            && let Err(error) = self.hear_public_log(org).await
        {
            // Without it the log is not opened; it tells nobody anything until it can be.
            console_error!("{}", serde_json::json!({ "event": "not-heard", "error": error.to_string() }));
            self.set_alarm(wall_ms().saturating_add(HEARING_RETRY_MS)).await;
            return Ok(());
        }
        if self.next_report_ms() > wall_ms() {
            next_ms = Some(self.next_report_ms()).filter(|_| self.report_is_due.get());
        } else if let Err(error) = self.report().await {
            console_error!("{}", serde_json::json!({ "event": "not-reported", "error": error.to_string() }));
            next_ms = Some(wall_ms().saturating_add(REPORT_PAUSE_MS));
        }
        self.asked_ms.set(wall_ms());
        let have_all = self.ask_witnesses().await?;
        if !have_all {
            let retry_ms = wall_ms().saturating_add(WITNESS_RETRY_MS);
            next_ms = Some(next_ms.map_or(retry_ms, |next_ms: i64| next_ms.min(retry_ms)));
        }
        let mut earliest = |when_ms: Option<i64>| next_ms = next_ms.into_iter().chain(when_ms).min();
        match self.roll_up().await {
            Ok(when_ms) => earliest(when_ms),
            Err(error) => {
                let why = error.to_string();
                console_error!("{}", serde_json::json!({ "event": "not-rolled-up", "why": why }));
            }
        }
        match self.speak().await {
            Ok(when_ms) => earliest(when_ms),
            Err(error) => {
                let why = error.to_string();
                console_error!("{}", serde_json::json!({ "event": "custodian-silent", "why": why }));
                earliest(Some(wall_ms().saturating_add(SPEAKING_RETRY_MS)));
            }
        }
        match self.store.drop_orphans(wall_ms()) {
            Ok(when_ms) => earliest(when_ms),
            Err(error) => {
                console_error!("{}", serde_json::json!({ "event": "orphans-stay", "error": error.to_string() }));
            }
        }
        if let Some(next_ms) = next_ms {
            self.set_alarm(next_ms).await;
        }
        Ok(())
    }

    fn next_report_ms(&self) -> i64 {
        // Where months are seeded in seconds, a minute by the engine's clock means nothing.
        let pause_ms = if self.settings.adjustable_clock { 0 } else { REPORT_PAUSE_MS };
        self.reported_ms.get().saturating_add(pause_ms)
    }

    /// Sees to it that the alarm rings by then. A construction that has not set it yet does not know for when it is set, and
    /// has it ring now rather than later than it would.
    pub(super) async fn wake_by(&self, when_ms: i64) {
        let is_known = self.alarm_ms.get().is_some();
        self.set_alarm(if is_known { when_ms } else { 0 }).await;
    }

    /// Sets the alarm, unless it rings earlier anyway.
    async fn set_alarm(&self, when_ms: i64) {
        let when_ms = when_ms.max(wall_ms());
        if self.alarm_ms.get().is_some_and(|set_ms| set_ms <= when_ms) {
            return;
        }
        self.alarm_ms.set(Some(when_ms));
        if let Err(error) = self.try_set_alarm(when_ms).await {
            self.alarm_ms.set(None);
            console_error!("{}", serde_json::json!({ "event": "no-alarm", "error": error.to_string() }));
        }
    }

    async fn try_set_alarm(&self, when_ms: i64) -> Result<()> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact in a double")]
        let when = Date::new(&JsValue::from_f64(when_ms as f64));
        let options: Object = JsValue::UNDEFINED.unchecked_into();
        let promise = self.state.storage().as_raw().set_alarm(when, options)?;
        JsFuture::from(promise).await?;
        Ok(())
    }
}
