//! Telling the directory how things stand: at once the first time, then at most once a minute, by the object's alarm.
//!
//! The alarm is stored in the same transaction as the entries that it is about, so a crash loses no report.

use worker::js_sys::futures::JsFuture;
use worker::js_sys::{Date, Object};
use worker::wasm_bindgen::{JsCast as _, JsValue};
use worker::{Method, Request, RequestInit, console_error};

use super::OrganisationLog;
use crate::clock::wall_ms;
use crate::directory::{DIRECTORY_NAME, Told};
use crate::faults::Faults;
use crate::summary::Summary;

/// The least time between two reports.
const REPORT_PAUSE_MS: i64 = 60_000;

impl OrganisationLog {
    /// Sees to it that the directory hears of what was just taken in. What was taken in is durable whether or not it
    /// does; the next push asks again.
    pub(super) async fn report_soon(&self) {
        if self.report_is_due.replace(true) {
            return;
        }
        if let Err(error) = self.set_report_alarm().await {
            self.report_is_due.set(false);
            console_error!("{}", serde_json::json!({ "event": "report-not-due", "error": error.to_string() }));
        }
    }

    async fn set_report_alarm(&self) -> worker::Result<()> {
        // Where months are seeded in seconds, a minute by the engine's clock means nothing.
        let pause_ms = if self.settings.adjustable_clock { 0 } else { REPORT_PAUSE_MS };
        let when_ms = wall_ms().max(self.reported_ms.get().saturating_add(pause_ms));
        #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are exact in a double")]
        let when = Date::new(&JsValue::from_f64(when_ms as f64));
        let options: Object = JsValue::UNDEFINED.unchecked_into();
        // Called before the first `await` after the write, so that both are committed together.
        let promise = self.state.storage().as_raw().set_alarm(when, options)?;
        JsFuture::from(promise).await?;
        Ok(())
    }

    /// Tells the directory; the engine tries again if this fails.
    pub(super) async fn report(&self) -> worker::Result<()> {
        // What comes in while this is on its way asks for another report.
        self.report_is_due.set(false);
        self.reported_ms.set(wall_ms());
        let Some(org) = self.store.organisation().map_err(|error| worker::Error::RustError(error.to_string()))? else {
            return Ok(());
        };
        let now_ms = wall_ms();
        let today = self.settings.today(now_ms);
        let summary = self
            .with_log(org, now_ms, Faults::default(), |log| Summary::of(&log.ledger, today, now_ms))
            .map_err(|error| worker::Error::RustError(error.to_string()))?;
        let told = serde_json::to_string(&Told { org, summary })?;
        let mut init = RequestInit::new();
        init.with_method(Method::Post).with_body(Some(told.into()));
        let directory = self.env.durable_object("DIRECTORY")?.get_by_name(DIRECTORY_NAME)?;
        let response =
            directory.fetch_with_request(Request::new_with_init("https://directory/summary", &init)?).await?;
        if response.status_code() == 200 {
            Ok(())
        } else {
            Err(worker::Error::RustError(format!("the directory answered {}", response.status_code())))
        }
    }
}
