//! Disclosures and service points as this device holds them: lists, pages, what a secretary can do, and withdrawing.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::disclosure::disclosure_details as disclosure_view;
use jiannuo_board::components::field::{Choice, Field, FieldKind, field, select};
use jiannuo_board::components::guide::guide_details as guide_view;
use jiannuo_board::components::service_point::service_point_details as point_view;
use jiannuo_board::pages::{contacts_page as contacts_view, guides_page as guides_view};
use jiannuo_board::pages::{disclosures_page as disclosures_view, points_page as points_view};
use jiannuo_board::record::{Addresses, Context, disclosure_details, disclosures_page, point_details, points_page};
use jiannuo_board::record::{contacts_page, guide_details, guides_page};
use jiannuo_domain::acceptance::{State, next};
use jiannuo_domain::board::Board;
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::disclosing::notice_standing;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Ledger, Notice};
use jiannuo_domain::words::Words as BodyWords;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::acts::{NOTE_CHARACTERS, REASONS, reason_of, reason_words};
use crate::parts::commit::{commit_and_go, commit_here};
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;
use crate::session::Shown;
use crate::words::Words;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// A disclosure.
    Disclosure,
    /// A service point.
    Point,
    /// A row of the catalogue of what must be disclosed.
    Item,
    /// A service guide.
    Guide,
}

/// What an act on a record needs to know of it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its identity.
    pub id: RecordId,
    /// The statement that the next one must follow.
    pub head: EntryId,
    state: State,
    /// What it is called, unless that was erased.
    pub title: Option<String>,
}

impl Which {
    /// The part of addresses that names it.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Disclosure => "disclosures",
            Self::Point => "points",
            Self::Item => "catalogue",
            Self::Guide => "guides",
        }
    }

    /// A record's page, below the organisation's address.
    pub fn path(self, record: RecordId) -> String {
        format!("/{}/{record}", self.segment())
    }

    const fn revised(self) -> Kind {
        match self {
            Self::Disclosure => Kind::DisclosureRevised,
            Self::Point => Kind::PointRevised,
            Self::Item => Kind::CatalogueRevised,
            Self::Guide => Kind::GuideRevised,
        }
    }

    const fn withdrawn(self) -> Kind {
        match self {
            Self::Disclosure => Kind::DisclosureWithdrawn,
            Self::Point => Kind::PointWithdrawn,
            Self::Item => Kind::CatalogueWithdrawn,
            Self::Guide => Kind::GuideWithdrawn,
        }
    }

    /// The form of its withdrawal, as drafts name it.
    pub const fn withdrawal_form(self) -> &'static str {
        match self {
            Self::Disclosure => "withdraw-disclosure",
            Self::Point => "withdraw-point",
            Self::Item => "withdraw-item",
            Self::Guide => "withdraw-guide",
        }
    }

    fn withdraw(self, words: Words) -> &'static str {
        match self {
            Self::Disclosure => words.withdraw_disclosure(),
            Self::Point => words.close_point(),
            Self::Item => words.withdraw_item(),
            Self::Guide => words.withdraw_guide(),
        }
    }

    fn withdraw_text(self, words: Words) -> &'static str {
        match self {
            Self::Disclosure => words.withdraw_disclosure_text(),
            Self::Point => words.close_point_text(),
            Self::Item => words.withdraw_item_text(),
            Self::Guide => words.withdraw_guide_text(),
        }
    }

    /// How a record of this sort stands.
    pub fn standing(self, ledger: &Ledger, id: RecordId) -> Option<Standing> {
        match self {
            Self::Disclosure => ledger.disclosures.get(&id).map(|notice| of(notice, |words| words.title.clone())),
            Self::Point => ledger.points.get(&id).map(|notice| of(notice, |words| words.name.clone())),
            Self::Item => ledger.catalogue.get(&id).map(|notice| of(notice, |words| words.item.clone())),
            Self::Guide => ledger.guides.get(&id).map(|notice| of(notice, |words| words.matter.clone())),
        }
    }
}

fn of<W: BodyWords>(notice: &Notice<W>, title: impl FnOnce(&W) -> String) -> Standing {
    Standing { id: notice.id, head: notice.head, state: notice.state, title: notice.words().map(title) }
}

/// The record's identity in the address.
pub fn id_in_address() -> Option<RecordId> {
    use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok())
}

/// All disclosures.
#[component]
pub fn Disclosures() -> impl IntoView {
    list(|shown, board, addresses, context| {
        disclosures_view(context.words, &disclosures_page(&shown.ledger, board, addresses, context))
    })
}

/// All service points.
#[component]
pub fn Points() -> impl IntoView {
    list(|shown, board, addresses, context| {
        points_view(context.words, &points_page(&shown.ledger, board, addresses, context))
    })
}

