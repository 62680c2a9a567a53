//! One transaction, and the little of IndexedDB that is needed inside it.
//!
//! A request's promise settles inside the request's own event, so a transaction is still active when the code that
//! awaited it goes on; it ends by itself as soon as something else is awaited.

use jiannuo_sync::store::StoreError;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

#[wasm_bindgen]
extern "C" {
    /// As `IDBDatabase`, with the third argument that web-sys holds back as unstable.
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Why something in a transaction failed.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The connection is gone; on a new one it may work.
    Lost(String),
    /// Anything else.
    Told(StoreError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Told(error)
    }
}

impl From<JsValue> for Trouble {
    fn from(error: JsValue) -> Self {
        let what = describe(&error);
        let name = what.split(':').next().unwrap_or_default();
        match name {
            // Closed by the browser, closed for another tab's upgrade, or cut off in the middle.
            "InvalidStateError" | "AbortError" | "UnknownError" => Self::Lost(what),
            "QuotaExceededError" => Self::Told(StoreError::NoRoom),
            // Something that was to be added is there already.
            "ConstraintError" => Self::Told(StoreError::Moved),
            _ => Self::Told(StoreError::Failed(what)),
        }
    }
}

impl From<Trouble> for StoreError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Lost(what) => Self::Failed(what),
            Trouble::Told(error) => error,
        }
    }
}

/// An exception as `Name: message`.
pub(crate) fn describe(error: &JsValue) -> String {
    let text = |name: &str| Reflect::get(error, &name.into()).ok().and_then(|value| value.as_string());
    match (text("name"), text("message")) {
        (Some(name), Some(message)) => format!("{name}: {message}"),
        _ => error.as_string().unwrap_or_else(|| "AbortError: no reason given".to_owned()),
    }
}

/// What a transaction may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    /// Durably: complete means on the disk, as far as the browser can say.
    Write,
}

/// Dropped before [`Transaction::finish`], it is aborted: an early return leaves nothing half done.
pub(crate) struct Transaction {
    raw: IdbTransaction,
    open: bool,
}

impl Transaction {
    /// Begins one over the named stores.
    pub(crate) fn begin(database: &IdbDatabase, stores: &[&str], access: Access) -> Result<Self, Trouble> {
        let options = js_sys::Object::new();
        let mode = match access {
            Access::Read => "readonly",
            Access::Write => {
                Reflect::set(&options, &"durability".into(), &"strict".into())?;
                "readwrite"
            }
        };
        let stores: Array = stores.iter().copied().map(JsValue::from_str).collect();
        let raw = database.unchecked_ref::<DurableDatabase>().transaction(&stores, mode, &options)?;
        Ok(Self { raw, open: access == Access::Write })
    }

    fn store(&self, name: &str) -> Result<IdbObjectStore, Trouble> {
        self.raw.object_store(name).map_err(|error| reason(&self.raw, error))
    }

