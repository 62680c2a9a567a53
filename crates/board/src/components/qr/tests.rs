#![allow(clippy::unwrap_used)]

use super::qr;
use crate::document::fragment;

#[test]
fn a_code_has_a_name_a_quiet_edge_and_squares() {
    let html = fragment(|| qr("名片", "BEGIN:VCARD").unwrap());
    assert!(html.contains("role=\"img\""));
    assert!(html.contains("aria-label=\"名片\""));
    // Version 1 has 21 squares, and four of quiet on each side.
    assert!(html.contains("viewBox=\"0 0 29 29\""), "{html}");
    assert!(html.contains("M4 4h7v1h-7z"), "the corner mark begins after the quiet edge: {html}");
}

#[test]
fn what_fits_no_code_is_none() {
    assert!(qr("长", &"长".repeat(2_000)).is_none());
}
