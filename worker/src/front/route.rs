//! From a path to a route; which methods it takes and what the log line calls it.

use jiannuo_board::record::BoardFilter;

/// A route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route<'a> {
    /// The front page.
    Front,
    /// Every component of the pages in every state.
    Gallery,
    /// Whether the worker answers.
    Health,
    /// The description of this API.
    OpenApi,
    /// The tree of organisations, and founding one.
    Organisations,
    /// Bringing an organisation back that the server has lost.
    RestoredOrganisations,
    /// The tree for the app.
    Tree,
    /// The key of this deployment as a witness.
    WitnessKey,
    /// Asking this deployment to cosign a checkpoint.
    AddCheckpoint,
    /// An organisation's push address.
    Entries {
        /// Slug or identity.
        name: &'a str,
    },
    /// An organisation's log.
    Log {
        /// Slug or identity.
        name: &'a str,
        /// What follows, with `log/`.
        rest: &'a str,
    },
    /// Giving back what an organisation's log has forgotten.
    Restoring {
        /// Slug or identity.
        name: &'a str,
        /// What follows, with `log/`.
        rest: &'a str,
    },
    /// An organisation's office log.
    Office {
        /// Slug or identity.
        name: &'a str,
        /// What follows, without `office/`.
        rest: &'a str,
    },
    /// A file beside an organisation's log.
    Blob {
        /// Slug or identity.
        name: &'a str,
        /// Its hash.
        hash: &'a str,
    },
    /// An organisation's board in one of its forms.
    Board {
        /// Slug or identity.
        name: &'a str,
        /// What follows the slash after the name.
        rest: &'a str,
    },
    /// An organisation without the slash.
    Bare,
    /// The app: one of its files or one of its pages.
    App {
        /// What follows `/app/`.
        rest: &'a str,
    },
    /// `/app` without the slash.
    BareApp,
    /// Another static file.
    File {
        /// The path without the first slash.
        path: &'a str,
    },
    /// A provoked fault, in tests only.
    Fault {
        /// In an organisation's object, by any name.
        name: Option<&'a str>,
        /// Which.
        kind: &'a str,
    },
    /// Nothing.
    Unknown,
}

/// For reading.
const READ: &[&str] = &["GET", "HEAD"];
/// For reading, and for bringing piece by piece.
const BRING: &[&str] = &["GET", "HEAD", "PATCH"];
/// For sending.
const SEND: &[&str] = &["POST"];

/// What is sent to an office log; the rest is read.
const OFFICE_SENDS: [&str; 3] = ["entries", "remembered", "restore"];

/// Folders whose files are served as they are.
const FILE_FOLDERS: [&str; 2] = ["style/", "icons/"];

impl<'a> Route<'a> {
    /// The route of a path.
    pub(crate) fn of(path: &'a str) -> Self {
        match path {
            "/" => return Self::Front,
            "/gallery" => return Self::Gallery,
            "/healthz" => return Self::Health,
            "/openapi.json" => return Self::OpenApi,
            "/organisations" => return Self::Organisations,
            "/organisations/restored" => return Self::RestoredOrganisations,
            "/organisations.json" => return Self::Tree,
            "/witness/key" => return Self::WitnessKey,
            "/witness/add-checkpoint" => return Self::AddCheckpoint,
            "/app" => return Self::BareApp,
            _ => {}
        }
        let path = path.strip_prefix('/').unwrap_or(path);
        if let Some(rest) = path.strip_prefix("app/") {
            return Self::App { rest };
        }
        if let Some(rest) = path.strip_prefix("o/") {
            return Self::organisation(rest);
        }
        if let Some(kind) = path.strip_prefix("__fault/") {
            return Self::Fault { name: None, kind };
        }
        let is_file = FILE_FOLDERS.iter().any(|folder| path.starts_with(folder)) || path.starts_with("manifest");
        if is_file { Self::File { path } } else { Self::Unknown }
    }

