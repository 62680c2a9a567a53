//! The database of a device: opened once, opened again when the browser has closed it.
//!
//! Browsers close connections by themselves: under memory pressure, when site data is cleared, and we close ours when
//! another tab brings a newer version. Whatever was under way then has failed as a whole, so it is tried once more on a
//! new connection.

mod open;
mod repacking;
mod steps;
#[cfg(test)]
mod tests;
mod transaction;

use std::cell::RefCell;
use std::rc::Rc;

use jiannuo_sync::store::StoreError;
use web_sys::IdbDatabase;

use steps::{STEPS, Step};
pub(crate) use transaction::{Access, Transaction, Trouble, describe, key, second_parts, strings};

pub use steps::DATABASE_VERSION;

/// The database that the app opens.
pub const DATABASE_NAME: &str = "jiannuo";

/// What a device keeps. Cheap to clone; clones share the connection.
#[derive(Clone)]
pub struct DeviceStore(Rc<Shared>);

struct Shared {
    name: String,
    steps: &'static [Step],
    connection: RefCell<Option<IdbDatabase>>,
}

impl DeviceStore {
    /// Opens [`DATABASE_NAME`], making or upgrading it as needed.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when there is no IndexedDB, the database is of a newer version, or an old tab blocks
    /// the upgrade.
    pub async fn open() -> Result<Self, StoreError> {
        Self::open_named(DATABASE_NAME).await
    }

    /// Opens a database of another name, for tests.
    ///
    /// # Errors
    /// As [`DeviceStore::open`].
    pub async fn open_named(name: &str) -> Result<Self, StoreError> {
        Self::open_at(name, STEPS).await
    }

    async fn open_at(name: &str, steps: &'static [Step]) -> Result<Self, StoreError> {
        let connection = RefCell::new(Some(open::open(name, steps).await?));
        Ok(Self(Rc::new(Shared { name: name.to_owned(), steps, connection })))
    }

    /// Does something with the database, once more on a new connection when the first was lost.
    pub(crate) async fn run<T>(&self, work: impl AsyncFn(&IdbDatabase) -> Result<T, Trouble>) -> Result<T, StoreError> {
        let mut again = true;
        loop {
            let connection = self.connection().await?;
            match work(&connection).await {
                Err(Trouble::Lost(_)) if again => self.let_go(&connection),
                result => return result.map_err(StoreError::from),
            }
            again = false;
        }
    }

    async fn connection(&self) -> Result<IdbDatabase, StoreError> {
        if let Some(connection) = self.0.connection.borrow().clone() {
            return Ok(connection);
        }
        let connection = open::open(&self.0.name, self.0.steps).await?;
        // Two tasks may get here together; each goes on with its own, the later one's is kept.
        self.0.connection.replace(Some(connection.clone()));
        Ok(connection)
    }

    /// Forgets a lost connection, unless somebody has opened another meanwhile.
    fn let_go(&self, lost: &IdbDatabase) {
        lost.close();
        let mut connection = self.0.connection.borrow_mut();
        if connection.as_ref() == Some(lost) {
            *connection = None;
        }
    }
}
