//! Founding an organisation with the code that its host, or the organisation above it, has given out.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, FieldKind, field, select};
use jiannuo_domain::body::Salt;
use jiannuo_domain::codes::Codes;
use jiannuo_domain::compose::Unsigned;
use jiannuo_domain::id::{EntryId, KeyId, MemberId, OrganisationId, RecordId};
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::software::KeyPair;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::push::{Outcome, Push, SignedStatement};
use jiannuo_domain::succession::Succession;
use jiannuo_domain::words::{Level, MemberWords, OrganisationWords};
use jiannuo_store::{ListedOrganisation, Membership, device};
use jiannuo_sync::SyncError;
use jiannuo_sync::keys::Keys as _;
use jiannuo_sync::transport::TransportError;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use crate::parts::form::{Problems, filled};
use crate::parts::succession::{declaration, listed, lost_below};
use crate::session::{Failure, Session, session};
use crate::words::Words;

/// What the form asks.
#[derive(Clone, Copy)]
struct Fields {
    code: RwSignal<String>,
    parent: RwSignal<String>,
    /// The slug of the organisation whose log is continued.
    continues: RwSignal<String>,
    name: RwSignal<String>,
    slug: RwSignal<String>,
    level: RwSignal<String>,
    address: RwSignal<String>,
    phone: RwSignal<String>,
    own_name: RwSignal<String>,
    own_post: RwSignal<String>,
}

/// The levels, by the value that the form sends.
pub const LEVELS: [(&str, Level); 5] = [
    ("village", Level::Village),
    ("township", Level::Township),
    ("county", Level::County),
    ("group", Level::Group),
    ("unit", Level::Unit),
];

/// A level with a form's value.
pub fn level(value: &str) -> Level {
    LEVELS.iter().find(|(known, _)| *known == value).map_or(Level::Village, |(_, level)| *level)
}

/// A form's value for a level.
pub fn level_value(level: Level) -> &'static str {
    LEVELS.iter().find(|(_, known)| *known == level).map_or("village", |(value, _)| value)
}

/// The levels to choose from.
pub fn level_choices(words: Words) -> Vec<Choice> {
    LEVELS.iter().map(|(value, level)| Choice::new(*value, level_name(words, *level))).collect()
}

/// What a level is called.
pub fn level_name(words: Words, level: Level) -> &'static str {
    match level {
        Level::County => words.level_county(),
        Level::Township => words.level_township(),
        Level::Village => words.level_village(),
        Level::Group => words.level_group(),
        Level::Unit => words.level_unit(),
    }
}