fn list(
    page: impl Fn(&Shown, &Board, &Addresses, &Context) -> AnyView + Clone + Send + Sync + 'static,
) -> impl IntoView {
    with_organisation(move |here| {
        let page = page.clone();
        (move || {
            let Some(shown) = here.shown() else { return ().into_any() };
            let board = Board::of(&shown.ledger, shown.root, shown.now.today);
            let context = Context::on_device(here.session.words().board(), &shown.now);
            page(&shown, &board, &here.addresses(), &context)
        })
        .into_any()
    })
}

/// A disclosure.
#[component]
pub fn DisclosurePage() -> impl IntoView {
    page(Which::Disclosure)
}

/// All service guides.
#[component]
pub fn Guides() -> impl IntoView {
    list(|shown, board, addresses, context| {
        guides_view(context.words, &guides_page(&shown.ledger, board, addresses, context))
    })
}

/// Everybody to call.
#[component]
pub fn Contacts() -> impl IntoView {
    list(|shown, _, addresses, context| contacts_view(context.words, &contacts_page(&shown.ledger, addresses, context)))
}

/// A service guide.
#[component]
pub fn GuidePage() -> impl IntoView {
    page(Which::Guide)
}

/// Withdraws a service guide.
#[component]
pub fn WithdrawGuide() -> impl IntoView {
    withdraw(Which::Guide)
}

/// That a member has looked whether a point's description holds; whoever is on the roster can say so.
fn check_point(here: &Here, standing: &Standing) -> Option<AnyView> {
    here.speaker?;
    next(standing.state, &Kind::PointChecked)?;
    let (session, id, problems) = (here.session, standing.id, Problems::new());
    let here = StoredValue::new_local(here.clone());
    let press = Callback::new(move |()| {
        here.with_value(|here| {
            commit_here(here, problems, |act| {
                act.say(Kind::PointChecked, id, None, None, None, None::<&jiannuo_domain::words::ReasonWords>).map(drop)
            });
        });
    });
    let words = session.words();
    Some(
        view! {
            {problems.summary(session)}
            {button(words.point_check().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(press))}
            <p class="hint">{words.point_check_text()}</p>
        }
        .into_any(),
    )
}

/// A service point.
#[component]
pub fn PointPage() -> impl IntoView {
    page(Which::Point)
}

fn page(which: Which) -> impl IntoView {
    with_organisation(move |here| {
        let parameters = use_params_map();
        (move || {
            let id: Option<RecordId> = parameters.read().get("id").and_then(|id| id.parse().ok());
            let found = id.zip(here.shown());
            let found = found.and_then(|(id, shown)| Some((which.standing(&shown.ledger, id)?, shown)));
            let Some((standing, shown)) = found else { return super::unable::NoSuchPage().into_any() };
            let words = here.session.words();
            let public = format!("/o/{}/{}/{}", here.membership.slug, which.segment(), standing.id);
            view! {
                {details(&here, which, standing.id, &shown)}
                {(which == Which::Point).then(|| check_point(&here, &standing))}
                {ways(&here, which, &standing, &shown.ledger)}
                <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
            }
            .into_any()
        })
        .into_any()
    })
}

fn details(here: &Here, which: Which, id: RecordId, shown: &Shown) -> Option<AnyView> {
    let context = Context::on_device(here.session.words().board(), &shown.now);
    let (ledger, addresses) = (&shown.ledger, here.addresses());
    Some(match which {
        Which::Disclosure => {
            let notice = ledger.disclosures.get(&id)?;
            disclosure_view(context.words, &disclosure_details(ledger, notice, &addresses, &context))
        }
        Which::Point => {
            let notice = ledger.points.get(&id)?;
            point_view(context.words, &point_details(ledger, notice, &addresses, &context))
        }
        // It has a page of its own.
        Which::Item => return None,
        Which::Guide => {
            let notice = ledger.guides.get(&id)?;
            let addresses = addresses.at(&window().location().origin().unwrap_or_default());
            guide_view(context.words, &guide_details(ledger, notice, &addresses, &context))
        }
    })
}

