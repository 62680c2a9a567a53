//! The reader's language and text size: asked for by a link, kept in a cookie, guessed from the browser.
//!
//! A link `?lang=en` or `?text=large` sets the cookie and leads back to the same page without the question, so that
//! addresses that people share carry nobody's preferences (spec rule W8).

use jiannuo_board::{Language, TextSize};

/// The header in which the front hands the language on.
pub(crate) const LANGUAGE_HEADER: &str = "jiannuo-language";
/// The header in which the front hands the text size on.
pub(crate) const TEXT_HEADER: &str = "jiannuo-text";

/// The value of the cookie and the question for large text.
const LARGE: &str = "large";
/// The value for the usual text.
const NORMAL: &str = "normal";
/// A year, after which a preference is forgotten.
const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;

/// What the reader prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Preferences {
    /// The language.
    pub(crate) language: Language,
    /// The text size.
    pub(crate) text_size: TextSize,
}

impl Preferences {
    /// What cookie and browser ask for.
    pub(crate) fn of(cookie: Option<&str>, accept_language: Option<&str>) -> Self {
        let cookie = |name| cookie.and_then(|cookie| cookie_value(cookie, name));
        let language = cookie("lang")
            .and_then(Language::from_tag)
            .or_else(|| accept_language.and_then(accepted))
            .unwrap_or_default();
        Self { language, text_size: text_size(cookie("text")) }
    }

    /// What the front handed on.
    pub(crate) fn handed_on(header: impl Fn(&str) -> Option<String>) -> Self {
        let language = header(LANGUAGE_HEADER).and_then(|tag| Language::from_tag(&tag));
        Self { language: language.unwrap_or_default(), text_size: text_size(header(TEXT_HEADER).as_deref()) }
    }

    /// The text size as the front hands it on.
    pub(crate) const fn text(self) -> &'static str {
        size_name(self.text_size)
    }
}

fn text_size(name: Option<&str>) -> TextSize {
    if name == Some(LARGE) { TextSize::Large } else { TextSize::Normal }
}

const fn size_name(size: TextSize) -> &'static str {
    match size {
        TextSize::Large => LARGE,
        TextSize::Normal => NORMAL,
    }
}

/// The questions that lead to the same page in the other language and in the other text size.
pub(crate) fn questions(preferences: Preferences, query: &str) -> (String, String) {
    let language = match preferences.language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let rest = if query.is_empty() { String::new() } else { format!("{query}&") };
    let text = size_name(preferences.text_size.other());
    (format!("?{rest}lang={}", language.tag()), format!("?{rest}text={text}"))
}

/// A question in an address that sets preferences: the cookies to set, and the rest of the question.
pub(crate) fn asked(query: &str) -> Option<(Vec<String>, String)> {
    let mut cookies = Vec::new();
    let mut rest = Vec::new();
    for part in query.split('&') {
        match part.split_once('=') {
            Some(("lang", tag)) => {
                if let Some(language) = Language::from_tag(tag) {
                    cookies.push(cookie("lang", language.tag()));
                }
            }
            Some(("text", size @ (LARGE | NORMAL))) => cookies.push(cookie("text", size)),
            Some(("text", _)) => {}
            _ => {
                rest.push(part);
                continue;
            }
        }
    }
    let is_asked = rest.len() < query.split('&').count();
    is_asked.then(|| (cookies, rest.join("&")))
}

fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age={COOKIE_SECONDS}; SameSite=Lax; HttpOnly")
}

fn cookie_value<'a>(cookie: &'a str, name: &str) -> Option<&'a str> {
    cookie.split(';').filter_map(|pair| pair.trim().split_once('=')).find(|(known, _)| *known == name).map(|(_, v)| v)
}

/// The first of our languages in the browser's list; lists are in order of preference in every browser.
fn accepted(header: &str) -> Option<Language> {
    header.split(',').filter_map(|range| range.split(';').next()).find_map(|tag| Language::from_tag(tag.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w8_the_cookie_wins_over_the_browser_and_chinese_is_the_default() {
        let language = |cookie, accept| Preferences::of(cookie, accept).language;
        assert_eq!(language(None, None), Language::Chinese);
        assert_eq!(language(None, Some("en-GB,en;q=0.9,zh;q=0.5")), Language::English);
        assert_eq!(language(None, Some("fr, zh-TW")), Language::Chinese);
        assert_eq!(language(Some("a=b; lang=zh-Hans"), Some("en")), Language::Chinese);
        assert_eq!(language(Some("lang=xx"), Some("en")), Language::English);
        assert_eq!(Preferences::of(Some("text=large; lang=en"), None).text_size, TextSize::Large);
    }

    #[test]
    fn w8_the_switches_ask_for_the_other_one_and_keep_the_rest() {
        let chinese = Preferences::of(None, None);
        assert_eq!(questions(chinese, ""), ("?lang=en".to_owned(), "?text=large".to_owned()));
        let english = Preferences::of(Some("lang=en; text=large"), None);
        assert_eq!(questions(english, "page=2"), ("?page=2&lang=zh-Hans".to_owned(), "?page=2&text=normal".to_owned()));
    }

    #[test]
    fn w8_a_question_sets_the_cookie_and_goes_away() {
        let (cookies, rest) = asked("status=overdue&lang=en&page=2").unwrap_or_default();
        assert!(cookies.iter().any(|cookie| cookie.starts_with("lang=en;")));
        assert_eq!(rest, "status=overdue&page=2");
        assert_eq!(asked("status=overdue"), None);
        let (cookies, rest) = asked("lang=xx").unwrap_or_default();
        assert!(cookies.is_empty() && rest.is_empty());
    }
}
