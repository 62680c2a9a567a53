//! The words of a row of the catalogue of what must be disclosed: nine elements, as official catalogues list them.
//!
//! A row is a rule; a disclosure that names it is an instance. Deliberately absent: whether a row is kept
//! ([`crate::disclosing`]).

use serde::{Deserialize, Serialize};

use super::{DisclosureKind, Level, Words, WordsError, optional, required};
use crate::day::Day;
use crate::limits::{MAX_LIMIT_DAYS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS};
use crate::period::Every;

/// Where something is disclosed: the 13 ways that official catalogues tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// 政府网站
    Site,
    /// 政府公报
    Gazette,
    /// 两微一端
    SocialMedia,
    /// 发布会、听证会
    PressConference,
    /// 广播电视
    Broadcast,
    /// 纸质媒体
    Print,
    /// 公开查阅点
    ReadingRoom,
    /// 政务服务中心
    ServiceCentre,
    /// 便民服务站
    ConvenienceStation,
    /// 入户、现场
    DoorToDoor,
    /// 公示栏、电子屏
    NoticeBoard,
    /// 精准推送
    TargetedPush,
    /// 其他
    Other,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 13] = [
        Self::Site,
        Self::Gazette,
        Self::SocialMedia,
        Self::PressConference,
        Self::Broadcast,
        Self::Print,
        Self::ReadingRoom,
        Self::ServiceCentre,
        Self::ConvenienceStation,
        Self::DoorToDoor,
        Self::NoticeBoard,
        Self::TargetedPush,
        Self::Other,
    ];
}

/// Whether something is disclosed unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DisclosureMode {
    /// Unasked.
    Proactive,
    /// When somebody asks.
    OnRequest,
}

/// Which days a time limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayCount {
    /// All of them.
    Calendar,
    /// Working days.
    Working,
}

/// By when something must be disclosed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum TimeLimit {
    /// For every period, so many days after its end; the first period asked for is the first that begins on `from` or later.
    Every {
        /// How often.
        every: Every,
        /// The day from which it is asked for.
        from: Day,
        /// Days after the period's last day.
        days: u16,
        /// Which days are counted.
        count: DayCount,
    },
    /// Whenever something comes about or changes, within so many days.
    Event {
        /// Days after the day on which it came about, which is day 0.
        days: u16,
        /// Which days are counted.
        count: DayCount,
    },
    /// As somebody wrote it; no day follows from it.
    AsWritten {
        /// The words.
        written: String,
    },
}

/// One row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueWords {
    /// The matter, by which rows are grouped.
    pub matter: String,
    /// The item within it.
    pub item: String,
    /// Which affairs it belongs to.
    pub kind: DisclosureKind,
    /// What a disclosure of it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The law or rule that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// By when.
    pub time_limit: TimeLimit,
    /// Who discloses it; absent when that is the organisation whose catalogue this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Where, in the order of [`Channel::ALL`], each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// For whom; absent when that is everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Unasked, or when somebody asks.
    pub mode: DisclosureMode,
    /// The level that it is asked of.
    pub level: Level,
    /// In a revision: what changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Why it was published although the device found what looks like personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub personal_data_reason: Option<String>,
}

impl CatalogueWords {
    /// A row with what every row has.
    pub fn new(matter: &str, item: &str, kind: DisclosureKind, time_limit: TimeLimit, level: Level) -> Self {
        Self {
            matter: matter.to_owned(),
            item: item.to_owned(),
            kind,
            content: None,
            basis: None,
            time_limit,
            subject: None,
            channels: Vec::new(),
            audience: None,
            mode: DisclosureMode::Proactive,
            level,
            reason: None,
            personal_data_reason: None,
        }
    }
}

impl Words for CatalogueWords {
    fn check(&self) -> Result<(), WordsError> {
        required("matter", &self.matter, MAX_NAME_CHARACTERS)?;
        required("item", &self.item, MAX_NAME_CHARACTERS)?;
        optional("content", self.content.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("basis", self.basis.as_ref(), MAX_NOTE_CHARACTERS)?;
        match &self.time_limit {
            TimeLimit::Every { days, .. } | TimeLimit::Event { days, .. } if *days > MAX_LIMIT_DAYS => {
                return Err(WordsError::Impossible { field: "time_limit".to_owned() });
            }
            TimeLimit::AsWritten { written } => required("time_limit", written, MAX_NAME_CHARACTERS)?,
            TimeLimit::Every { .. } | TimeLimit::Event { .. } => {}
        }
        optional("subject", self.subject.as_ref(), MAX_NAME_CHARACTERS)?;
        if !self.channels.is_sorted_by(|one, next| one < next) {
            return Err(WordsError::Impossible { field: "channels".to_owned() });
        }
        optional("audience", self.audience.as_ref(), MAX_NAME_CHARACTERS)?;
        optional("reason", self.reason.as_ref(), MAX_NOTE_CHARACTERS)?;
        optional("personal_data_reason", self.personal_data_reason.as_ref(), MAX_NOTE_CHARACTERS)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn row() -> CatalogueWords {
        let limit = TimeLimit::Event { days: 20, count: DayCount::Working };
        CatalogueWords::new("财务", "收支明细", DisclosureKind::Finance, limit, Level::Village)
    }

    #[test]
    fn d12_a_row_of_the_catalogue_has_its_elements_in_one_form() {
        let mut words = row();
        words.channels = vec![Channel::Site, Channel::NoticeBoard];
        let body = words.to_body().unwrap();
        assert_eq!(CatalogueWords::from_body(&body).unwrap(), words);
        for channels in [vec![Channel::NoticeBoard, Channel::Site], vec![Channel::Site, Channel::Site]] {
            let twice = CatalogueWords { channels, ..row() };
            assert_eq!(twice.to_body(), Err(WordsError::Impossible { field: "channels".into() }));
        }
        let empty = CatalogueWords { audience: Some(" ".into()), ..row() };
        assert_eq!(empty.to_body(), Err(WordsError::Empty { field: "audience".into() }), "everybody has one form");
        for wanting in [CatalogueWords { matter: String::new(), ..row() }, CatalogueWords { item: " ".into(), ..row() }]
        {
            assert!(matches!(wanting.to_body(), Err(WordsError::Empty { .. })));
        }
    }

    #[test]
    fn d12_a_time_limit_is_within_a_year() {
        for days in [MAX_LIMIT_DAYS + 1, u16::MAX] {
            let limit = TimeLimit::Event { days, count: DayCount::Calendar };
            let words = CatalogueWords { time_limit: limit, ..row() };
            assert_eq!(words.to_body(), Err(WordsError::Impossible { field: "time_limit".into() }));
        }
    }
}
