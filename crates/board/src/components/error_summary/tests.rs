use super::{FieldError, error_summary};
use crate::{Language, document::fragment};

#[test]
fn each_line_leads_to_its_field() {
    let errors = [FieldError { field_id: "due".into(), text: "请填写完成时限".into() }];
    let html = fragment(|| error_summary(Language::Chinese.words(), &errors));
    assert!(html.contains("<a href=\"#due\">请填写完成时限</a>"));
    assert!(html.contains("role=\"alert\""));
}

#[test]
fn nothing_wrong_is_nothing_shown() {
    assert_eq!(fragment(|| error_summary(Language::Chinese.words(), &[])), "");
}
