/// Where one is in a long list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// This page, from 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
    /// The page before.
    pub previous_href: Option<String>,
    /// The page after.
    pub next_href: Option<String>,
}
