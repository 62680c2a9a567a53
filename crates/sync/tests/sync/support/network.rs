//! A way to the server on which everything can go wrong.

use std::cell::RefCell;
use std::rc::Rc;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::push::{Push, PushAnswer, ServedBody};
use jiannuo_domain::restore::{Remembered, Restore, Restored};
use jiannuo_domain::words::Blob;
use jiannuo_sync::keys::Keys;
use jiannuo_sync::transport::{Asker, Brought, Offered, Transport, TransportError};
use jiannuo_tlog::SignedNote;
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::Tile;

use super::server::{Server, Stop};

/// What is asked of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    Checkpoint,
    Tile,
    Keys,
    Bundle,
    Bodies,
    Push,
    Restore,
    Brought,
    Bring,
}

/// What goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    LostRequest,
    LostAnswer,
    Busy,
    /// The device stops before it asks, or before it has heard.
    CrashBefore,
    CrashAfter,
    /// Pushes only: it arrives twice; it arrives when the test says so; the server stops.
    Doubled,
    Delayed,
    ServerStops(Stop),
    /// Pulls only: the end is missing; one byte, chosen by a number, is another.
    Truncated,
    Altered(usize),
}

pub(crate) struct Network {
    pub(crate) server: Rc<RefCell<Server>>,
    /// Pushes that are still on their way.
    pub(crate) delayed: Rc<RefCell<Vec<Push>>>,
    /// Asked at every call.
    #[expect(clippy::type_complexity, reason = "a hook")]
    pub(crate) fault: RefCell<Option<Box<dyn FnMut(Call) -> Option<Fault>>>>,
    /// What arrives at the server in place of the next push.
    swapped: RefCell<Option<Push>>,
    /// Every call that was made.
    pub(crate) calls: RefCell<Vec<Call>>,
}

impl Network {
    pub(crate) fn new(server: Rc<RefCell<Server>>) -> Self {
        Self {
            server,
            delayed: Rc::default(),
            fault: RefCell::new(None),
            swapped: RefCell::new(None),
            calls: RefCell::default(),
        }
    }

    /// From now on every call goes wrong for which the function says so.
    pub(crate) fn fail(&self, fault: impl FnMut(Call) -> Option<Fault> + 'static) {
        *self.fault.borrow_mut() = Some(Box::new(fault));
    }

    /// The next call of a kind goes wrong, once.
    pub(crate) fn fail_once(&self, at: Call, fault: Fault) {
        let mut left = Some(fault);
        self.fail(move |call| if call == at { left.take() } else { None });
    }

    pub(crate) fn heal(&self) {
        *self.fault.borrow_mut() = None;
    }

    /// The next push is answered as if these statements had been pushed.
    pub(crate) fn answer_as_if(&self, entries: Vec<jiannuo_domain::push::SignedStatement>) {
        *self.swapped.borrow_mut() = Some(Push { entries });
    }

    pub(crate) fn count(&self, call: Call) -> usize {
        self.calls.borrow().iter().filter(|made| **made == call).count()
    }

    /// Delivers every push that is still on its way.
    pub(crate) fn deliver_delayed(&self) {
        for push in self.delayed.take() {
            self.server.borrow_mut().push(&push, None);
        }
    }

    /// What happens to a call, after the faults that are the same for all.
    async fn meet(&self, call: Call) -> Result<Option<Fault>, TransportError> {
        self.calls.borrow_mut().push(call);
        let fault = self.fault.borrow_mut().as_mut().and_then(|fault| fault(call));
        match fault {
            Some(Fault::LostRequest) => Err(TransportError::Offline),
            Some(Fault::Busy) => Err(TransportError::Busy { retry_after_ms: 1_000 }),
            Some(Fault::CrashBefore) => std::future::pending().await,
            other => Ok(other),
        }
    }
}

/// Hands an answer to the device, or not.
async fn answer<T>(answer: T, fault: Option<Fault>) -> Result<T, TransportError> {
    match fault {
        Some(Fault::LostAnswer) => Err(TransportError::Offline),
        Some(Fault::CrashAfter) => std::future::pending().await,
        _ => Ok(answer),
    }
}

impl Transport for Network {
    async fn checkpoint(&self, _org: &OrganisationId) -> Result<Offered, TransportError> {
        let fault = self.meet(Call::Checkpoint).await?;
        let mut offered = self.server.borrow().checkpoint();
        match fault {
            Some(Fault::Truncated) => offered.note.truncate(offered.note.len() / 2),
            Some(Fault::Altered(_)) => offered.note = alter_signature(&offered.note),
            _ => {}
        }
        answer(offered, fault).await
    }

