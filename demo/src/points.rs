//! Service points with their hours: the hall, the centres of towns, the stations of villages, a group's own point.

use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::day::Day;
use jiannuo_domain::hours::{ClockTime, Exception, ExceptionHours, Hours, Span, Week};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{Access, Contact, Duty, Level, PointWords, Reception, Window};

use crate::DemoError;
use crate::office::{Draft, Office, SECRETARY};
use crate::people;
use crate::places::{Town, office_phone};

/// A span from and to a time as hours and minutes.
fn span((open_hour, open_minute): (u16, u16), (close_hour, close_minute): (u16, u16)) -> Option<Span> {
    let time = |hour, minute| ClockTime::from_minute_of_day(hour * 60 + minute);
    Some(Span { opens: time(open_hour, open_minute)?, closes: time(close_hour, close_minute)? })
}

fn morning_and_afternoon() -> Vec<Span> {
    [span((8, 30), (12, 0)), span((13, 30), (17, 30))].into_iter().flatten().collect()
}

fn in_summer() -> Vec<Span> {
    [span((8, 0), (12, 0)), span((15, 0), (18, 0))].into_iter().flatten().collect()
}

fn morning_only() -> Vec<Span> {
    span((9, 0), (12, 0)).into_iter().collect()
}

/// July to September of the year that a day is in.
fn summer_of(day: Day) -> Option<Exception> {
    Some(Exception {
        from: Day::from_ymd(day.year(), 7, 1)?,
        to: Day::from_ymd(day.year(), 9, 30)?,
        hours: ExceptionHours::Weekly(Week::monday_to_friday(&in_summer())),
        note: "夏季作息".to_owned(),
    })
}

fn exception(from: Day, to: Day, spans: Vec<Span>, note: &str) -> Exception {
    Exception { from, to, hours: ExceptionHours::EveryDay(spans), note: note.to_owned() }
}

struct Place<'a> {
    name: String,
    level: Level,
    address: String,
    phone: Option<&'a str>,
    services: &'a str,
    hours: Hours,
    /// What else it says.
    more: More,
}

/// What larger points say besides.
#[derive(Default)]
struct More {
    above: Option<RecordId>,
    functions: &'static [&'static str],
    access: Vec<Access>,
    windows: Vec<Window>,
    contacts: Vec<Contact>,
}

fn publish(office: &mut Office, on: Day, place: Place<'_>) -> Result<PublishedPoint, DemoError> {
    let words = PointWords {
        phone: place.phone.map(str::to_owned),
        services: Some(place.services.to_owned()),
        above: place.more.above,
        functions: place.more.functions.iter().map(|function| (*function).to_owned()).collect(),
        access: place.more.access,
        windows: place.more.windows,
        contacts: place.more.contacts,
        ..PointWords::new(place.name, place.level, place.address, place.hours)
    };
    let (record, _) = office.begin(SECRETARY, on, Kind::PointPublished, &words)?;
    Ok(PublishedPoint { record, words })
}

struct PublishedPoint {
    record: RecordId,
    words: PointWords,
}

/// The district's hall: Saturdays too, closed for one evening's move, longer before the school year.
pub(crate) fn hall(office: &mut Office, phone: &str) -> Result<(), DemoError> {
    let mut weekly = Week::monday_to_friday(&morning_and_afternoon());
    if let Some(saturday) = weekly.0.get_mut(5) {
        *saturday = morning_only();
    }
    let exceptions = vec![
        exception(office.day(6), office.day(7), Vec::new(), "系统升级，两天不办件，自助区照常"),
        exception(office.day(13), office.day(13), morning_only(), "下午全员培训"),
        exception(office.day(-40), office.day(-36), morning_and_afternoon(), "办证高峰，周末加开"),
    ];
    let hours = Hours { weekly, follows_working_days: true, exceptions };
    let place = Place {
        name: "云青区政务服务中心大厅".to_owned(),
        level: Level::County,
        address: "云青城区青禾大道与望江路交叉口东北角".to_owned(),
        phone: Some(phone),
        services: "企业开办、不动产登记、社保医保、公积金、出入境、婚姻登记；一楼有母婴室、轮椅和无障碍电梯",
        hours,
        more: More {
            functions: &["一窗受理", "帮办代办", "自助办理", "政策咨询"],
            access: vec![
                Access::StepFreeEntrance,
                Access::StepFreeInside,
                Access::AccessibleToilet,
                Access::LowCounter,
                Access::HearingLoop,
            ],
            windows: windows(
                0,
                &[
                    ("综合 1 号窗口", &["企业开办", "经营许可"]),
                    ("综合 2 号窗口", &["不动产登记", "公积金"]),
                    ("综合 3 号窗口", &["社保", "医保"]),
                    ("办不成事反映窗口", &["说不清该找谁的事"]),
                ],
            ),
            ..More::default()
        },
    };
    let on = office.day(-250);
    let point = publish(office, on, place)?;
    let reason = Some("周六上午开放，公布近期停办日期".to_owned());
    let revised = PointWords { reason, ..point.words };
    let draft = Draft::new(Kind::PointRevised, point.record).words(&revised)?;
    office.say(SECRETARY, office.day(-14), draft)?;
    self_service(office)
}

