//! Names in addresses: the form of a slug, and which organisation has it.

use std::cell::RefCell;
use std::collections::HashMap;

use jiannuo_domain::id::OrganisationId;

/// Shortest slug; shorter ones are kept free for the product's own paths.
const MIN_SLUG_CHARACTERS: usize = 3;
/// Longest slug: a county, a town and a village in pinyin.
const MAX_SLUG_CHARACTERS: usize = 40;

/// Slugs that would be taken for a part of the product or of its administration.
const RESERVED: [&str; 22] = [
    "admin",
    "api",
    "app",
    "assets",
    "board",
    "demo",
    "feed",
    "gallery",
    "healthz",
    "help",
    "icons",
    "jiannuo",
    "kiosk",
    "log",
    "login",
    "manifest",
    "new",
    "openapi",
    "organisations",
    "static",
    "style",
    "www",
];

/// Names that an isolate remembers: every village of a prefecture.
const MAX_REMEMBERED: usize = 5_000;

thread_local! {
    static KNOWN: RefCell<HashMap<String, OrganisationId>> = RefCell::new(HashMap::new());
}

/// What is wrong with a slug.
pub(crate) fn problem(slug: &str) -> Option<&'static str> {
    let is_made_of = slug.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let has_length = (MIN_SLUG_CHARACTERS..=MAX_SLUG_CHARACTERS).contains(&slug.len());
    let is_plain = !slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--");
    // What looks like an identity must be one: an address has one meaning.
    if !is_made_of || !has_length || !is_plain || slug.parse::<OrganisationId>().is_ok() {
        Some("slug-malformed")
    } else if RESERVED.contains(&slug) {
        Some("slug-reserved")
    } else {
        None
    }
}

/// The organisation with a slug, if this isolate has heard of it; a slug's owner never changes.
pub(crate) fn known(slug: &str) -> Option<OrganisationId> {
    KNOWN.with_borrow(|known| known.get(slug).copied())
}

/// Remembers a slug's organisation.
pub(crate) fn remember(slug: &str, org: OrganisationId) {
    KNOWN.with_borrow_mut(|known| {
        if known.len() >= MAX_REMEMBERED {
            known.clear();
        }
        known.insert(slug.to_owned(), org);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w6_a_slug_is_plain_short_and_nobody_elses_word() {
        for good in ["liuxi", "liuxi-2", "a1b", &"a".repeat(40)] {
            assert_eq!(problem(good), None, "{good}");
        }
        for bad in ["", "ab", "Liuxi", "柳溪镇", "liu xi", "-liuxi", "liuxi-", "liu--xi", "a/b", &"a".repeat(41)] {
            assert_eq!(problem(bad), Some("slug-malformed"), "{bad}");
        }
        assert_eq!(problem(&"0".repeat(32)), Some("slug-malformed"), "it would read as an identity");
        assert_eq!(problem("admin"), Some("slug-reserved"));
    }
}
