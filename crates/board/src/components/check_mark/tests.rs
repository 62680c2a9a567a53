use super::check_mark;
use crate::{Language, document::fragment};

#[test]
fn the_mark_says_in_words_where_it_leads() {
    let html = fragment(|| check_mark(Language::Chinese.words(), "/app/check/liuxi/1"));
    assert_eq!(
        html,
        r#"<p class="check-mark"><a href="/app/check/liuxi/1"><span aria-hidden="true">✓ </span>查证这一条</a></p>"#
    );
}