/// What a secretary can do about it.
fn ways(here: &Here, which: Which, standing: &Standing, ledger: &Ledger) -> Option<AnyView> {
    if !is_secretary(here, ledger) {
        return None;
    }
    let words = here.session.words();
    let may = |kind: &Kind| next(standing.state, kind).is_some();
    let links = [
        (may(&which.revised()), "revise", words.correct(), "button"),
        (may(&which.withdrawn()), "withdraw", which.withdraw(words), "button button-second"),
        (true, "erase", words.erase(), "button button-second"),
    ];
    let further = (which == Which::Disclosure).then(|| further_ways(here, standing, ledger));
    let links = links.into_iter().filter(|(may, ..)| *may).map(|(_, end, label, class)| {
        let href = here.path(&format!("/{}/{}/{end}", which.segment(), standing.id));
        view! { <li><a class=class href=href>{label}</a></li> }
    });
    Some(
        view! {
            <section class="section">
                <h2>{words.what_you_can_do()}</h2>
                <ul class="ways" role="list">{further}{links.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}

/// What can be done about a disclosure besides: concluding its notice, and using it for the next period.
fn further_ways(here: &Here, standing: &Standing, ledger: &Ledger) -> AnyView {
    let words = here.session.words();
    let told = ledger.disclosures.get(&standing.id);
    let today = here.shown().map(|shown| shown.now.today);
    let notice = told.zip(today).and_then(|(told, today)| notice_standing(ledger, told, today));
    let is_over = notice.as_ref().is_some_and(|notice| today.is_some_and(|today| today > notice.until));
    let names_past = notice.as_ref().is_some_and(|notice| notice.names_are_past);
    let is_open = next(standing.state, &Kind::DisclosureConcluded).is_some();
    let way = |href: String, label: &'static str, class: &'static str| {
        view! { <li><a class=class href=href>{label}</a></li> }
    };
    let conclude = (is_over && is_open)
        .then(|| way(here.path(&format!("/disclosures/{}/conclude", standing.id)), words.conclude(), "button"));
    let again = told.and_then(Notice::words).map(|_| {
        way(here.path(&format!("/disclosures/new?again={}", standing.id)), words.reuse(), "button button-second")
    });
    let past = names_past.then(|| view! { <li>{super::disclosure_form::names_are_past(words)}</li> });
    view! { {past} {conclude} {again} }.into_any()
}

/// Whether this device's member is a secretary here.
pub fn is_secretary(here: &Here, ledger: &Ledger) -> bool {
    let member = here.speaker.and_then(|speaker| ledger.members.get(&speaker.member));
    member.is_some_and(|member| member.active && member.role == Role::Secretary)
}

/// Withdraws a disclosure.
#[component]
pub fn WithdrawDisclosure() -> impl IntoView {
    withdraw(Which::Disclosure)
}

/// Withdraws a row of the catalogue.
#[component]
pub fn WithdrawItem() -> impl IntoView {
    withdraw(Which::Item)
}

/// Closes a service point for good.
#[component]
pub fn WithdrawPoint() -> impl IntoView {
    withdraw(Which::Point)
}

fn withdraw(which: Which) -> impl IntoView {
    with_organisation(move |here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let standing = id_in_address().zip(shown).and_then(|(id, shown)| which.standing(&shown.ledger, id));
        match standing {
            Some(standing) => withdrawal_form(here, which, standing),
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

fn withdrawal_form(here: Here, which: Which, standing: Standing) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let code = RwSignal::new("entered-by-mistake".to_owned());
    let reason = RwSignal::new(String::new());
    let place = DraftPlace::of_form(here.membership.org, which.withdrawal_form(), Some(standing.id));
    let kept = draft::keep(session, place, problems.is_busy, vec![code, reason]);
    let (id, head) = (standing.id, standing.head);
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let Some(told) = reason_words(session.words(), reason, problems, personal_data_reason) else { return };
        let codes = Codes { reason: Some(code.with_untracked(|code| reason_of(code))), ..Codes::default() };
        commit_and_go(&here, problems, which.path(id), Some(place), move |act| {
            act.say(which.withdrawn(), id, Some(head), None, Some(codes), Some(&told)).map(drop)
        });
    };
    let texts = vec![PublicText { name: |words| words.why_withdrawn(), text: reason }];
    let title = standing.title;
    let fields = move || {
        let words = session.words();
        let board = words.board();
        let codes = REASONS.iter().map(|(value, reason)| Choice::new(*value, say::reason(words, *reason))).collect();
        view! {
            <h1>{which.withdraw(words)}</h1>
            <p class="on-pledge">{title.clone()}</p>
            <p class="lead">{which.withdraw_text(words)}</p>
            {problems.summary(session)}
            {select(board, Field::new("code", words.reason_code()), codes, code, problems.of("code"))}
            {field(
                board,
                Field::new("reason", words.why_withdrawn()),
                FieldKind::Lines(4, Some(NOTE_CHARACTERS)),
                reason,
                problems.of("reason"),
            )}
        }
    };
    let label: fn(Words) -> &'static str = match which {
        Which::Disclosure => |words| words.withdraw_disclosure(),
        Which::Point => |words| words.close_point(),
        Which::Item => |words| words.withdraw_item(),
        Which::Guide => |words| words.withdraw_guide(),
    };
    view! { {fields} {kept} {publish_panel(texts, label, problems, publish)} }.into_any()
}
