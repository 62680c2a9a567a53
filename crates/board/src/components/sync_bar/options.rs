/// Where the writer's entries are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncState {
    /// All of them are in the record.
    UpToDate,
    /// So many are safe on this device and go out by themselves.
    SavedHere(u32),
    /// So many are on their way.
    Publishing(u32),
    /// No network, nothing waits.
    Offline,
    /// So many were refused or overtaken.
    NeedsYou(u32),
    /// The device cannot hold any more.
    StorageFull,
}

impl SyncState {
    /// Whether the writer has to do something.
    pub const fn needs_attention(self) -> bool {
        matches!(self, Self::NeedsYou(_) | Self::StorageFull)
    }
}
