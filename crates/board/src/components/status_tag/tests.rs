use std::collections::BTreeSet;

use super::{Status, status_tag};
use crate::{Language, document::fragment};

#[test]
fn every_status_is_a_word_and_a_shape_of_its_own() {
    let shapes: BTreeSet<_> = Status::ALL.iter().map(|status| status.shape()).collect();
    assert_eq!(shapes.len(), Status::ALL.len());
    for language in Language::ALL {
        for status in Status::ALL {
            let html = fragment(|| status_tag(language.words(), status));
            assert!(html.contains((language.words().status)(status)), "{status:?} has its word");
            assert!(html.contains(status.shape()), "{status:?} has its shape");
        }
    }
}

#[test]
fn the_shape_is_silent() {
    let html = fragment(|| status_tag(Language::Chinese.words(), Status::Overdue));
    assert!(html.contains("<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\""));
    assert!(html.ends_with("已逾期</span>"));
}
