//! What is said of a pledge's kind, and of the pledges around it.

use jiannuo_domain::{
    board::{PairRow, PledgeRow as Row, WordsState, pledge_row},
    id::RecordId,
    ledger::{Ledger, Pledge},
    reached::ServiceReached,
    relations::{Relations, above},
    words::{self as domain, PledgeKind, ToldBy},
};

use super::{
    Addresses, Context, board as rows,
    people::member_name,
    placeholder,
    posts::post_title,
    status::{row_tags, shown_standing},
    years::cycle_title,
};
use crate::{
    components::{
        pledge_kinds::{Around, Measured, Pair, PairSide, Parts, Project, RowKinds, Service, Verdict},
        progress_meter::{PERCENT, Progress},
        said::Passage,
    },
    link::Link,
};

/// Permille in a per cent, and per cents in the whole.
const PERMILLE: u32 = 10;
const WHOLE_PERCENT: u32 = 100;

/// What a row says of its kind.
pub(super) fn row_kinds(ledger: &Ledger, row: &Row, addresses: &Addresses, context: &Context) -> RowKinds {
    let Some(words) = row.words.as_ref() else { return RowKinds::default() };
    RowKinds {
        kind: Some(words.kind).filter(|kind| *kind != PledgeKind::Personal),
        service: service(words, row),
        kept: kept(words, row),
        parts: row.parts.map(|parts| (parts.kept, parts.of)),
        pair: row.pair.as_ref().map(|pair| other_side(ledger, pair, addresses, context)),
    }
}

/// What a pledge's page says of its kind and of the pledges around it.
pub(super) fn around(
    ledger: &Ledger,
    relations: &Relations,
    (pledge, row): (&Pledge, &Row),
    addresses: &Addresses,
    context: &Context,
) -> Around {
    let Some(words) = row.words.as_ref() else { return Around::default() };
    let link = |id: &RecordId| pledge_link(ledger, id, addresses, context);
    Around {
        kind: words.kind,
        post: words.post.map(|post| Link::new(post_title(ledger, &post, context), addresses.post(&post))),
        service: service(words, row),
        project: words.project.as_ref().map(project),
        kept: kept(words, row),
        part_of: above(pledge).and_then(|above| link(&above)),
        parts: row.parts.map(|parts| Parts {
            kept: parts.kept,
            of: parts.of,
            rows: relations
                .parts(&pledge.id)
                .iter()
                .filter_map(|id| list_row(ledger, relations, id, addresses, context))
                .collect(),
        }),
        cycle: words
            .cycle
            .and_then(|id| Some(Link::new(cycle_title(ledger.cycles.get(&id)?, context), addresses.cycle(&id)))),
        carried_from: words.carried_from.and_then(|before| link(&before)),
        carried_into: relations.carried_into(&pledge.id).iter().filter_map(link).collect(),
        pair: row.pair.as_ref().map(|pair| Pair {
            own: side(ledger, pledge, addresses, context),
            other: other_side(ledger, pair, addresses, context),
        }),
    }
}

/// A pledge in a list, by its identity.
pub(super) fn list_row(
    ledger: &Ledger,
    relations: &Relations,
    id: &RecordId,
    addresses: &Addresses,
    context: &Context,
) -> Option<crate::components::pledge_row::PledgeRow> {
    let pledge = ledger.pledges.get(id)?;
    let row = pledge_row(ledger, relations, pledge, context.today);
    Some(rows::pledge_row(ledger, &row, addresses, context))
}

fn pledge_link(ledger: &Ledger, id: &RecordId, addresses: &Addresses, context: &Context) -> Option<Link> {
    let pledge = ledger.pledges.get(id)?;
    let (Passage::Written(text) | Passage::Erased(text)) = text(ledger, pledge, context).excerpt();
    Some(Link::new(text, addresses.pledge(id)))
}

fn text(ledger: &Ledger, pledge: &Pledge, context: &Context) -> Passage {
    let state = if ledger.needs_newer_app(&pledge.id) { WordsState::NeedsNewerApp } else { WordsState::Present };
    placeholder::pledge_text(ledger, Some(pledge), state, context)
}

fn side(ledger: &Ledger, pledge: &Pledge, addresses: &Addresses, context: &Context) -> PairSide {
    let row = pledge_row(ledger, &Relations::default(), pledge, context.today);
    PairSide {
        name: member_name(ledger, &pledge.owner, context),
        pledge: Some((addresses.pledge(&pledge.id), text(ledger, pledge, context))),
        statuses: row_tags(&row, &shown_standing(ledger, &row, context)),
    }
}

fn other_side(ledger: &Ledger, pair: &PairRow, addresses: &Addresses, context: &Context) -> PairSide {
    match ledger.pledges.get(&pair.pledge).filter(|_| pair.is_answered) {
        Some(pledge) => side(ledger, pledge, addresses, context),
        None => PairSide { name: member_name(ledger, &pair.with.member, context), pledge: None, statuses: Vec::new() },
    }
}

fn limit(duration: &domain::Duration) -> (String, domain::TimeUnit) {
    (duration.amount.to_string(), duration.unit)
}

