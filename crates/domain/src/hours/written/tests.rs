#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::super::typed::spans;
use super::*;

fn week(weekdays: &str, saturday: &str, sunday: &str) -> Week {
    let days = |text| spans(text).unwrap();
    Week(std::array::from_fn(|day| days([weekdays, weekdays, weekdays, weekdays, weekdays, saturday, sunday][day])))
}

#[test]
fn d18_hours_are_understood_as_offices_write_them() {
    let usual = || week("8:30-12:00 14:30-17:30", "", "");
    for (written, weekly, follows) in [
        ("周一至周五 8:30-12:00，14:30-17:30，法定节假日除外", usual(), true),
        ("周一至周五8：30—12：00、14：30—17：30（国家法定节假日除外）", usual(), true),
        ("星期一到星期五，上午8:30-12:00，下午2:30-5:30", usual(), false),
        ("工作日：上午８：３０至１２：００ 下午１４：３０至１７：３０", usual(), true),
        ("正常工作日 8点30分-12点，14点半-17点半", usual(), true),
        ("办公时间：周一至周五（节假日和公休日除外）上午8:30-12:00 下午2:30-5:30", usual(), true),
        ("8:30-12:00 14:30-17:30（节假日、公休日除外）", usual(), true),
        ("周一至周五 8:30-17:30，节假日除外", week("8:30-17:30", "", ""), true),
        ("周一至周六 9:00-17:00，周日休息", week("9:00-17:00", "9:00-17:00", ""), false),
        ("周一至周五 9:00-17:00；周六 9:00-12:00", week("9:00-17:00", "9:00-12:00", ""), false),
        ("周一至周五9:00-17:00 周末9:00-12:00 节假日照常", week("9:00-17:00", "9:00-12:00", "9:00-12:00"), false),
        ("每天 08:00-20:00", week("8:00-20:00", "8:00-20:00", "8:00-20:00"), false),
        ("周一至周五 8:30-12:00  14:30-17:30 ", usual(), false),
        ("每天24小时", week("00:00-24:00", "00:00-24:00", "00:00-24:00"), false),
        ("周一到周日 18:00-次日6:00", week("18:00-6:00", "18:00-6:00", "18:00-6:00"), false),
    ] {
        assert_eq!(
            read(written),
            Ok(Hours { weekly, follows_working_days: follows, exceptions: Vec::new() }),
            "{written}"
        );
    }
    let some_days = read("每周一、三、五 9:00-11:00").unwrap().weekly.0.map(|spans| !spans.is_empty());
    assert_eq!(some_days, [true, false, true, false, true, false, false]);
}

#[test]
fn d18_hours_that_are_not_clear_are_asked_about() {
    for (written, unclear) in [
        ("上午9:00-12:00 下午15:00-17:00", Unclear::NoDays),
        ("8:00-17:00（全年）", Unclear::Words),
        ("周一至周五8:30-11:30，14:00-17:30（夏令时）；13:30-17:00（冬令时）", Unclear::Seasons),
        ("夏季上午8:30-12:00，冬季上午9:00-12:00", Unclear::Seasons),
        ("工作日8:30-17:30，节假日9:00-12:00", Unclear::Holidays),
        ("每月20日之前", Unclear::NoTimes),
        ("详见公告", Unclear::NoTimes),
        ("", Unclear::NoTimes),
        ("周一至周五", Unclear::NoTimes),
        ("周一至周五 25:00-26:00", Unclear::Impossible),
        ("周一至周五 8:30-12:00，11:00-17:00", Unclear::Impossible),
        ("周一至周五 8:30-17:30，周三 9:00-10:00", Unclear::Impossible),
        ("工作日午间延时12:00-14:30", Unclear::Words),
        ("周一至周五 8:30-17:30，农忙时顺延", Unclear::Words),
    ] {
        assert_eq!(read(written), Err(unclear), "{written}");
    }
}

#[test]
fn d18_a_time_of_closing_before_that_of_opening_counts_where_the_next_day_is_named() {
    for written in [
        "周一至周五 8:30-5:30",
        "周一至周五 中午12:00-2:00",
        "每天晚上7:00-12:00",
        "每天晚上10:00-6:00",
        "每天 8:00-8:00",
        "每天 9:00-次日17:00",
    ] {
        assert_eq!(read(written), Err(Unclear::Impossible), "{written}");
    }
    for (written, spans) in [
        ("每天 18:00-凌晨2:00", "18:00-2:00"),
        ("每天晚上10:00-第二天早上6:00", "22:00-6:00"),
        ("每天 18:00-次日凌晨2点", "18:00-2:00"),
        ("每天 18:00-24:00", "18:00-24:00"),
    ] {
        assert_eq!(read(written).map(|hours| hours.weekly), Ok(week(spans, spans, spans)), "{written}");
    }
}

#[test]
fn d18_where_only_the_days_are_missing_both_answers_are_offered() {
    let offered = suggestions("上午9:00-12:00 下午15:00-17:00");
    assert_eq!(offered.len(), 2);
    for offer in &offered {
        assert!(read(offer).is_ok(), "{offer}");
    }
    assert_eq!(suggestions("夏季 9:00-12:00"), Vec::<String>::new());
}

proptest! {
    #[test]
    fn d18_any_words_are_hours_or_not_clear(text in "[周一二五六日天至0-9:：点半上下午、，,（）节假除外每工作-]{0,40}|.*") {
        if let Ok(hours) = read(&text) {
            prop_assert!(hours.check().is_ok());
        }
    }
}
