//! The office log of an organisation that this device is a member of: read, written and compared with the public log.
//!
//! It is asked for while somebody looks at it, and by the leading tab while something waits to be sent; who never opens it
//! pays nothing for it. Reading and writing never wait for the network here either.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::ledger::Ledger;
use jiannuo_store::{OfficeStore, OfficeTransport, device};
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::outbox::{OutboxItem, OutboxState};
use jiannuo_sync::store::{Store as _, StoreError};
use jiannuo_sync::{Agreement, Disagreement, Replica, SyncError};
use leptos::prelude::*;

use super::{Act, Failure, Session, Speaker};

thread_local! {
    /// How much waits to be sent in each office log, as far as this tab knows.
    static WAITING: RefCell<BTreeMap<OrganisationId, u32>> = RefCell::default();
}

/// An office log as this tab shows it.
#[derive(Clone)]
pub struct OfficeShown {
    /// What is written in it, with the outbox on top.
    pub ledger: Rc<Ledger>,
    /// What waits to be sent.
    pub outbox: Rc<Vec<OutboxItem>>,
    /// Whether both logs fit each other; `None` when they were not both asked for just now.
    pub agreement: Option<Result<Agreement, Disagreement>>,
    /// What speaks against the log.
    pub evidence: Vec<Evidence>,
    /// Why it could not be asked for just now.
    pub trouble: Option<Failure>,
}

/// Both logs of an organisation on this device.
struct Logs {
    public: Replica,
    office: Replica,
}

impl Session {
    /// The office log as far as it is here; `asks` has the server asked first for what is new.
    pub async fn office(&self, org: OrganisationId, speaker: Speaker, asks: bool) -> Result<OfficeShown, Failure> {
        let mut logs = self.logs(org).await?;
        let synced = if asks { self.sync_office(&mut logs, speaker).await } else { Ok(None) };
        let Logs { public, office } = &logs;
        self.note_office_outbox(org, office.outbox());
        let agreement = match &synced {
            Ok(Some(disagreement)) => Some(Err(*disagreement)),
            Ok(None) if asks => Some(office.agrees_with(public)),
            _ => None,
        };
        Ok(OfficeShown {
            ledger: Rc::new(office.shown().clone()),
            outbox: Rc::new(office.outbox().to_vec()),
            agreement,
            evidence: office.evidence().to_vec(),
            trouble: synced.err(),
        })
    }

    /// Opens both logs; the office log wants as much of the public log as it was judged by.
    async fn logs(&self, org: OrganisationId) -> Result<Logs, Failure> {
        let device = self.device();
        let store = OfficeStore::new(&device.store);
        let mut public = Replica::open(&device.store, org).await?;
        let roster = |public: &Replica| public.logged().acceptance().roster().clone();
        let office = match Replica::open_office(&store, org, roster(&public)).await {
            Err(SyncError::NeedsPublicLog { .. }) => {
                public.sync(&device.store, &device.transport, &device.keys, device::now_ms()).await?;
                Replica::open_office(&store, org, roster(&public)).await?
            }
            office => office?,
        };
        Ok(Logs { public, office })
    }

    /// Brings the office log up to date; a disagreement when it names more of the public log than this device is shown.
    async fn sync_office(&self, logs: &mut Logs, speaker: Speaker) -> Result<Option<Disagreement>, Failure> {
        let device = self.device();
        let store = OfficeStore::new(&device.store);
        let ahead_ms = logs.public.checkpoint().map_or(0, |seen| seen.server_ms.saturating_sub(seen.device_ms));
        let transport = OfficeTransport::new(&device.transport, &device.keys, speaker.key, ahead_ms);
        let Logs { public, office } = logs;
        let mut synced = office.sync(&store, &transport, &device.keys, device::now_ms()).await;
        if let Err(SyncError::Store(StoreError::Moved)) = synced {
            // Another tab looked at the same time; what it kept is here now.
            office.reload(&store).await?;
            synced = office.sync(&store, &transport, &device.keys, device::now_ms()).await;
        }
        if let Err(SyncError::NeedsPublicLog { .. }) = synced {
            public.sync(&device.store, &device.transport, &device.keys, device::now_ms()).await?;
            office.judge_by(public);
            match office.sync(&store, &transport, &device.keys, device::now_ms()).await {
                Err(SyncError::NeedsPublicLog { size }) => return Ok(Some(Disagreement::Anchor { size })),
                synced => synced?,
            };
        } else {
            synced?;
        }
        Ok(None)
    }

