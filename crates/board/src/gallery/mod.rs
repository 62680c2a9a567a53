//! Every component in every state on one page, and whole pages of invented content, to look at and to test.
//!
//! The content is made up for this purpose; places, people and numbers exist nowhere.

mod app_parts;
mod board_parts;
mod network_parts;
mod pledging;
mod samples;

use leptos::prelude::*;

use crate::{
    Language, TextSize, Words,
    components::{
        disclosure::disclosure_details,
        message_page::{MessageKind, MessagePage, message_page},
        page_shell::{OtherForm, PageShell, page_shell},
        pledge_details::pledge_details,
        service_point::service_point_details,
    },
    document,
    link::Link,
    pages::{board_page, front_page, performance_page},
};

/// A whole page of invented content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SamplePage {
    /// The front page.
    Front,
    /// The board of an organisation, with so many pledges.
    Board(usize),
    /// The page of a pledge.
    Pledge,
    /// The page of a disclosure.
    Disclosure,
    /// The page of a service point.
    ServicePoint,
    /// What a member has done.
    Performance,
    /// A page that was not found.
    NotFound,
}

/// Every component in every state.
pub fn gallery_page(language: Language, text_size: TextSize) -> String {
    document::page(|| {
        let words = language.words();
        let path = vec![Link::new(words.shell.home, "/"), Link::new("组件一览", "")];
        let shell =
            PageShell { path, has_form: true, ..samples::shell(language, text_size, "组件一览", "/gallery") };
        let main = view! {
            <div class="gallery">
                <h1>"组件一览 · Components"</h1>
                {board_parts::board_parts(words)}
                {app_parts::app_parts(words)}
            </div>
        };
        page_shell(&shell, main.into_any())
    })
}

/// A whole page of invented content.
pub fn sample_page(page: SamplePage, language: Language, text_size: TextSize) -> String {
    document::page(|| {
        let words = language.words();
        let (title, main) = match page {
            SamplePage::Front => (samples::DISTRICT, front_page(words, &samples::front())),
            SamplePage::Board(pledges) => (samples::TOWNSHIP, board_page(words, &samples::board(words, pledges))),
            SamplePage::Pledge => (words.pledge.pledge, pledge_details(words, &samples::pledge(words))),
            SamplePage::Disclosure => (words.disclosure.disclosures, disclosure_details(words, &samples::disclosure())),
            SamplePage::ServicePoint => {
                (words.service_point.service_points, service_point_details(words, &samples::service_point()))
            }
            SamplePage::Performance => (words.performance.title, performance_page(words, &samples::performance())),
            SamplePage::NotFound => ((words.message)(MessageKind::NotFound).title, not_found(words)),
        };
        let mut shell = samples::shell(language, text_size, title, "/gallery");
        shell.path = vec![Link::new(words.shell.home, "/")];
        match page {
            SamplePage::Front | SamplePage::NotFound => shell.path.clear(),
            SamplePage::Board(_) => shell.path.push(Link::new(samples::TOWNSHIP, "/o/liuxi/")),
            _ => shell.path.extend([Link::new(samples::TOWNSHIP, "/o/liuxi/"), Link::new(title, "")]),
        }
        shell.other_forms = vec![
            OtherForm { link: Link::new("CSV", "board.csv"), media_type: "text/csv" },
            OtherForm { link: Link::new("JSON", "board.json"), media_type: "application/json" },
            OtherForm { link: Link::new("Atom", "feed.atom"), media_type: "application/atom+xml" },
        ];
        page_shell(&shell, main)
    })
}

fn not_found(words: &'static Words) -> AnyView {
    message_page(words, &MessagePage { kind: MessageKind::NotFound, home_href: "/".into(), reference: None })
}

/// A part of the gallery under its name.
fn part(name: &'static str, content: AnyView) -> AnyView {
    view! { <section class="section gallery-part"><h2 lang="en">{name}</h2>{content}</section> }.into_any()
}
