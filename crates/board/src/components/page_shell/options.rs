use crate::{Language, TextSize, link::Link, time::Moment};

/// The style sheets of the public pages, in order, below the style directory.
pub const STYLE_SHEETS: [&str; 3] = ["tokens.css", "page.css", "board.css"];
/// What forms and the app need besides.
pub const FORM_STYLE_SHEET: &str = "form.css";
/// What paper needs instead of a screen.
pub const PRINT_STYLE_SHEET: &str = "print.css";

/// The frame around a page.
#[derive(Clone, Debug)]
pub struct PageShell {
    /// The language of the page.
    pub language: Language,
    /// The size of its text.
    pub text_size: TextSize,
    /// What the page is called, without the product's name.
    pub title: String,
    /// One sentence for search engines and previews.
    pub description: Option<String>,
    /// From the front page to here; the last has no need of a link and gets none.
    pub path: Vec<Link>,
    /// The front page.
    pub home_href: String,
    /// Where the style sheets are, with a slash at the end.
    pub style_base: String,
    /// What follows a style sheet's name so that caches see a new version, such as `?v=3f2a`.
    pub style_version: String,
    /// Whether the page holds a form.
    pub has_form: bool,
    /// This page in the other language.
    pub other_language_href: String,
    /// This page in the other text size.
    pub other_text_size_href: String,
    /// Where members go.
    pub app_href: Option<String>,
    /// The moment for which the page holds.
    pub as_at: Option<Moment>,
    /// Whether the data is invented.
    pub is_demo: bool,
    /// The organisation's supervision phone.
    pub supervision_phone: Option<String>,
    /// Telephones for everybody, each with what it is for.
    pub hotlines: Vec<(String, String)>,
    /// The same page for machines.
    pub other_forms: Vec<OtherForm>,
}

/// The same page for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherForm {
    /// Its name and address.
    pub link: Link,
    /// Its media type.
    pub media_type: &'static str,
}

impl PageShell {
    /// A frame with nothing in it but a title, for the front page of a store at the root of its address.
    pub fn new(language: Language, text_size: TextSize, title: impl Into<String>) -> Self {
        Self {
            language,
            text_size,
            title: title.into(),
            description: None,
            path: Vec::new(),
            home_href: "/".into(),
            style_base: "/style/".into(),
            style_version: String::new(),
            has_form: false,
            other_language_href: String::new(),
            other_text_size_href: String::new(),
            app_href: None,
            as_at: None,
            is_demo: false,
            supervision_phone: None,
            hotlines: Vec::new(),
            other_forms: Vec::new(),
        }
    }
}
