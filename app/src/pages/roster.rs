//! The roster: members, with and without a device, invitations, and organisations to be founded below this one.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, FieldKind, field, select};
use jiannuo_domain::codes::{Codes, Role};
use jiannuo_domain::id::MemberId;
use jiannuo_domain::invitation::Code;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::{Ledger, Member};
use jiannuo_domain::succession::Succession;
use jiannuo_domain::words::MemberWords;
use jiannuo_store::device;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::entered::NO_WORDS;
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::say;
use crate::parts::succession::{declaration, listed, lost_below};
use crate::session::{Act, Failure};
use crate::words::Words;

/// How long an invitation can be used: a week, so that it can be handed over at the next meeting.
const INVITATION_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// An invitation that was just made. Its code is nowhere else: the log has the public half only.
#[derive(Clone)]
struct Fresh {
    title: String,
    code: String,
    link: Option<String>,
}

/// The page.
#[component]
pub fn Roster() -> impl IntoView {
    with_organisation(|here| {
        let session = here.session;
        let problems = Problems::new();
        let fresh = RwSignal::new_local(None::<Fresh>);
        // Of the page, not of the row: rows are built anew whenever the log moves on, between the two presses too.
        let leaving = RwSignal::new(None::<MemberId>);
        let new_member = new_member(here.clone(), problems);
        let list = {
            let here = here.clone();
            move || {
                let Some(shown) = here.shown() else { return ().into_any() };
                let is_secretary = is_secretary(&here, &shown.ledger);
                let mut members: Vec<&Member> = shown.ledger.members.values().collect();
                // Those who left come last; otherwise by role and name.
                members.sort_by_key(|member| (!member.active, member.role, member.name().map(str::to_owned)));
                let rows = members
                    .into_iter()
                    .map(|member| row(&here, member, is_secretary, problems, fresh, leaving))
                    .collect_view();
                view! { <ul class="roster" role="list">{rows}</ul> }.into_any()
            }
        };
        let below = founding(here.clone(), problems, fresh);
        view! {
            {move || view! { <h1>{session.words().members()}</h1> }}
            {problems.summary(session)}
            {move || fresh.get().map(|fresh| fresh_view(session.words(), &fresh))}
            {list}
            {new_member}
            {below}
        }
        .into_any()
    })
}

fn is_secretary(here: &Here, ledger: &Ledger) -> bool {
    here.speaker.and_then(|speaker| ledger.members.get(&speaker.member)).is_some_and(|me| me.role == Role::Secretary)
}

fn row(
    here: &Here,
    member: &Member,
    is_secretary: bool,
    problems: Problems,
    fresh: RwSignal<Option<Fresh>, LocalStorage>,
    leaving: RwSignal<Option<MemberId>>,
) -> AnyView {
    let words = here.session.words();
    let name = member.name().unwrap_or_else(|| words.no_name()).to_owned();
    let post = member.words().and_then(|words| words.post.clone());
    let devices = match (member.active, member.devices.len()) {
        (false, _) => words.member_left().to_owned(),
        (true, 0) => words.no_device().to_owned(),
        (true, count) => words.devices(count),
    };
    let is_self = here.speaker.is_some_and(|speaker| speaker.member == member.id);
    let id = member.id;
    let invited = name.clone();
    let invite = (member.active && (is_secretary || is_self)).then(|| {
        let (here, name) = (here.clone(), invited.clone());
        let press = Callback::new(move |()| {
            let (here, name) = (here.clone(), name.clone());
            run(problems, async move {
                let made = invite(&here, id, &name).await?;
                fresh.set(Some(made));
                Ok(())
            });
        });
        let label = if member.devices.is_empty() { words.invite() } else { words.invite_another_device() };
        button(label.into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(press))
    });
    let remove = (member.active && is_secretary && !is_self).then(|| remove_button(here, member, problems, leaving));
    view! {
        <li class="member">
            <p><b>{name}</b>" "{post}</p>
            <p class="hint">{say::role(words, member.role)}" · "{devices}</p>
            <div class="actions">{invite}{remove}</div>
        </li>
    }
    .into_any()
}

/// Asks once in place before a member leaves the roster.
fn remove_button(here: &Here, member: &Member, problems: Problems, leaving: RwSignal<Option<MemberId>>) -> AnyView {
    let session = here.session;
    let (here, id, head) = (here.clone(), member.id, member.head);
    let press = Callback::new(move |()| {
        if leaving.get_untracked() != Some(id) {
            leaving.set(Some(id));
            return;
        }
        let here = here.clone();
        run(problems, async move {
            let speaker = here.speaker.ok_or(Failure::NotAMember)?;
            let mut act = Act::new(here.membership.org, speaker);
            act.say(Kind::MemberRemoved, id, Some(head), None, None, NO_WORDS)?;
            here.session.commit(act, &[]).await
        });
    });
    view! {
        {move || {
            let words = session.words();
            let (label, tone) = if leaving.get() == Some(id) {
                (words.remove_member_really(), ButtonTone::Warning)
            } else {
                (words.remove_member(), ButtonTone::Second)
            };
            button(label.into(), tone, ButtonKind::Plain, problems.is_busy.into(), Some(press))
        }}
    }
    .into_any()
}

/// Runs an act of this page and shows what went wrong.
fn run(problems: Problems, act: impl Future<Output = Result<(), Failure>> + 'static) {
    problems.clear();
    problems.is_busy.set(true);
    spawn_local(async move {
        match act.await {
            Ok(()) => problems.is_busy.set(false),
            Err(failure) => problems.fail(failure),
        }
    });
}

