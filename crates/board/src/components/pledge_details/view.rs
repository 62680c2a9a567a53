use leptos::prelude::*;

use super::{Milestone, MilestoneState, PledgeDetails};
use crate::{
    components::{
        byline::byline,
        check_mark::check_mark,
        definition_list::{Fact, definition_list, fact},
        due_date::due_date,
        pledge_kinds::{around_facts, around_sections},
        progress_meter::progress_meter,
        revision_history::revision_history,
        said::{Passage, paragraphs, passage, said},
        status_tag::status_tag,
        timeline::timeline,
    },
    words::Words,
};

/// Characters of a pledge that fit into a heading; a longer one gets a heading of its beginning and its words below.
const HEADING_CHARACTERS_MAX: usize = 120;

/// The page.
pub fn pledge_details(words: &'static Words, pledge: &PledgeDetails) -> AnyView {
    let milestones = (!pledge.milestones.is_empty()).then(|| {
        let steps = pledge.milestones.iter().map(|step| milestone(words, step)).collect_view();
        section(words.pledge.milestones, view! { <ol class="milestones" role="list">{steps}</ol> }.into_any())
    });
    let record = (!pledge.events.is_empty()).then(|| {
        let note = view! { <p class="event-times">{words.pledge.claim_note}</p> };
        section(words.pledge.record, view! { {timeline(words, &pledge.events)}{note} }.into_any())
    });
    view! {
        <article class="details">
            {head(words, pledge)}
            {definition_list(facts(words, pledge))}
            {around_sections(words, &pledge.around)}
            {milestones}
            {record}
            {section(words.pledge.revisions, revision_history(words, &pledge.revisions))}
        </article>
    }
    .into_any()
}

fn head(words: &'static Words, pledge: &PledgeDetails) -> AnyView {
    let tags = pledge.statuses.iter().map(|status| status_tag(words, *status)).collect_view();
    view! {
        <div class="details-head">
            {heading(words, &pledge.text)}
            {byline(words, &pledge.by)}
            <p class="tags">{tags}</p>
            {check_mark(words, &pledge.check_href)}
            {due_date(words, &pledge.due)}
            {pledge.progress.as_ref().map(|progress| progress_meter(words, progress))}
        </div>
    }
    .into_any()
}

fn heading(words: &'static Words, text: &Passage) -> AnyView {
    let Passage::Written(text) = text else {
        return view! { <h1>{passage(words, text)}</h1> }.into_any();
    };
    let Some((end, _)) = text.char_indices().nth(HEADING_CHARACTERS_MAX) else {
        return view! { <h1>{said(words, text)}</h1> }.into_any();
    };
    let beginning = format!("{}…", text.get(..end).unwrap_or(text));
    view! { <h1>{said(words, &beginning)}</h1><div class="prose">{paragraphs(words, text)}</div> }.into_any()
}

fn facts(words: &'static Words, pledge: &PledgeDetails) -> Vec<Fact> {
    let said_fact = |term, text: &Option<String>| text.as_deref().map(|text| fact(words, term, text));
    let organisation = view! { <a href=pledge.organisation.href.clone()>{said(words, &pledge.organisation.label)}</a> };
    let published = pledge.published.map(|moment| Fact {
        term: words.pledge.published,
        value: view! { <time datetime=moment.machine()>{(words.time.moment)(moment)}</time> }.into_any(),
    });
    let facts = [
        said_fact(words.pledge.measure, &pledge.measure),
        said_fact(words.pledge.target, &pledge.target),
        said_fact(words.pledge.responsible, &pledge.responsible),
        said_fact(words.pledge.beneficiaries, &pledge.beneficiaries),
        said_fact(words.pledge.field, &pledge.field),
        Some(Fact { term: words.pledge.organisation, value: organisation.into_any() }),
        published,
    ];
    around_facts(words, &pledge.around).into_iter().chain(facts.into_iter().flatten()).collect()
}

fn milestone(words: &'static Words, step: &Milestone) -> AnyView {
    let (class, state) = match step.state {
        MilestoneState::Reached => ("milestone-state", words.pledge.milestone_reached),
        MilestoneState::Open => ("milestone-state", words.pledge.milestone_open),
        MilestoneState::Missed => ("milestone-state milestone-missed", words.pledge.milestone_missed),
    };
    let due = step.due.map(|day| view! { <time datetime=day.machine()>{(words.time.day)(day)}</time>" " });
    view! { <li><span>{said(words, &step.text)}</span>" "<span>{due}<span class=class>{state}</span></span></li> }
        .into_any()
}

fn section(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="section"><h2>{title}</h2>{content}</section> }.into_any()
}
