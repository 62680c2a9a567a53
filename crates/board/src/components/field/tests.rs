use leptos::prelude::*;

use super::{Choice, Field, FieldKind, Problem, checkbox, choices, date_field, field, file_field, select};
use crate::{Language, document::fragment};

fn right() -> Problem {
    Signal::stored(None)
}

fn wrong() -> Problem {
    Signal::stored(Some("请填写数量".to_owned()))
}

fn typed(kind: FieldKind, problem: fn() -> Problem) -> String {
    let asked = || Field::new("quantity", "承诺数量").hint("只填数字");
    fragment(|| field(Language::Chinese.words(), asked(), kind, RwSignal::new("1<5".into()), problem()))
}

#[test]
fn label_hint_and_problem_are_tied_to_the_control() {
    let html = typed(FieldKind::Number, wrong);
    assert!(html.contains("<label for=\"quantity\">承诺数量</label>"));
    assert!(html.contains("aria-describedby=\"quantity-hint quantity-problem\""));
    assert!(html.contains("aria-invalid=\"true\""));
    assert!(html.contains("id=\"quantity-problem\""));
    assert!(html.contains("value=\"1&lt;5\"") || html.contains("value=\"1<5\""));
}

#[test]
fn a_field_that_is_right_says_nothing_of_problems() {
    let html = typed(FieldKind::Text, right);
    assert!(html.contains("aria-describedby=\"quantity-hint\""));
    assert!(!html.contains("aria-invalid"));
    assert!(!html.contains("problem"));
}

#[test]
fn lines_hold_their_text_and_count_what_is_left() {
    let html = typed(FieldKind::Lines(4, Some(10)), right);
    assert!(html.contains("1&lt;5</textarea>"));
    assert!(html.contains("还可输入 7 字"));
}

#[test]
fn a_choice_is_kept_and_the_group_has_a_legend() {
    let answers = || vec![Choice::new("once", "一次"), Choice::new("month", "每月")];
    let html = fragment(|| {
        choices(
            Language::Chinese.words(),
            Field::new("every", "多久一次"),
            answers(),
            RwSignal::new("month".into()),
            right(),
        )
    });
    assert!(html.contains("<legend>多久一次</legend>"));
    assert_eq!(html.matches(" checked").count(), 1);
    assert!(html.contains("for=\"every-2\""));
    let html = fragment(|| {
        select(
            Language::Chinese.words(),
            Field::new("every", "多久一次"),
            answers(),
            RwSignal::new("once".into()),
            right(),
        )
    });
    assert_eq!(html.matches(" selected").count(), 1);
}

#[test]
fn dates_files_and_ticks_have_labels() {
    let words = Language::English.words();
    let html =
        fragment(|| date_field(words, Field::new("due", "Due").optional(), RwSignal::new(String::new()), right()));
    assert!(html.contains("Due<span class=\"hint-inline\"> (optional)</span></label>"));
    assert!(!html.contains("required"));
    let html = fragment(|| file_field(words, Field::new("photo", "Photo"), "image/*", None, right()));
    assert!(html.contains("for=\"photo\""));
    let html = fragment(|| checkbox(words, Field::new("sure", "I have checked it"), RwSignal::new(true), wrong()));
    assert!(html.contains("for=\"sure\""));
    assert!(html.contains(" checked"));
    assert!(html.contains("aria-describedby=\"sure-problem\""));
}