    /// Remembers how much waits in an office log.
    fn note_office_outbox(&self, org: OrganisationId, outbox: &[OutboxItem]) {
        let count = outbox.iter().filter(|item| item.state == OutboxState::Waiting).count();
        let all = WAITING.with_borrow_mut(|waiting| {
            waiting.insert(org, u32::try_from(count).unwrap_or(u32::MAX));
            waiting.values().sum()
        });
        if self.office_waiting.get_untracked() != all {
            self.office_waiting.set(all);
        }
    }

    /// Keeps what was said in the office log; when this returns it is saved on this device.
    pub async fn commit_to_office(&self, act: Act) -> Result<(), Failure> {
        let device = self.device();
        let (org, statements) = act.into_office();
        let mut logs = self.logs(org).await?;
        let store = OfficeStore::new(&device.store);
        logs.office.write(&store, &device.keys, statements, device::now_ms()).await?;
        self.note_office_outbox(org, logs.office.outbox());
        self.written();
        self.office_turn.update(|turn| *turn += 1);
        Ok(())
    }

    /// Somebody has looked at what speaks against an office log, and goes on with it.
    pub async fn decide_in_office(&self, org: OrganisationId) -> Result<(), Failure> {
        let mut logs = self.logs(org).await?;
        logs.office.decide(&OfficeStore::new(&self.device().store), device::now_ms()).await?;
        self.office_turn.update(|turn| *turn += 1);
        Ok(())
    }

    /// Takes something back that no push was begun for, or gives up what was refused.
    pub async fn remove_from_office(&self, org: OrganisationId, item: &OutboxItem) -> Result<(), Failure> {
        let Some(statement) = item.statement() else { return Ok(()) };
        let store = OfficeStore::new(&self.device().store);
        let mut logs = self.logs(org).await?;
        if !logs.office.take_back(&store, &statement.entry).await? {
            logs.office.discard(&store, &statement.entry).await?;
        }
        self.office_turn.update(|turn| *turn += 1);
        Ok(())
    }

    /// Finds out in which office logs something waits; other tabs may have written there.
    pub(super) async fn look_into_office_outboxes(self) {
        let store = OfficeStore::new(&self.device().store);
        for (org, _) in self.speakers() {
            if let Ok(stored) = store.load(&org).await {
                self.note_office_outbox(org, &stored.outbox);
            }
        }
    }

    /// Sends what waits in office logs; whether anything went out. What fails is tried again in the next round.
    pub(super) async fn send_office(self) {
        let waiting = WAITING.with_borrow(Clone::clone);
        for (org, speaker) in
            self.speakers().into_iter().filter(|(org, _)| waiting.get(org).is_some_and(|count| *count > 0))
        {
            if self.office(org, speaker, true).await.is_ok_and(|shown| shown.trouble.is_none()) {
                self.office_turn.update(|turn| *turn += 1);
            }
        }
    }

    /// Who this device speaks as, in each organisation where it does.
    fn speakers(self) -> Vec<(OrganisationId, Speaker)> {
        let speaker = |one: &jiannuo_store::Membership| {
            let (member, key) = one.member.zip(one.key)?;
            Some((one.org, Speaker { member, key }))
        };
        self.memberships.with_untracked(|all| all.iter().filter_map(speaker).collect())
    }
}