fn service(words: &domain::PledgeWords, row: &Row) -> Option<Service> {
    let service = words.service.as_ref()?;
    Some(Service {
        promised: limit(&service.promised),
        legal: service.legal.as_ref().map(limit),
        measured: row.reached.and_then(|reached| reached.service).map(|reached| measured(&reached)),
    })
}

fn measured(reached: &ServiceReached) -> Measured {
    let verdict = match (reached.within_promised, reached.within_legal) {
        (Some(true), _) => Verdict::WithinPromised,
        (_, Some(true)) => Verdict::WithinLegal,
        (_, Some(false)) => Verdict::BeyondLegal,
        (_, None) => Verdict::BeyondPromised,
    };
    Measured {
        handled: reached.handled,
        in_time: reached.in_time,
        share: reached.share_permille().map(percent_text).unwrap_or_default(),
        longest: reached.longest.as_ref().map(|longest| (limit(longest), verdict)),
    }
}

/// What one entry measured of a service, in words.
pub(super) fn measured_text(told: &domain::Measured, context: &Context) -> String {
    let words = &context.words.pledging;
    let share = u32::try_from(u64::from(told.in_time) * 1_000 / u64::from(told.handled.max(1))).unwrap_or_default();
    let handled = (words.handled)(u64::from(told.handled), u64::from(told.in_time), &percent_text(share));
    let longest = told.longest.map(|longest| {
        let (amount, unit) = limit(&longest);
        (words.longest)(&(words.limit)(&amount, unit))
    });
    [Some(handled), longest].into_iter().flatten().collect::<Vec<_>>().join(words.between)
}

/// Thousandths as per cent, with a place after the point where it is needed.
fn percent_text(permille: u32) -> String {
    match permille % PERMILLE {
        0 => (permille / PERMILLE).to_string(),
        rest => format!("{}.{rest}", permille / PERMILLE),
    }
}

fn project(project: &domain::ProjectWords) -> Project {
    Project {
        co_owners: project.co_owners.clone(),
        budget: project.budget_yuan.map(|yuan| yuan.to_string()),
        source: project.budget_source.clone(),
    }
}

/// The fields that only some kinds have, for comparing two wordings; each is there in every wording.
pub(super) fn revised_fields(
    words: &domain::PledgeWords,
    ledger: &Ledger,
    context: &Context,
) -> Vec<(&'static str, String)> {
    const NOTHING: &str = "—";
    let names = &context.words.pledging;
    let told = |text: Option<String>| text.unwrap_or_else(|| NOTHING.to_owned());
    let time = |duration: &domain::Duration| {
        let (amount, unit) = limit(duration);
        (names.limit)(&amount, unit)
    };
    let service = words.service.as_ref();
    let project = words.project.as_ref();
    let pledge = |id: RecordId| {
        let (Passage::Written(text) | Passage::Erased(text)) = text(ledger, ledger.pledges.get(&id)?, context);
        Some(text)
    };
    vec![
        (names.kind_of, (names.kind)(words.kind).to_owned()),
        (names.post, told(words.post.map(|post| post_title(ledger, &post, context)))),
        (names.promised, told(service.map(|service| time(&service.promised)))),
        (names.legal, told(service.and_then(|service| service.legal.as_ref()).map(time))),
        (names.co_owners, told(project.map(|project| project.co_owners.join("、")).filter(|names| !names.is_empty()))),
        (
            names.budget,
            told(project.and_then(|project| project.budget_yuan).map(|yuan| (names.yuan)(&yuan.to_string()))),
        ),
        (names.budget_source, told(project.and_then(|project| project.budget_source.clone()))),
        (names.part_of, told(words.part_of.and_then(pledge))),
        (names.cycle, told(words.cycle.and_then(|id| Some(cycle_title(ledger.cycles.get(&id)?, context))))),
        (names.carried_from, told(words.carried_from.and_then(pledge))),
    ]
}

fn kept(words: &domain::PledgeWords, row: &Row) -> Option<bool> {
    row.reached.and_then(|reached| reached.kept).filter(|_| words.told_by() == ToldBy::Kept)
}

/// The meter of a pledge that promised no amount: its steps, or its per cent.
pub(super) fn other_progress(row: &Row, context: &Context) -> Option<Progress> {
    let words = row.words.as_ref().filter(|words| words.quantity.is_none())?;
    match words.told_by() {
        ToldBy::Milestone => {
            let steps = row.reached?.steps?;
            let share = u64::from(steps.reached) * u64::from(PERMILLE * WHOLE_PERCENT) / u64::from(steps.of.max(1));
            Some(Progress {
                done: steps.reached.to_string(),
                target: steps.of.to_string(),
                unit: context.words.pledging.steps.to_owned(),
                share_permille: u32::try_from(share).unwrap_or_default(),
            })
        }
        ToldBy::Percent => row.reached?.percent.map(|percent| Progress {
            done: percent.to_string(),
            target: WHOLE_PERCENT.to_string(),
            unit: PERCENT.to_owned(),
            share_permille: u32::from(percent) * PERMILLE,
        }),
        ToldBy::Number | ToldBy::Measured | ToldBy::Kept => None,
    }
}
