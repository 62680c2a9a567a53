//! Everything that the gallery shows, which is every component in every state.

use std::collections::BTreeSet;

use super::SHEETS;
use crate::{
    Language, TextSize,
    gallery::{SamplePage, gallery_page, sample_page},
};

fn galleries() -> Vec<String> {
    let pairs = Language::ALL.into_iter().flat_map(|language| TextSize::ALL.map(|size| (language, size)));
    pairs.map(|(language, size)| gallery_page(language, size)).collect()
}

/// The gallery and whole pages.
fn everything() -> Vec<String> {
    let samples = [SamplePage::Front, SamplePage::Board(7), SamplePage::Pledge, SamplePage::Disclosure]
        .into_iter()
        .chain([SamplePage::ServicePoint, SamplePage::NotFound, SamplePage::Performance]);
    samples.map(|page| sample_page(page, Language::English, TextSize::Normal)).chain(galleries()).collect()
}

#[test]
fn nothing_needs_an_inline_style_or_script() {
    for html in everything() {
        assert!(!html.contains("style="));
        assert!(!html.contains("<script"));
        assert!(!html.contains("<style"));
        assert!(!html.contains(" onclick"));
        assert!(!html.contains("javascript:"));
    }
}

#[test]
fn ids_are_unique_and_labels_find_their_controls() {
    for html in everything() {
        let ids: Vec<_> = values(&html, " id=\"");
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for wanted in values(&html, " for=\"").into_iter().chain(values(&html, " href=\"#")) {
            assert!(unique.contains(wanted), "nothing has the id {wanted}");
        }
        for list in values(&html, " aria-describedby=\"") {
            for wanted in list.split(' ') {
                assert!(unique.contains(wanted), "nothing has the id {wanted}");
            }
        }
    }
}

#[test]
fn no_class_is_drawn_for_nothing() {
    let mut used = BTreeSet::new();
    for html in everything() {
        for list in values(&html, " class=\"") {
            used.extend(list.split_whitespace().map(str::to_owned));
        }
    }
    for (_, sheet) in SHEETS {
        for class in classes(sheet) {
            assert!(used.contains(class) || OUTSIDE.contains(&class), ".{class} is drawn and nowhere used");
        }
    }
}

/// Drawn for the app's own frame.
const OUTSIDE: [&str; 1] = ["tabs-fixed"];
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(attribute).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value).collect()
}

fn classes(sheet: &str) -> impl Iterator<Item = &str> {
    let selectors = sheet.lines().filter(|line| line.ends_with('{') || line.ends_with(','));
    selectors.flat_map(|line| line.split('.').skip(1)).filter_map(|rest| {
        let end = rest.find(|letter: char| !(letter.is_ascii_lowercase() || letter == '-')).unwrap_or(rest.len());
        rest.get(..end).filter(|class| !class.is_empty())
    })
}
