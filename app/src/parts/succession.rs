//! Logs that have lost entries on the server: which may be continued, and what is said of one on this device.

use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::components::succession::{Missing, Succession, succession};
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::succession as domain;
use jiannuo_store::ListedOrganisation;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::organisation::Here;
use crate::session::Session;

/// The server's list, as soon as it is there; empty without a network.
pub fn listed(session: Session) -> RwSignal<Vec<ListedOrganisation>, LocalStorage> {
    let organisations = RwSignal::new_local(Vec::new());
    spawn_local(async move {
        if let Ok(found) = session.list_organisations().await {
            let _shown = organisations.try_set(found);
        }
    });
    organisations
}

/// The organisations directly below one, or below none, whose logs have lost entries and have no successor.
pub fn lost_below(
    all: &[ListedOrganisation],
    parent: Option<OrganisationId>,
) -> Vec<(ListedOrganisation, domain::Succession)> {
    let is_one = |one: &&ListedOrganisation| one.parent == parent && one.successor.is_none();
    all.iter().filter(is_one).filter_map(|one| Some((one.clone(), one.lost?))).collect()
}

/// What is missing, as people count.
pub const fn missing(lost: &domain::Succession) -> Missing {
    Missing { first: lost.first_missing(), last: lost.size }
}

/// What will be said for ever, shown before it is signed; and whether this device could still bring something back.
pub fn declaration(session: Session, one: &ListedOrganisation, lost: &domain::Succession) -> AnyView {
    let words = session.words();
    let held = session.shown(one.id).map_or(0, |shown| shown.logged.acceptance().size());
    let Missing { first, last } = missing(lost);
    let text = if held > lost.kept {
        format!("{}\n{}", words.succession_declares(first, last), words.succession_held(held))
    } else {
        words.succession_declares(first, last)
    };
    notice(words.board(), Notice { kind: NoticeKind::Warning, title: words.succession_of(&one.name), text: Some(text) })
}

/// On the board of a log that has lost entries on the server, or is continued: that, and what this device still holds.
pub fn succession_here(here: &Here) -> AnyView {
    let session = here.session;
    let org = here.membership.org;
    let organisations = listed(session);
    (move || {
        let words = session.words();
        organisations.with(|all| {
            let one = all.iter().find(|one| one.id == org)?;
            let successor = one.successor.and_then(|id| all.iter().find(|other| other.id == id));
            let missing = one.lost.as_ref().map(missing);
            let said = match successor {
                Some(successor) => Succession::Continued { missing, href: format!("/o/{}/", successor.slug) },
                None => Succession::Lost(missing?),
            };
            let held = session.shown(org).map_or(0, |shown| shown.logged.acceptance().size());
            let holds =
                one.lost.filter(|lost| held > lost.kept).map(|_| view! { <p>{words.succession_held(held)}</p> });
            let join = successor.map(
                |_| view! { <p><a class="button button-second" href="/app/join">{words.succession_join()}</a></p> },
            );
            Some(view! { {succession(words.board(), &said)}{holds}{join} })
        })
    })
    .into_any()
}
