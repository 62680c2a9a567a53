//! Publishing a service guide, and correcting one that is published.

use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::network;
use jiannuo_domain::words::GuideWords;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish, reason_field};
use crate::parts::both;
use crate::parts::form::{Problems, filled};
use crate::parts::keeping::Keeping;
use crate::parts::list_editor::{ItemList, RowContent};
use crate::parts::network_lists::{PAPERS, STEPS, line_rows, lines, paper_rows, papers};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel_with};
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "guide";

/// The form of a correction in drafts.
const CORRECTION: &str = "correct-guide";

/// A field's name, its label, and its lines.
type Asked = (&'static str, fn(Words) -> &'static str, u32);

/// What is asked: the name in the body, the label, how many lines high; in the order of the form.
const ASKED: [Asked; 11] = [
    ("matter", |words| words.board().network.matter, 1),
    ("group", |words| words.board().network.group, 1),
    ("office", |words| words.board().network.office, 1),
    ("conditions", |words| words.board().network.conditions, 3),
    ("promised_limit", |words| words.board().network.promised_limit, 1),
    ("legal_limit", |words| words.board().network.legal_limit, 1),
    ("legal_basis", |words| words.board().network.legal_basis, 2),
    ("fee", |words| words.board().network.fee, 1),
    ("place", |words| words.board().network.guide_place, 1),
    ("phone", |words| words.phone(), 1),
    ("hours", |words| words.hours(), 1),
];

/// How many of [`ASKED`] stand above the lists.
const ASKED_FIRST: usize = 7;

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    /// In the order of [`ASKED`].
    texts: [RwSignal<String>; ASKED.len()],
    papers: ItemList,
    steps: ItemList,
    /// The points where it is handled.
    points: RwSignal<Vec<RecordId>>,
    reason: RwSignal<String>,
}

/// The same as a draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuideContent {
    texts: [String; ASKED.len()],
    papers: Vec<RowContent>,
    steps: Vec<RowContent>,
    points: Vec<RecordId>,
    reason: String,
}

/// What the form of a new guide keeps as a draft.
pub fn draft_of(words: &GuideWords) -> GuideContent {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    GuideContent {
        texts: [
            words.matter.clone(),
            text(&words.group),
            text(&words.office),
            text(&words.conditions),
            text(&words.promised_limit),
            text(&words.legal_limit),
            text(&words.legal_basis),
            text(&words.fee),
            text(&words.place),
            text(&words.phone),
            text(&words.hours),
        ],
        papers: paper_rows(&words.papers),
        steps: line_rows(&words.steps),
        points: words.points.clone(),
        reason: String::new(),
    }
}

impl Fields {
    fn of(words: Option<&GuideWords>) -> Self {
        let fields = Self {
            texts: std::array::from_fn(|_| RwSignal::new(String::new())),
            papers: ItemList::new(&PAPERS, &[]),
            steps: ItemList::new(&STEPS, &[]),
            points: RwSignal::new(Vec::new()),
            reason: RwSignal::new(String::new()),
        };
        fields.fill(&words.map(draft_of).unwrap_or_default());
        fields
    }

    /// Puts content in; the page may have been left meanwhile.
    fn fill(self, content: &GuideContent) {
        for (text, left) in self.texts.iter().zip(&content.texts) {
            let _filled = text.try_set(left.clone());
        }
        self.papers.fill(&content.papers);
        self.steps.fill(&content.steps);
        let _filled = self.points.try_set(content.points.clone());
        let _filled = self.reason.try_set(content.reason.clone());
    }

    /// What is in them; tracked.
    fn content(self) -> GuideContent {
        GuideContent {
            texts: self.texts.map(|text| text.get()),
            papers: self.papers.content(),
            steps: self.steps.content(),
            points: self.points.get(),
            reason: self.reason.get(),
        }
    }