async fn invite(here: &Here, member: MemberId, name: &str) -> Result<Fresh, Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let code = Code::from_entropy(device::random_bytes());
    let mut act = Act::new(here.membership.org, speaker);
    let codes = Codes {
        public_key: Some(code.key_pair().public_key()),
        expires_ms: Some(device::now_ms() + INVITATION_MS),
        ..Codes::default()
    };
    act.begin(Kind::InvitationIssued, Some(member), Some(codes), NO_WORDS)?;
    here.session.commit(act, &[]).await?;
    let origin = window().location().origin().unwrap_or_default();
    let words = here.session.words();
    Ok(Fresh {
        title: words.invitation_for(name),
        link: Some(format!("{origin}/app/join#{}.{code}", here.membership.slug)),
        code: code.to_string(),
    })
}

fn fresh_view(words: Words, fresh: &Fresh) -> AnyView {
    let link = fresh.link.clone().map(|link| {
        let copied = link.clone();
        let copy = Callback::new(move |()| {
            // Where copying is not allowed the link can still be selected by hand.
            let _copied = window().navigator().clipboard().write_text(&copied);
        });
        view! {
            <p class="code-link"><code>{link}</code></p>
            {button(words.copy_link().into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(copy))}
        }
    });
    view! {
        <section class="panel" role="status">
            <h2>{fresh.title.clone()}</h2>
            <p class="code"><code>{fresh.code.clone()}</code></p>
            {link}
            <p class="hint">{words.invitation_once()}</p>
        </section>
    }
    .into_any()
}

/// A new member, with or without a phone; the invitation is a second step.
fn new_member(here: Here, problems: Problems) -> AnyView {
    let session = here.session;
    let name = RwSignal::new(String::new());
    let post = RwSignal::new(String::new());
    let role = RwSignal::new("member".to_owned());
    let here = StoredValue::new_local(here);
    let add = Callback::new(move |()| {
        problems.clear();
        let Some(filled_name) = name.with_untracked(|text| filled(text)) else {
            problems.field("name", session.words().fill_in());
            return;
        };
        let words = MemberWords { name: filled_name, post: post.with_untracked(|text| filled(text)) };
        let role = role.with_untracked(|role| match role.as_str() {
            "secretary" => Role::Secretary,
            "overseer" => Role::Overseer,
            _ => Role::Member,
        });
        let here = here.get_value();
        run(problems, async move {
            let speaker = here.speaker.ok_or(Failure::NotAMember)?;
            let mut act = Act::new(here.membership.org, speaker);
            act.begin(Kind::MemberAdded, None, Some(Codes { role: Some(role), ..Codes::default() }), Some(&words))?;
            here.session.commit(act, &[]).await?;
            name.set(String::new());
            post.set(String::new());
            Ok(())
        });
    });
    view! {
        {move || {
            let shows = here.with_value(|here| here.shown().is_some_and(|shown| is_secretary(here, &shown.ledger)));
            let words = session.words();
            let board = words.board();
            let roles = vec![
                Choice::new("member", words.role_member()),
                Choice::new("overseer", words.role_overseer()),
                Choice::new("secretary", words.role_secretary()),
            ];
            shows.then(|| view! {
                <section class="section">
                    <h2>{words.add_member()}</h2>
                    {field(board, Field::new("name", words.your_name()).hint(words.name_hint()), FieldKind::Text, name, problems.of("name"))}
                    {field(board, Field::new("post", words.post()).optional(), FieldKind::Text, post, problems.of("post"))}
                    {select(board, Field::new("role", words.role()), roles, role, problems.of("role"))}
                    {button(words.add_member().into(), ButtonTone::Main, ButtonKind::Plain, problems.is_busy.into(), Some(add))}
                </section>
            })
        }}
    }
    .into_any()
}

/// A founding code for one organisation below this one.
fn founding(here: Here, problems: Problems, fresh: RwSignal<Option<Fresh>, LocalStorage>) -> AnyView {
    let session = here.session;
    let here = StoredValue::new_local(here);
    let organisations = listed(session);
    let invite = move |succeeds: Option<Succession>| {
        let here = here.get_value();
        run(problems, async move {
            let speaker = here.speaker.ok_or(Failure::NotAMember)?;
            let code = Code::from_entropy(device::random_bytes());
            let mut act = Act::new(here.membership.org, speaker);
            let codes = Codes {
                public_key: Some(code.key_pair().public_key()),
                expires_ms: Some(device::now_ms() + INVITATION_MS),
                succeeds,
                ..Codes::default()
            };
            act.begin(Kind::FoundingInvited, None, Some(codes), NO_WORDS)?;
            here.session.commit(act, &[]).await?;
            let title = here.session.words().founding_code_made().to_owned();
            fresh.set(Some(Fresh { title, code: code.to_string(), link: None }));
            Ok(())
        });
    };
    let press = Callback::new(move |()| invite(None));
    // What a log below has lost is said to the secretary with a code for its continuation, which says the same.
    let lost = move || {
        let words = session.words();
        let lost = organisations.with(|all| lost_below(all, here.with_value(|here| Some(here.membership.org))));
        let offered = lost.into_iter().map(|(one, lost)| {
            let press = Callback::new(move |()| invite(Some(lost)));
            view! {
                {declaration(session, &one, &lost)}
                {button(words.make_succession_code().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(press))}
            }
        });
        offered.collect_view()
    };
    view! {
        {move || {
            let shows = here.with_value(|here| here.shown().is_some_and(|shown| is_secretary(here, &shown.ledger)));
            let words = session.words();
            shows.then(|| view! {
                <section class="section">
                    <h2>{words.below()}</h2>
                    <p class="hint">{words.below_hint()}</p>
                    {button(words.make_founding_code().into(), ButtonTone::Second, ButtonKind::Plain, problems.is_busy.into(), Some(press))}
                    {lost}
                </section>
            })
        }}
    }
    .into_any()
}
