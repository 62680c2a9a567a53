use jiannuo_domain::cycle::Stage;

use super::{Account, AccountGiven, MemberRow, PledgesMade, StageRow, StageState, Year, year};
use crate::{Language, components::byline::Byline, document::fragment, link::Link, time::Day};

fn row(name: &str, pledges: PledgesMade, account: AccountGiven) -> MemberRow {
    MemberRow { name: name.into(), pledges, kept: 1, overdue: 2, account }
}

fn html(accounts: Vec<Account>) -> String {
    let day = Day::new;
    let stages = vec![
        StageRow { stage: Stage::Pledging, until: day(2026, 2, 28), state: StageState::Over },
        StageRow { stage: Stage::FirstHalf, until: day(2026, 7, 15), state: StageState::Now },
    ];
    let made = PledgesMade::Made(Link::new("2 项", "?member=1"), true);
    let members = vec![
        row("何某", made, AccountGiven::Given(day(2026, 12, 30), true)),
        row("吴某", PledgesMade::Missing, AccountGiven::Missing),
    ];
    let shown = Year { stages, pledged: 1, accounted: 1, of: 2, overdue: 2, members, accounts };
    fragment(move || year(Language::Chinese.words(), &shown))
}

#[test]
fn the_stage_of_today_is_marked_for_eye_and_ear() {
    let html = html(vec![]);
    assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    assert!(html.contains("进行中") && html.contains("2 人中有 1 人已承诺"), "{html}");
}

#[test]
fn who_has_not_pledged_or_accounted_by_the_day_is_named() {
    let html = html(vec![]);
    for text in ["到期未承诺", "到期未述职", "晚于截止日", "已兑现 1 项，逾期 2 项", "还没有人述职。"]
    {
        assert!(html.contains(text), "{text}: {html}");
    }
}

#[test]
fn an_account_is_given_in_its_paragraphs() {
    let by = Byline { name: "何某".into(), ..Byline::default() };
    let html = html(vec![Account { by, text: "修了路灯。\n\n水渠还差一段。".into(), received: None }]);
    assert_eq!(html.matches("水渠还差一段").count(), 1);
    assert!(!html.contains("还没有人述职"));
}
