use super::demo_banner;
use crate::{Language, document::fragment};

#[test]
fn it_says_that_names_are_invented() {
    assert!(fragment(|| demo_banner(Language::Chinese.words())).contains("均为虚构"));
    assert!(fragment(|| demo_banner(Language::English.words())).contains("invented"));
}
