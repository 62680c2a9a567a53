//! Opening and upgrading the database.

use std::cell::RefCell;
use std::rc::Rc;

use jiannuo_sync::store::StoreError;
use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbVersionChangeEvent};

use super::steps::Step;
use super::transaction::describe;

/// How long opening may take. A tab of an older version closes its connection within a moment when it is asked to; some
/// versions of iOS never answer the first request of a page. An upgrade that has begun may take as long as it needs.
const OPEN_LIMIT_MS: i32 = 10_000;

/// Opens a database, bringing it to the version that the steps make.
pub(super) async fn open(name: &str, steps: &'static [Step]) -> Result<IdbDatabase, StoreError> {
    let unavailable = |error: JsValue| StoreError::Unavailable(describe(&error));
    let version = u32::try_from(steps.len()).unwrap_or(u32::MAX);
    let request = factory()?.open_with_u32(name, version).map_err(unavailable)?;
    let limit = Limit::start();
    let failed = Rc::new(RefCell::new(None));
    let upgrade = Closure::once({
        let (request, failed, limit) = (request.clone(), failed.clone(), limit.clone());
        move |event: IdbVersionChangeEvent| {
            limit.lift();
            if let Err(error) = upgrade(&request, event.old_version(), steps) {
                failed.replace(Some(error));
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let settled = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        limit.set_action(&reject);
    });
    let outcome = JsFuture::from(settled).await;
    limit.lift();
    request.set_onupgradeneeded(None);
    if let Some(error) = failed.take() {
        return Err(unavailable(error));
    }
    if outcome.is_ok() {
        let database: IdbDatabase = request.result().map_err(unavailable)?.unchecked_into();
        give_way(&database);
        return Ok(database);
    }
    // Asking a request that has not answered for its error throws.
    match request.error() {
        Ok(error) => Err(refused(&error.map_or(JsValue::NULL, JsValue::from))),
        Err(_) => {
            close_when_late(&request);
            Err(StoreError::Unavailable("it did not open in time; another tab may hold an older version".to_owned()))
        }
    }
}

fn factory() -> Result<IdbFactory, StoreError> {
    web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or_else(|| StoreError::Unavailable("this browser keeps nothing (no IndexedDB)".to_owned()))
}

/// Takes the steps that are missing. When one fails the upgrade is aborted: the database stays as it was.
fn upgrade(request: &IdbOpenDbRequest, old_version: f64, steps: &[Step]) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let transaction = request.transaction().ok_or("an upgrade without a transaction")?;
    let mut missing = steps.iter().skip(old_version as usize);
    let result = missing.try_for_each(|step| step(&database, &transaction));
    if result.is_err() {
        transaction.abort()?;
    }
    result
}

/// Lets a newer version in another tab upgrade the database: this connection closes when it is asked for. What is under
/// way is finished first.
fn give_way(database: &IdbDatabase) {
    let close =
        Reflect::get(database, &"close".into()).ok().and_then(|close| close.dyn_into::<js_sys::Function>().ok());
    database.set_onversionchange(close.map(|close| close.bind0(database)).as_ref());
}

/// A connection that comes after nobody waits for it any more must not block others.
fn close_when_late(request: &IdbOpenDbRequest) {
    let late = request.clone();
    let close = Closure::once_into_js(move || {
        if let Ok(database) = late.result() {
            database.unchecked_into::<IdbDatabase>().close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}

fn refused(error: &JsValue) -> StoreError {
    let what = describe(error);
    if what.starts_with("VersionError") {
        return StoreError::Unavailable("a newer version of this app has been here; reload to get it".to_owned());
    }
    if what.starts_with("QuotaExceededError") {
        return StoreError::NoRoom;
    }
    StoreError::Unavailable(what)
}

/// The time limit of an opening.
#[derive(Clone, Default)]
struct Limit {
    timer: Rc<RefCell<Option<i32>>>,
}

impl Limit {
    fn start() -> Self {
        Self::default()
    }

    fn set_action(&self, action: &js_sys::Function) {
        let timer = web_sys::window().and_then(|window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(action, OPEN_LIMIT_MS).ok()
        });
        self.timer.replace(timer);
    }

    fn lift(&self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer.take()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}
