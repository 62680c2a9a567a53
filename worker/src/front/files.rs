//! Static files, from the engine's disk service: the app, styles, icons.
//!
//! The disk service knows no types and lists folders; types are set here, and only addresses of files are handed on.

use worker::{Env, Headers, Response, Result};

use super::Incoming;
use crate::organisation::matches_validator;
use crate::pages::STYLE_VERSION;
use crate::reply::{APP_POLICY, IMMUTABLE, REVALIDATE, Reply};

/// An answer whose content goes by unread.
#[derive(Debug)]
pub(crate) enum File {
    /// Made here.
    Reply(Reply),
    /// Content from the disk service, with headers of our own.
    Stream(Reply, Response),
}

/// A file below `/app/`; an address of none of them is one of the app's own pages.
pub(crate) async fn app(env: &Env, incoming: &Incoming, rest: &str) -> Result<File> {
    let is_file = rest.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let path = if is_file { format!("app/{rest}") } else { "app/index.html".to_owned() };
    file(env, incoming, &path).await
}

/// A file.
pub(crate) async fn file(env: &Env, incoming: &Incoming, path: &str) -> Result<File> {
    let Some(media_type) = media_type(path).filter(|_| is_plain(path)) else {
        return Ok(File::Reply(Reply::error(404, "not-found")));
    };
    let response = env.service("ASSETS")?.fetch(format!("http://assets/{path}"), None).await?;
    if response.status_code() != 200 {
        return Ok(File::Reply(Reply::error(404, "not-found")));
    }
    let etag = etag(response.headers())?;
    let cache_control = cache_control(path, incoming.query.as_deref(), STYLE_VERSION);
    if incoming.if_none_match.as_deref().is_some_and(|said| matches_validator(said, &etag)) {
        return Ok(File::Reply(with_policy(path, Reply::not_modified(&etag, cache_control))));
    }
    let reply = Reply::content(media_type, Vec::new()).with("etag", etag).with("cache-control", cache_control);
    Ok(File::Stream(with_policy(path, reply), response))
}

/// Whoever names this build in the address may keep the file for ever. Under another build's name this content would be
/// kept in its place, and a page that names the others is never kept unasked.
fn cache_control(path: &str, query: Option<&str>, build: Option<&str>) -> &'static str {
    let named = query.and_then(|query| query.strip_prefix("v="));
    if named.is_some() && named == build && !path.ends_with(".html") { IMMUTABLE } else { REVALIDATE }
}

/// The app may run its own code. Also in "not modified": a browser takes that answer's policy for the copy it holds.
fn with_policy(path: &str, reply: Reply) -> Reply {
    if path.starts_with("app/") { reply.with("content-security-policy", APP_POLICY) } else { reply }
}

/// A validator from what the disk service says: time and size.
fn etag(headers: &Headers) -> Result<String> {
    let part = |name: &str| headers.get(name).map(Option::unwrap_or_default);
    let text = format!("{}-{}", part("last-modified")?, part("content-length")?);
    let digest = jiannuo_domain::hash::Digest::of(&[text.as_bytes()]);
    Ok(format!("\"{digest}\""))
}

/// Letters, digits, dots, hyphens, underscores, slashes; no way up.
fn is_plain(path: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/');
    path.bytes().all(is_allowed) && path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

fn media_type(path: &str) -> Option<&'static str> {
    Some(match path.rsplit_once('.')?.1 {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w5_only_a_file_that_is_named_with_this_build_is_kept_for_ever() {
        assert_eq!(cache_control("style/page.css", Some("v=b1"), Some("b1")), IMMUTABLE);
        for (path, query, build) in [
            ("style/page.css", None, None),
            ("style/page.css", None, Some("b1")),
            ("style/page.css", Some("v=b1"), None),
            ("style/page.css", Some("v=b2"), Some("b1")),
            ("style/page.css", Some("v=b1&x"), Some("b1")),
            ("app/index.html", Some("v=b1"), Some("b1")),
        ] {
            assert_eq!(cache_control(path, query, build), REVALIDATE, "{path} {query:?} {build:?}");
        }
    }

    #[test]
    fn w5_only_plain_names_of_known_types_reach_the_disk() {
        for good in ["app/index.html", "style/tokens.css", "app/jiannuo-app_bg.wasm"] {
            assert!(is_plain(good) && media_type(good).is_some(), "{good}");
        }
        for bad in ["app/../x.js", "app/.git/x.js", "app//x.js", "app/%2e%2e/x.js", "app/.js"] {
            assert!(!is_plain(bad), "{bad}");
        }
        for bad in ["style/", "style", "app/x.capnp", "app/x.sqlite"] {
            assert_eq!(media_type(bad), None, "{bad}");
        }
    }
}
