//! The words of hours: days, parts of a day, what is closed, and what says nothing.

use super::super::WEEK_DAYS;

/// Days of a week, Monday first.
pub(super) type Days = [bool; WEEK_DAYS];

pub(super) const WEEKDAYS: Days = [true, true, true, true, true, false, false];
pub(super) const WEEKEND: Days = [false, false, false, false, false, true, true];
pub(super) const EVERY_DAY: Days = [true; WEEK_DAYS];

/// Words that say nothing about days and times.
pub(super) const FILLERS: [&str; 34] = [
    "对外服务时间",
    "对外开放时间",
    "窗口服务时间",
    "办事时间",
    "办公时间",
    "服务时间",
    "开放时间",
    "营业时间",
    "工作时间",
    "办理时间",
    "受理时间",
    "接待时间",
    "上班时间",
    "时间",
    "正常上班",
    "正常办公",
    "上班",
    "办公",
    "开放",
    "接待",
    "对外服务",
    "正常",
    "为",
    "是",
    ":",
    ",",
    ";",
    "、",
    "。",
    "(",
    ")",
    "及",
    "和",
    "/",
];
/// Before times of the morning or the whole day.
pub(super) const MORNING: [&str; 5] = ["上午", "早上", "早晨", "早", "am"];
/// Before times after noon.
pub(super) const AFTERNOON: [&str; 6] = ["下午", "午后", "晚上", "晚间", "傍晚", "pm"];
/// Before closing times that are of the day after.
pub(super) const NEXT_DAY: [&str; 5] = ["次日凌晨", "第二天凌晨", "次日", "第二天", "凌晨"];
pub(super) const NOON: [&str; 2] = ["中午", "午间"];
pub(super) const ROUND_THE_CLOCK: [&str; 5] = ["24小时服务", "24小时开放", "24小时", "全天候", "全天"];
/// After days on which it is closed.
pub(super) const CLOSED: [&str; 11] =
    ["除外", "休息", "不办公", "不上班", "不开放", "不对外", "闭馆", "放假", "不营业", "不接待", "关闭"];
/// After days on which nothing else applies.
pub(super) const AS_EVER: [&str; 5] = ["不休息", "不休", "照常上班", "照常开放", "照常"];

/// Days of one kind: of the week, or those of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    OfWeek(Days),
    Workdays,
    Holidays,
}

pub(super) const NAMES: [(&str, Named); 31] = [
    ("周1-周5", Named::OfWeek(WEEKDAYS)),
    ("每个工作日", Named::Workdays),
    ("法定工作日", Named::Workdays),
    ("工作日", Named::Workdays),
    ("国家法定节假日", Named::Holidays),
    ("国家法定假日", Named::Holidays),
    ("国家节假日", Named::Holidays),
    ("法定节假日", Named::Holidays),
    ("法定节日", Named::Holidays),
    ("法定假日", Named::Holidays),
    ("法定假期", Named::Holidays),
    ("节假日", Named::Holidays),
    ("公休日", Named::OfWeek(WEEKEND)),
    ("双休日", Named::OfWeek(WEEKEND)),
    ("休息日", Named::OfWeek(WEEKEND)),
    ("周六日", Named::OfWeek(WEEKEND)),
    ("周六周日", Named::OfWeek(WEEKEND)),
    ("周末", Named::OfWeek(WEEKEND)),
    ("每天", Named::OfWeek(EVERY_DAY)),
    ("每日", Named::OfWeek(EVERY_DAY)),
    ("天天", Named::OfWeek(EVERY_DAY)),
    ("一周七天", Named::OfWeek(EVERY_DAY)),
    ("全周", Named::OfWeek(EVERY_DAY)),
    ("全年无休", Named::OfWeek(EVERY_DAY)),
    ("mon-fri", Named::OfWeek(WEEKDAYS)),
    ("mondaytofriday", Named::OfWeek(WEEKDAYS)),
    ("monday-friday", Named::OfWeek(WEEKDAYS)),
    ("weekdays", Named::OfWeek(WEEKDAYS)),
    ("weekends", Named::OfWeek(WEEKEND)),
    ("daily", Named::OfWeek(EVERY_DAY)),
    ("everyday", Named::OfWeek(EVERY_DAY)),
];
