use jiannuo_domain::words::PledgeKind;
use leptos::prelude::*;

use super::{
    Around, Measured, PairSide, RowKinds, Service, Verdict,
    options::{Limit, Pair, Parts, Project},
};
use crate::{
    components::{
        definition_list::{Fact, fact},
        pledge_row::pledge_list,
        said::{passage, said},
        status_tag::status_tag,
    },
    link::Link,
    words::Words,
};

/// What a row says of its kind, below its figures.
pub fn row_kinds(words: &'static Words, row: &RowKinds) -> AnyView {
    let names = &words.pledging;
    let line = |text: String| view! { <p class="pledge-field">{text}</p> };
    let service = row.service.as_ref().map(|service| {
        let mut parts = vec![format!("{} {}", names.promised, limit(words, &service.promised))];
        parts.extend(service.legal.as_ref().map(|legal| format!("{} {}", names.legal, limit(words, legal))));
        let reached =
            service.measured.as_ref().map(|measured| view! { <p class="pledge-field">{reached(words, measured)}</p> });
        view! { {line(parts.join(" · "))} {reached} }
    });
    let kept = row.kept.map(|kept| line(format!("{} · {}", names.kept_title, kept_word(words, kept))));
    view! {
        {row.kind.map(|kind| line((names.kind)(kind).to_owned()))}
        {service}
        {kept}
        {row.parts.map(|(kept, of)| line((names.parts_kept)(kept, of)))}
        {row.pair.as_ref().map(|side| view! { <div class="pair-other">{pair_side(words, side)}</div> })}
    }
    .into_any()
}

/// The facts of its kind, and of the pledges above and before it.
pub fn around_facts(words: &'static Words, around: &Around) -> Vec<Fact> {
    let names = &words.pledging;
    let mut facts = Vec::new();
    if around.kind != PledgeKind::Personal {
        facts.push(Fact { term: names.kind_of, value: (names.kind)(around.kind).into_any() });
    }
    let linked = |term, link: &Link| Fact { term, value: to(words, link) };
    facts.extend(around.post.as_ref().map(|post| linked(names.post, post)));
    facts.extend(around.service.iter().flat_map(|service| service_facts(words, service)));
    facts.extend(around.project.iter().flat_map(|project| project_facts(words, project)));
    facts.extend(around.kept.map(|kept| Fact { term: names.kept_title, value: kept_word(words, kept).into_any() }));
    facts.extend(around.part_of.as_ref().map(|above| linked(names.part_of, above)));
    facts.extend(around.cycle.as_ref().map(|cycle| linked(names.cycle, cycle)));
    facts.extend(around.carried_from.as_ref().map(|before| linked(names.carried_from, before)));
    facts.extend(around.carried_into.iter().map(|after| linked(names.carried_into, after)));
    facts
}

fn service_facts(words: &'static Words, service: &Service) -> Vec<Fact> {
    let names = &words.pledging;
    let limited = |term, value: &Limit| Fact { term, value: limit(words, value).into_any() };
    let measured = match &service.measured {
        Some(measured) => reached(words, measured),
        None => names.not_measured.into_any(),
    };
    let mut facts = vec![limited(names.promised, &service.promised)];
    facts.extend(service.legal.as_ref().map(|legal| limited(names.legal, legal)));
    facts.push(Fact { term: names.reached, value: measured });
    facts
}

fn project_facts(words: &'static Words, project: &Project) -> Vec<Fact> {
    let names = &words.pledging;
    let co_owners =
        (!project.co_owners.is_empty()).then(|| fact(words, names.co_owners, &project.co_owners.join("、")));
    let budget =
        project.budget.as_deref().map(|budget| Fact { term: names.budget, value: (names.yuan)(budget).into_any() });
    let source = project.source.as_deref().map(|source| fact(words, names.budget_source, source));
    [co_owners, budget, source].into_iter().flatten().collect()
}

/// What stands under headings of its own: the pair beside each other, the parts.
pub fn around_sections(words: &'static Words, around: &Around) -> AnyView {
    let pair = around.pair.as_ref().map(|pair| both_sides(words, pair));
    let parts = around.parts.as_ref().map(|parts| parts_list(words, parts));
    view! { {pair} {parts} }.into_any()
}

fn both_sides(words: &'static Words, pair: &Pair) -> AnyView {
    let side = |side: &PairSide| view! { <div class="pair-side">{pair_side(words, side)}</div> };
    view! {
        <section class="section">
            <h2>{words.pledging.pair}</h2>
            <div class="pair">{side(&pair.own)}{side(&pair.other)}</div>
            <p class="event-times">{words.pledging.pair_note}</p>
        </section>
    }
    .into_any()
}

fn pair_side(words: &'static Words, side: &PairSide) -> AnyView {
    let names = &words.pledging;
    let Some((href, text)) = &side.pledge else {
        return view! { <p>{said(words, &(names.pair_waits)(&side.name))}</p> }.into_any();
    };
    let tags = side.statuses.iter().map(|status| status_tag(words, *status)).collect_view();
    view! {
        <p class="by">{said(words, &(names.pair_by)(&side.name))}</p>
        <p><a href=href.clone()>{passage(words, &text.excerpt())}</a></p>
        <p class="tags">{tags}</p>
    }
    .into_any()
}

fn parts_list(words: &'static Words, parts: &Parts) -> AnyView {
    view! {
        <section class="section">
            <h2>{words.pledging.parts}</h2>
            <p>{(words.pledging.parts_kept)(parts.kept, parts.of)}</p>
            {pledge_list(words, &parts.rows)}
        </section>
    }
    .into_any()
}

fn reached(words: &'static Words, measured: &Measured) -> AnyView {
    let names = &words.pledging;
    let mut parts = vec![(names.handled)(measured.handled, measured.in_time, &measured.share)];
    if let Some((longest, verdict)) = &measured.longest {
        parts.push((names.longest)(&limit(words, longest)));
        parts.push(verdict_word(words, *verdict).to_owned());
    }
    parts.join(words.pledging.between).into_any()
}

fn verdict_word(words: &'static Words, verdict: Verdict) -> &'static str {
    let names = &words.pledging;
    match verdict {
        Verdict::WithinPromised => names.within_promised,
        Verdict::WithinLegal => names.within_legal,
        Verdict::BeyondPromised => names.beyond_promised,
        Verdict::BeyondLegal => names.beyond_legal,
    }
}

fn kept_word(words: &'static Words, kept: bool) -> &'static str {
    if kept { words.pledging.kept } else { words.pledging.not_kept }
}

fn limit(words: &'static Words, (amount, unit): &Limit) -> String {
    (words.pledging.limit)(amount, *unit)
}

fn to(words: &'static Words, link: &Link) -> AnyView {
    view! { <a href=link.href.clone()>{said(words, &link.label)}</a> }.into_any()
}
