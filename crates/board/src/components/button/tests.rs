use leptos::prelude::*;

use super::{ButtonKind, ButtonTone, button};
use crate::document::fragment;

fn html(disabled: bool) -> String {
    fragment(|| button("公示".into(), ButtonTone::Main, ButtonKind::Submit, Signal::stored(disabled), None))
}

#[test]
fn a_button_is_a_button() {
    assert!(html(false).contains("type=\"submit\""));
    assert!(html(false).contains(">公示</button>"));
    assert!(!html(false).contains("disabled"));
    assert!(html(true).contains("disabled"));
}
