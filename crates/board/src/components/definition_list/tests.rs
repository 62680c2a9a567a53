use super::{definition_list, fact};
use crate::{Language, document::fragment};

#[test]
fn each_term_stands_with_its_value() {
    let words = Language::Chinese.words();
    let html = fragment(|| definition_list(vec![fact(words, "岗位", "<i>水管员")]));
    assert_eq!(html.matches("<dt>岗位</dt>").count(), 1);
    assert!(html.contains("&lt;i&gt;水管员"));
}
