//! Which log tells of the app's files: the one above all others of the server.

use std::collections::HashMap;

use jiannuo_domain::id::OrganisationId;
use jiannuo_verify::Source as _;
use serde::Deserialize;

use crate::http::HttpSource;

/// Where a server lists its organisations.
pub(crate) const TREE_PATH: &str = "/organisations.json";
/// A list of organisations: 5,000 of them, every village of a prefecture, of 1 kB each, and three times as much.
pub(crate) const MAX_TREE_BYTES: usize = 16 * 1024 * 1024;
/// Levels of organisations: province, city, county, township, village, group, and as many again.
const MAX_LEVELS: usize = 12;

/// The organisations of a server, as far as their place matters. Nobody is believed: the log that this leads to says
/// itself whether it is the one.
#[derive(Deserialize)]
pub(crate) struct Tree {
    pub(crate) organisations: Vec<Place>,
}

/// One organisation's place.
#[derive(Deserialize)]
pub(crate) struct Place {
    pub(crate) org: OrganisationId,
    pub(crate) slug: String,
    pub(crate) parent: Option<OrganisationId>,
}

/// The log above the one at an address; nothing if that is the one itself, or the server does not say.
pub(crate) fn root(source: &HttpSource) -> Result<Option<HttpSource>, String> {
    let answer = source.get(TREE_PATH, MAX_TREE_BYTES).map_err(|error| format!("{TREE_PATH}: {error}"))?;
    let Ok(tree) = serde_json::from_slice::<Tree>(&answer.content) else { return Ok(None) };
    let Some(slug) = root_of(&tree, source.name()) else { return Ok(None) };
    HttpSource::new(&format!("{}/o/{slug}/", source.server())).map(Some)
}

fn root_of<'a>(tree: &'a Tree, name: &str) -> Option<&'a str> {
    let by_id: HashMap<OrganisationId, &Place> = tree.organisations.iter().map(|place| (place.org, place)).collect();
    let own = tree.organisations.iter().find(|place| place.slug == name || place.org.to_string() == name)?;
    let mut place = own;
    for _ in 0..MAX_LEVELS {
        match place.parent.and_then(|parent| by_id.get(&parent)) {
            Some(parent) => place = parent,
            None => break,
        }
    }
    (place.org != own.org).then_some(place.slug.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_above_all_others_is_found_by_slug_and_by_identity() {
        let org = |number: u8| OrganisationId::from_bytes([number; 16]);
        let place = |number: u8, slug: &str, parent: Option<u8>| Place {
            org: org(number),
            slug: slug.to_owned(),
            parent: parent.map(org),
        };
        let organisations = vec![
            place(1, "qingshui", None),
            place(2, "hekou", Some(1)),
            place(3, "liuxi", Some(2)),
            place(4, "a", Some(5)),
            place(5, "b", Some(4)),
        ];
        let tree = Tree { organisations };
        assert_eq!(root_of(&tree, "liuxi"), Some("qingshui"));
        assert_eq!(root_of(&tree, &org(2).to_string()), Some("qingshui"));
        assert_eq!(root_of(&tree, "qingshui"), None);
        assert_eq!(root_of(&tree, "nobody"), None);
        assert!(root_of(&tree, "a").is_none_or(|slug| slug == "b"), "a circle has an end");
    }
}