    /// Adds a row that must not be there yet; otherwise the transaction ends with [`StoreError::Moved`].
    pub(crate) fn add(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Trouble> {
        self.store(store)?.add_with_key(value, key).map_err(|error| reason(&self.raw, error))?;
        Ok(())
    }

    /// Puts a row in the place of the one that may be there.
    pub(crate) fn put(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Trouble> {
        self.store(store)?.put_with_key(value, key).map_err(|error| reason(&self.raw, error))?;
        Ok(())
    }

    /// Puts a row as [`Transaction::put`] does and waits until the browser has taken it, so that a page is shown meanwhile.
    pub(crate) async fn put_awaited(&self, store: &str, key: &JsValue, value: &JsValue) -> Result<(), Trouble> {
        self.row(self.store(store)?.put_with_key(value, key))?.value().await.map(drop)
    }

    /// Deletes a row that may be there.
    pub(crate) fn delete(&self, store: &str, key: &JsValue) -> Result<(), Trouble> {
        self.store(store)?.delete(key).map_err(|error| reason(&self.raw, error))?;
        Ok(())
    }

    /// Deletes every row of one organisation.
    pub(crate) fn delete_all(&self, store: &str, organisation: &str) -> Result<(), Trouble> {
        let range = of_organisation(organisation)?;
        self.store(store)?.delete(&range).map_err(|error| reason(&self.raw, error))?;
        Ok(())
    }

    /// Asks for every key.
    pub(crate) fn keys(&self, store: &str) -> Result<Row, Trouble> {
        self.row(self.store(store)?.get_all_keys())
    }

    /// Asks for every key of one organisation, or of one draft.
    pub(crate) fn keys_of(&self, store: &str, organisation: &str) -> Result<Row, Trouble> {
        let range = of_organisation(organisation)?;
        self.row(self.store(store)?.get_all_keys_with_key(&range.into()))
    }

    /// Asks how many rows there are.
    pub(crate) fn count(&self, store: &str) -> Result<Row, Trouble> {
        self.row(self.store(store)?.count())
    }

    /// Asks for the next keys and rows behind a key, so many at most.
    pub(crate) fn page(&self, store: &str, after: Option<&JsValue>, limit: u32) -> Result<(Row, Row), Trouble> {
        let store = self.store(store)?;
        let range = match after {
            Some(key) => IdbKeyRange::lower_bound_with_open(key, true)?.into(),
            None => JsValue::UNDEFINED,
        };
        let keys = self.row(store.get_all_keys_with_key_and_limit(&range, limit))?;
        let rows = self.row(store.get_all_with_key_and_limit(&range, limit))?;
        Ok((keys, rows))
    }

    /// Asks for the row at a key.
    pub(crate) fn get(&self, store: &str, key: &JsValue) -> Result<Row, Trouble> {
        self.row(self.store(store)?.get(key))
    }

    /// Asks for every row, or for those of one organisation.
    pub(crate) fn all(&self, store: &str, organisation: Option<&str>) -> Result<Row, Trouble> {
        let store = self.store(store)?;
        self.row(match organisation {
            Some(organisation) => store.get_all_with_key(&of_organisation(organisation)?.into()),
            None => store.get_all(),
        })
    }

    /// Asks for a cursor on the last key of one organisation.
    pub(crate) fn last_key(&self, store: &str, organisation: &str) -> Result<Row, Trouble> {
        let range = of_organisation(organisation)?;
        let direction = web_sys::IdbCursorDirection::Prev;
        self.row(self.store(store)?.open_key_cursor_with_range_and_direction(&range, direction))
    }

    /// Waits until everything is kept.
    pub(crate) async fn finish(mut self) -> Result<(), Trouble> {
        self.open = false;
        let ended = Promise::new(&mut |resolve, reject| {
            self.raw.set_oncomplete(Some(&resolve));
            self.raw.set_onabort(Some(&reject));
        });
        match JsFuture::from(ended).await {
            Ok(_) => Ok(()),
            Err(_) => Err(reason(&self.raw, JsValue::NULL)),
        }
    }

    fn row(&self, request: Result<IdbRequest, JsValue>) -> Result<Row, Trouble> {
        let request = request.map_err(|error| reason(&self.raw, error))?;
        Ok(Row::of(request, self.raw.clone()))
    }
}

/// Why something failed. Once a transaction has failed, everything else in it fails for being too late: the
/// transaction's own error says more then.
fn reason(transaction: &IdbTransaction, error: JsValue) -> Trouble {
    transaction.error().map_or(error, JsValue::from).into()
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if self.open {
            // It may have ended already, by an error of its own.
            let _ended = self.raw.abort();
        }
    }
}

/// A request under way. Several may be placed before the first is awaited.
pub(crate) struct Row {
    request: IdbRequest,
    transaction: IdbTransaction,
    settled: JsFuture,
}

impl Row {
    fn of(request: IdbRequest, transaction: IdbTransaction) -> Self {
        let settled = Promise::new(&mut |resolve, reject| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        Self { request, transaction, settled: JsFuture::from(settled) }
    }

    /// Its result; undefined when there is no such row.
    pub(crate) async fn value(self) -> Result<JsValue, Trouble> {
        match self.settled.await {
            Ok(_) => Ok(self.request.result()?),
            Err(_) => {
                let error = self.request.error()?.map_or(JsValue::NULL, JsValue::from);
                Err(reason(&self.transaction, error))
            }
        }
    }
}

/// A key of several parts.
pub(crate) fn key(organisation: &str, part: impl Into<JsValue>) -> JsValue {
    Array::of2(&organisation.into(), &part.into()).into()
}

/// Every key of an organisation: an array sorts after every text and every number.
fn of_organisation(organisation: &str) -> Result<IdbKeyRange, JsValue> {
    let lower = Array::of1(&organisation.into());
    IdbKeyRange::bound(&lower, &key(organisation, Array::new()))
}

/// The second parts of an array of keys of two parts.
pub(crate) fn second_parts(keys: JsValue) -> Vec<String> {
    keys.unchecked_into::<Array>().iter().filter_map(|key| key.unchecked_into::<Array>().get(1).as_string()).collect()
}

/// The texts of an array of rows.
pub(crate) fn strings(rows: JsValue) -> Vec<String> {
    rows.unchecked_into::<Array>().iter().filter_map(|row| row.as_string()).collect()
}