    async fn tile(&self, _org: &OrganisationId, tile: Tile) -> Result<Vec<u8>, TransportError> {
        let fault = self.meet(Call::Tile).await?;
        let mut bytes = self.server.borrow().tile(tile);
        match fault {
            Some(Fault::Truncated) => bytes.truncate(bytes.len() / 2),
            Some(Fault::Altered(number)) => alter(&mut bytes, number),
            _ => {}
        }
        answer(bytes, fault).await
    }

    async fn keys(&self, _org: &OrganisationId) -> Result<LogKeys, TransportError> {
        let fault = self.meet(Call::Keys).await?;
        let keys = self.server.borrow().keys();
        answer(keys, fault).await
    }

    async fn bundle(&self, _org: &OrganisationId, tile: u64, width: u64) -> Result<Vec<u8>, TransportError> {
        let fault = self.meet(Call::Bundle).await?;
        let mut bundle = self.server.borrow().bundle(tile, width);
        match fault {
            Some(Fault::Truncated) => bundle.truncate(bundle.len() / 2),
            Some(Fault::Altered(number)) => alter(&mut bundle, number),
            _ => {}
        }
        answer(bundle, fault).await
    }

    async fn bodies(&self, _org: &OrganisationId, from: u64) -> Result<Vec<ServedBody>, TransportError> {
        let fault = self.meet(Call::Bodies).await?;
        let mut bodies = self.server.borrow().bodies(from);
        match fault {
            Some(Fault::Truncated) => bodies.truncate(bodies.len() / 2),
            Some(Fault::Altered(number)) => alter_body(&mut bodies, number),
            _ => {}
        }
        answer(bodies, fault).await
    }

    async fn remembered(&self, _org: &OrganisationId, request: &str) -> Result<Remembered, TransportError> {
        let fault = self.meet(Call::Restore).await?;
        let remembered = self.server.borrow_mut().remembered(request)?;
        answer(remembered, fault).await
    }

    async fn restore(&self, _org: &OrganisationId, restore: &Restore) -> Result<Restored, TransportError> {
        let fault = self.meet(Call::Restore).await?;
        let restored = self.server.borrow_mut().restore(restore)?;
        answer(restored, fault).await
    }

    async fn push(&self, _org: &OrganisationId, push: &Push) -> Result<PushAnswer, TransportError> {
        let fault = self.meet(Call::Push).await?;
        let stop = match fault {
            Some(Fault::ServerStops(stop)) => Some(stop),
            Some(Fault::Delayed) => {
                self.delayed.borrow_mut().push(push.clone());
                return Err(TransportError::Offline);
            }
            Some(Fault::Doubled) => {
                self.server.borrow_mut().push(push, None);
                None
            }
            _ => None,
        };
        let swapped = self.swapped.take();
        let push = swapped.as_ref().unwrap_or(push);
        let answered = self.server.borrow_mut().push(push, stop).ok_or(TransportError::Offline)?;
        answer(answered, fault).await
    }

    async fn brought<K: Keys>(
        &self,
        _org: &OrganisationId,
        blob: &Blob,
        asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        let fault = self.meet(Call::Brought).await?;
        let brought = self.server.borrow().brought(&asker.key, blob)?;
        answer(brought, fault).await
    }

    async fn bring<K: Keys>(
        &self,
        _org: &OrganisationId,
        blob: &Blob,
        offset: u32,
        chunk: &[u8],
        asker: &Asker<'_, K>,
    ) -> Result<Brought, TransportError> {
        let fault = self.meet(Call::Bring).await?;
        if fault == Some(Fault::Doubled) {
            let _first = self.server.borrow_mut().bring(&asker.key, blob, offset, chunk)?;
        }
        let brought = self.server.borrow_mut().bring(&asker.key, blob, offset, chunk)?;
        answer(brought, fault).await
    }
}

/// Changes one bit.
fn alter(bytes: &mut [u8], number: usize) {
    if !bytes.is_empty() {
        let place = number % bytes.len();
        bytes[place] ^= 1 << (number / bytes.len() % 8);
    }
}

/// Changes the last signature of a note into another one's bytes.
fn alter_signature(note: &str) -> String {
    let mut signed = SignedNote::parse(note.as_bytes()).unwrap();
    signed.signatures.last_mut().unwrap().signature[9] ^= 1;
    signed.to_string()
}

fn alter_body(bodies: &mut [ServedBody], number: usize) {
    let count = bodies.len().max(1);
    if let Some(ServedBody::Present { body, .. }) = bodies.get_mut(number % count) {
        body.text = body.text.replacen('"', "'", 1);
    }
}
