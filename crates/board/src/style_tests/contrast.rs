//! The tokens: contrast by WCAG 2.2, sizes of the large text.

use super::{SHEETS, token};

/// WCAG 2.2, 1.4.3, for text.
const TEXT_CONTRAST_MIN: f64 = 4.5;
/// WCAG 2.2, 1.4.11, for what is not text.
const SHAPE_CONTRAST_MIN: f64 = 3.0;

fn luminance(colour: &str) -> f64 {
    let part = |from: usize| {
        let value = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(&token(":root", one)), luminance(&token(":root", other)));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_pair_of_text_and_ground_can_be_read() {
    let pairs = [
        ("ink", "paper"),
        ("ink-soft", "paper"),
        ("accent", "paper"),
        ("ink", "wash"),
        ("ink-soft", "wash"),
        ("accent", "wash"),
        ("on-accent", "accent"),
        ("on-ink", "ink"),
    ];
    for (text, ground) in pairs {
        let ratio = contrast(text, ground);
        assert!(ratio >= TEXT_CONTRAST_MIN, "{text} on {ground}: {ratio:.2}");
    }
    assert!(contrast("ink", "accent") >= 1.0);
    assert!(contrast("ink-soft", "paper") >= SHAPE_CONTRAST_MIN);
}

fn pixels(selector: &str, name: &str) -> f64 {
    token(selector, name).strip_suffix("rem").unwrap().parse::<f64>().unwrap() * 16.0
}

#[test]
fn large_text_is_large() {
    let large = ":root[data-text=\"large\"]";
    // 18 pt are 24 CSS pixels, 30 pt are 40.
    for name in ["size-small", "size-text", "size-lead", "size-figure", "size-title"] {
        assert!(pixels(large, name) >= 24.0, "{name}");
        assert!(pixels(large, name) <= pixels(large, "size-head"), "{name}");
    }
    assert!(pixels(large, "size-head") >= 40.0);
    assert!(pixels(large, "target") >= 60.0);
    assert!(token(large, "line-text").parse::<f64>().unwrap() >= 1.3);
    assert!(token(":root", "line-tight").parse::<f64>().unwrap() >= 1.3);
    assert!(pixels(":root", "target") >= 44.0);
}

#[test]
fn colours_are_named_once() {
    for (name, sheet) in SHEETS {
        if name == "tokens.css" || name == "print.css" {
            continue;
        }
        // White under the writer's own letters is the one exception.
        let literals = sheet.matches(": #").count();
        let allowed = usize::from(name == "form.css");
        assert_eq!(literals, allowed, "{name} names colours of its own");
    }
}

#[test]
fn no_sheet_reaches_for_anything_over_the_network() {
    for (name, sheet) in SHEETS {
        assert!(!sheet.contains("url("), "{name}");
        assert!(!sheet.contains("@import"), "{name}");
    }
}
