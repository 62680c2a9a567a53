//! Whether an outsider can check a pledge: is there an amount, a day or a result that can be seen?
//!
//! A look at words alone, for gentle hints while somebody writes and for whoever reviews what others wrote. It stops nobody
//! and is stored nowhere: it can be wrong (spec rule D11). Deliberately absent: sentences for the reader, which the
//! interface has in both languages.

use serde::{Deserialize, Serialize};

use crate::words::{Due, PledgeWords};

/// How far an outsider can check a pledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// Not at all.
    No,
    /// In part: there is an amount or a day or a result, but not enough of them.
    Partly,
    /// What, how much or whether, and by when.
    Yes,
}

/// What an outsider would miss, with what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "doubt")]
pub enum Doubt {
    /// A phrase that says nothing without a measure.
    Vague {
        /// The phrase as it was found.
        phrase: &'static str,
        /// What could stand in its place.
        example: Example,
    },
    /// Neither an amount nor a result that can be seen.
    NothingToSee {
        /// What could be written.
        example: Example,
    },
    /// No day and no period by which it is to be done.
    NoDay,
}

/// Which example of a better wording fits; the interface has the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Example {
    /// Something is built or mended.
    Works,
    /// People are visited or helped.
    Visits,
    /// Something is issued or handled.
    Service,
    /// People learn or are told something.
    Teaching,
    /// Something is kept clean or safe.
    Upkeep,
    /// Anything else.
    Any,
}

/// What the look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkable {
    /// How far it can be checked.
    pub grade: Grade,
    /// What an outsider would miss; the first is the weightiest.
    pub doubts: Vec<Doubt>,
}

/// Phrases that promise an effort and no result, so that nobody can say afterwards that it was not made.
const VAGUE: [&str; 36] = [
    "进一步",
    "不断",
    "努力",
    "加强",
    "加大",
    "强化",
    "提高",
    "提升",
    "完善",
    "优化",
    "推进",
    "推动",
    "促进",
    "积极",
    "切实",
    "认真",
    "大力",
    "全力",
    "尽力",
    "尽量",
    "力争",
    "争取",
    "充分发挥",
    "发挥作用",
    "模范带头",
    "带头",
    "做好",
    "搞好",
    "当好",
    "抓好",
    "深入",
    "扎实",
    "树立",
    "坚定",
    "及时",
    "定期",
];

/// Results that are there or not there.
const RESULTS: [&str; 34] = [
    "建成", "建好", "建设", "新建", "修建", "建造", "修好", "修通", "修复", "修路", "修桥", "装好", "安装", "开通",
    "通水", "通车", "改造", "硬化", "拆除", "搬迁", "清运", "种植", "栽种", "开工", "竣工", "验收", "办结", "发放",
    "公布", "公示", "上墙", "完工", "投用", "工程",
];

/// What ends or recurs, in texts whose day is not a field.
const TIMES: [&str; 31] = [
    "年底",
    "年内",
    "年初",
    "年前",
    "年度",
    "月底",
    "月前",
    "日前",
    "季度",
    "本年",
    "今年",
    "明年",
    "全年",
    "当年",
    "当日",
    "当天",
    "当场",
    "每天",
    "每日",
    "每周",
    "每月",
    "每个月",
    "每季",
    "每半年",
    "每年",
    "小时",
    "分钟",
    "工作日",
    "届满",
    "任期内",
    "半年内",
];

/// Fields of life with the example that fits them, by what their texts speak of.
const FIELDS: [(&[&str], Example); 5] = [
    (&["路", "桥", "灯", "渠", "水管", "厕", "建", "修", "装", "改造", "工程", "广场", "房"], Example::Works),
    (&["走访", "老人", "五保", "留守", "残疾", "困难", "慰问", "结对", "帮扶", "关爱", "群众家"], Example::Visits),
    (&["办理", "窗口", "审批", "办事", "代办", "证", "答复", "报修", "接待", "服务"], Example::Service),
    (&["学习", "培训", "宣传", "宣讲", "教育", "讲座", "政策"], Example::Teaching),
    (&["卫生", "环境", "垃圾", "清扫", "保洁", "安全", "巡逻", "隐患", "治安", "河道"], Example::Upkeep),
];

/// Looks at a pledge's words.
pub fn look(words: &PledgeWords) -> Checkable {
    let texts = [Some(words.text.as_str()), words.measure.as_deref()];
    let says = |phrases: &[&str]| texts.iter().flatten().any(|text| phrases.iter().any(|phrase| text.contains(phrase)));
    let has_amount =
        words.quantity.is_some() || words.service.is_some() || texts.iter().flatten().any(|text| counts(text));
    let has_result = says(&RESULTS) || !words.milestones.is_empty();
    let has_day = match &words.due {
        Due::On { .. } | Due::WithinWorkingDays { .. } | Due::Every { .. } => true,
        Due::AsWritten { written } => names_a_time(written) || words.service.is_some() || says(&TIMES),
    };
    let example = example(words);
    let mut doubts = Vec::new();
    if !has_amount {
        let found = VAGUE.iter().filter(|phrase| words.text.contains(**phrase));
        doubts.extend(found.take(MAX_PHRASES).map(|phrase| Doubt::Vague { phrase, example }));
        if !has_result && doubts.is_empty() {
            doubts.push(Doubt::NothingToSee { example });
        }
    }
    if !has_day {
        doubts.push(Doubt::NoDay);
    }
    let grade = match (has_amount || (has_result && doubts.is_empty()), has_day) {
        (true, true) => Grade::Yes,
        (true, false) => Grade::Partly,
        (false, true) => Grade::Partly,
        (false, false) if has_result => Grade::Partly,
        (false, false) => Grade::No,
    };
    Checkable { grade, doubts }
}

