//! Where things are on a server. An organisation is named by its identity or, once known, by its name in addresses.

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;

pub(super) fn checkpoint_path(base: &str, org: &str) -> String {
    format!("{base}/o/{org}/log/checkpoint")
}

pub(super) fn keys_path(base: &str, org: &str) -> String {
    format!("{base}/o/{org}/log/keys")
}

/// What is posted to a log beside entries.
pub(super) fn log_path(base: &str, org: &str, what: &str) -> String {
    format!("{base}/o/{org}/log/{what}")
}

pub(super) fn bodies_path(base: &str, org: &str, from: u64) -> String {
    format!("{base}/o/{org}/log/bodies/from/{from}")
}

pub(super) fn entries_path(base: &str, org: &str) -> String {
    format!("{base}/o/{org}/entries")
}

/// A file beside the log.
pub(super) fn blob_path(base: &str, org: &str, hash: &Digest) -> String {
    format!("{base}/o/{org}/blobs/{hash}")
}

/// A tile or an entry bundle, by its path as in C2SP tlog-tiles: another width is another address, so that each may be
/// cached for ever. The identity is in the question, because a name may be another organisation's once a server was set
/// up anew.
pub(super) fn tile_path(base: &str, org: &str, id: &OrganisationId, path: &str) -> String {
    format!("{base}/o/{org}/log/{path}?org={id}")
}

/// The name of the organisation in an address.
pub(super) fn name_in(address: &str) -> Option<&str> {
    address.split_once("/o/")?.1.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiannuo_tlog::tile::EntryBundle;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn an_address_tells_the_organisations_name() {
        assert_eq!(name_in("https://example.org/o/hall/log/checkpoint"), Some("hall"));
        assert_eq!(name_in("https://example.org/app/"), None);
    }

    #[wasm_bindgen_test]
    fn a_tile_names_its_organisation() {
        let id = OrganisationId::from_bytes([0xab; 16]);
        let bundle = EntryBundle { index: 1_001, width: 7 }.path();
        assert_eq!(tile_path("", "hall", &id, &bundle), format!("/o/hall/log/tile/entries/x001/001.p/7?org={id}"));
    }
}
