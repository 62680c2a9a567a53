//! Defining a post, changing its words, withdrawing it.

use jiannuo_board::components::field::{Choice, Field, FieldKind, field, select};
use jiannuo_domain::codes::Codes;
use jiannuo_domain::id::{EntryId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{PostWords, Words as _, WordsError};
use leptos::prelude::*;

use super::{label, standing};
use crate::pages::acts::{NOTE_CHARACTERS, REASONS, reason_of, reason_words};
use crate::pages::notice_form::reason_field;
use crate::pages::unable::NoSuchPage;
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;
use crate::words::Words;

/// The name of the form in drafts.
const FORM: &str = "post";

/// A post as it stands.
#[derive(Clone)]
pub struct Standing {
    /// Its identity.
    pub id: RecordId,
    /// The statement that the next one must follow.
    pub head: EntryId,
    /// Its words, unless they were erased.
    pub words: Option<PostWords>,
}

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    title: RwSignal<String>,
    class: RwSignal<String>,
    duties: RwSignal<String>,
    places: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Fields {
    fn of(words: Option<&PostWords>) -> Self {
        let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        Self {
            title: text(words.map(|words| words.title.clone())),
            class: text(words.and_then(|words| words.class.clone())),
            duties: text(words.and_then(|words| words.duties.clone())),
            places: text(words.and_then(|words| words.places).map(|places| places.to_string())),
            reason: text(None),
        }
    }

    /// What was typed, or the problems beside the fields.
    fn words(self, words: Words, problems: Problems, is_revision: bool, privacy: Option<String>) -> Option<PostWords> {
        let typed = |text: RwSignal<String>| text.with_untracked(|text| filled(text));
        let places = typed(self.places).map(|places| places.parse::<u16>());
        if matches!(places, Some(Err(_))) {
            problems.field("places", words.not_a_number());
        }
        let post = PostWords {
            class: typed(self.class),
            duties: typed(self.duties),
            places: places.and_then(Result::ok),
            reason: typed(self.reason),
            personal_data_reason: privacy,
            ..PostWords::new(typed(self.title).unwrap_or_default())
        };
        if is_revision && post.reason.is_none() {
            problems.field("reason", words.fill_in());
        }
        if let Err(error) = post.check() {
            let field = match &error {
                WordsError::Empty { field } | WordsError::TooLong { field, .. } | WordsError::Impossible { field } => {
                    field.clone()
                }
                _ => "title".to_owned(),
            };
            problems.field(&field, say::words_error(words, &error));
        }
        (!problems.any()).then_some(post)
    }
}

/// A post.
#[component]
pub fn NewPost() -> impl IntoView {
    with_organisation(|here| form(here, None))
}

/// Other words for a post.
#[component]
pub fn RevisePost() -> impl IntoView {
    with_organisation(|here| match standing(&here) {
        Some(post) => form(here, Some(post)),
        None => NoSuchPage().into_any(),
    })
}

fn form(here: Here, revised: Option<Standing>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let fields = Fields::of(revised.as_ref().and_then(|post| post.words.as_ref()));
    let Fields { title, class, duties, places, reason } = fields;
    let is_revision = revised.is_some();
    // A change is written on the words of this moment; kept for later it would hide what others change meanwhile.
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let kept = place.map(|place| draft::keep(session, place, problems.is_busy, vec![title, class, duties, places]));
    let publish = move |privacy: Option<String>| {
        problems.clear();
        let Some(told) = fields.words(session.words(), problems, is_revision, privacy) else { return };
        commit_and_go(&here, problems, "/posts".to_owned(), place, |act| match &revised {
            Some(post) => act.say(Kind::PostRevised, post.id, Some(post.head), None, None, Some(&told)).map(drop),
            None => act.begin(Kind::PostDefined, None, None, Some(&told)).map(drop),
        });
    };
    let texts = vec![
        PublicText { name: |words| words.post_title(), text: title },
        PublicText { name: |words| words.post_duties(), text: duties },
        PublicText { name: |words| words.revision_reason(), text: reason },
    ];
    let view = move || {
        let words = session.words();
        let board = words.board();
        let heading = if is_revision { words.revise_post() } else { words.new_post() };
        let class_asked = Field::new("class", words.post_class()).hint(words.post_class_hint()).optional();
        let places_asked = Field::new("places", words.post_places()).hint(words.post_places_hint()).optional();
        let duties_asked = Field::new("duties", words.post_duties()).optional();
        view! {
            <h1>{heading}</h1>
            {field(board, Field::new("title", words.post_title()), FieldKind::Text, title, problems.of("title"))}
            {field(board, duties_asked, FieldKind::Lines(3, Some(NOTE_CHARACTERS)), duties, problems.of("duties"))}
            {field(board, places_asked, FieldKind::Number, places, problems.of("places"))}
            {field(board, class_asked, FieldKind::Text, class, problems.of("class"))}
            {is_revision.then(|| reason_field(words, reason, problems))}
        }
    };
    view! {
        {problems.summary(session)}
        {view}
        {kept}
        {publish_panel(texts, label(is_revision), problems, publish)}
    }
    .into_any()
}

/// Takes a post out of the catalogue, with a reason.
#[component]
pub fn WithdrawPost() -> impl IntoView {
    with_organisation(|here| match standing(&here) {
        Some(post) => withdrawal(here, post),
        None => NoSuchPage().into_any(),
    })
}

fn withdrawal(here: Here, post: Standing) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let code = RwSignal::new("superseded".to_owned());
    let reason = RwSignal::new(String::new());
    let place = DraftPlace::of_form(here.membership.org, "withdraw-post", Some(post.id));
    let kept = draft::keep(session, place, problems.is_busy, vec![code, reason]);
    let title = post.words.as_ref().map(|words| words.title.clone());
    let publish = move |privacy: Option<String>| {
        problems.clear();
        let Some(told) = reason_words(session.words(), reason, problems, privacy) else { return };
        let codes = Codes { reason: Some(code.with_untracked(|code| reason_of(code))), ..Codes::default() };
        commit_and_go(&here, problems, "/posts".to_owned(), Some(place), |act| {
            act.say(Kind::PostWithdrawn, post.id, Some(post.head), None, Some(codes), Some(&told)).map(drop)
        });
    };
    let texts = vec![PublicText { name: |words| words.why_withdrawn(), text: reason }];
    let view = move || {
        let words = session.words();
        let board = words.board();
        let codes = REASONS.iter().map(|(value, reason)| Choice::new(*value, say::reason(words, *reason))).collect();
        let asked = Field::new("reason", words.why_withdrawn());
        view! {
            <h1>{words.withdraw_post()}</h1>
            <p class="on-pledge">{title.clone()}</p>
            <p class="lead">{words.withdraw_post_text()}</p>
            {select(board, Field::new("code", words.reason_code()), codes, code, problems.of("code"))}
            {field(board, asked, FieldKind::Lines(4, Some(NOTE_CHARACTERS)), reason, problems.of("reason"))}
        }
    };
    view! {
        {problems.summary(session)}
        {view}
        {kept}
        {publish_panel(texts, |words| words.withdraw_post(), problems, publish)}
    }
    .into_any()
}