/// The page.
#[component]
pub fn Found() -> impl IntoView {
    let session = session();
    let navigate = use_navigate();
    let text = || RwSignal::new(String::new());
    let fields = Fields {
        code: text(),
        parent: text(),
        continues: text(),
        name: text(),
        slug: text(),
        level: RwSignal::new("village".to_owned()),
        address: text(),
        phone: text(),
        own_name: text(),
        own_post: text(),
    };
    let problems = Problems::new();
    // Without the list, only a first organisation can be founded; the form says so when it is sent.
    let organisations = listed(session);
    let submit = StoredValue::new_local(move || {
        problems.clear();
        let words = session.words();
        let code = fields.code.with_untracked(|text| text.parse::<Code>());
        if code.is_err() {
            problems.field("code", words.code_wrong());
        }
        for (id, text) in [("name", fields.name), ("slug", fields.slug), ("own-name", fields.own_name)] {
            if text.with_untracked(|text| filled(text).is_none()) {
                problems.field(id, words.fill_in());
            }
        }
        let Ok(code) = code else { return };
        if problems.any() {
            return;
        }
        problems.is_busy.set(true);
        let navigate = navigate.clone();
        let (parent, lost) = organisations.with_untracked(|all| {
            let parent = named(all, &fields.parent.get_untracked()).map(|one| one.id);
            let slug = fields.continues.get_untracked();
            let lost = lost_below(all, parent).into_iter().find(|(one, _)| one.slug == slug).map(|(_, lost)| lost);
            (parent, lost)
        });
        // Everything is read before the first await: the page may be left meanwhile.
        let asked = Asked::of(fields, parent, lost);
        spawn_local(async move {
            match found(session, asked, &code).await {
                Ok(slug) => navigate(&format!("/o/{slug}/manage"), Default::default()),
                Err(failure) => problems.fail(failure),
            }
        });
    });
    move || {
        let words = session.words();
        let board = words.board();
        let mut parents = vec![Choice::new("", words.no_parent())];
        parents.extend(organisations.get().into_iter().map(|one| Choice::new(one.slug, one.name)));
        let line = |id: &'static str, label: &'static str, hint: Option<&'static str>, kind, value, optional: bool| {
            let mut asked = Field::new(id, label);
            asked.hint = hint.map(Into::into);
            asked.is_optional = optional;
            field(board, asked, kind, value, problems.of(id))
        };
        view! {
            <h1>{words.found()}</h1>
            <p class="lead">{words.found_text()}</p>
            {problems.summary(session)}
            <form on:submit=move |event| { event.prevent_default(); submit.with_value(|submit| submit()); }>
                {line("code", words.founding_code(), Some(words.invitation_code_hint()), FieldKind::Code, fields.code, false)}
                {select(board, Field::new("parent", words.parent()).hint(words.parent_hint()), parents, fields.parent, problems.of("parent"))}
                {continuing(session, organisations, fields)}
                {line("name", words.organisation_name(), None, FieldKind::Text, fields.name, false)}
                {line("slug", words.slug(), Some(words.slug_hint()), FieldKind::Code, fields.slug, false)}
                {select(board, Field::new("level", words.level()), level_choices(words), fields.level, problems.of("level"))}
                {line("address", words.address(), None, FieldKind::Text, fields.address, true)}
                {line("phone", words.supervision_phone(), Some(words.supervision_phone_hint()), FieldKind::Phone, fields.phone, true)}
                <h2>{words.you()}</h2>
                {line("own-name", words.your_name(), Some(words.your_name_hint()), FieldKind::Text, fields.own_name, false)}
                {line("own-post", words.your_post(), None, FieldKind::Text, fields.own_post, true)}
                {button(words.found_now().into(), ButtonTone::Main, ButtonKind::Submit, problems.is_busy.into(), None)}
            </form>
        }
    }
}

fn named<'a>(all: &'a [ListedOrganisation], slug: &str) -> Option<&'a ListedOrganisation> {
    all.iter().find(|one| one.slug == slug)
}

/// Where the server has forgotten entries of a log below the same organisation: whether this one continues it, and what it
/// would say of it.
fn continuing(
    session: Session,
    organisations: RwSignal<Vec<ListedOrganisation>, LocalStorage>,
    fields: Fields,
) -> impl IntoView {
    move || {
        let words = session.words();
        let lost = organisations.with(|all| {
            let parent = fields.parent.with(|slug| named(all, slug).map(|one| one.id));
            lost_below(all, parent)
        });
        if lost.is_empty() {
            return ().into_any();
        }
        let mut choices = vec![Choice::new("", words.continues_none())];
        choices.extend(lost.iter().map(|(one, _)| Choice::new(one.slug.clone(), one.name.clone())));
        let asked = Field::new("continues", words.continues()).hint(words.continues_hint());
        let declared = move || {
            let chosen = lost.iter().find(|(one, _)| fields.continues.with(|slug| *slug == one.slug));
            chosen.map(|(one, lost)| declaration(session, one, lost))
        };
        view! {
            {select(words.board(), asked, choices, fields.continues, Signal::derive(|| None))}
            {declared}
        }
        .into_any()
    }
}

/// What was asked for, read from the form.
struct Asked {
    slug: String,
    parent: Option<OrganisationId>,
    succeeds: Option<Succession>,
    words: OrganisationWords,
    founder: MemberWords,
}

impl Asked {
    fn of(fields: Fields, parent: Option<OrganisationId>, succeeds: Option<Succession>) -> Self {
        let text = |field: RwSignal<String>| field.with_untracked(|text| filled(text));
        let words = OrganisationWords {
            address: text(fields.address),
            supervision_phone: text(fields.phone),
            ..OrganisationWords::new(text(fields.name).unwrap_or_default(), level(&fields.level.get_untracked()))
        };
        let founder = MemberWords { name: text(fields.own_name).unwrap_or_default(), post: text(fields.own_post) };
        Self { slug: text(fields.slug).unwrap_or_default().to_ascii_lowercase(), parent, succeeds, words, founder }
    }
}

