#![allow(clippy::unwrap_used)]

use leptos::prelude::*;

use super::{OtherForm, PageShell, page_shell, phone_link};
use crate::{
    Language, TextSize,
    document::{fragment, page},
    link::Link,
    time::{Day, Moment},
};

fn shell(language: Language, text_size: TextSize) -> PageShell {
    PageShell {
        other_language_href: "?lang=x".into(),
        other_text_size_href: "?text=x".into(),
        as_at: Some(Moment::new(Day::new(2026, 11, 22), 14, 5)),
        is_demo: true,
        supervision_phone: Some("0571-0000 0000".into()),
        path: vec![Link::new("首页", "/"), Link::new("柳溪镇", "/o/liuxi/")],
        other_forms: vec![OtherForm { link: Link::new("CSV", "board.csv"), media_type: "text/csv" }],
        ..PageShell::new(language, text_size, "柳溪镇")
    }
}

fn html(language: Language, text_size: TextSize) -> String {
    page(|| page_shell(&shell(language, text_size), view! { <h1>"柳溪镇"</h1> }.into_any()))
}

#[test]
fn the_root_says_language_and_text_size() {
    let normal = html(Language::Chinese, TextSize::Normal);
    assert!(normal.starts_with("<!DOCTYPE html><html lang=\"zh-Hans\"><head>"));
    assert!(html(Language::English, TextSize::Large).contains("<html lang=\"en\" data-text=\"large\">"));
}

#[test]
fn each_landmark_is_there_once() {
    let html = html(Language::Chinese, TextSize::Normal);
    for landmark in ["<header", "<main id=\"main\"", "<footer"] {
        assert_eq!(html.matches(landmark).count(), 1, "{landmark}");
    }
    let skip = html.find("href=\"#main\"").unwrap();
    assert!(skip < html.find("<header").unwrap());
}

#[test]
fn both_switches_are_links_named_in_words() {
    let chinese = html(Language::Chinese, TextSize::Normal);
    assert!(chinese.contains("长辈版</a>"));
    assert!(chinese.contains("lang=\"en\" hreflang=\"en\""));
    assert!(html(Language::English, TextSize::Large).contains("Normal text</a>"));
}

#[test]
fn a_national_hotline_that_an_office_names_itself_is_said_once() {
    let named = PageShell {
        hotlines: vec![("党员热线".into(), "12371".into())],
        ..shell(Language::Chinese, TextSize::Normal)
    };
    let html = page(|| page_shell(&named, view! { <h1>"柳溪镇"</h1> }.into_any()));
    assert_eq!(html.matches("href=\"tel:12371\"").count(), 1);
    assert!(html.contains("党员热线"));
}

#[test]
fn hotline_and_supervision_phone_can_be_called() {
    let html = html(Language::Chinese, TextSize::Normal);
    assert!(html.contains("href=\"tel:12371\""));
    assert!(html.contains("href=\"tel:057100000000\""));
    assert!(html.contains("截至 2026年11月22日 14:05"));
}

#[test]
fn a_phone_that_is_prose_is_no_link() {
    for prose in ["61160000；投诉61190000", "javascript:alert(1)", "12", "见公告栏"] {
        let html = fragment(|| phone_link(Language::Chinese.words(), prose));
        assert!(!html.contains("<a"), "{prose}");
    }
    let html = fragment(|| phone_link(Language::Chinese.words(), "+86（0571）0000-0000"));
    assert!(html.contains("href=\"tel:+86057100000000\""));
}