    fn organisation(rest: &'a str) -> Self {
        match rest.split_once('/') {
            None if rest.is_empty() => Self::Unknown,
            None => Self::Bare,
            Some(("", _)) => Self::Unknown,
            Some((name, "entries")) => Self::Entries { name },
            Some((name, rest @ ("log/remembered" | "log/restore"))) => Self::Restoring { name, rest },
            Some((name, rest)) if rest.starts_with("log/") => Self::Log { name, rest },
            Some((name, rest)) if rest.starts_with("blobs/") => Self::Blob { name, hash: &rest["blobs/".len()..] },
            Some((name, rest)) => match (rest.strip_prefix("__fault/"), rest.strip_prefix("office/")) {
                (Some(kind), _) => Self::Fault { name: Some(name), kind },
                (None, Some(rest)) => Self::Office { name, rest },
                (None, None) => Self::Board { name, rest },
            },
        }
    }

    /// The methods that it takes.
    pub(crate) fn methods(self) -> &'static [&'static str] {
        match self {
            Self::Organisations
            | Self::RestoredOrganisations
            | Self::Entries { .. }
            | Self::AddCheckpoint
            | Self::Restoring { .. }
            | Self::Fault { .. } => SEND,
            Self::Blob { .. } => BRING,
            Self::Office { rest, .. } if OFFICE_SENDS.contains(&rest) => SEND,
            _ => READ,
        }
    }

    /// The part of a question that its page is a function of, in one form: what nobody understands makes no other page,
    /// no other validator and no other place in the cache.
    pub(crate) fn question(self, query: Option<&str>) -> String {
        let query = query.unwrap_or_default();
        let day = query.split('&').find(|part| part.starts_with("on=")).unwrap_or_default();
        let rest = match self {
            Self::Board { rest, .. } => rest,
            Self::Front => return day.to_owned(),
            _ => return String::new(),
        };
        let asked = BoardFilter::from_query(query);
        // Only the board itself is filtered; what a member has done has pages.
        let filter = match rest.split('/').next().unwrap_or_default() {
            "" => asked.to_query(),
            "members" => BoardFilter { page: asked.page, ..BoardFilter::default() }.to_query(),
            _ => String::new(),
        };
        let separator = if day.is_empty() || filter.is_empty() { "" } else { "&" };
        format!("{day}{separator}{filter}")
    }

    /// What log lines call it: no identities, so that lines can be counted by route.
    pub(crate) fn pattern(self) -> &'static str {
        match self {
            Self::Front => "/",
            Self::Gallery => "/gallery",
            Self::Health => "/healthz",
            Self::OpenApi => "/openapi.json",
            Self::Organisations => "/organisations",
            Self::RestoredOrganisations => "/organisations/restored",
            Self::Tree => "/organisations.json",
            Self::WitnessKey => "/witness/key",
            Self::AddCheckpoint => "/witness/add-checkpoint",
            Self::Entries { .. } => "/o/{org}/entries",
            Self::Restoring { .. } => "/o/{org}/log/…",
            Self::Log { rest, .. } => match rest.split('/').nth(1) {
                Some("checkpoint") => "/o/{org}/log/checkpoint",
                Some("keys") => "/o/{org}/log/keys",
                Some("tile") => "/o/{org}/log/tile/…",
                Some("bodies") => "/o/{org}/log/bodies/…",
                _ => "/o/{org}/log/…",
            },
            Self::Board { rest, .. } => match rest.split('/').next().unwrap_or_default() {
                "" => "/o/{org}/",
                "pledges" => "/o/{org}/pledges/{id}",
                "disclosures" => "/o/{org}/disclosures/…",
                "catalogue" => "/o/{org}/catalogue/…",
                "points" => "/o/{org}/points/…",
                "guides" => "/o/{org}/guides/…",
                "contacts" => "/o/{org}/contacts/",
                "posts" => "/o/{org}/posts/",
                "cycles" => "/o/{org}/cycles/{id}",
                "members" => "/o/{org}/members/{id}",
                "board.json" => "/o/{org}/board.json",
                "board.xlsx" => "/o/{org}/board.xlsx",
                file if file.ends_with(".csv") => "/o/{org}/{table}.csv",
                file if file.ends_with(".xlsx") => "/o/{org}/{table}.xlsx",
                file if file.ends_with(".json") => "/o/{org}/{table}.json",
                "feed.atom" => "/o/{org}/feed.atom",
                _ => "/o/{org}/…",
            },
            Self::Blob { .. } => "/o/{org}/blobs/…",
            Self::Office { .. } => "/o/{org}/office/…",
            Self::Bare => "/o/{org}",
            Self::App { .. } | Self::BareApp => "/app/…",
            Self::File { .. } => "/{file}",
            Self::Fault { .. } => "/__fault/…",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w1_every_address_has_its_route() {
        assert_eq!(Route::of("/"), Route::Front);
        assert_eq!(Route::of("/o/liuxi/"), Route::Board { name: "liuxi", rest: "" });
        assert_eq!(Route::of("/o/liuxi/pledges/1"), Route::Board { name: "liuxi", rest: "pledges/1" });
        assert_eq!(Route::of("/o/liuxi/entries"), Route::Entries { name: "liuxi" });
        assert_eq!(Route::of("/o/liuxi/log/checkpoint"), Route::Log { name: "liuxi", rest: "log/checkpoint" });
        assert_eq!(Route::of("/o/liuxi/office/checkpoint"), Route::Office { name: "liuxi", rest: "checkpoint" });
        assert_eq!(Route::of("/o/liuxi/blobs/ab"), Route::Blob { name: "liuxi", hash: "ab" });
        assert_eq!(Route::of("/o/liuxi"), Route::Bare);
        assert_eq!(Route::of("/app/pledges/new"), Route::App { rest: "pledges/new" });
        assert_eq!(Route::of("/style/page.css"), Route::File { path: "style/page.css" });
        for path in ["/o/", "/o//", "//evil.example/", "/index.php", "/O/liuxi/", "/styles"] {
            assert_eq!(Route::of(path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn w7_a_question_is_what_its_page_understands_in_one_form() {
        let question = |path, query| Route::of(path).question(Some(query));
        assert_eq!(
            question("/o/liuxi/", "page=2&x=1&status=overdue&on=2026-06-01"),
            "on=2026-06-01&status=overdue&page=2"
        );
        assert_eq!(question("/o/liuxi/", "status=overdue&page=1"), "status=overdue");
        assert_eq!(
            question("/o/liuxi/", "field=%E9%81%93%E8%B7%AF&kind=service&kind=none&page=1"),
            "field=%E9%81%93%E8%B7%AF",
            "the last word on a thing counts"
        );
        assert_eq!(question("/o/liuxi/", "status=nothing&on=nonsense"), "on=nonsense", "which has its own answer");
        assert_eq!(question("/o/liuxi/", "q=+%e8%B7%AF++灯&page=2"), "q=%E8%B7%AF%20%E7%81%AF&page=2");
        assert_eq!(question("/o/liuxi/board.json", "page=2&on=2026-06-01"), "on=2026-06-01");
        assert_eq!(question("/", "page=2&on=2026-06-01"), "on=2026-06-01");
        assert_eq!(question("/o/liuxi/members/1", "status=overdue&page=2"), "page=2");
        for path in ["/", "/gallery", "/o/liuxi/points/"] {
            assert_eq!(question(path, "x=1&page=2&status=overdue"), "", "{path}");
        }
        assert_eq!(Route::of("/o/liuxi/").question(None), "");
    }

    #[test]
    fn w3_reading_and_sending_are_kept_apart() {
        assert_eq!(Route::of("/o/liuxi/entries").methods(), ["POST"]);
        assert_eq!(Route::of("/o/liuxi/office/entries").methods(), ["POST"]);
        assert_eq!(Route::of("/o/liuxi/office/keys").methods(), ["GET", "HEAD"]);
        assert_eq!(Route::of("/o/liuxi/blobs/ab").methods(), ["GET", "HEAD", "PATCH"]);
        assert_eq!(Route::of("/o/liuxi/").methods(), ["GET", "HEAD"]);
    }
}