    /// What was typed means, or the problems beside the fields.
    fn understood(self, words: Words, problems: Problems, personal_data_reason: Option<String>) -> Option<GuideWords> {
        let content = untrack(|| self.content());
        let papers = self.papers.understood(words, problems, papers(&content.papers))?;
        let [matter, group, office, conditions, promised, legal, basis, fee, place, phone, hours] = &content.texts;
        Some(GuideWords {
            matter: filled(matter).unwrap_or_default(),
            group: filled(group),
            office: filled(office),
            conditions: filled(conditions),
            promised_limit: filled(promised),
            legal_limit: filled(legal),
            legal_basis: filled(basis),
            papers,
            steps: lines(&content.steps),
            fee: filled(fee),
            place: filled(place),
            phone: filled(phone),
            hours: filled(hours),
            points: content.points,
            reason: filled(&content.reason),
            personal_data_reason,
        })
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
    let org = here.membership.org;
    let keeping = match &revised {
        Some(standing) => Keeping::of_correction(org, CORRECTION, standing.id, standing.head),
        None => Keeping::of_new(org, FORM, super::imported_row::in_address()),
    };
    let kept = keeping.keep(session, problems, move || fields.content(), move |left: &GuideContent| fields.fill(left));
    let asked_by = here.clone();
    let publish = move |personal_data_reason: Option<String>| {
        problems.clear();
        let Some(told) = fields.understood(session.words(), problems, personal_data_reason) else { return };
        let (kind, standing) = match &revised {
            Some(standing) => (Kind::GuideRevised, Some((standing, told.reason.clone()))),
            None => (Kind::GuidePublished, None),
        };
        publish(&here, problems, Which::Guide, keeping.place, kind, standing, &told);
    };
    // An office's own telephone is what a guide is for: everything else is scanned.
    let asked = ASKED.iter().zip(fields.texts).filter(|((id, ..), _)| *id != "phone");
    let mut texts: Vec<_> = asked.map(|((_, name, _), text)| PublicText { name: *name, text }).collect();
    texts.push(PublicText { name: |words| words.revision_reason(), text: fields.reason });
    view! {
        {problems.summary(session)}
        {beside}
        {kept.left}
        {move || body(&asked_by, session.words(), fields, problems, is_revision)}
        {kept.line}
        {publish_panel_with(texts, vec![Box::new(fields.papers), Box::new(fields.steps)], super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

fn body(here: &Here, words: Words, fields: Fields, problems: Problems, is_revision: bool) -> AnyView {
    let head = if is_revision {
        view! { <h1>{words.correct_guide()}</h1> <p class="lead">{words.correct_text()}</p> }.into_any()
    } else {
        view! { <h1>{words.new_guide()}</h1> <p class="lead">{words.new_guide_hint()}</p> }.into_any()
    };
    let asked = ASKED.iter().zip(fields.texts).map(|((id, label, lines), text)| {
        let asked = Field::new(*id, label(words));
        let asked = match *id {
            "promised_limit" | "legal_limit" => asked.hint(words.guide_limit_hint()),
            _ => asked,
        };
        let kind = match *lines {
            1 => FieldKind::Text,
            lines => FieldKind::Lines(lines, None),
        };
        field(words.board(), if *id == "matter" { asked } else { asked.optional() }, kind, text, problems.of(*id))
    });
    let mut first: Vec<_> = asked.collect();
    let then = first.split_off(ASKED_FIRST);
    view! {
        {head}
        {first}
        {fields.papers.view(words, problems)}
        {fields.steps.view(words, problems)}
        {points(here, words, fields.points, problems)}
        {then}
        {is_revision.then(|| reason_field(words, fields.reason, problems))}
    }
    .into_any()
}

/// At which of the organisation's points it is handled; not asked while there is none. A point that was closed since is
/// left as it is: it is shown nowhere.
fn points(here: &Here, words: Words, chosen: RwSignal<Vec<RecordId>>, problems: Problems) -> Option<AnyView> {
    let shown = here.session.shown_untracked(here.membership.org)?;
    let named = network::tree(&shown.ledger).into_iter().filter_map(|(id, depth)| {
        let name = &shown.ledger.points.get(&id)?.words()?.name;
        Some((id, format!("{}{name}", "　".repeat(depth))))
    });
    let boxes = named.map(|(id, name)| {
        let ticked = move |event| {
            chosen.update(|chosen| {
                chosen.retain(|point| *point != id);
                if event_target_checked(&event) {
                    chosen.push(id);
                }
            });
        };
        let box_id = format!("point-{id}");
        view! {
            <li class="choice">
                <input id=box_id.clone() type="checkbox" on:change=ticked
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&id)) />
                <label for=box_id>{name}</label>
            </li>
        }
    });
    let boxes: Vec<_> = boxes.collect();
    let problem = problems.of("points");
    (!boxes.is_empty()).then(|| {
        view! {
            <fieldset class="field" id="points" tabindex="-1" class:field-wrong=move || problem.with(Option::is_some)>
                <legend>{words.board().network.handled_at}<span class="hint-inline">{words.board().form.optional}</span></legend>
                {move || problem.get().map(|text| view! { <p class="problem">{text}</p> })}
                <ul role="list">{boxes}</ul>
            </fieldset>
        }
        .into_any()
    })
}
