//! Publishing a service guide, and correcting one that is published.

use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{GuideWords, Paper};
use leptos::prelude::*;

use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish, reason_field};
use crate::parts::both;
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "guide";

/// A field's name, its label, and its lines.
type Asked = (&'static str, fn(Words) -> &'static str, u32);

/// What is asked: the name in the body, the label, how many lines high; in the order of the form.
const ASKED: [Asked; 13] = [
    ("matter", |words| words.board().network.matter, 1),
    ("group", |words| words.board().network.group, 1),
    ("office", |words| words.board().network.office, 1),
    ("conditions", |words| words.board().network.conditions, 3),
    ("promised_limit", |words| words.board().network.promised_limit, 1),
    ("legal_limit", |words| words.board().network.legal_limit, 1),
    ("legal_basis", |words| words.board().network.legal_basis, 2),
    ("papers", |words| words.board().network.papers, 5),
    ("steps", |words| words.board().network.steps, 5),
    ("fee", |words| words.board().network.fee, 1),
    ("place", |words| words.board().network.guide_place, 1),
    ("phone", |words| words.phone(), 1),
    ("hours", |words| words.hours(), 1),
];

/// What is typed, in the order of [`ASKED`].
#[derive(Clone, Copy)]
struct Fields {
    texts: [RwSignal<String>; ASKED.len()],
    reason: RwSignal<String>,
    /// The words that are corrected: papers whose line is left as it was keep what a line does not say.
    before: StoredValue<Option<GuideWords>>,
}

/// A paper in one line, as somebody would have typed it.
fn paper_line(paper: &Paper) -> String {
    let copies = paper.copies.map(|copies| format!("{copies} 份"));
    let parts = [Some(paper.name.clone()), paper.format.clone(), copies, paper.issuer.clone(), paper.note.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn texts_of(words: &GuideWords) -> [String; ASKED.len()] {
    let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
    let papers: Vec<_> = words.papers.iter().map(paper_line).collect();
    [
        words.matter.clone(),
        or_nothing(&words.group),
        or_nothing(&words.office),
        or_nothing(&words.conditions),
        or_nothing(&words.promised_limit),
        or_nothing(&words.legal_limit),
        or_nothing(&words.legal_basis),
        papers.join("\n"),
        words.steps.join("\n"),
        or_nothing(&words.fee),
        or_nothing(&words.place),
        or_nothing(&words.phone),
        or_nothing(&words.hours),
    ]
}

/// What the form of a new guide keeps as a draft.
pub fn draft_of(words: &GuideWords) -> Vec<String> {
    texts_of(words).into()
}

impl Fields {
    fn of(words: Option<&GuideWords>) -> Self {
        let texts = words.map(texts_of).unwrap_or_default().map(RwSignal::new);
        Self { texts, reason: RwSignal::new(String::new()), before: StoredValue::new(words.cloned()) }
    }

    fn words(self, personal_data_reason: Option<String>) -> GuideWords {
        let before = self.before.get_value().unwrap_or_else(|| GuideWords::new(""));
        let text = |text: &RwSignal<String>| text.with_untracked(|text| filled(text));
        let lines = |text: &RwSignal<String>| -> Vec<String> {
            text.with_untracked(|text| text.lines().filter_map(filled).collect())
        };
        let paper = |line: String| {
            let same = before.papers.iter().find(|paper| paper_line(paper) == line);
            same.cloned().unwrap_or_else(|| Paper::new(line))
        };
        let [matter, group, office, conditions, promised, legal, basis, papers, steps, fee, place, phone, hours] =
            &self.texts;
        GuideWords {
            matter: text(matter).unwrap_or_default(),
            group: text(group),
            office: text(office),
            conditions: text(conditions),
            promised_limit: text(promised),
            legal_limit: text(legal),
            legal_basis: text(basis),
            papers: lines(papers).into_iter().map(paper).collect(),
            steps: lines(steps),
            fee: text(fee),
            place: text(place),
            phone: text(phone),
            hours: text(hours),
            reason: text(&self.reason),
            personal_data_reason,
            points: before.points,
        }
    }
}

/// A service guide.
#[component]
pub fn NewGuide() -> impl IntoView {
    with_organisation(|here| form(here, Fields::of(None), None))
}

/// Another description of a published guide.
#[component]
pub fn ReviseGuide() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let guide = shown.ledger.guides.get(&id)?;
            let both = both::start(&here, id, &guide.wordings);
            let fields = Fields::of(both.as_ref().or(guide.words()));
            fields.reason.set(both.and_then(|both| both.reason).unwrap_or_default());
            Some((fields, Which::Guide.standing(&shown.ledger, id)?))
        });
        match found {
            Some((fields, standing)) => form(here, fields, Some(standing)),
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

fn form(here: Here, fields: Fields, revised: Option<Standing>) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let is_revision = revised.is_some();
    let beside = revised.as_ref().and_then(|standing| both::panel(&here, standing.id));
    // A correction is written on the words of this moment; kept for later it would hide what others change meanwhile.
    let place = (!is_revision).then(|| DraftPlace::of_form(here.membership.org, FORM, None));
    let kept = place.map(|place| draft::keep(session, place, problems.is_busy, fields.texts.into()));
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let told = fields.words(personal_data_reason);
        let (kind, standing) = match &revised {
            Some(standing) => (Kind::GuideRevised, Some((standing, told.reason.clone()))),
            None => (Kind::GuidePublished, None),
        };
        publish(&here, problems, Which::Guide, place, kind, standing, &told);
    };
    // An office's own telephone is what a guide is for: everything else is scanned.
    let asked = ASKED.iter().zip(fields.texts).filter(|((id, ..), _)| *id != "phone");
    let mut texts: Vec<_> = asked.map(|((_, name, _), text)| PublicText { name: *name, text }).collect();
    texts.push(PublicText { name: |words| words.revision_reason(), text: fields.reason });
    view! {
        {problems.summary(session)}
        {beside}
        {move || body(session.words(), fields, problems, is_revision)}
        {kept}
        {publish_panel(texts, super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

fn body(words: Words, fields: Fields, problems: Problems, is_revision: bool) -> AnyView {
    let head = if is_revision {
        view! { <h1>{words.correct_guide()}</h1> <p class="lead">{words.correct_text()}</p> }.into_any()
    } else {
        view! { <h1>{words.new_guide()}</h1> <p class="lead">{words.new_guide_hint()}</p> }.into_any()
    };
    let asked = ASKED.iter().zip(fields.texts).map(|((id, label, lines), text)| {
        let asked = Field::new(*id, label(words));
        let asked = match *id {
            "papers" => asked.hint(words.guide_papers_hint()),
            "steps" => asked.hint(words.guide_steps_hint()),
            "promised_limit" | "legal_limit" => asked.hint(words.guide_limit_hint()),
            _ => asked,
        };
        let kind = match *lines {
            1 => FieldKind::Text,
            lines => FieldKind::Lines(lines, None),
        };
        field(words.board(), if *id == "matter" { asked } else { asked.optional() }, kind, text, problems.of(id))
    });
    view! { {head} {asked.collect_view()} {is_revision.then(|| reason_field(words, fields.reason, problems))} }
        .into_any()
}
