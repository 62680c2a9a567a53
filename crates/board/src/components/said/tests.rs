use super::{EXCERPT_CHARACTERS, excerpt, paragraphs, said};
use crate::{Language, document::fragment};

#[test]
fn markup_in_words_is_shown_and_not_run() {
    let html = fragment(|| said(Language::Chinese.words(), "<script>alert('1')</script> & \"修路\""));
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;"));
    assert!(html.contains("修路"));
}

#[test]
fn odd_letters_pass_through_untouched() {
    let text = "\u{202e}倒\u{200b}写 Ａ１　é e\u{301}";
    let html = fragment(|| said(Language::Chinese.words(), text));
    assert_eq!(html, format!("<bdi class=\"said\">{text}</bdi>"));
}

#[test]
fn chinese_words_on_an_english_page_say_their_language() {
    let html = fragment(|| said(Language::English.words(), "修路"));
    assert!(html.contains("lang=\"zh-Hans\""));
}

#[test]
fn lines_become_paragraphs_and_blank_lines_do_not() {
    let html = fragment(|| paragraphs(Language::Chinese.words(), "一\n \n二\r\n"));
    assert_eq!(html.matches("<p>").count(), 2);
}

#[test]
fn an_excerpt_says_that_it_is_one() {
    let long = "路".repeat(10_000);
    assert_eq!(excerpt(&long).chars().count(), EXCERPT_CHARACTERS + 1);
    assert!(excerpt(&long).ends_with('…'));
    assert_eq!(excerpt("修路"), "修路");
}
