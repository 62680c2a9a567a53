use jiannuo_domain::board::Board;
use jiannuo_domain::body::{Salt, SaltedBody};
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_finding::{Filter, Index, Query, Readings};
use jiannuo_store::{DeviceKeys, DeviceStore, HttpTransport, device};
use jiannuo_sync::Replica;
use jiannuo_sync::store::{Change, KeptBody, Store};
use wasm_bindgen::prelude::*;

/// Letters of a made-up leaf; with the body about a kilobyte, as a pledge's statement, signature and words are.
const LEAF_LETTERS: usize = 620;
/// Letters of a made-up body.
const BODY_LETTERS: usize = 300;

/// A device's store.
#[wasm_bindgen]
pub struct Bench {
    store: DeviceStore,
    org: OrganisationId,
    change: Change,
    replica: Option<Replica>,
    index: Index,
    readings: Option<Readings>,
}

#[wasm_bindgen]
impl Bench {
    /// Opens the store for an organisation.
    pub async fn open(database: String, org: String) -> Result<Bench, JsError> {
        let store = DeviceStore::open_named(&database).await.map_err(said)?;
        let org = org.parse().map_err(said)?;
        Ok(Self { store, org, change: Change::default(), replica: None, index: Index::default(), readings: None })
    }

    /// Makes entries ready as a pull has them: a leaf and a body each, to be kept behind so many that are there.
    pub fn prepare(&mut self, from: u32, count: u32) {
        let leaf = |number: u32| format!("{number:08}{}", "l".repeat(LEAF_LETTERS));
        let body = |number: u32| {
            let text = format!("{number:08}{}", "b".repeat(BODY_LETTERS));
            let salted = SaltedBody { salt: Salt(device::random_bytes()), text };
            (Digest::of(&[&number.to_be_bytes()]), KeptBody::Present(salted))
        };
        let numbers = from..from + count;
        self.change = Change {
            from: from.into(),
            leaves: numbers.clone().map(leaf).collect(),
            bodies: numbers.map(body).collect(),
            ..Change::default()
        };
    }

    /// Keeps them in one transaction, by the way that pulled entries take.
    pub async fn insert(&self) -> Result<(), JsError> {
        self.store.commit(&self.org, &self.change).await.map_err(said)?;
        Ok(())
    }

    /// Follows the log as the app does, every check included; how many entries came.
    pub async fn sync(&mut self, base: String) -> Result<u32, JsError> {
        let transport = HttpTransport::new(&base);
        let keys = DeviceKeys::new(&self.store);
        let mut replica = match self.replica.take() {
            Some(replica) => replica,
            None => Replica::open(&self.store, self.org).await.map_err(said)?,
        };
        let report = replica.sync(&self.store, &transport, &keys, device::now_ms()).await.map_err(said)?;
        self.replica = Some(replica);
        Ok(u32::try_from(report.pulled)?)
    }

    /// Reads the store, folds the log and makes the first rows, as the app does when it starts; how many rows.
    pub async fn reload(&mut self, rows: u32) -> Result<u32, JsError> {
        let replica = Replica::open(&self.store, self.org).await.map_err(said)?;
        let today = replica.now(device::now_ms()).today;
        let ledger = replica.logged();
        let board = Board::of(ledger, replica.root(), today);
        let shown = board.pledges.iter().take(usize::try_from(rows)?);
        let shown = shown.filter_map(text_of).count();
        self.replica = Some(replica);
        Ok(u32::try_from(shown)?)
    }

    /// Only the reading of the store, without the fold; how many leaves.
    pub async fn load(&self) -> Result<u32, JsError> {
        let stored = self.store.load(&self.org).await.map_err(said)?;
        Ok(u32::try_from(stored.leaves.len())?)
    }

    /// A page of the board from what is in memory; how many rows.
    pub fn page(&self, number: u32, rows: u32) -> Result<u32, JsError> {
        let replica = self.replica.as_ref().ok_or_else(|| JsError::new("not loaded"))?;
        let today = replica.now(device::now_ms()).today;
        let board = Board::of(replica.logged(), replica.root(), today);
        let (skip, take) = (usize::try_from(number * rows)?, usize::try_from(rows)?);
        Ok(u32::try_from(board.pledges.iter().skip(skip).take(take).count())?)
    }

    /// Makes everything ready to be searched; how many records.
    pub fn index(&mut self, readings: &str) -> Result<u32, JsError> {
        let replica = self.replica.as_ref().ok_or_else(|| JsError::new("not loaded"))?;
        self.readings = Some(Readings::from_text(readings).map_err(said)?);
        self.index.update(replica.logged(), replica.now(device::now_ms()).today);
        Ok(u32::try_from(self.index.len())?)
    }

    /// Looks for something; how many were found.
    pub fn find(&self, typed: &str) -> Result<u32, JsError> {
        let replica = self.replica.as_ref().ok_or_else(|| JsError::new("not loaded"))?;
        let today = replica.now(device::now_ms()).today;
        let found = self.index.find(&Query::new(typed), &Filter::default(), self.readings.as_ref(), today);
        Ok(u32::try_from(found.records.len())?)
    }
}

/// What a row says, so that nothing of the work is left out as unused.
fn text_of(row: &jiannuo_domain::board::PledgeRow) -> Option<usize> {
    Some(row.words.as_ref()?.text.len())
}

fn said(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}
