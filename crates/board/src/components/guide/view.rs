use leptos::prelude::*;

use super::{GuideDetails, GuideGroup, GuideRow, PaperRow};
use crate::{
    components::{
        check_mark::check_mark,
        definition_list::{Fact, definition_list, fact},
        notice::{Notice, NoticeKind, notice},
        page_shell::phone_link,
        qr::qr,
        revision_history::revision_history,
        said::{Passage, excerpt, paragraphs, passage, said},
    },
    time::Moment,
    words::Words,
};

/// The guides under their headings.
pub fn guide_groups(words: &'static Words, groups: &[GuideGroup]) -> AnyView {
    let groups = groups.iter().map(|group| {
        let rows = group.guides.iter().map(|guide| row(words, guide)).collect_view();
        view! {
            <section class="section">
                <h3>{said(words, &group.title)}</h3>
                <ul class="rows" role="list">{rows}</ul>
            </section>
        }
    });
    groups.collect_view().into_any()
}

fn row(words: &'static Words, guide: &GuideRow) -> AnyView {
    let terms = &words.network;
    let brief = |term: &'static str, text: &Option<String>| {
        text.as_deref().map(|text| view! { <span>{term}" "{said(words, text)}</span> })
    };
    let facts = match &guide.withdrawn {
        Some((moment, reason)) => {
            let why = paragraphs(words, &excerpt(reason));
            view! { <p><b>{withdrawn(words, *moment)}</b></p>{why} }.into_any()
        }
        None => view! {
            <p class="row-facts">{brief(terms.promised_limit, &guide.promised_limit)}{brief(terms.fee, &guide.fee)}</p>
        }
        .into_any(),
    };
    view! {
        <li class="row">
            <h4><a href=guide.href.clone()>{passage(words, &guide.matter)}</a></h4>
            {facts}
        </li>
    }
    .into_any()
}

fn withdrawn(words: &'static Words, moment: Moment) -> String {
    format!("{} {}", words.network.guide_withdrawn, (words.time.moment)(moment))
}

/// The page. On paper it is a card of A5.
pub fn guide_details(words: &'static Words, guide: &GuideDetails) -> AnyView {
    let terms = &words.network;
    let mut facts: Vec<_> = guide.facts.iter().map(|(term, text)| fact(words, term, text)).collect();
    facts.extend(
        guide.phone.as_deref().map(|phone| Fact { term: words.service_point.phone, value: phone_link(words, phone) }),
    );
    if !guide.points.is_empty() {
        let links = guide
            .points
            .iter()
            .map(|link| view! { <li><a href=link.href.clone()>{said(words, &link.label)}</a></li> })
            .collect_view();
        let value = view! { <ul role="list">{links}</ul> }.into_any();
        facts.push(Fact { term: terms.handled_at, value });
    }
    let state = guide.row.withdrawn.as_ref().map(|(moment, reason)| {
        let said = Notice { kind: NoticeKind::Warning, title: withdrawn(words, *moment), text: Some(reason.clone()) };
        notice(words, said)
    });
    let revisions = (!guide.revisions.is_empty()).then(|| {
        let history = revision_history(words, &guide.revisions);
        view! { <section class="section not-on-card"><h2>{words.pledge.revisions}</h2>{history}</section> }
    });
    view! {
        <article class="details guide-card">
            <div class="page-head">
                <h1>{passage(words, &guide.row.matter)}</h1>
                <p class="page-kind">{said(words, &guide.organisation)}</p>
            </div>
            {check_mark(words, &guide.check_href)}
            {state}
            {definition_list(facts)}
            {(!guide.papers.is_empty()).then(|| papers(words, &guide.papers))}
            {(!guide.steps.is_empty()).then(|| steps(words, &guide.steps))}
            {code(words, guide)}
            {revisions}
        </article>
    }
    .into_any()
}

fn steps(words: &'static Words, steps: &[String]) -> AnyView {
    let steps = steps.iter().map(|step| view! { <li>{said(words, step)}</li> }).collect_view();
    view! { <section class="section"><h2>{words.network.steps}</h2><ol class="steps">{steps}</ol></section> }.into_any()
}

/// Columns that no paper has anything in are left out.
fn papers(words: &'static Words, papers: &[PaperRow]) -> AnyView {
    let terms = &words.network;
    let cell = |paper: &PaperRow, column: usize| match column {
        0 => paper.format.clone(),
        1 => paper.copies.map(terms.copies_count),
        2 => paper.issuer.clone(),
        _ => paper.note.clone(),
    };
    let heads = [terms.format, terms.copies, terms.issuer, terms.note];
    let columns: Vec<_> = heads
        .into_iter()
        .enumerate()
        .filter(|(column, _)| papers.iter().any(|paper| cell(paper, *column).is_some()))
        .collect();
    let rows = papers.iter().map(|paper| {
        let cells = columns.iter().map(|(column, head)| {
            let text = cell(paper, *column);
            view! { <td role="cell" data-label=*head>{text.map(|text| said(words, &text))}</td> }
        });
        view! { <tr role="row"><th scope="row" role="rowheader">{said(words, &paper.name)}</th>{cells.collect_view()}</tr> }
    });
    let heads = columns.iter().map(|(_, head)| view! { <th scope="col" role="columnheader">{*head}</th> });
    view! {
        <section class="section">
            <h2>{terms.papers}</h2>
            <table class="stacked" role="table" aria-label=terms.papers>
                <thead role="rowgroup">
                    <tr role="row"><th scope="col" role="columnheader">{terms.papers}</th>{heads.collect_view()}</tr>
                </thead>
                <tbody role="rowgroup">{rows.collect_view()}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The way from paper to what holds now.
fn code(words: &'static Words, guide: &GuideDetails) -> Option<AnyView> {
    let address = guide.address.as_deref()?;
    let matter = match &guide.row.matter {
        Passage::Written(text) | Passage::Erased(text) => text,
    };
    let drawing = qr(&(words.network.page_of)(&excerpt(matter)), address)?;
    Some(view! { <div class="page-code">{drawing}<p class="card-note">{words.network.scan_page}</p></div> }.into_any())
}
