//! What stands on public pages.

use leptos::prelude::*;

use super::{part, pledging, samples};
use crate::{
    components::{
        attachments::attachments,
        byline::{Byline, byline},
        catalogue::catalogue_list,
        data_table::data_table,
        disclosure::disclosure_list,
        due_date::{Due, Period, Standing, due_date},
        empty_state::{EmptyState, empty_state},
        filter_links::filter_links,
        hours_table::{OpenState, hours_table, open_now},
        log_foot::{LogFoot, Witness, log_foot},
        message_page::{MessageKind, MessagePage, message_page},
        organisation_list::organisation_list,
        page_head::page_head,
        page_shell::phone_link,
        paging::paging,
        pledge_details::pledge_details,
        pledge_row::{PledgeRow, pledge_list},
        post_list::post_list,
        progress_meter::progress_meter,
        revision_history::revision_history,
        said::{Passage, said},
        search_form::search_form,
        service_point::service_point_list,
        status_tag::{Status, status_tag},
        succession::{Missing, Succession, succession},
        summary_figures::{SummaryFigures, summary_figures},
        timeline::{Event, EventKind, Grounds, timeline},
        year::year,
    },
    link::Link,
    time::{Clock, Day, Moment},
    words::Words,
};

pub(super) fn board_parts(words: &'static Words) -> AnyView {
    let board = samples::board(words, 0);
    let tags = Status::ALL.map(|status| status_tag(words, status)).into_iter().collect_view();
    view! {
        {part("status_tag", view! { <p class="tags">{tags}</p> }.into_any())}
        {part("page_head", page_head(words, &board.head))}
        {part("succession", successions(words))}
        {part("summary_figures", figures(words))}
        {part("search_form", search_form(words, &samples::search()))}
        {part("filter_links", filter_links(words, &board.filters))}
        {part("pledge_row", pledge_rows(words))}
        {part("pledge_kinds", pledge_list(words, &pledging::rows()))}
        {part("post_list", post_list(words, &pledging::posts()))}
        {part("year", year(words, &pledging::year()))}
        {part("paging", paging(words, &samples::paging()))}
        {part("due_date", due_dates(words))}
        {part("progress_meter", meters(words))}
        {part("byline", bylines(words))}
        {part("said", oddities(words))}
        {part("attachments", attachments(words, &samples::attached()))}
        {part("pledge_details", pledge_details(words, &samples::pledge(words)))}
        {part("timeline", timeline(words, &every_event()))}
        {part("revision_history", revision_history(words, &[]))}
        {part("disclosure", disclosure_list(words, &samples::disclosures()))}
        {part("data_table", samples::disclosure().tables.iter().map(|table| data_table(words, table)).collect_view().into_any())}
        {part("catalogue", catalogue_list(words, &samples::catalogue_rows()))}
        {part("service_point", service_point_list(words, &[samples::service_point().row]))}
        {part("hours_table", hours(words))}
        {super::network_parts::network_parts(words)}
        {part("organisation_list", organisation_list(words, &samples::organisations()))}
        {part("log_foot", feet(words))}
        {part("page_shell", phones(words))}
        {part("empty_state", empty(words))}
        {part("message_page", messages(words))}
    }
    .into_any()
}

fn successions(words: &'static Words) -> AnyView {
    let missing = Missing { first: 38, last: 40 };
    let href = || "/o/liuxi/".to_owned();
    let all = [
        Succession::Lost(missing),
        Succession::Continued { missing: Some(missing), href: href() },
        Succession::Continued { missing: None, href: href() },
        Succession::Continues { missing, href: href() },
        Succession::Continues { missing: Missing { first: 1, ..missing }, href: href() },
    ];
    all.iter().map(|said| succession(words, said)).collect_view().into_any()
}

fn figures(words: &'static Words) -> AnyView {
    let calm = SummaryFigures { overdue: 0, ..samples::figures() };
    view! { {summary_figures(words, &samples::figures())}{summary_figures(words, &calm)} }.into_any()
}

fn pledge_rows(words: &'static Words) -> AnyView {
    let mut rows = samples::pledges();
    let last = rows.last().cloned();
    rows.extend(last.iter().map(|row| PledgeRow { text: Passage::Erased(samples::ERASED.into()), ..row.clone() }));
    rows.extend(
        last.map(|row| PledgeRow {
            text: Passage::Written("路修到哪里，灯就装到哪里。".repeat(40)), ..row
        }),
    );
    pledge_list(words, &rows)
}

