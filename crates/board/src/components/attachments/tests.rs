use jiannuo_domain::words::MediaType;

use super::{Attached, Paper, Picture, attachments};
use crate::{Language, document::fragment};

fn picture(shows: Option<&str>) -> Attached {
    Attached::Picture(Picture {
        href: "/o/liuxi/blobs/ab".into(),
        thumbnail_src: "/o/liuxi/blobs/cd".into(),
        width: 320,
        height: 240,
        shows: shows.map(Into::into),
    })
}

fn html(language: Language, attached: &[Attached]) -> String {
    fragment(|| attachments(language.words(), attached))
}

#[test]
fn v10_a_picture_keeps_its_place_says_what_it_shows_and_opens_in_full() {
    let html = html(Language::Chinese, &[picture(Some("修好的水闸"))]);
    for part in [
        "href=\"/o/liuxi/blobs/ab\"",
        "src=\"/o/liuxi/blobs/cd\"",
        "width=\"320\"",
        "height=\"240\"",
        "loading=\"lazy\"",
        "alt=\"修好的水闸\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(html.contains("aria-hidden=\"true\""), "what is shown is not read out twice");
}

#[test]
fn v10_a_picture_without_words_is_counted() {
    let html = html(Language::Chinese, &[picture(Some("一")), picture(None)]);
    assert!(html.contains("alt=\"照片 2，没有文字说明\""), "{html}");
}

#[test]
fn v10_a_paper_says_its_name_kind_and_size() {
    let paper = Attached::Paper(Paper {
        href: "/o/liuxi/blobs/ef".into(),
        name: "<b>合同.pdf".into(),
        media: MediaType::Pdf,
        bytes: 1_300_000,
    });
    let html = html(Language::Chinese, &[paper, picture(None)]);
    assert!(html.contains("&lt;b&gt;合同.pdf"), "{html}");
    assert!(html.contains("PDF · 1.3 MB"), "{html}");
    assert!(html.find("<img").unwrap_or(usize::MAX) < html.find("合同").unwrap_or(0), "pictures stand first");
}

#[test]
fn nothing_attached_is_nothing_shown() {
    assert_eq!(html(Language::English, &[]), "");
}
