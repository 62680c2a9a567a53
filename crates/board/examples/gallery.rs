//! Prints a page to look at: `cargo run -p jiannuo-board --features ssr --example gallery -- board en large`.
//!
//! The first word is the page (gallery, front, board, pledge, disclosure, point, message), the second the language
//! (zh, en), the third the text size (normal, large); each may be left out from the end.

#![allow(clippy::print_stdout)]

use jiannuo_board::{
    Language, TextSize,
    gallery::{SamplePage, gallery_page, sample_page},
};

/// What a busy board shows at once; the size of a page is measured with it.
const BOARD_PLEDGES: usize = 50;

fn main() {
    let mut words = std::env::args().skip(1);
    let page = words.next().unwrap_or_default();
    let language = words.next().and_then(|tag| Language::from_tag(&tag)).unwrap_or_default();
    let size = if words.next().as_deref() == Some("large") { TextSize::Large } else { TextSize::Normal };
    let sample = match page.as_str() {
        "front" => SamplePage::Front,
        "board" => SamplePage::Board(BOARD_PLEDGES),
        "pledge" => SamplePage::Pledge,
        "disclosure" => SamplePage::Disclosure,
        "point" => SamplePage::ServicePoint,
        "performance" => SamplePage::Performance,
        "message" => SamplePage::NotFound,
        _ => {
            println!("{}", gallery_page(language, size));
            return;
        }
    };
    println!("{}", sample_page(sample, language, size));
}
