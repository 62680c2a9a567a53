//! The edge worker: the shell around `jiannuo-domain` that the engine runs.
//!
//! - [`front`] is stateless: it routes, answers from its small cache, serves files and founds organisations.
//! - [`organisation::OrganisationLog`] is one Durable Object for each organisation, the only writer of its log.
//! - [`directory::Directory`] is one Durable Object that owns names (slugs), the tree and founding keys.
//! - [`witness::WitnessLog`] is one Durable Object for each log of others that this deployment watches, if it is a witness.
//!
//! The routes and their rules are in `docs/spec/http.md`.
//!
//! **Architecture invariant:** what is acknowledged is durable (I1), nothing in a log is changed or deleted (I2), and
//! everything that a board says is folded from the log (I4, I5). Deliberately absent: the rules of the field, which are
//! the domain's, and any secret on disk: the keys of the logs are derived from a binding whenever a log is opened.

mod atom;
mod bounded;
mod clock;
mod directory;
mod faults;
mod front;
mod organisation;
mod outside;
mod pages;
mod reply;
mod signatures;
mod summary;
mod witness;

use worker::{Context, Env, Result, event, web_sys};

/// What validators of pages depend on besides their data: another release may show the same data in another way.
pub(crate) const RELEASE: &str = match option_env!("JIANNUO_BUILD") {
    Some(build) => build,
    None => env!("CARGO_PKG_VERSION"),
};

/// Every request from outside comes in here.
#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, _context: Context) -> Result<web_sys::Response> {
    front::handle(&request, &env).await
}
