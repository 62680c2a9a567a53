//! The app's addresses, and the frame around every page.

use jiannuo_board::TextSize;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;
use wasm_bindgen_futures::spawn_local;

use crate::pages;
use crate::parts::frame::Frame;
use crate::session::{Boot, boot};
use crate::words::Words;

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let started = RwSignal::new_local(Boot::Starting);
    let owner = Owner::current().unwrap_or_default();
    spawn_local(async move { started.set(boot(owner).await) });
    move || match started.get() {
        Boot::Starting => view! { <p class="wrap" role="status">"践诺 …"</p> }.into_any(),
        Boot::Failed(failure) => pages::unable::unable(failure),
        Boot::Ready(session) => {
            provide_context(session);
            view! { <Pages /> }.into_any()
        }
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Router base="/app">
            <Frame>
                <Routes fallback=pages::unable::NoSuchPage>
                    <Route path=path!("/") view=pages::home::Home />
                    <Route path=path!("/join") view=pages::join::Join />
                    <Route path=path!("/found") view=pages::found::Found />
                    <Route path=path!("/settings") view=pages::settings::Settings />
                    <Route path=path!("/settings/backup") view=pages::backup::Backup />
                    <Route path=path!("/how") view=pages::how::How />
                    <Route path=path!("/check/:slug/:record") view=pages::check::Check />
                    <Route path=path!("/compare") view=pages::compare::Compare />
                    <Route path=path!("/compare/:slug") view=pages::compare::Compare />
                    <Route path=path!("/search") view=pages::search::SearchEverywhere />
                    <Route path=path!("/o/:slug/search") view=pages::search::SearchHere />
                    <Route path=path!("/o/:slug") view=pages::board::OrganisationBoard />
                    <Route path=path!("/o/:slug/write") view=pages::write::Write />
                    <Route path=path!("/o/:slug/outbox") view=pages::outbox::Outbox />
                    <Route path=path!("/o/:slug/manage") view=pages::manage::Manage />
                    <Route path=path!("/o/:slug/download") view=pages::download::Download />
                    <Route path=path!("/o/:slug/custodian") view=pages::custodian::Custodian />
                    <Route path=path!("/o/:slug/office") view=pages::office::OfficeRecords />
                    <Route path=path!("/o/:slug/office/new") view=pages::office::memo_form::NewMemo />
                    <Route path=path!("/o/:slug/office/:id") view=pages::office::memo::MemoPage />
                    <Route path=path!("/o/:slug/office/:id/revise") view=pages::office::memo_form::ReviseMemo />
                    <Route path=path!("/o/:slug/members") view=pages::roster::Roster />
                    <Route path=path!("/o/:slug/members/:id") view=pages::performance::Performance />
                    <Route path=path!("/o/:slug/import") view=pages::import::Import />
                    <Route path=path!("/o/:slug/pledges/new") view=pages::pledge_form::NewPledge />
                    <Route path=path!("/o/:slug/pledges/:id") view=pages::pledge::PledgePage />
                    <Route path=path!("/o/:slug/pledges/:id/revise") view=pages::pledge_form::RevisePledge />
                    <Route path=path!("/o/:slug/pledges/:id/progress") view=pages::acts::AddProgress />
                    <Route path=path!("/o/:slug/pledges/:id/claim") view=pages::acts::Claim />
                    <Route path=path!("/o/:slug/pledges/:id/confirm") view=pages::acts::Confirm />
                    <Route path=path!("/o/:slug/pledges/:id/dispute") view=pages::acts::Dispute />
                    <Route path=path!("/o/:slug/pledges/:id/end") view=pages::acts::End />
                    <Route path=path!("/o/:slug/pledges/:id/withdraw-progress") view=pages::corrections::WithdrawProgress />
                    <Route path=path!("/o/:slug/pledges/:id/contest") view=pages::corrections::Contest />
                    <Route path=path!("/o/:slug/pledges/:id/erase") view=pages::erase::EraseInPledge />
                    <Route path=path!("/o/:slug/disclosures") view=pages::notice::Disclosures />
                    <Route path=path!("/o/:slug/disclosures/new") view=pages::disclosure_form::NewDisclosure />
                    <Route path=path!("/o/:slug/disclosures/:id") view=pages::notice::DisclosurePage />
                    <Route path=path!("/o/:slug/disclosures/:id/revise") view=pages::disclosure_form::ReviseDisclosure />
                    <Route path=path!("/o/:slug/disclosures/:id/withdraw") view=pages::notice::WithdrawDisclosure />
                    <Route path=path!("/o/:slug/disclosures/:id/erase") view=pages::erase::EraseInDisclosure />
                    <Route path=path!("/o/:slug/disclosures/:id/conclude") view=pages::conclude::Conclude />
                    <Route path=path!("/o/:slug/catalogue") view=pages::catalogue::Catalogue />
                    <Route path=path!("/o/:slug/catalogue/new") view=pages::catalogue::NewItem />
                    <Route path=path!("/o/:slug/catalogue/starter") view=pages::catalogue::Starter />
                    <Route path=path!("/o/:slug/catalogue/:id") view=pages::catalogue::Item />
                    <Route path=path!("/o/:slug/catalogue/:id/revise") view=pages::catalogue::ReviseItem />
                    <Route path=path!("/o/:slug/catalogue/:id/withdraw") view=pages::notice::WithdrawItem />
                    <Route path=path!("/o/:slug/catalogue/:id/erase") view=pages::erase::EraseInCatalogue />
                    <Route path=path!("/o/:slug/posts") view=pages::posts::Posts />
                    <Route path=path!("/o/:slug/posts/new") view=pages::posts::form::NewPost />
                    <Route path=path!("/o/:slug/posts/:id/revise") view=pages::posts::form::RevisePost />
                    <Route path=path!("/o/:slug/posts/:id/withdraw") view=pages::posts::form::WithdrawPost />
                    <Route path=path!("/o/:slug/cycles") view=pages::cycles::Cycles />
                    <Route path=path!("/o/:slug/cycles/new") view=pages::cycles::form::NewCycle />
                    <Route path=path!("/o/:slug/cycles/:id") view=pages::cycles::CyclePage />
                    <Route path=path!("/o/:slug/cycles/:id/revise") view=pages::cycles::form::ReviseCycle />
                    <Route path=path!("/o/:slug/cycles/:id/account") view=pages::cycles::account::GiveAccount />
                    <Route path=path!("/o/:slug/describe") view=pages::describe::Describe />
                    <Route path=path!("/o/:slug/contacts") view=pages::notice::Contacts />
                    <Route path=path!("/o/:slug/guides") view=pages::notice::Guides />
                    <Route path=path!("/o/:slug/guides/new") view=pages::guide_form::NewGuide />
                    <Route path=path!("/o/:slug/guides/:id") view=pages::notice::GuidePage />
                    <Route path=path!("/o/:slug/guides/:id/revise") view=pages::guide_form::ReviseGuide />
                    <Route path=path!("/o/:slug/guides/:id/withdraw") view=pages::notice::WithdrawGuide />
                    <Route path=path!("/o/:slug/guides/:id/erase") view=pages::erase::EraseInGuide />
                    <Route path=path!("/o/:slug/describe/erase") view=pages::erase::EraseInOrganisation />
                    <Route path=path!("/o/:slug/posts/:id/erase") view=pages::erase::EraseInPost />
                    <Route path=path!("/o/:slug/cycles/:id/erase") view=pages::erase::EraseInCycle />

                    <Route path=path!("/o/:slug/points") view=pages::notice::Points />
                    <Route path=path!("/o/:slug/points/new") view=pages::point_form::NewPoint />
                    <Route path=path!("/o/:slug/points/:id") view=pages::notice::PointPage />
                    <Route path=path!("/o/:slug/points/:id/revise") view=pages::point_form::RevisePoint />
                    <Route path=path!("/o/:slug/points/:id/withdraw") view=pages::notice::WithdrawPoint />
                    <Route path=path!("/o/:slug/points/:id/erase") view=pages::erase::EraseInPoint />
                </Routes>
            </Frame>
        </Router>
    }
}

/// The words of the page before the store is open: in the language that the browser prefers.
pub fn words_before_start() -> Words {
    let language = window().navigator().language().and_then(|tag| jiannuo_board::Language::from_tag(&tag));
    Words(language.unwrap_or_default())
}

/// The other text size.
pub const fn other_size(size: TextSize) -> TextSize {
    match size {
        TextSize::Normal => TextSize::Large,
        TextSize::Large => TextSize::Normal,
    }
}
