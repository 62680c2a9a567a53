use super::{Confirmation, confirmation};
use crate::{document::fragment, link::Link};

#[test]
fn it_is_announced_and_leads_on() {
    let done = Confirmation {
        title: "已存本机".into(),
        reference: Some("K7-QX".into()),
        text: None,
        next: vec![Link::new("再写一条", "/app/new")],
    };
    let html = fragment(|| confirmation(done));
    assert!(html.contains("role=\"status\""));
    assert!(html.contains("<code>K7-QX</code>"));
    assert!(html.contains("再写一条"));
}
