//! The part of a pledge's form that belongs to its kind: which kind, and the fields of that kind only.

use jiannuo_board::components::field::{Choice, Field, FieldKind, choices, field, select};
use jiannuo_domain::codes::Codes;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{MemberId, RecordId};
use jiannuo_domain::quantity::Quantity;
use jiannuo_domain::words::{Due, Duration, PledgeKind, PledgeWords, ProjectWords, ServiceWords, TimeUnit, Words as _};
use leptos::prelude::*;
use std::cmp::Ordering;

use super::pledge_fields::{PledgeContent, PledgeFields, Problem};
use super::told::time_unit;
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::Here;
use crate::words::Words;

/// What the fields of a kind mean.
pub struct Kinds {
    kind: PledgeKind,
    post: Option<RecordId>,
    service: Option<ServiceWords>,
    project: Option<ProjectWords>,
    part_of: Option<RecordId>,
    cycle: Option<RecordId>,
    carried_from: Option<RecordId>,
}

impl Kinds {
    /// Words with these, and nothing else yet.
    pub fn into_words(self, text: String, due: Due) -> PledgeWords {
        PledgeWords {
            kind: self.kind,
            post: self.post,
            service: self.service,
            project: self.project,
            part_of: self.part_of,
            cycle: self.cycle,
            carried_from: self.carried_from,
            ..PledgeWords::new(text, due)
        }
    }
}

impl PledgeContent {
    /// The kind that is chosen.
    pub fn pledge_kind(&self) -> PledgeKind {
        PledgeKind::from_code(&self.kind).unwrap_or_default()
    }

    /// Content with the fields of a kind, for words that were published.
    pub fn of_kind(words: &PledgeWords) -> Self {
        let id = |id: Option<RecordId>| id.map(|id| id.to_string()).unwrap_or_default();
        let amount = |limit: Option<Duration>| limit.map(|limit| limit.amount.to_string()).unwrap_or_default();
        let unit = |limit: Option<Duration>| limit.map_or(TimeUnit::WorkingDays, |limit| limit.unit).code().to_owned();
        let promised = words.service.as_ref().map(|service| service.promised);
        let legal = words.service.as_ref().and_then(|service| service.legal);
        let project = words.project.as_ref();
        Self {
            kind: words.kind.code().to_owned(),
            post: id(words.post),
            promised: amount(promised),
            promised_unit: unit(promised),
            legal: amount(legal),
            legal_unit: unit(legal.or(promised)),
            co_owners: project.map(|project| project.co_owners.join("\n")).unwrap_or_default(),
            budget: project.and_then(|project| project.budget_yuan).map(|yuan| yuan.to_string()).unwrap_or_default(),
            budget_source: project.and_then(|project| project.budget_source.clone()).unwrap_or_default(),
            part_of: id(words.part_of),
            cycle: id(words.cycle),
            carried_from: id(words.carried_from),
            ..Self::default()
        }
    }

