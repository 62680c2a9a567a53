//! The time and the other settings that bindings give.
//!
//! The engine's clock stands still while a request computes; it is read once, when the request is all here.
//! With the binding `CLOCK=adjustable` (seeding and tests) a request says what time it is; without it the header that
//! says so is ignored. `TODAY` fixes the day that boards are for, never a time of receipt.

use std::rc::Rc;

use jiannuo_domain::day::Day;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::limits::MAX_EXACT_INTEGER;
use jiannuo_tlog::log_key::{SeedError, Seeds};
use jiannuo_tlog::policy::Policy;
use worker::js_sys::Reflect;
use worker::{Date, Env, Headers, console_error};

use crate::reply::Reply;

/// The header that sets the time where the clock is adjustable.
pub(crate) const NOW_HEADER: &str = "jiannuo-now-ms";

/// What the bindings say; the same for the life of an isolate.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Requests may set the clock.
    pub(crate) adjustable_clock: bool,
    /// The day that boards are for, in place of the clock's.
    pub(crate) today: Option<Day>,
    /// Everything shown is invented.
    pub(crate) demo: bool,
    /// The public half of the founding code of the first organisation.
    pub(crate) founding_key: Option<PublicKey>,
    /// The seeds of the logs' keys, newest first; without them nothing is appended.
    pub(crate) log_seeds: Result<Seeds, SeedError>,
    /// Whom the logs ask to cosign, if anybody.
    pub(crate) log_policy: Option<Policy>,
    /// Requests may provoke faults.
    pub(crate) test_faults: bool,
}

thread_local! {
    static SETTINGS: std::cell::OnceCell<Rc<Settings>> = const { std::cell::OnceCell::new() };
}

/// The settings of this isolate.
pub(crate) fn settings(env: &Env) -> Rc<Settings> {
    SETTINGS.with(|cell| Rc::clone(cell.get_or_init(|| Rc::new(Settings::read(env)))))
}

/// A binding that is a text. The engine gives `null` for one whose environment variable is not set, which [`Env::var`]
/// does not survive.
pub(crate) fn text_binding(env: &Env, name: &str) -> Option<String> {
    Reflect::get(env, &name.into()).ok()?.as_string()
}

impl Settings {
    fn read(env: &Env) -> Self {
        let text = |name: &str| text_binding(env, name);
        Self {
            adjustable_clock: text("CLOCK").as_deref() == Some("adjustable"),
            today: text("TODAY").and_then(|day| day.parse().ok()),
            demo: text("DEMO").as_deref() == Some("1"),
            founding_key: text("FOUNDING_KEY").and_then(|key| key.parse().ok()),
            log_seeds: Seeds::parse(&text("LOG_KEYS").unwrap_or_default()),
            log_policy: text("LOG_POLICY").and_then(|policy| parse_policy(&policy)),
            test_faults: text("TEST_FAULTS").as_deref() == Some("1"),
        }
    }

    /// The time now, in milliseconds since 1970.
    pub(crate) fn now_ms(&self, headers: &Headers) -> i64 {
        let said = || headers.get(NOW_HEADER).ok().flatten().and_then(|text| text.parse().ok());
        let adjusted = if self.adjustable_clock { said() } else { None };
        adjusted.filter(|now_ms| (0..=MAX_EXACT_INTEGER).contains(now_ms)).unwrap_or_else(wall_ms)
    }

    /// The day that boards are for.
    pub(crate) fn today(&self, now_ms: i64) -> Day {
        self.today.unwrap_or_else(|| Day::in_shanghai(now_ms))
    }
}

/// The day that `?on=` asks for.
pub(crate) fn asked_day(query: Option<&str>) -> Result<Option<Day>, Reply> {
    let asked = query.unwrap_or_default().split('&').find_map(|part| part.strip_prefix("on="));
    asked.map(|day| day.parse().map_err(|_| Reply::error(400, "malformed"))).transpose()
}

/// The same time of day on the day that a page is for.
pub(crate) fn on_day(now_ms: i64, today: Day) -> i64 {
    now_ms - Day::in_shanghai(now_ms).start_ms() + today.start_ms()
}

/// A policy that cannot be read asks nobody; logs go on without witnesses, and readers see that they have none.
fn parse_policy(text: &str) -> Option<Policy> {
    Policy::parse(text.as_bytes())
        .inspect_err(|error| {
            console_error!("{}", serde_json::json!({ "event": "no-policy", "error": error.to_string() }));
        })
        .ok()
}

/// The engine's clock.
pub(crate) fn wall_ms() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(MAX_EXACT_INTEGER)
}