/// Open round the clock.
fn self_service(office: &mut Office) -> Result<(), DemoError> {
    let all_day: Vec<_> = span((0, 0), (24, 0)).into_iter().collect();
    let place = Place {
        name: "二十四小时自助区".to_owned(),
        level: Level::County,
        address: "政务服务中心大厅西侧，单独出入口".to_owned(),
        phone: None,
        services: "打印证明、缴费、交材料、取件；机器上有求助按钮",
        hours: Hours { weekly: Week::every_day(&all_day), follows_working_days: false, exceptions: Vec::new() },
        more: More { access: vec![Access::StepFreeEntrance], ..More::default() },
    };
    let on = office.day(-180);
    publish(office, on, place).map(drop)
}

/// Windows, each with two people who take turns, and who stands in for both.
fn windows(first: usize, windows: &[(&str, &[&str])]) -> Vec<Window> {
    let window = |((name, matters), number): (&(&str, &[&str]), usize)| {
        let person = |place: usize| people::at_window(first + 3 * number + place);
        let duty = |weekdays: &[u8], place| Duty {
            weekdays: weekdays.to_vec(),
            on_duty: person(place),
            stand_in: Some(person(2)),
        };
        Window {
            matters: matters.iter().map(|matter| (*matter).to_owned()).collect(),
            duties: vec![duty(&[1, 3, 5], 0), duty(&[2, 4], 1)],
            ..Window::new(*name)
        }
    };
    windows.iter().zip(0..).map(window).collect()
}

/// Somebody looked whether what is said of a point still holds.
fn checked(office: &mut Office, point: RecordId, days_ago: i64) -> Result<(), DemoError> {
    let on = office.day(-days_ago);
    office.say(SECRETARY, on, Draft::new(Kind::PointChecked, point)).map(drop)
}

/// A town's centre.
pub(crate) fn centre(office: &mut Office, town: &str, phone: &str) -> Result<RecordId, DemoError> {
    let hours = Hours {
        weekly: Week::monday_to_friday(&morning_and_afternoon()),
        follows_working_days: true,
        exceptions: summer_of(office.day(0)).into_iter().collect(),
    };
    let place = Place {
        name: format!("{town}便民服务中心"),
        level: Level::Township,
        address: format!("{town}政府院内一楼"),
        phone: Some(phone),
        services: "社保医保、民政救助、残疾人证、建房申请、农机补贴，帮办代办",
        hours,
        more: More {
            functions: &["一窗受理", "帮办代办", "上门服务", "政策咨询"],
            access: vec![Access::StepFreeEntrance, Access::AccessibleToilet, Access::LowCounter],
            windows: windows(
                100,
                &[
                    ("1 号窗口", &["社会保险", "医疗保险"]),
                    ("2 号窗口", &["社会救助", "残疾人服务", "退役军人"]),
                    ("3 号窗口", &["建房审批", "农机补贴"]),
                    ("4 号窗口", &["个体工商户登记", "帮办代办"]),
                ],
            ),
            contacts: vec![Contact {
                post: Some("值班主任".to_owned()),
                phone: Some(phone.to_owned()),
                reception: Some(Reception {
                    time: "工作日全天".to_owned(), place: Some("大厅咨询台".to_owned())
                }),
                ..Contact::new(people::at_window(140))
            }],
            ..More::default()
        },
    };
    let on = office.day(-240);
    let point = publish(office, on, place)?;
    checked(office, point.record, 9)?;
    Ok(point.record)
}

