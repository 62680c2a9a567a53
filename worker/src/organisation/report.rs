//! Telling the directory how things stand: at once the first time, then at most once a minute, by [`super::alarm`].

use jiannuo_domain::statement::LogName;
use worker::{Method, Request, RequestInit};

use super::OrganisationLog;
use crate::clock::wall_ms;
use crate::directory::{DIRECTORY_NAME, Told};
use crate::faults::Faults;
use crate::summary::Summary;

impl OrganisationLog {
    /// Tells the directory.
    pub(super) async fn report(&self) -> worker::Result<()> {
        // What comes in while this is on its way asks for another report.
        self.report_is_due.set(false);
        self.reported_ms.set(wall_ms());
        let Some(org) = self.store.organisation()? else { return Ok(()) };
        if self.log_name()? == LogName::Office {
            // Nothing of it is for the front page.
            return Ok(());
        }
        let now_ms = wall_ms();
        let today = self.settings.today(now_ms);
        let summary =
            self.with_log(org, now_ms, Faults::default(), |log| Summary::of(&log.ledger, log.lost(), today, now_ms))?;
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
