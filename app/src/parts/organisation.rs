//! The organisation in the address, for pages about one.

use jiannuo_board::record::Addresses;
use jiannuo_store::Membership;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::session::{Session, Shown, Speaker, session};

/// What a page about an organisation is given.
#[derive(Clone)]
pub struct Here {
    /// The session.
    pub session: Session,
    /// The organisation on this device.
    pub membership: Membership,
    /// Who this device speaks as, if it speaks.
    pub speaker: Option<Speaker>,
}

impl Here {
    /// What is shown of it; tracked.
    pub fn shown(&self) -> Option<Shown> {
        self.session.shown(self.membership.org)
    }

    /// Where its pages are in the app, and what waits on this device; tracked.
    pub fn addresses(&self) -> Addresses {
        Addresses::app(&self.membership.slug).with_here(self.session.files_here())
    }

    /// An address below the organisation's.
    pub fn path(&self, rest: &str) -> String {
        format!("/app/o/{}{rest}", self.membership.slug)
    }
}

/// Builds a page for the organisation in the address, or says that it is not on this device.
pub fn with_organisation(page: impl Fn(Here) -> AnyView + Send + Sync + 'static) -> impl IntoView {
    let session = session();
    let parameters = use_params_map();
    let slug = Memo::new(move |_| parameters.read().get("slug").unwrap_or_default());
    // Only the membership decides what is built anew: a page with a form must not be rebuilt when the log moves on.
    let here = Memo::new(move |_| session.membership(&slug.get()));
    move || match here.get() {
        Some(membership) => {
            let speaker = membership.member.zip(membership.key).map(|(member, key)| Speaker { member, key });
            page(Here { session, membership, speaker })
        }
        None => {
            let words = session.words();
            view! {
                <h1>{words.not_on_this_device()}</h1>
                <p>{words.not_on_this_device_text()}</p>
                <p><a class="button" href="/app/join">{words.join()}</a></p>
            }
            .into_any()
        }
    }
}
