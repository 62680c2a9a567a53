use leptos::prelude::*;

use super::{DisclosureDetails, DisclosureRow, DisclosureState, NoticeMark, Outcome};
use crate::{
    components::{
        attachments::attachments,
        byline::byline,
        check_mark::check_mark,
        data_table::data_table,
        definition_list::{Fact, definition_list, fact},
        disclosing_tag::notice_tag,
        notice::{Notice, NoticeKind, notice},
        page_shell::phone_link,
        revision_history::revision_history,
        said::{Passage, excerpt, paragraphs, passage, said},
    },
    time::Day,
    words::Words,
};

/// The list.
pub fn disclosure_list(words: &'static Words, rows: &[DisclosureRow]) -> AnyView {
    let rows = rows.iter().map(|one| row(words, one)).collect_view();
    view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
}

fn row(words: &'static Words, row: &DisclosureRow) -> AnyView {
    let office = row.office.as_deref().map(|office| view! { " " <span>{said(words, office)}</span> });
    let state = state_word(words, &row.state).map(|word| view! { " " <b>{word}</b> });
    let why = match &row.state {
        DisclosureState::Withdrawn(_, reason) => Some(paragraphs(words, &excerpt(reason))),
        DisclosureState::Published | DisclosureState::Revised(..) => None,
    };
    view! {
        <li class="row">
            <h3><a href=row.href.clone()>{passage(words, &row.title.excerpt())}</a></h3>
            <p class="row-facts">
                <time datetime=row.date.machine()>{(words.time.day)(row.date)}</time>
                " "
                <span>{said(words, &row.kind)}</span>
                {office}
                {state}
            </p>
            {row.notice.as_ref().map(|mark| notice_mark(words, mark))}
            {why}
            {check_mark(words, &row.check_href)}
        </li>
    }
    .into_any()
}

/// How a public notice stands.
fn notice_mark(words: &'static Words, mark: &NoticeMark) -> AnyView {
    let text = mark.text.clone().map(|text| view! { " " <span>{text}</span> });
    view! { <p class="row-facts">{notice_tag(words, mark.status)}{text}</p> }.into_any()
}

