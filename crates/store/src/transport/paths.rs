//! Where things are on a server. An organisation is named by its identity or, once known, by its name in addresses.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::limits::BUNDLE_ENTRIES;

pub(super) fn head_path(base: &str, org: &str) -> String {
    format!("{base}/o/{org}/log/head")
}

pub(super) fn bodies_path(base: &str, org: &str, from: u64) -> String {
    format!("{base}/o/{org}/log/bodies/from/{from}")
}

pub(super) fn entries_path(base: &str, org: &str) -> String {
    format!("{base}/o/{org}/entries")
}

/// A bundle that is not full says how wide it is: another width is another address, so that each may be cached for ever.
/// The identity is in the question, because a name may be another organisation's once a server was set up anew.
pub(super) fn bundle_path(base: &str, org: &str, id: &OrganisationId, tile: u64, width: u64) -> String {
    let number = tile_number(tile);
    if width == BUNDLE_ENTRIES {
        format!("{base}/o/{org}/log/tile/entries/{number}?org={id}")
    } else {
        format!("{base}/o/{org}/log/tile/entries/{number}.p/{width}?org={id}")
    }
}

/// A tile's number in groups of three digits, all but the last with an `x` before it (C2SP tlog-tiles).
fn tile_number(tile: u64) -> String {
    let mut path = format!("{:03}", tile % 1_000);
    let mut rest = tile / 1_000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1_000);
        rest /= 1_000;
    }
    path
}

/// The name of the organisation in an address.
pub(super) fn name_in(address: &str) -> Option<&str> {
    address.split_once("/o/")?.1.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn tiles_are_numbered_in_groups_of_three_digits() {
        for (tile, path) in [(0, "000"), (67, "067"), (1_000, "x001/000"), (1_234_067, "x001/x234/067")] {
            assert_eq!(tile_number(tile), path);
        }
    }

    #[wasm_bindgen_test]
    fn an_address_tells_the_organisations_name() {
        assert_eq!(name_in("https://example.org/o/hall/log/head"), Some("hall"));
        assert_eq!(name_in("https://example.org/app/"), None);
    }

    #[wasm_bindgen_test]
    fn a_bundle_names_its_organisation_and_says_its_width_when_it_is_not_full() {
        let at = "/o/hall/log/tile/entries/";
        let id = OrganisationId::from_bytes([0xab; 16]);
        assert_eq!(bundle_path("", "hall", &id, 1, 256), format!("{at}001?org={id}"));
        assert_eq!(bundle_path("", "hall", &id, 1_001, 7), format!("{at}x001/001.p/7?org={id}"));
    }
}
