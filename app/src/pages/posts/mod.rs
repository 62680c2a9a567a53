//! The catalogue of posts from inside: taking one on, giving it up, pledging for it; a secretary keeps the catalogue.

pub mod form;

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::empty_state::{EmptyState, empty_state};
use jiannuo_board::components::field::{Choice, Field, select};
use jiannuo_board::components::post_list::{Post, post_item};
use jiannuo_board::record::{Context, posts};
use jiannuo_domain::id::{MemberId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Ledger;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::pages::entered::NO_WORDS;
use crate::pages::notice::is_secretary;
use crate::parts::commit::commit_here;
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::words::Words;

/// The page.
#[component]
pub fn Posts() -> impl IntoView {
    with_organisation(|here| {
        let session = here.session;
        let page = Page {
            problems: Problems::new(),
            // Of the page, not of the row: rows are built anew whenever the log moves on.
            leaving: RwSignal::new(None),
            member: RwSignal::new(String::new()),
        };
        comes_to_post(&here);
        let list = move || {
            let Some(shown) = here.shown() else { return ().into_any() };
            let words = here.session.words();
            let context = Context::on_device(words.board(), &shown.now);
            let all = posts(&shown.ledger, &here.addresses(), &context);
            let is_secretary = is_secretary(&here, &shown.ledger);
            let new = is_secretary
                .then(|| view! { <p><a class="button" href=here.path("/posts/new")>{words.new_post()}</a></p> });
            if all.is_empty() {
                let none = empty_state(EmptyState::new(words.board().pledging.no_posts));
                return view! { {none} {new} }.into_any();
            }
            let rows = all.iter().map(|post| page.row(&here, &shown.ledger, post, is_secretary)).collect_view();
            let public = format!("/o/{}/posts/", here.membership.slug);
            view! {
                {new}
                <ul class="posts" role="list">{rows}</ul>
                <p class="hint"><a href=public rel="external">{words.public_page()}</a></p>
            }
            .into_any()
        };
        view! {
            {move || {
                let words = session.words();
                view! { <h1>{words.posts()}</h1> <p class="lead">{words.posts_hint()}</p> }
            }}
            {page.problems.summary(session)}
            {list}
        }
        .into_any()
    })
}

/// Brings the post that the address names onto the screen, once the rows are there.
fn comes_to_post(here: &Here) {
    let (here, hash) = (StoredValue::new_local(here.clone()), use_location().hash);
    let is_here = Memo::new(move |_| here.with_value(|here| here.shown().is_some()));
    Effect::new(move || {
        let post = hash.get().trim_start_matches('#').to_owned();
        if is_here.get() && !post.is_empty() {
            request_animation_frame(move || {
                if let Some(row) = document().get_element_by_id(&post) {
                    row.scroll_into_view();
                }
            });
        }
    });
}

#[derive(Clone, Copy)]
struct Page {
    problems: Problems,
    leaving: RwSignal<Option<RecordId>>,
    member: RwSignal<String>,
}

impl Page {
    fn row(self, here: &Here, ledger: &Ledger, post: &Post, is_secretary: bool) -> AnyView {
        let words = here.session.words();
        let id = post.anchor.strip_prefix("post-").and_then(|id| id.parse::<RecordId>().ok());
        let acts = id.and_then(|id| match post.withdrawn {
            None => Some(self.acts(here, ledger, id, is_secretary)),
            // Its words are still there to be erased.
            Some(_) => is_secretary.then(|| {
                let href = here.path(&format!("/posts/{id}/erase"));
                view! { <p><a href=href>{words.erase()}</a></p> }.into_any()
            }),
        });
        view! { <li class="post">{post_item(words.board(), post)} {acts}</li> }.into_any()
    }

    fn acts(self, here: &Here, ledger: &Ledger, post: RecordId, is_secretary: bool) -> AnyView {
        let words = here.session.words();
        let holders: Vec<MemberId> = ledger.holders(&post).into_iter().map(|(member, _)| member).collect();
        let way = |end: String, label: &'static str, class: &'static str| {
            view! { <li><a class=class href=here.path(&end)>{label}</a></li> }
        };
        let own = here.speaker.map(|speaker| match holders.contains(&speaker.member) {
            true => {
                let pledge = way(format!("/pledges/new?post={post}"), words.pledge_for_post(), "button");
                view! { {pledge} <li>{self.release(here, post)}</li> }.into_any()
            }
            false => view! { <li>{self.claim(here, post)}</li> }.into_any(),
        });
        let for_secretary = is_secretary.then(|| {
            view! {
                <li>{self.claim_for(here, ledger, post, &holders)}</li>
                {way(format!("/posts/{post}/revise"), words.revise_post(), "button button-second")}
                {way(format!("/posts/{post}/withdraw"), words.withdraw_post(), "button button-second")}
                {way(format!("/posts/{post}/erase"), words.erase(), "button button-second")}
            }
        });
        view! { <ul class="ways" role="list">{own} {for_secretary}</ul> }.into_any()
    }

    fn claim(self, here: &Here, post: RecordId) -> AnyView {
        let (page, here) = (self, StoredValue::new_local(here.clone()));
        let press = Callback::new(move |()| page.say(&here.get_value(), Kind::PostClaimed, post, None));
        self.button(here.with_value(|here| here.session.words()).claim_post(), ButtonTone::Main, press)
    }

    fn release(self, here: &Here, post: RecordId) -> AnyView {
        let words = here.session.words();
        let (page, here) = (self, StoredValue::new_local(here.clone()));
        let press = Callback::new(move |()| {
            if page.leaving.get_untracked() != Some(post) {
                page.leaving.set(Some(post));
                return;
            }
            page.leaving.set(None);
            page.say(&here.get_value(), Kind::PostReleased, post, None);
        });
        let asks = self.leaving.get() == Some(post);
        let label = if asks { words.release_post_really() } else { words.release_post() };
        self.button(label, ButtonTone::Second, press)
    }

    /// A secretary takes it on for a member who has no phone.
    fn claim_for(self, here: &Here, ledger: &Ledger, post: RecordId, holders: &[MemberId]) -> AnyView {
        let words = here.session.words();
        let speaker = here.speaker.map(|speaker| speaker.member);
        let others = ledger
            .members
            .values()
            .filter(|member| member.active && Some(member.id) != speaker && !holders.contains(&member.id));
        let mut all = vec![Choice::new("", words.choose_one())];
        all.extend(
            others.map(|member| Choice::new(member.id.to_string(), member.name().unwrap_or_else(|| words.no_name()))),
        );
        let (page, here) = (self, StoredValue::new_local(here.clone()));
        let press = Callback::new(move |()| {
            if let Ok(member) = page.member.with_untracked(|member| member.parse::<MemberId>()) {
                page.member.set(String::new());
                page.say(&here.get_value(), Kind::PostClaimed, post, Some(member));
            }
        });
        let id = format!("member-{post}");
        view! {
            <details class="more">
                <summary>{words.claim_for_member()}</summary>
                {select(words.board(), Field::new(id, words.member_to_enter()), all, self.member, Signal::stored(None))}
                {self.button(words.claim_for(), ButtonTone::Second, press)}
            </details>
        }
        .into_any()
    }

    fn button(self, label: &'static str, tone: ButtonTone, press: Callback<()>) -> AnyView {
        button(label.into(), tone, ButtonKind::Plain, self.problems.is_busy.into(), Some(press))
    }

    fn say(self, here: &Here, kind: Kind, post: RecordId, about: Option<MemberId>) {
        commit_here(here, self.problems, |act| act.say(kind, post, None, about, None, NO_WORDS).map(drop));
    }
}

/// A post's words at the moment, for its forms.
fn standing(here: &Here) -> Option<form::Standing> {
    let id = crate::pages::notice::id_in_address()?;
    let shown = here.session.shown_untracked(here.membership.org)?;
    let post = shown.ledger.posts.get(&id).filter(|post| post.withdrawal.is_none())?;
    Some(form::Standing { id, head: post.head, words: post.words().cloned() })
}

/// What a button of the forms says.
const fn label(is_revision: bool) -> fn(Words) -> &'static str {
    if is_revision { |words| words.publish_revision() } else { |words| words.publish() }
}