    /// What the fields of the kind mean, and what is wrong with them.
    pub fn kinds(&self, problems: &mut Vec<(&'static str, Problem)>) -> Kinds {
        let kind = self.pledge_kind();
        let post = self.post.parse().ok().filter(|_| kind == PledgeKind::Post);
        if kind == PledgeKind::Post && post.is_none() {
            problems.push(("post", Problem::Empty));
        }
        Kinds {
            kind,
            post,
            service: self.service(problems),
            project: self.project(problems),
            part_of: self.part_of.parse().ok(),
            cycle: self.cycle.parse().ok(),
            carried_from: self.carried_from.parse().ok(),
        }
    }

    /// The limits of a service; nothing for another kind.
    pub fn service(&self, problems: &mut Vec<(&'static str, Problem)>) -> Option<ServiceWords> {
        if self.pledge_kind() != PledgeKind::Service {
            return None;
        }
        let mut limit = |id: &'static str, amount: &str, unit: &str| {
            let amount = filled(amount)?.parse::<Quantity>();
            match amount {
                Ok(amount) if amount >= Quantity::ZERO => {
                    Some(Duration { amount, unit: TimeUnit::from_code(unit).unwrap_or(TimeUnit::WorkingDays) })
                }
                _ => {
                    problems.push((id, Problem::NotANumber));
                    None
                }
            }
        };
        let promised = limit("promised", &self.promised, &self.promised_unit);
        let legal = limit("legal", &self.legal, &self.legal_unit);
        let Some(promised) = promised else {
            if filled(&self.promised).is_none() {
                problems.push(("promised", Problem::Empty));
            }
            return None;
        };
        if legal.is_some_and(|legal| promised.compare(&legal) == Ordering::Greater) {
            problems.push(("promised", Problem::LongerThanLaw));
        }
        Some(ServiceWords { promised, legal })
    }

    fn project(&self, problems: &mut Vec<(&'static str, Problem)>) -> Option<ProjectWords> {
        if self.pledge_kind() != PledgeKind::Project {
            return None;
        }
        let budget = filled(&self.budget).map(|text| text.replace([',', '，'], "").parse::<Quantity>());
        if matches!(budget, Some(Err(_))) {
            problems.push(("budget", Problem::NotANumber));
        }
        let project = ProjectWords {
            co_owners: self.co_owners.lines().filter_map(filled).collect(),
            budget_yuan: budget.and_then(Result::ok),
            budget_source: filled(&self.budget_source),
        };
        (project != ProjectWords::default()).then_some(project)
    }

    /// The codes of a new pledge that was a draft: for a two-way one, the pledge that answers it and whose that is. The
    /// first of a pair makes both identities at once; the other's follows from its own, so that a draft that is published
    /// twice names the same.
    ///
    /// # Errors
    /// [`Problem::NoCounterpart`].
    pub fn pair_codes(&self, draft: RecordId) -> Result<Option<Codes>, Problem> {
        if self.pledge_kind() != PledgeKind::TwoWay {
            return Ok(None);
        }
        let counterpart: MemberId = self.counterpart.parse().map_err(|_| Problem::NoCounterpart)?;
        let pair = self.pair.parse().unwrap_or_else(|_| answer_of(draft));
        Ok(Some(Codes { pair: Some(pair), counterpart: Some(counterpart), ..Codes::default() }))
    }
}

/// The identity of the pledge that is to answer one.
fn answer_of(draft: RecordId) -> RecordId {
    let digest = Digest::of(&[b"jiannuo/pair/v1\n", draft.as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    RecordId::from_bytes(bytes)
}

/// The kinds as cards to choose from.
pub fn kind_choices(words: Words, fields: PledgeFields, problems: Problems) -> AnyView {
    let kinds = PledgeKind::ALL.map(|kind| {
        let (label, hint) = kind_words(words, kind);
        Choice { hint: Some(hint.to_owned()), ..Choice::new(kind.code(), label) }
    });
    choices(words.board(), Field::new("kind", words.pledge_kind()), kinds.into(), fields.kind, problems.of("kind"))
}

fn kind_words(words: Words, kind: PledgeKind) -> (&'static str, &'static str) {
    match kind {
        PledgeKind::Personal => (words.kind_personal(), words.kind_personal_hint()),
        PledgeKind::Post => (words.kind_post(), words.kind_post_hint()),
        PledgeKind::Service => (words.kind_service(), words.kind_service_hint()),
        PledgeKind::Project => (words.kind_project(), words.kind_project_hint()),
        PledgeKind::Organisation => (words.kind_organisation(), words.kind_organisation_hint()),
        PledgeKind::TwoWay => (words.kind_two_way(), words.kind_two_way_hint()),
    }
}

/// The fields of the kind that is chosen.
pub fn kind_fields(here: &Here, fields: PledgeFields, problems: Problems, is_answer: bool) -> AnyView {
    let words = here.session.words();
    let kind = PledgeKind::from_code(&fields.kind.get()).unwrap_or_default();
    match kind {
        PledgeKind::Post => post_field(here, words, fields, problems),
        PledgeKind::Service => view! {
            {limit_fields(words, ("promised", words.promised_limit(), fields.promised), ("promised-unit", fields.promised_unit), false, problems)}
            {limit_fields(words, ("legal", words.legal_limit(), fields.legal), ("legal-unit", fields.legal_unit), true, problems)}
        }
        .into_any(),
        PledgeKind::Project => project_fields(words, fields, problems),
        PledgeKind::TwoWay if !is_answer => counterpart_field(here, words, fields, problems),
        PledgeKind::Organisation => responsible(words, fields, problems),
        PledgeKind::Personal | PledgeKind::TwoWay => ().into_any(),
    }
}

/// Who is responsible; an organisation's pledge asks for that first, others among what there is more.
pub fn responsible(words: Words, fields: PledgeFields, problems: Problems) -> AnyView {
    let asked = Field::new("responsible", words.responsible()).optional();
    field(words.board(), asked, FieldKind::Text, fields.responsible, problems.of("responsible"))
}

/// The steps; a project asks for them first, others among what there is more.
pub fn steps(words: Words, fields: PledgeFields, problems: Problems) -> AnyView {
    let asked = Field::new("milestones", words.milestones()).hint(words.milestones_hint()).optional();
    field(words.board(), asked, FieldKind::Lines(3, None), fields.milestones, problems.of("milestones"))
}

fn post_field(here: &Here, words: Words, fields: PledgeFields, problems: Problems) -> AnyView {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return ().into_any() };
    let own = here.speaker.map(|speaker| shown.ledger.posts_of(speaker.member)).unwrap_or_default();
    let open = shown.ledger.posts.values().filter(|post| post.withdrawal.is_none());
    let mut posts: Vec<_> =
        open.filter_map(|post| Some((!own.contains(&post.id), post.words()?.title.clone(), post.id))).collect();
    posts.sort();
    if posts.is_empty() {
        return view! { <p class="hint">{words.no_posts_yet()}</p> }.into_any();
    }
    let mut all = vec![Choice::new("", words.choose_one())];
    all.extend(posts.into_iter().map(|(_, title, id)| Choice::new(id.to_string(), title)));
    select(words.board(), Field::new("post", words.which_post()), all, fields.post, problems.of("post"))
}

fn limit_fields(
    words: Words,
    (id, label, amount): (&'static str, &'static str, RwSignal<String>),
    (unit_id, unit): (&'static str, RwSignal<String>),
    is_optional: bool,
    problems: Problems,
) -> AnyView {
    let board = words.board();
    let mut asked = Field::new(id, label);
    if is_optional {
        asked = asked.optional();
    } else {
        asked = asked.hint(words.limit_hint());
    }
    let units = TimeUnit::ALL.map(|unit| Choice::new(unit.code(), time_unit(words, unit)));
    view! {
        <div class="field-pair">
            {field(board, asked, FieldKind::Number, amount, problems.of(id))}
            {select(board, Field::new(unit_id, words.limit_unit()), units.into(), unit, problems.of(unit_id))}
        </div>
    }
    .into_any()
}

fn project_fields(words: Words, fields: PledgeFields, problems: Problems) -> AnyView {
    let board = words.board();
    let co_owners = Field::new("co_owners", words.co_owners()).hint(words.co_owners_hint()).optional();
    view! {
        {steps(words, fields, problems)}
        {field(board, co_owners, FieldKind::Lines(2, None), fields.co_owners, problems.of("co_owners"))}
        <div class="field-pair">
            {field(board, Field::new("budget", words.budget()).optional(), FieldKind::Number, fields.budget, problems.of("budget"))}
            {field(board, Field::new("budget_source", words.budget_source()).optional(), FieldKind::Text, fields.budget_source, problems.of("budget_source"))}
        </div>
    }
    .into_any()
}

fn counterpart_field(here: &Here, words: Words, fields: PledgeFields, problems: Problems) -> AnyView {
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return ().into_any() };
    let mut all = vec![Choice::new("", words.choose_one())];
    all.extend(
        shown
            .ledger
            .members
            .values()
            .filter(|member| member.active && here.speaker.is_none_or(|speaker| speaker.member != member.id))
            .map(|member| Choice::new(member.id.to_string(), member.name().unwrap_or_else(|| words.no_name()))),
    );
    let asked = Field::new("counterpart", words.counterpart()).hint(words.counterpart_hint());
    select(words.board(), asked, all, fields.counterpart, problems.of("counterpart"))
}

/// Which year it belongs to and which pledge it is part of, among what there is more.
pub fn place_fields(here: &Here, fields: PledgeFields, problems: Problems) -> AnyView {
    let words = here.session.words();
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return ().into_any() };
    let board = words.board();
    let cycles = shown.ledger.cycles.values().filter_map(|cycle| Some((cycle.words()?.year, cycle.id)));
    let mut cycles: Vec<_> = cycles.collect();
    cycles.sort_by_key(|(year, id)| (std::cmp::Reverse(*year), *id));
    let cycle = (!cycles.is_empty()).then(|| {
        let mut all = vec![Choice::new("", words.no_cycle())];
        let name = |year| (words.board().pledging.cycle_of)(year);
        all.extend(cycles.into_iter().map(|(year, id)| Choice::new(id.to_string(), name(year))));
        select(board, Field::new("cycle", words.which_cycle()).optional(), all, fields.cycle, problems.of("cycle"))
    });
    let above = above_choices(here, words, fields);
    let above = (above.len() > 1).then(|| {
        let asked = Field::new("part_of", words.part_of_pledge()).optional();
        select(board, asked, above, fields.part_of, problems.of("part_of"))
    });
    view! { {cycle} {above} }.into_any()
}

/// Pledges that another one can be part of: the member's own, the organisation's and projects, and what is chosen already.
fn above_choices(here: &Here, words: Words, fields: PledgeFields) -> Vec<Choice> {
    let mut all = vec![Choice::new("", words.part_of_none())];
    let Some(shown) = here.session.shown_untracked(here.membership.org) else { return all };
    let chosen = fields.part_of.get_untracked();
    let pledges = shown.ledger.pledges.values().filter_map(|pledge| Some((pledge, pledge.words()?)));
    let fitting = pledges.filter(|(pledge, words)| {
        let is_own = here.speaker.is_some_and(|speaker| speaker.member == pledge.owner);
        let is_above = matches!(words.kind, PledgeKind::Organisation | PledgeKind::Project);
        let is_open = pledge.state == jiannuo_domain::acceptance::State::Open;
        pledge.id.to_string() == chosen || (is_open && (is_own || is_above))
    });
    all.extend(fitting.map(|(pledge, words)| {
        let text: String = words.text.chars().take(CHOICE_CHARACTERS).collect();
        Choice::new(pledge.id.to_string(), text)
    }));
    all
}

/// Characters of a pledge in a list to choose from: a line on a phone.
const CHOICE_CHARACTERS: usize = 30;

/// Whether words keep their bounds, with the field whose bound is not kept.
pub fn field_of(words: &PledgeWords) -> Option<(&'static str, Problem)> {
    use jiannuo_domain::words::WordsError as Error;
    let error = words.check().err()?;
    let field = match &error {
        Error::Empty { field }
        | Error::TooLong { field, .. }
        | Error::TooMany { field, .. }
        | Error::Impossible { field } => match field.as_str() {
            "unit" => "unit",
            "measure" => "measure",
            "field" => "field",
            "milestones" => "milestones",
            "co_owners" => "co_owners",
            "budget_yuan" => "budget",
            "budget_source" => "budget_source",
            "responsible" => "responsible",
            "beneficiaries" => "beneficiaries",
            _ => "text",
        },
        _ => "text",
    };
    Some((field, Problem::Words(error)))
}
