//! What a search on a board says.

/// See [`super::Words::search`].
#[derive(Debug)]
pub struct SearchWords {
    /// What is asked.
    pub label: &'static str,
    /// The button.
    pub submit: &'static str,
    /// How many were found for what.
    pub found: fn(&str, u32) -> String,
    /// What else was found, as a heading.
    pub also_found: &'static str,
    /// The way back to all.
    pub clear: &'static str,
}

pub(super) const CHINESE: SearchWords = SearchWords {
    label: "查找（汉字、拼音或首字母）",
    submit: "查找",
    found: |sought, count| format!("含“{sought}”的承诺：{count} 条。"),
    also_found: "也查到这些",
    clear: "看全部承诺",
};

pub(super) const ENGLISH: SearchWords = SearchWords {
    label: "Search (characters, pinyin or its initials)",
    submit: "Search",
    found: |sought, count| format!("Pledges with “{sought}”: {count}."),
    also_found: "Also found",
    clear: "Show all pledges",
};