fn due_dates(words: &'static Words) -> AnyView {
    let day = Day::new(2026, 12, 31);
    let standings = [
        Standing::DaysLeft(28),
        Standing::Today,
        Standing::GraceUntil(Day::new(2027, 1, 8)),
        Standing::DaysOver(1),
        Standing::ClaimedOn(day),
        Standing::FulfilledOn(day),
    ];
    let periods = [Period::Week, Period::Month, Period::Quarter, Period::HalfYear, Period::Year];
    let dues = standings.into_iter().map(|standing| Due::on(day, standing)).chain(periods.into_iter().map(|period| {
        Due { day: None, as_written: None, every: Some(period), standing: None, calendar_missing: Some(2027) }
    }));
    dues.map(|due| due_date(words, &due)).collect_view().into_any()
}

fn meters(words: &'static Words) -> AnyView {
    [(0, 15), (9, 15), (15, 15), (18, 15)]
        .map(|(done, target)| progress_meter(words, &samples::progress(done, target, "处")))
        .into_iter()
        .collect_view()
        .into_any()
}

fn bylines(words: &'static Words) -> AnyView {
    let clerk = Byline { entered_by: Some("林某".into()), ..samples::by("何某", "石桥村管水员") };
    let bare = Byline { name: "石桥村党支部".into(), ..Byline::default() };
    view! { {byline(words, &clerk)}{byline(words, &bare)} }.into_any()
}

fn oddities(words: &'static Words) -> AnyView {
    let texts = [
        "<script>alert('1')</script>",
        "\u{202e}右起的字\u{202c} 与零宽\u{200b}字符",
        &"长".repeat(120),
        &"wide".repeat(40),
    ];
    texts.map(|text| view! { <p>{said(words, text)}</p> }).into_iter().collect_view().into_any()
}

fn every_event() -> Vec<Event> {
    let Some(first) = samples::events().into_iter().nth(1) else { return Vec::new() };
    let mut events: Vec<_> = EventKind::ALL
        .into_iter()
        .map(|kind| Event { kind, note: Some("说明".into()), grounds: None, ..first.clone() })
        .collect();
    events.push(Event { grounds: Some(Grounds::None("当天手机没电".into())), received: None, ..first });
    events
}

fn hours(words: &'static Words) -> AnyView {
    let states = [
        OpenState::OpenUntil(Clock::new(17, 0)),
        OpenState::OpensToday(Clock::new(14, 0)),
        OpenState::OpensOn(Day::new(2026, 11, 24), Clock::new(8, 30)),
        OpenState::Closed,
        OpenState::Unknown,
    ];
    let states = states.map(|state| open_now(words, state, samples::AS_AT)).into_iter().collect_view();
    view! { {states}{hours_table(words, &samples::service_point().hours)} }.into_any()
}

fn phones(words: &'static Words) -> AnyView {
    view! { <p>{phone_link(words, "0000-555 0101")}</p><p>{phone_link(words, "555 0101；投诉 555 0102")}</p> }
        .into_any()
}

fn empty(words: &'static Words) -> AnyView {
    let action = Some(Link::new(words.shell.member_app, "/app/"));
    let text = Some(words.pledge.none_text.to_owned());
    let none = EmptyState { text, action, ..EmptyState::new(words.pledge.none_title) };
    view! { {empty_state(none)}{empty_state(EmptyState::new(words.service_point.none))}{empty_state(EmptyState::new(words.disclosure.none))}{empty_state(EmptyState::new(words.performance.none))} }
        .into_any()
}

fn messages(words: &'static Words) -> AnyView {
    MessageKind::ALL
        .map(|kind| {
            message_page(words, &MessagePage { kind, home_href: "/".into(), reference: Some("7f3a-20".into()) })
        })
        .into_iter()
        .collect_view()
        .into_any()
}

fn feet(words: &'static Words) -> AnyView {
    let foot = |witnesses| LogFoot {
        entries: 1_234,
        witnesses,
        how_href: "/app/how".into(),
        compare_href: "/app/compare/hetang".into(),
    };
    let at = Moment::new(Day::new(2026, 11, 24), 10, 5);
    let witness = Witness { name: "witness.qingshui.example".into(), entries: 1_230, at };
    view! { {log_foot(words, &foot(vec![witness]))} {log_foot(words, &foot(vec![]))} }.into_any()
}
