//! A row of a catalogue of what must be disclosed.

use super::columns::Column;
use super::cursor::{Cursor, folded};
use super::deadline;
use super::disclosure;
use super::point;
use super::question::Unclear;
use super::row::Row;
use super::{RowWarningCode, Understood};
use crate::day::Day;
use crate::limits::MAX_LIMIT_DAYS;
use crate::words::{CatalogueWords, Channel, DayCount, DisclosureKind, DisclosureMode, Level, TimeLimit};

/// What offices call the channels: the first of these that a part of a cell holds.
const CHANNELS: [(&str, Channel); 27] = [
    ("网站", Channel::Site),
    ("公报", Channel::Gazette),
    ("微信", Channel::SocialMedia),
    ("微博", Channel::SocialMedia),
    ("两微", Channel::SocialMedia),
    ("公众号", Channel::SocialMedia),
    ("新媒体", Channel::SocialMedia),
    ("发布会", Channel::PressConference),
    ("听证会", Channel::PressConference),
    ("广播", Channel::Broadcast),
    ("电视", Channel::Broadcast),
    ("纸质媒体", Channel::Print),
    ("报纸", Channel::Print),
    ("报刊", Channel::Print),
    ("查阅点", Channel::ReadingRoom),
    ("档案馆", Channel::ReadingRoom),
    ("图书馆", Channel::ReadingRoom),
    ("政务服务", Channel::ServiceCentre),
    ("服务中心", Channel::ServiceCentre),
    ("服务站", Channel::ConvenienceStation),
    ("入户", Channel::DoorToDoor),
    ("现场", Channel::DoorToDoor),
    ("公示栏", Channel::NoticeBoard),
    ("公开栏", Channel::NoticeBoard),
    ("电子屏", Channel::NoticeBoard),
    ("精准推送", Channel::TargetedPush),
    ("推送", Channel::TargetedPush),
];
/// What stands between channels in one cell.
const BETWEEN: [char; 9] = [';', '；', '、', ',', '，', '■', '□', '\n', '|'];
/// How a cell says that something is for everybody.
const EVERYBODY: [&str; 4] = ["全社会", "社会公众", "公众", "全体"];

/// Reads a row. Recurring limits count from `today`.
pub(super) fn read(row: &mut Row<'_>, today: Day) -> CatalogueWords {
    let item = row.require(Column::Item);
    let matter = row.take(Column::Group).or_else(|| row.take(Column::Field)).unwrap_or_else(|| item.clone());
    let level = point::level(row);
    let usual = if level == Level::Village { DisclosureKind::Village } else { DisclosureKind::Government };
    let kind = disclosure::kind(row, usual);
    let time_limit = time_limit(row, today);
    let channels = channels(row);
    let audience = row.take(Column::Beneficiaries).filter(|audience| !EVERYBODY.contains(&audience.as_str()));
    let mode = match row.take(Column::Mode) {
        Some(mode) if mode.contains("依申请") => DisclosureMode::OnRequest,
        _ => DisclosureMode::Proactive,
    };
    CatalogueWords {
        content: row.take(Column::Content),
        basis: row.take(Column::LegalBasis),
        subject: row.take(Column::Subject),
        channels,
        audience,
        mode,
        ..CatalogueWords::new(&matter, &item, kind, time_limit, level)
    }
}

fn time_limit(row: &mut Row<'_>, today: Day) -> TimeLimit {
    let Some(written) = row.take(Column::Deadline) else {
        return TimeLimit::AsWritten { written: "及时".to_owned() };
    };
    let meant = row.answered(Column::Deadline, &written);
    understood(&meant, today).unwrap_or_else(|| {
        if !meant.contains("及时") && !meant.contains("实时") && !meant.contains("长期") {
            row.warn(Column::Deadline, RowWarningCode::DeadlineNotUnderstood);
            row.ask(Column::Deadline, &written, Unclear::Deadline, Vec::new());
        }
        TimeLimit::AsWritten { written }
    })
}

/// "自信息形成或变更之日起20个工作日内", "每季度".
fn understood(written: &str, today: Day) -> Option<TimeLimit> {
    let text = folded(written);
    if let Some((_, after)) = text.split_once("之日起") {
        let mut cursor = Cursor::new(after);
        let (_, days) = cursor.number()?;
        let days = u16::try_from(days).ok().filter(|days| *days <= MAX_LIMIT_DAYS)?;
        cursor.eat(&["个"]);
        let count = if cursor.eat(&["工作日"]) {
            DayCount::Working
        } else if cursor.eat(&["日", "天", "自然日"]) {
            DayCount::Calendar
        } else {
            return None;
        };
        return cursor.eat(&["内", "以内", "之内"]).then_some(TimeLimit::Event { days, count });
    }
    let reading = deadline::read(&text, today.year()).ok()?;
    match reading.understood {
        Some(Understood::Every(every)) => {
            Some(TimeLimit::Every { every, from: today, days: 0, count: DayCount::Calendar })
        }
        Some(Understood::WithinWorkingDays(days)) => event(days, DayCount::Working),
        Some(Understood::WithinDays(days)) => event(days, DayCount::Calendar),
        _ => None,
    }
}

fn event(days: u16, count: DayCount) -> Option<TimeLimit> {
    (days <= MAX_LIMIT_DAYS).then_some(TimeLimit::Event { days, count })
}

fn channels(row: &mut Row<'_>) -> Vec<Channel> {
    let cell = row.take(Column::Channels).unwrap_or_default();
    let parts = cell.split(BETWEEN).flat_map(|part| part.split('/')).map(str::trim).filter(|part| !part.is_empty());
    let channel = |part: &str| CHANNELS.iter().find(|(name, _)| part.contains(name)).map(|(_, channel)| *channel);
    let mut channels: Vec<Channel> = parts.map(|part| channel(part).unwrap_or(Channel::Other)).collect();
    channels.sort_unstable();
    channels.dedup();
    channels
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::period::Every;

    #[test]
    fn d17_time_limits_of_a_catalogue_are_understood_where_they_are_clear() {
        let today: Day = "2027-01-01".parse().unwrap();
        let working = |days| Some(TimeLimit::Event { days, count: DayCount::Working });
        for (written, expected) in [
            ("信息形成或变更之日起20个工作日内", working(20)),
            ("自信息形成或者变更之日起 20 个工作日内予以公开", working(20)),
            ("事情发生之日起7日内", Some(TimeLimit::Event { days: 7, count: DayCount::Calendar })),
            ("5个工作日内", working(5)),
            (
                "每季度",
                Some(TimeLimit::Every { every: Every::Quarter, from: today, days: 0, count: DayCount::Calendar }),
            ),
            ("及时公开", None),
            ("每季度结束后十天", None),
            ("之日起", None),
        ] {
            assert_eq!(understood(written, today), expected, "{written}");
        }
    }
}