/// Phrases that are named at once: more would be a scolding.
const MAX_PHRASES: usize = 2;

fn example(words: &PledgeWords) -> Example {
    let text = [words.field.as_deref().unwrap_or_default(), &words.text].concat();
    let fits = |(marks, _): &&(&[&str], Example)| marks.iter().any(|mark| text.contains(mark));
    FIELDS.iter().find(fits).map_or(Example::Any, |(_, example)| *example)
}

/// Whether a text counts something: digits, or a Chinese numeral before a word for what is counted.
fn counts(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_counted = |(index, letter): (usize, &char)| match letter {
        '0'..='9' | '０'..='９' => !is_a_year(&letters, index),
        _ if NUMERALS.contains(*letter) => letters.get(index + 1).is_some_and(|next| UNITS.contains(*next)),
        _ => false,
    };
    letters.iter().enumerate().any(is_counted)
}

/// Chinese numerals that stand before a unit.
const NUMERALS: &str = "一二两三四五六七八九十百千万零";
/// What is counted in pledges.
const UNITS: &str = "盏户条座个名位次场件项处公里亩株棵辆台套张份起元人岁天日月年篇期所家";

/// Whether the digits around a place are a year, which is a time and no amount.
fn is_a_year(letters: &[char], index: usize) -> bool {
    let is_digit = |letter: &&char| letter.is_ascii_digit();
    let before = letters.get(..index).unwrap_or_default().iter().rev().take_while(is_digit).count();
    let rest = letters.get(index..).unwrap_or_default();
    let after = rest.iter().take_while(is_digit).count();
    let next = rest.get(after);
    matches!(next, Some('年' | '月' | '日' | '-' | '.')) && before + after <= YEAR_DIGITS
}

/// Digits of a year.
const YEAR_DIGITS: usize = 4;

/// Whether words name a time that ends or comes round, such as "year's end"; "long term" does not.
fn names_a_time(written: &str) -> bool {
    TIMES.iter().any(|time| written.contains(time))
        || written.chars().any(|letter| letter.is_ascii_digit() || letter == '年')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::quantity::Quantity;

    fn written(text: &str, due: &str) -> PledgeWords {
        PledgeWords::new(text, Due::AsWritten { written: due.to_owned() })
    }

    fn on(text: &str) -> PledgeWords {
        PledgeWords::new(text, Due::On { on: "2026-09-30".parse().unwrap() })
    }

    #[test]
    fn d11_what_an_outsider_cannot_check_is_named_with_an_example() {
        let vague = look(&written("进一步加强对独居老人的走访", "长期"));
        assert_eq!(vague.grade, Grade::No);
        let example = Example::Visits;
        let phrase = |phrase| Doubt::Vague { phrase, example };
        assert_eq!(vague.doubts, [phrase("进一步"), phrase("加强"), Doubt::NoDay]);
        let nothing = look(&on("有困难找我"));
        assert_eq!((nothing.grade, nothing.doubts.len()), (Grade::Partly, 1));
        assert!(matches!(nothing.doubts[0], Doubt::NothingToSee { .. }));
    }

    #[test]
    fn d11_an_amount_a_result_or_a_recurring_day_is_enough() {
        for words in
            [on("给后山路口装 6 盏路灯"), on("走访独居老人十户"), on("把村口的石桥修好"), on("努力装好 6 盏路灯")]
        {
            assert_eq!(look(&words), Checkable { grade: Grade::Yes, doubts: Vec::new() }, "{}", words.text);
        }
        let mut counted = on("提高村民收入");
        counted.quantity = Some(Quantity::ZERO);
        assert_eq!(look(&counted).grade, Grade::Yes, "a vague word with a measure is none");
        assert_eq!(look(&written("为老人理发 4 次", "每月")).grade, Grade::Yes);
        assert_eq!(look(&written("修好村口石桥", "以后")).grade, Grade::Partly);
    }

    #[test]
    fn d11_a_year_is_no_amount() {
        assert!(!counts("2026年做好服务") && !counts("在2026年6月前") && counts("走访2000户") && counts("修3条路"));
        assert!(counts("帮两户") && !counts("一心一意"));
    }

    #[test]
    fn d11_any_words_are_looked_at() {
        for text in ["", "😀", "1", "９", "年", "一"] {
            let _looked = look(&written(text, text));
        }
    }
}
