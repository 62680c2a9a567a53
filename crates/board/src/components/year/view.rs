use leptos::prelude::*;

use super::{Account, AccountGiven, MemberRow, PledgesMade, StageRow, StageState, Year};
use crate::{
    components::{
        byline::byline,
        empty_state::{EmptyState, empty_state},
        said::{Passage, paragraphs, passage, said},
    },
    words::Words,
};

/// The year: stages, figures, members, accounts.
pub fn year(words: &'static Words, year: &Year) -> AnyView {
    let names = &words.pledging;
    let stages = year.stages.iter().map(|row| stage(words, *row)).collect_view();
    let overdue = (year.overdue > 0).then(|| view! { <li><b>{(names.overdue_pledges)(year.overdue)}</b></li> });
    let accounts = if year.accounts.is_empty() {
        empty_state(EmptyState::new(names.no_accounts))
    } else {
        let all = year.accounts.iter().map(|one| account(words, one)).collect_view();
        view! { <ul class="accounts" role="list">{all}</ul> }.into_any()
    };
    view! {
        <ol class="stages" role="list">{stages}</ol>
        <ul class="year-figures">
            <li>{(names.pledged_of)(year.pledged, year.of)}</li>
            <li>{(names.accounted_of)(year.accounted, year.of)}</li>
            {overdue}
        </ul>
        <section class="section"><h2>{names.members}</h2>{members(words, &year.members)}</section>
        <section class="section"><h2>{names.accounts}</h2>{accounts}</section>
    }
    .into_any()
}

fn stage(words: &'static Words, row: StageRow) -> AnyView {
    let names = &words.pledging;
    let until = (names.until)(&(words.time.day)(row.until));
    let (state, current) = match row.state {
        StageState::Over => (Some(names.over), None),
        StageState::Now => (Some(names.now), Some("step")),
        StageState::Ahead => (None, None),
    };
    let state = state.map(|state| view! { <b class="stage-state">{state}</b> });
    view! {
        <li class="stage" aria-current=current>
            <span>{(names.stage)(row.stage)}</span>" "
            <time datetime=row.until.machine()>{until}</time>" "
            {state}
        </li>
    }
    .into_any()
}

fn members(words: &'static Words, members: &[MemberRow]) -> AnyView {
    let names = &words.pledging;
    let rows = members.iter().map(|row| member(words, row)).collect_view();
    let heads = [names.member, names.pledged, names.standing, names.account];
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=names.members>
            <table class="year-table">
                <thead><tr>{heads.map(|head| view! { <th scope="col">{head}</th> }).into_iter().collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn member(words: &'static Words, row: &MemberRow) -> AnyView {
    let names = &words.pledging;
    let late = |is_late: bool, word: &'static str| is_late.then(|| view! { " " <b>{word}</b> });
    let pledges = match &row.pledges {
        PledgesMade::NotYet => names.not_pledged_yet.into_any(),
        PledgesMade::Missing => view! { <b class="year-missing">{names.pledge_missing}</b> }.into_any(),
        PledgesMade::Made(link, is_late) => {
            view! { <a href=link.href.clone()>{link.label.clone()}</a>{late(*is_late, names.pledged_late)} }.into_any()
        }
    };
    let standing =
        matches!(row.pledges, PledgesMade::Made(..)).then(|| (names.kept_and_overdue)(row.kept, row.overdue));
    let account = match row.account {
        AccountGiven::NotYet => names.not_accounted_yet.into_any(),
        AccountGiven::Missing => view! { <b class="year-missing">{names.account_missing}</b> }.into_any(),
        AccountGiven::Given(day, is_late) => {
            let given = (names.accounted)(&(words.time.day)(day));
            view! { {given}{late(is_late, names.accounted_late)} }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{said(words, &row.name)}</th>
            <td>{pledges}</td>
            <td>{standing}</td>
            <td>{account}</td>
        </tr>
    }
    .into_any()
}

fn account(words: &'static Words, account: &Account) -> AnyView {
    let text = match &account.text {
        Passage::Written(text) => view! { <div class="prose">{paragraphs(words, text)}</div> }.into_any(),
        other => view! { <p>{passage(words, other)}</p> }.into_any(),
    };
    let received = account
        .received
        .map(|moment| view! { <p class="event-times"><time datetime=moment.machine()>{(words.time.moment)(moment)}</time></p> });
    view! { <li class="account">{byline(words, &account.by)}{text}{received}</li> }.into_any()
}
