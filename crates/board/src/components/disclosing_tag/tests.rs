use std::collections::BTreeSet;

use jiannuo_domain::disclosing::ItemStatus;

use super::item_tag;
use crate::{Language, document::fragment};

#[test]
fn every_state_of_a_row_is_a_word_and_a_shape_of_its_own() {
    let shape = |html: &str| html.split("<path d=\"").nth(1).map(|rest| rest.split('"').next().map(str::to_owned));
    for language in Language::ALL {
        let tags: Vec<_> = ItemStatus::ALL.map(|status| fragment(|| item_tag(language.words(), status))).into();
        let words: BTreeSet<_> = ItemStatus::ALL.map(|status| (language.words().disclosing.item_status)(status)).into();
        let shapes: BTreeSet<_> = tags.iter().map(|html| shape(html)).collect();
        assert_eq!((words.len(), shapes.len()), (ItemStatus::ALL.len(), ItemStatus::ALL.len()));
    }
}