/// Whether the server has said no for good; after anything else the same statements are sent again.
fn is_final(error: &TransportError) -> bool {
    const FINAL: [&str; 11] = [
        "slug-taken",
        "slug-malformed",
        "slug-reserved",
        "founding-key-used",
        "founding-key-unknown",
        "organisation-exists",
        "succession-not-invited",
        "succession-differs",
        "succession-not-needed",
        "succession-unknown",
        "has-successor",
    ];
    matches!(error, TransportError::Rejected { code } if FINAL.contains(&code.as_str()))
}

async fn found(session: Session, asked: Asked, code: &Code) -> Result<String, Failure> {
    let device = session.device();
    // The answer can be lost after the code was used: the same statements are then sent again, not others.
    let founding_key = code.key_pair();
    let place = format!("founding-{}", founding_key.public_key().id());
    let kept = device.store.setting(&place).await?;
    let founding = match kept.and_then(|text| serde_json::from_str::<Founding>(&text).ok()) {
        Some(founding) => founding,
        None => {
            let founding = Founding::compose(session, asked, &founding_key).await?;
            device.store.put_setting(&place, &serde_json::to_string(&founding).unwrap_or_default()).await?;
            founding
        }
    };
    let answer = match device.transport.found(&founding.slug, &founding.push).await {
        Ok(answer) => answer,
        Err(error) => {
            if is_final(&error) {
                device.store.put_setting(&place, "").await?;
            }
            return Err(error.into());
        }
    };
    let Founding { org, slug, name, member, key, .. } = founding;
    let membership = Membership { org, slug: slug.clone(), name, member: Some(member), key: Some(key) };
    session.keep_membership(membership).await?;
    device.store.put_setting(&place, "").await?;
    // The organisation stands; what else was sent can be told again from the roster.
    match answer.answers.into_iter().find_map(|answer| match answer.outcome {
        Outcome::Refused { refusal } => Some(refusal),
        Outcome::Accepted { .. } => None,
    }) {
        Some(refusal) => Err(refusal.into()),
        None => Ok(slug),
    }
}

/// Everything that is sent, and what this device must remember when it went through.
#[derive(Serialize, Deserialize)]
struct Founding {
    org: OrganisationId,
    slug: String,
    name: String,
    member: MemberId,
    key: KeyId,
    push: Push,
}

impl Founding {
    async fn compose(session: Session, asked: Asked, founding_key: &KeyPair) -> Result<Self, Failure> {
        let device = session.device();
        let Asked { slug, parent, succeeds, words, founder } = asked;
        let org = OrganisationId::from_bytes(device::random_bytes());
        let member: MemberId = RecordId::from_bytes(device::random_bytes());
        // Who keeps the log is part of its beginning; asked for before anything is made that would be left behind.
        let custodian = device.transport.organisations().await?.custodian;
        let public_key = device.keys.create().await?;
        let key = public_key.id();
        let codes = Codes {
            founding_key: Some(founding_key.public_key()),
            public_key: Some(public_key),
            parent,
            succeeds,
            ..Codes::default()
        };
        let entry = || EntryId::from_bytes(device::random_bytes());
        let at = device::now_ms();
        let founded =
            Unsigned::new(org, founding_key.public_key().id(), Kind::OrganisationFounded, org.record(), entry(), at)
                .about(member)
                .with_codes(codes)
                .with_words(&words, Salt(device::random_bytes()))?;
        let introduced = Unsigned::new(org, key, Kind::MemberChanged, member, entry(), at)
            .following(founded.statement.entry)
            .with_words(&founder, Salt(device::random_bytes()))?;
        let appointed = custodian.map(|custodian| {
            let codes = Codes { public_key: Some(custodian), ..Codes::default() };
            Unsigned::new(org, key, Kind::CustodianAppointed, custodian.id().device(), entry(), at).with_codes(codes)
        });
        let first = founded.statement.to_text().map_err(SyncError::from)?;
        let by_code = SignedStatement { signature: founding_key.sign(&first), statement: first, body: founded.body };
        let mut entries = vec![by_code];
        for unsigned in appointed.into_iter().chain([introduced]) {
            let statement = unsigned.statement.to_text().map_err(SyncError::from)?;
            let signature = device.keys.sign(&key, &statement).await?;
            entries.push(SignedStatement { signature, statement, body: unsigned.body });
        }
        Ok(Self { org, slug, name: words.name, member, key, push: Push { entries } })
    }
}