/// First number of the telephones of stations as their town lists them.
const STATION_PHONES: usize = 600;

/// The stations of a town's villages, below its centre; one of them has not been looked at for long.
pub(crate) fn stations_below(office: &mut Office, centre: RecordId, town: &Town) -> Result<(), DemoError> {
    for (village, number) in town.villages.iter().zip(0_usize..) {
        let hours = Hours {
            weekly: Week::monday_to_friday(&morning_and_afternoon()),
            follows_working_days: true,
            exceptions: Vec::new(),
        };
        let phone = office_phone(STATION_PHONES + number);
        let place = Place {
            name: format!("{}便民服务站", village.name),
            level: Level::Village,
            address: format!("{}村委会一楼", village.name),
            phone: Some(&phone),
            services: "代办缴费和证明、医保报销初审、打印复印",
            hours,
            more: More {
                above: Some(centre),
                functions: &["代办", "咨询"],
                access: vec![Access::StepFreeEntrance],
                windows: windows(150 + 3 * number, &[("代办窗口", &["代收材料", "代缴费用"])]),
                ..More::default()
            },
        };
        let on = office.day(-236);
        let point = publish(office, on, place)?;
        if number > 0 {
            checked(office, point.record, 20)?;
        }
    }
    Ok(())
}

/// A village's station; on Sundays a mobile service comes to some.
pub(crate) fn station(office: &mut Office, village: &str, phone: &str) -> Result<RecordId, DemoError> {
    let mut weekly = Week::monday_to_friday(&morning_and_afternoon());
    if office.below(2) == 0
        && let Some(sunday) = weekly.0.get_mut(6)
    {
        *sunday = morning_only();
    }
    let days_until_visit = i64::try_from(3 + office.below(9)).unwrap_or(3);
    let next_visit = office.day(days_until_visit);
    let visit: Vec<_> = span((14, 0), (16, 30)).into_iter().collect();
    let exceptions = vec![exception(next_visit, next_visit, visit, "下午流动服务车在站里，上午不开门")];
    let place = Place {
        name: format!("{village}便民服务站"),
        level: Level::Village,
        address: format!("{village}村委会一楼，小广场旁"),
        phone: Some(phone),
        services: "代办缴费和证明、医保报销初审、快递代收、打印复印；有轮椅坡道",
        hours: Hours { weekly, follows_working_days: false, exceptions },
        more: More {
            functions: &["代办", "咨询", "快递代收"],
            access: vec![Access::StepFreeEntrance, Access::HelpByBell],
            windows: windows(200, &[("代办窗口", &["代缴费用", "代收材料", "开具证明"])]),
            ..More::default()
        },
    };
    let on = office.day(-230);
    let point = publish(office, on, place)?;
    checked(office, point.record, 16)?;
    Ok(point.record)
}

/// A group's own point, and the old one that it took the place of.
pub(crate) fn group_points(office: &mut Office, station: RecordId) -> Result<(), DemoError> {
    let weekly =
        Week(std::array::from_fn(|weekday| if matches!(weekday, 1 | 4) { morning_only() } else { Vec::new() }));
    let point = |name: &str, address: &str| Place {
        name: name.to_owned(),
        level: Level::Group,
        address: address.to_owned(),
        phone: None,
        services: "代收材料、代缴电费话费、领取表格",
        hours: Hours { weekly: weekly.clone(), follows_working_days: false, exceptions: Vec::new() },
        more: More { above: Some(station), functions: &["代办"], ..More::default() },
    };
    let (old_on, new_on) = (office.day(-220), office.day(-58));
    let old = publish(office, old_on, point("上湾代办点（旧）", "上湾组老仓库"))?;
    publish(office, new_on, point("上湾代办点", "上湾组小卖部旁"))?;
    let codes = Codes { reason: Some(Reason::Superseded), ..Codes::default() };
    let draft = Draft::new(Kind::PointWithdrawn, old.record).codes(codes).reason("搬到小卖部旁，更好找")?;
    office.say(SECRETARY, new_on, draft).map(drop)
}
