//! Tiles of a log's tree, fetched when a proof needs them and kept for one pull.
//!
//! A tile is believed only as far as the accepted checkpoint's root follows from it, so that wrong bytes are told from a
//! log that contradicts itself. A proof in a log of at most [`crate::MAX_LOG_ENTRIES`] needs a few tiles on each of three
//! levels, and each is fetched once: a whole pull of the longest log fetches under 40 of at most 8 KiB.

use std::collections::BTreeSet;

use jiannuo_domain::id::OrganisationId;
use jiannuo_tlog::checkpoint::Checkpoint;
use jiannuo_tlog::proof::{prove_consistency, root_of, verify_consistency};
use jiannuo_tlog::tile::{Tile, Tiles, tiles_for_consistency, tiles_for_root};
use jiannuo_tlog::{Hash, empty_root};

use crate::replica::SyncError;
use crate::transport::{Transport, TransportError};

/// The tiles of one pull.
#[derive(Debug, Default)]
pub(crate) struct PullTiles {
    tiles: Tiles,
    fetched: BTreeSet<Tile>,
}

impl PullTiles {
    /// Whether the checkpoint's tree begins with the tree of this size and root.
    ///
    /// # Errors
    /// [`TransportError`], also for tiles that the checkpoint's root does not follow from: they prove nothing.
    pub(crate) async fn extends(
        &mut self,
        transport: &impl Transport,
        org: &OrganisationId,
        (size, root): (u64, Hash),
        checkpoint: &Checkpoint,
    ) -> Result<bool, SyncError> {
        if size == checkpoint.size || size == 0 {
            let expected = if size == 0 { empty_root() } else { checkpoint.root };
            return Ok(root == expected);
        }
        let theirs = self.root_in(transport, org, size, checkpoint).await?;
        Ok(theirs == root)
    }

    /// The root that the checkpoint's tree had at a smaller size.
    async fn root_in(
        &mut self,
        transport: &impl Transport,
        org: &OrganisationId,
        size: u64,
        checkpoint: &Checkpoint,
    ) -> Result<Hash, SyncError> {
        let unproved = |_| TransportError::Malformed("tiles that are not the checkpoint's".to_owned());
        let needed = tiles_for_consistency(size, checkpoint.size).map_err(unproved)?;
        // An old tree that is one complete subtree is no part of its own proof, so it is asked for as well.
        let old = tiles_for_root(size).into_iter();
        // As wide as the server has them, so that one serves several proofs.
        let old = old.filter_map(|tile| Tile::at(tile.level, tile.index, checkpoint.size));
        for tile in needed.into_iter().chain(old) {
            self.fetch(transport, org, tile).await?;
        }
        let root = root_of(size, &self.tiles).map_err(unproved)?;
        let proof = prove_consistency(size, checkpoint.size, &self.tiles).map_err(unproved)?;
        verify_consistency(size, &root, checkpoint.size, &checkpoint.root, &proof).map_err(unproved)?;
        Ok(root)
    }

    async fn fetch(&mut self, transport: &impl Transport, org: &OrganisationId, tile: Tile) -> Result<(), SyncError> {
        if !self.fetched.contains(&tile) {
            let bytes = transport.tile(org, tile).await?;
            let unread = |error: &dyn std::fmt::Display| TransportError::Malformed(format!("tile: {error}"));
            self.tiles.insert(tile, &bytes).map_err(|error| unread(&error))?;
            self.fetched.insert(tile);
        }
        Ok(())
    }
}
