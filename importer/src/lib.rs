//! The reader of ledgers as wasm of its own: the worker beside the app's page hands questions through, as JSON.
//!
//! It is loaded when somebody picks a file to import and thrown away afterwards, so that nobody else waits for the size of
//! the libraries, and a file that makes them panic ends a worker and no page.
//! It writes workbooks too, for the same reason.
//! Deliberately absent: everything else; what is read and how is in `jiannuo-table-reader`, what is written in
//! `jiannuo-xlsx`.

use std::cell::RefCell;

use jiannuo_domain::ledger_import::protocol::{Ask, Failure, Reply};
use jiannuo_domain::tables::Table;
use jiannuo_table_reader::Reader;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static READER: RefCell<Reader> = RefCell::new(Reader::new());
}

/// Answers a question; both are JSON of [`jiannuo_domain::ledger_import::protocol`]. `bytes` is the file that is opened.
#[wasm_bindgen]
pub fn answer(ask: &str, bytes: &[u8]) -> String {
    let reply = match serde_json::from_str::<Ask>(ask) {
        Ok(ask) => READER.with_borrow_mut(|reader| reader.answer(ask, bytes)),
        Err(_) => Reply::Failed(Failure::NothingRead),
    };
    // Records out of this crate's own hands are JSON; a text that is none tells the page that the reader failed.
    serde_json::to_string(&reply).unwrap_or_default()
}

/// A workbook of tables, which are JSON; nothing when there is none to be made of them.
#[wasm_bindgen]
pub fn workbook(tables: &str) -> Option<Vec<u8>> {
    let tables: Vec<Table> = serde_json::from_str(tables).ok()?;
    jiannuo_xlsx::write(&tables).ok()
}