fn state_word(words: &'static Words, state: &DisclosureState) -> Option<&'static str> {
    match state {
        DisclosureState::Published => None,
        DisclosureState::Revised(..) => Some(words.disclosure.revised),
        DisclosureState::Withdrawn(..) => Some(words.disclosure.withdrawn),
    }
}

/// The page. What became of it comes before its words, so that nobody reads a withdrawn text as one in force.
pub fn disclosure_details(words: &'static Words, disclosure: &DisclosureDetails) -> AnyView {
    let row = &disclosure.row;
    let body = match &disclosure.body {
        Passage::Written(body) => view! { <div class="prose">{paragraphs(words, body)}</div> }.into_any(),
        // The heading has said it.
        Passage::Erased(_) if matches!(row.title, Passage::Erased(_)) => ().into_any(),
        Passage::Erased(_) => view! { <p>{passage(words, &disclosure.body)}</p> }.into_any(),
    };
    let revisions = (!disclosure.revisions.is_empty()).then(|| {
        let history = revision_history(words, &disclosure.revisions);
        view! { <section class="section"><h2>{words.pledge.revisions}</h2>{history}</section> }
    });
    view! {
        <article class="details">
            <div class="page-head">
                <h1>{passage(words, &row.title)}</h1>
            </div>
            {check_mark(words, &row.check_href)}
            {became(words, &row.state)}
            {row.notice.as_ref().map(|mark| notice_mark(words, mark))}
            {doubts(words, &disclosure.doubts)}
            {body}
            {disclosure.tables.iter().map(|table| data_table(words, table)).collect_view()}
            {tables_link(words, disclosure)}
            {outcomes(words, &disclosure.outcomes)}
            {attachments(words, &disclosure.attachments)}
            {definition_list(facts(words, disclosure))}
            {revisions}
        </article>
    }
    .into_any()
}

/// What does not fit together; the reader judges.
fn doubts(words: &'static Words, doubts: &[String]) -> AnyView {
    if doubts.is_empty() {
        return ().into_any();
    }
    let text = Some(doubts.join("\n"));
    notice(words, Notice { kind: NoticeKind::Warning, title: words.disclosing.doubts.to_owned(), text })
}

fn tables_link(words: &'static Words, disclosure: &DisclosureDetails) -> AnyView {
    let href = disclosure.tables_href.clone().filter(|_| !disclosure.tables.is_empty());
    // Another kind of file than a page: the app leaves it to the browser.
    href.map(|href| view! { <p><a href=href rel="external" download="">{words.disclosing.download}</a></p> }).into_any()
}

fn outcomes(words: &'static Words, outcomes: &[Outcome]) -> AnyView {
    if outcomes.is_empty() {
        return ().into_any();
    }
    let one = |outcome: &Outcome| {
        let objections = outcome.objections.map(|count| view! { <p><b>{(words.disclosing.objections)(count)}</b></p> });
        let text = match &outcome.text {
            Passage::Written(text) => paragraphs(words, text),
            erased => view! { <p>{passage(words, erased)}</p> }.into_any(),
        };
        let at = outcome.at;
        view! {
            <div class="revision">
                <p class="event-times"><time datetime=at.machine()>{(words.time.moment)(at)}</time></p>
                {objections}
                {text}
                {byline(words, &outcome.by)}
            </div>
        }
    };
    let all = outcomes.iter().map(one).collect_view();
    view! { <section class="section"><h2>{words.disclosing.outcome}</h2>{all}</section> }.into_any()
}

fn became(words: &'static Words, state: &DisclosureState) -> AnyView {
    let (moment, reason, word) = match state {
        DisclosureState::Published => return ().into_any(),
        DisclosureState::Revised(moment, reason) => (moment, reason, words.disclosure.revised),
        DisclosureState::Withdrawn(moment, reason) => (moment, reason, words.disclosure.withdrawn),
    };
    let panel = Notice {
        kind: NoticeKind::Warning,
        title: format!("{word} {}", (words.time.moment)(*moment)),
        text: Some(reason.clone()),
    };
    notice(words, panel)
}

fn facts(words: &'static Words, disclosure: &DisclosureDetails) -> Vec<Fact> {
    let row = &disclosure.row;
    let told = &words.disclosing;
    let day = |term, day: Day| Fact {
        term,
        value: view! { <time datetime=day.machine()>{(words.time.day)(day)}</time> }.into_any(),
    };
    let office = row.office.as_deref().map(|office| fact(words, words.disclosure.office, office));
    let fills = disclosure.fills.clone().map(|link| Fact {
        term: told.fills,
        value: view! { <a href=link.href>{said(words, &link.label)}</a> }.into_any(),
    });
    let period = disclosure.period.as_deref().map(|period| fact(words, told.about_period, period));
    let published = disclosure.published.map(|moment| Fact {
        term: words.pledge.published,
        value: view! { <time datetime=moment.machine()>{(words.time.moment)(moment)}</time> }.into_any(),
    });
    let edition = disclosure.revisions.is_empty().then(|| fact(words, told.edition, told.first_edition));
    let review = disclosure.review.as_deref().map(|review| fact(words, told.review, review));
    let kind = fact(words, words.disclosure.kind, &row.kind);
    let own = [Some(kind), fills, period, office, disclosure.arose_on.map(|on| day(told.arose_on, on))];
    let rest = [Some(day(words.disclosure.date, row.date)), review, published, edition];
    own.into_iter().chain(notice_facts(words, disclosure)).chain(rest).flatten().collect()
}

/// Until when residents can object, and where.
fn notice_facts(words: &'static Words, disclosure: &DisclosureDetails) -> [Option<Fact>; 5] {
    let told = &words.disclosing;
    let Some(notice) = &disclosure.notice else { return [const { None }; 5] };
    let days = notice.from.zip(notice.to).map(|(from, to)| {
        let missing = notice.calendar_missing.map(|year| format!(" {}", (words.time.calendar_missing)(year)));
        let span = format!("{}{}", (words.time.span)(from, to), missing.unwrap_or_default());
        fact(words, words.disclosure.notice_period, &span)
    });
    let phone = notice.phone.as_deref();
    let phone = phone.map(|phone| Fact { term: words.disclosure.objection_phone, value: phone_link(words, phone) });
    let place = notice.place.as_deref().map(|place| fact(words, told.objection_place, place));
    let person = notice.person.as_deref().map(|person| fact(words, told.objection_person, person));
    let until = notice.public_until.map(|until| fact(words, told.public_until, &(words.time.day)(until)));
    [days, phone, place, person, until]
}
