//! The reader of ledgers, which runs beside the page in a worker with wasm of its own: started when a file is picked, ended
//! when it is dropped.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use jiannuo_domain::ledger_import::protocol::{Ask, Failure, Reply};
use jiannuo_domain::tables::Table;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The worker's script.
const SCRIPT: &str = "/app/importer.js";
/// How long a file may take: 5,000 rows take a second on a computer, some on an old phone; ten times that.
const LIMIT_MS: u32 = 60_000;

/// Those who wait for an answer, by the number of their question.
type Waiting = Rc<RefCell<BTreeMap<u32, Function>>>;

/// A reader at work.
pub struct Importer {
    worker: web_sys::Worker,
    waiting: Waiting,
    next: Cell<u32>,
    _heard: Closure<dyn FnMut(web_sys::MessageEvent)>,
    _failed: Closure<dyn FnMut()>,
}

impl Importer {
    /// Starts one.
    ///
    /// # Errors
    /// [`Failure::Damaged`] where the browser starts no worker.
    pub fn start() -> Result<Self, Failure> {
        let options = web_sys::WorkerOptions::new();
        options.set_type(web_sys::WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(SCRIPT, &options).map_err(|_| Failure::Damaged)?;
        let waiting = Waiting::default();
        let heard = Closure::new({
            let waiting = Rc::clone(&waiting);
            move |message: web_sys::MessageEvent| hear(&waiting, &message.data())
        });
        let failed = Closure::new({
            let waiting = Rc::clone(&waiting);
            move || give_up(&waiting)
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Ok(Self { worker, waiting, next: Cell::new(0), _heard: heard, _failed: failed })
    }

    /// Asks; the file goes over to the worker and is no longer the page's.
    ///
    /// # Errors
    /// What the reader says; [`Failure::Damaged`] when it came to an end over the file.
    pub async fn ask(&self, ask: &Ask, file: Option<&js_sys::ArrayBuffer>) -> Result<Reply, Failure> {
        let text = serde_json::to_string(ask).unwrap_or_default();
        let answer = self.send("ask", &text, file).await?;
        let text = answer.as_string().ok_or(Failure::Damaged)?;
        match serde_json::from_str(&text).map_err(|_| Failure::Damaged)? {
            Reply::Failed(failure) => Err(failure),
            reply => Ok(reply),
        }
    }

    /// A workbook of tables.
    ///
    /// # Errors
    /// [`Failure::Damaged`] when the writer came to an end over them.
    pub async fn workbook(&self, tables: &[Table]) -> Result<js_sys::Uint8Array, Failure> {
        let text = serde_json::to_string(tables).unwrap_or_default();
        self.send("tables", &text, None).await?.dyn_into().map_err(|_| Failure::Damaged)
    }

    /// Hands a text over under a name, and waits for the answer.
    async fn send(&self, name: &str, text: &str, file: Option<&js_sys::ArrayBuffer>) -> Result<JsValue, Failure> {
        let number = self.next.replace(self.next.get().wrapping_add(1));
        let message = message(number, name, text, file).map_err(|_| Failure::Damaged)?;
        let waiting = Rc::clone(&self.waiting);
        let limit = RefCell::new(None);
        let answered = Promise::new(&mut |resolve, _| {
            let waiting = Rc::clone(&waiting);
            waiting.borrow_mut().insert(number, resolve);
            let late = Rc::clone(&waiting);
            limit.replace(Some(Timeout::new(LIMIT_MS, move || give_up(&late))));
        });
        let handed_over: js_sys::Array = file.into_iter().collect();
        self.worker.post_message_with_transfer(&message, &handed_over).map_err(|_| Failure::Damaged)?;
        JsFuture::from(answered).await.map_err(|_| Failure::Damaged)
    }
}

fn message(number: u32, name: &str, text: &str, file: Option<&js_sys::ArrayBuffer>) -> Result<Object, JsValue> {
    let message = Object::new();
    Reflect::set(&message, &"number".into(), &number.into())?;
    Reflect::set(&message, &name.into(), &text.into())?;
    if let Some(file) = file {
        Reflect::set(&message, &"bytes".into(), file)?;
    }
    Ok(message)
}

impl Drop for Importer {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        give_up(&self.waiting);
    }
}

/// Hands an answer to who waits for it.
fn hear(waiting: &Waiting, data: &JsValue) {
    let part = |name: &str| Reflect::get(data, &name.into()).unwrap_or(JsValue::NULL);
    let number = part("number").as_f64().unwrap_or(-1.0);
    let resolve = waiting.borrow_mut().extract_if(.., |asked, _| f64::from(*asked) == number).next();
    if let Some((_, resolve)) = resolve {
        let _resolved = resolve.call1(&JsValue::NULL, &part("reply"));
    }
}

/// No answer will come.
fn give_up(waiting: &Waiting) {
    let all = std::mem::take(&mut *waiting.borrow_mut());
    for resolve in all.into_values() {
        let _resolved = resolve.call1(&JsValue::NULL, &JsValue::NULL);
    }
}
