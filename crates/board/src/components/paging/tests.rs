use super::{Paging, paging};
use crate::{Language, document::fragment};

#[test]
fn one_page_needs_no_paging() {
    let one = Paging { page: 1, pages: 1, previous_href: None, next_href: None };
    assert_eq!(fragment(|| paging(Language::Chinese.words(), &one)), "");
}

#[test]
fn the_ends_have_one_link() {
    let first = Paging { page: 1, pages: 3, previous_href: None, next_href: Some("?page=2".into()) };
    let html = fragment(|| paging(Language::Chinese.words(), &first));
    assert!(html.contains("第 1 页，共 3 页"));
    assert!(html.contains("rel=\"next\""));
    assert!(!html.contains("rel=\"prev\""));
}
