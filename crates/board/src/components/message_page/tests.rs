use super::{MessageKind, MessagePage, message_page};
use crate::{Language, document::fragment};

#[test]
fn every_kind_has_one_heading_and_a_way_on() {
    for language in Language::ALL {
        for kind in MessageKind::ALL {
            let message = MessagePage { kind, home_href: "/".into(), reference: Some("7f3a".into()) };
            let html = fragment(|| message_page(language.words(), &message));
            assert_eq!(html.matches("<h1>").count(), 1, "{kind:?}");
            assert!(html.contains("href=\"/\""));
            assert!(html.contains("<code>7f3a</code>"));
        }
    }
}
