//! The public addresses over HTTP and HTTPS.

use std::thread::sleep;
use std::time::Duration;

use jiannuo_domain::id::OrganisationId;
use jiannuo_verify::{Answer, Source, SourceError};
use ureq::http::Response;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error};

/// One answer, the longest ones over a slow line included: 16 MB at 1 Mbit/s are two minutes.
const TIMEOUT: Duration = Duration::from_secs(150);
/// Until a server that does not answer at all is given up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// An answer to what was sent: a few numbers, or an error with its code.
const MAX_POST_ANSWER_BYTES: usize = 64 * 1024;
/// Before the second and third time that an address is asked which did not answer; a line that drops comes back.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];
/// Before a board is asked for again: caches answer for one second at most (rule W7).
const CACHE: Duration = Duration::from_millis(1_200);

/// An organisation's address.
pub(crate) struct HttpSource {
    base: String,
    agent: Agent,
}

impl HttpSource {
    /// A source for an address with or without its last slash.
    pub(crate) fn new(url: &str) -> Result<Self, String> {
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(format!("{url} is not an address that begins with https:// or http://"));
        }
        if url.contains(['?', '#']) {
            return Err(format!("{url} has a question or a fragment: name the organisation's address alone"));
        }
        // Whom the machine trusts, an office's own authority included.
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let settings = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .http_status_as_error(false)
            .user_agent(concat!("jiannuo-verify/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { base: format!("{}/", url.trim_end_matches('/')), agent: settings.into() })
    }

    /// The address with one slash at its end.
    pub(crate) fn address(&self) -> &str {
        &self.base
    }

    /// The organisation, if the address names its identity and not its slug.
    pub(crate) fn organisation(&self) -> Option<OrganisationId> {
        self.base.trim_end_matches('/').rsplit('/').next()?.parse().ok()
    }

    /// The last part of the address: slug or identity.
    pub(crate) fn name(&self) -> &str {
        self.base.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    }

    /// The server's own address without a slash at its end, as far as organisations are where they should be.
    pub(crate) fn server(&self) -> &str {
        let name = self.base.trim_end_matches('/').rfind("/o/");
        name.and_then(|place| self.base.get(..place)).unwrap_or_else(|| self.base.trim_end_matches('/'))
    }

    fn full(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.server()) } else { format!("{}{path}", self.base) }
    }

    /// Sends something. Every address that takes something takes the same again, so what fails is tried again.
    pub(crate) fn post(&self, path: &str, content: &[u8]) -> Result<Answer, SourceError> {
        repeated(|| {
            let mut response = self.agent.post(self.full(path)).content_type("application/json").send(content)?;
            read(&mut response, MAX_POST_ANSWER_BYTES)
        })
    }

    /// Whether there is something at an address that may be read.
    pub(crate) fn has(&self, path: &str) -> Result<bool, SourceError> {
        let answer = repeated(|| {
            let response = self.agent.head(self.full(path)).call()?;
            Ok(Answer { status: response.status().as_u16(), content: Vec::new() })
        })?;
        Ok(answer.status == 200)
    }

    /// Sends a piece of a file with its headers; the answer, and how much of the file the server has then.
    pub(crate) fn patch(
        &self,
        path: &str,
        headers: &[(&str, String)],
        piece: &[u8],
    ) -> Result<(Answer, Option<usize>), SourceError> {
        let told = std::cell::Cell::new(None);
        let answer = repeated(|| {
            let request = self.agent.patch(self.full(path)).content_type("application/partial-upload");
            let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
            let mut response = request.send(piece)?;
            let header = response.headers().get("upload-offset").and_then(|value| value.to_str().ok());
            told.set(header.and_then(|value| value.parse().ok()));
            read(&mut response, MAX_POST_ANSWER_BYTES)
        })?;
        Ok((answer, told.get()))
    }

    fn ask(&self, path: &str, limit_bytes: usize) -> Result<Answer, Error> {
        read(&mut self.agent.get(self.full(path)).call()?, limit_bytes)
    }
}

fn read(response: &mut Response<Body>, limit_bytes: usize) -> Result<Answer, Error> {
    let status = response.status().as_u16();
    // The reader takes a content of just its limit for one that is longer.
    let limit = limit_bytes as u64 + 1;
    let content = response.body_mut().with_config().limit(limit).read_to_vec()?;
    Ok(Answer { status, content })
}

/// Asks until there is an answer that will not be another one in a moment.
fn repeated(ask: impl Fn() -> Result<Answer, Error>) -> Result<Answer, SourceError> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let answer = ask();
        let is_passing = match &answer {
            Ok(answer) => matches!(answer.status, 429 | 500..),
            Err(Error::BodyExceedsLimit(_)) => return Err(SourceError::TooLong),
            Err(Error::Io(_) | Error::Timeout(_) | Error::ConnectionFailed | Error::Protocol(_)) => true,
            Err(_) => false,
        };
        match pauses.next().filter(|_| is_passing) {
            Some(pause) => sleep(pause),
            None => return answer.map_err(|error| SourceError::Unreachable(error.to_string())),
        }
    }
}

impl Source for HttpSource {
    fn get(&self, path: &str, limit_bytes: usize) -> Result<Answer, SourceError> {
        repeated(|| self.ask(path, limit_bytes))
    }

    fn wait(&self) {
        sleep(CACHE);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_address_may_name_slug_or_identity_with_or_without_a_slash() {
        let source = HttpSource::new("https://example.org/o/liuxi").unwrap();
        assert_eq!((source.address(), source.organisation()), ("https://example.org/o/liuxi/", None));
        assert_eq!((source.name(), source.server()), ("liuxi", "https://example.org"));
        assert_eq!(source.full("log/keys"), "https://example.org/o/liuxi/log/keys");
        assert_eq!(source.full("/app/start.js"), "https://example.org/app/start.js");
        let mirror = HttpSource::new("https://example.org/mirrors/liuxi/").unwrap();
        assert_eq!(mirror.server(), "https://example.org/mirrors/liuxi");
        let id = "0a".repeat(16);
        let source = HttpSource::new(&format!("http://localhost:8787/o/{id}/")).unwrap();
        assert_eq!(source.organisation(), id.parse().ok());
        for bad in ["example.org/o/liuxi/", "file:///etc/passwd", "https://example.org/o/liuxi/?lang=en"] {
            assert!(HttpSource::new(bad).is_err(), "{bad}");
        }
    }
}
