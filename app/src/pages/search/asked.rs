//! What is sought, as the address says it.

use jiannuo_domain::kind::RecordKind;
use jiannuo_finding::gather::KINDS;
use jiannuo_finding::{DueWindow, Filter};
use jiannuo_store::Membership;
use js_sys::encode_uri_component;
use leptos_router::params::ParamsMap;

/// What is sought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words as typed.
    pub typed: String,
    /// Of which kind.
    pub kind: Option<RecordKind>,
    /// The organisation's name in addresses, where all are searched.
    pub org: String,
    /// The state's code; empty for any.
    pub state: String,
    /// The field; empty for any.
    pub field: String,
    /// The post; empty for any.
    pub post: String,
    /// The due date's window; empty for any.
    pub due: String,
}

/// A kind's name in addresses.
pub const fn kind_code(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Pledge => "pledge",
        RecordKind::Disclosure => "disclosure",
        RecordKind::CatalogueItem => "catalogue",
        RecordKind::Point => "point",
        RecordKind::Guide => "guide",
        RecordKind::Organisation => "contact",
        RecordKind::Cycle => "cycle",
        RecordKind::Post => "post",
        RecordKind::Member => "member",
        _ => "other",
    }
}

impl Asked {
    /// What an address asks.
    pub fn from_query(query: &ParamsMap) -> Self {
        let text = |name| query.get(name).unwrap_or_default();
        let kind = text("kind");
        Self {
            typed: text("q"),
            kind: KINDS.into_iter().find(|known| kind_code(*known) == kind),
            org: text("org"),
            state: text("state"),
            field: text("field"),
            post: text("post"),
            due: text("due"),
        }
    }

    /// The question of the address that asks for it.
    pub fn to_query(&self) -> String {
        let kind = self.kind.map(kind_code).unwrap_or_default();
        let parts = [
            ("q", self.typed.as_str()),
            ("kind", kind),
            ("org", &self.org),
            ("state", &self.state),
            ("field", &self.field),
            ("post", &self.post),
            ("due", &self.due),
        ];
        let filled = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let written = filled.map(|(name, value)| format!("{name}={}", String::from(encode_uri_component(value))));
        let query = written.collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }

    /// Whether anything but words narrows it down.
    pub fn is_narrowed(&self) -> bool {
        self.kind.is_some()
            || [&self.org, &self.state, &self.field, &self.post, &self.due].iter().any(|one| !one.is_empty())
    }

    /// What is to be left of everything on this device.
    pub fn filter(&self, here: Option<&Membership>, all: &[Membership]) -> Filter {
        let named = |text: &String| (!text.is_empty()).then(|| text.clone());
        let org = here.or_else(|| all.iter().find(|one| one.slug == self.org)).map(|one| one.org);
        Filter {
            org,
            kind: self.kind,
            state: named(&self.state),
            field: named(&self.field),
            post: named(&self.post),
            due: DueWindow::from_code(&self.due),
        }
    }
}
