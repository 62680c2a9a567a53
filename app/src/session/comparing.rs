//! What this device holds of a log and can show to another, and what it says about what another shows (spec rules S15,
//! S19).

use jiannuo_domain::statement::LogName;
use jiannuo_domain::words::OrganisationWords;
use jiannuo_store::device;
use jiannuo_sync::evidence::Evidence;
use jiannuo_sync::store::Verified;
use jiannuo_sync::{CheckpointLink, Compared, Replica};

use super::{Failure, Progress, Session};

/// What this device holds of one log.
#[derive(Clone)]
pub struct Held {
    /// What the organisation says of itself.
    pub words: Option<OrganisationWords>,
    /// The checkpoint as it is shown to others.
    pub link: CheckpointLink,
    /// When it was looked at.
    pub verified: Verified,
    /// What speaks against the log and nobody has decided about.
    pub open_evidence: Vec<Evidence>,
}

/// What there is to say about another device's checkpoint.
#[derive(Clone)]
pub struct Comparison {
    /// What was shown.
    pub shown: CheckpointLink,
    /// What it says.
    pub compared: Compared,
    /// What is held here, if anything.
    pub held: Option<Held>,
    /// Why the log could not be looked at just now, if that was needed.
    pub stale: Option<Failure>,
}

impl Session {
    /// What this device holds of the organisation with a name or identity, after a look at the server; why that failed
    /// stands beside it. `None` when there is no such organisation.
    pub async fn hold(
        &self,
        place: &str,
        progress: Progress,
    ) -> Result<Option<(Option<Held>, Option<Failure>)>, Failure> {
        let Some(org) = self.find(place).await? else { return Ok(None) };
        let (replica, stale) = self.look(org, progress).await?;
        Ok(Some((held(&replica), stale)))
    }

    /// Compares what another device shows with what is held here; asks the server when that does not suffice.
    pub async fn compare(&self, shown: CheckpointLink, progress: Progress) -> Result<Comparison, Failure> {
        if shown.log() != LogName::Public {
            return Ok(Comparison { shown, compared: Compared::OtherLog, held: None, stale: None });
        }
        let device = self.device();
        let (org, note) = (shown.org(), shown.note());
        let mut replica = Replica::open(&device.store, org).await?;
        let mut compared = replica.compare(&device.store, &note, device::now_ms()).await?;
        let mut stale = None;
        if matches!(compared, Compared::NothingHeld | Compared::Newer { .. } | Compared::NotSigned) {
            (replica, stale) = self.look(org, progress).await?;
            compared = replica.compare(&device.store, &note, device::now_ms()).await?;
        }
        if matches!(compared, Compared::Contradicts(_)) {
            self.looked(org, true).await?;
        }
        Ok(Comparison { shown, compared, held: held(&replica), stale })
    }
}

fn held(replica: &Replica) -> Option<Held> {
    let verified = replica.checkpoint()?.clone();
    Some(Held {
        words: replica.logged().organisation_words().cloned(),
        link: CheckpointLink::of(replica.org(), LogName::Public, &verified).ok()?,
        verified,
        open_evidence: replica.evidence().iter().filter(|one| one.decided_ms.is_none()).cloned().collect(),
    })
}
