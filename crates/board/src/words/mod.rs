//! Every word that a public page says by itself, in Chinese and in English.
//!
//! A language is one [`Words`] constant. A missing word is a missing struct field, so the compiler proves that both
//! languages are complete. What people wrote (pledges, names, reasons) never passes through here: it is shown as written.

mod attachments;
mod conflict;
pub mod disclosing;
mod en;
mod network;
mod pledging;
mod search;
mod zh;

pub use conflict::ConflictWords;
pub use pledging::PledgingWords;
pub use search::SearchWords;

use jiannuo_domain::codes::Reason;
use jiannuo_domain::words::{DisclosureKind, Level};

pub use attachments::{AttachmentWords, PerformanceWords};

use crate::{
    components::{
        due_date::Standing,
        hours_table::OpenState,
        message_page::MessageKind,
        organisation_list::OrganisationMark,
        status_tag::Status,
        succession::{Succession, SuccessionWords},
        sync_bar::SyncState,
        timeline::EventKind,
    },
    time::{Day, Moment, Weekday},
};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Simplified Chinese, what a page speaks unless asked otherwise.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both languages, Chinese first.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The words of the language.
    pub fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &zh::WORDS,
            Self::English => &en::WORDS,
        }
    }

    /// The tag for `lang` attributes and for the `lang` query parameter's value.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans",
            Self::English => "en",
        }
    }

    /// The language that a tag such as `zh-CN` or `en-GB` asks for, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

/// The `lang` attribute for words that people wrote, needed only where they differ from the page around them.
///
/// An English page marks Chinese content so that a screen reader changes its voice.
pub fn language_of_content(words: &Words, text: &str) -> Option<&'static str> {
    (words.language == Language::English && text.chars().any(is_han)).then_some(Language::Chinese.tag())
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// One language.
#[derive(Debug)]
pub struct Words {
    /// Which language this is.
    pub language: Language,
    /// The frame around each page.
    pub shell: ShellWords,
    /// Days, times and durations.
    pub time: TimeWords,
    /// Statuses of a pledge, the word on the tag.
    pub status: fn(Status) -> &'static str,
    /// Pledges in lists and on their own page.
    pub pledge: PledgeWords,
    /// Kinds of pledges, posts, the yearly cycle.
    pub pledging: PledgingWords,
    /// The figures at the head of a board and the filters under it.
    pub summary: SummaryWords,
    /// Two texts of one record.
    pub conflict: ConflictWords,
    /// The search on a board.
    pub search: SearchWords,
    /// Organisations.
    pub organisation: OrganisationWords,
    /// Disclosures.
    pub disclosure: DisclosureWords,
    /// The catalogue of what must be disclosed, notices, tables, reviews.
    pub disclosing: disclosing::DisclosingWords,

    /// Service points and their hours.
    pub service_point: ServicePointWords,
    /// Places, windows, people to call, guides.
    pub network: network::NetworkWords,
    /// Pages that say why there is no page.
    pub message: fn(MessageKind) -> MessageWords,
    /// Forms and notices.
    pub form: FormWords,
    /// Words of the proof.
    pub proof: ProofWords,
    /// What a log has lost, and which other one goes on.
    pub succession: fn(&Succession) -> SuccessionWords,
    /// What the app says about saving and publishing.
    pub sync: fn(SyncState) -> String,

    /// Photos and papers.
    pub attachments: AttachmentWords,
    /// The log of what somebody has done.
    pub performance: PerformanceWords,
}

/// See [`Words::shell`].
#[derive(Debug)]
pub struct ShellWords {
    /// The product's name.
    pub product: &'static str,
    /// What the product is for, under its name.
    pub motto: &'static str,
    /// The first link of a page.
    pub skip_to_content: &'static str,
    /// The name of the other language, in that language.
    pub other_language: &'static str,
    /// Turns large text on.
    pub large_text: &'static str,
    /// Turns large text off.
    pub normal_text: &'static str,
    /// Names the group of the two switches.
    pub settings: &'static str,
    /// Names the breadcrumb.
    pub path: &'static str,
    /// The front page.
    pub home: &'static str,
    /// Leads members to the app.
    pub member_app: &'static str,
    /// The moment for which the page holds.
    pub as_at: fn(&str) -> String,
    /// Heads the phone numbers.
    pub report_and_ask: &'static str,
    /// The national hotline's name.
    pub hotline: &'static str,
    /// The organisation's own supervision phone.
    pub supervision_phone: &'static str,
    /// Heads the links to the same page in other forms.
    pub other_forms: &'static str,
    /// Every table of a board in one file.
    pub whole_workbook: &'static str,
    /// Why the page can be trusted.
    pub record_note: &'static str,
    /// The band over invented data.
    pub demo: &'static str,
    /// Names the paging links.
    pub pages: &'static str,
    /// Goes back.
    pub previous_page: &'static str,
    /// Goes on.
    pub next_page: &'static str,
    /// Where one is.
    pub page_of: fn(u32, u32) -> String,
}

/// See [`Words::time`].
#[derive(Debug)]
pub struct TimeWords {
    /// A day in full.
    pub day: fn(Day) -> String,
    /// A day and a time.
    pub moment: fn(Moment) -> String,
    /// A day of the week.
    pub weekday: fn(Weekday) -> &'static str,
    /// From a day to a day.
    pub span: fn(Day, Day) -> String,
    /// Both times of an entry: written on the phone, received by the log.
    pub written_and_received: fn(&str, &str) -> String,
    /// The time of an entry that no log has received yet.
    pub written_only: fn(&str) -> String,
    /// The two times are too far apart to trust the phone's clock.
    pub clock_differs: &'static str,
    /// The working-day calendar of a year is not known.
    pub calendar_missing: fn(i32) -> String,
}

/// See [`Words::pledge`].
#[derive(Debug)]
pub struct PledgeWords {
    /// One pledge, or the kind.
    pub pledge: &'static str,
    /// Heads the list.
    pub pledges: &'static str,
    /// Heads the due day.
    pub due: &'static str,
    /// Heads the next due day of a recurring pledge.
    pub due_every: fn(&str) -> String,
    /// What the due day means today.
    pub standing: fn(Standing) -> String,
    /// How often a recurring pledge comes round.
    pub every: fn(crate::components::due_date::Period) -> &'static str,
    /// Pledger on whose behalf somebody else typed.
    pub entered_by: fn(&str, &str) -> String,
    /// The member stands by what was entered for them.
    pub attested: &'static str,
    /// The member does not.
    pub contested: &'static str,
    /// An entry that was taken back and counts for nothing.
    pub event_withdrawn: &'static str,
    /// The responsible person.
    pub responsible: &'static str,
    /// The post.
    pub post: &'static str,
    /// The field of service.
    pub field: &'static str,
    /// How fulfilment is measured.
    pub measure: &'static str,
    /// The quantity promised.
    pub target: &'static str,
    /// For whom.
    pub beneficiaries: &'static str,
    /// The organisation.
    pub organisation: &'static str,
    /// The day of publication.
    pub published: &'static str,
    /// Heads the milestones.
    pub milestones: &'static str,
    /// A milestone that was reached.
    pub milestone_reached: &'static str,
    /// A milestone still open.
    pub milestone_open: &'static str,
    /// A milestone past its day.
    pub milestone_missed: &'static str,
    /// Heads the meter.
    pub progress: &'static str,
    /// Done and target with their unit.
    pub progress_of: fn(&str, &str, &str) -> String,
    /// Heads the record.
    pub record: &'static str,
    /// What an entry of the record is.
    pub event: fn(EventKind) -> &'static str,
    /// Heads the reason in an entry.
    pub reason: &'static str,
    /// A reason that has a code of its own.
    pub reason_code: fn(Reason) -> &'static str,
    /// Heads the evidence of an entry.
    pub evidence: &'static str,
    /// A claim with no evidence.
    pub no_evidence: &'static str,
    /// What self-declared means, beside what others say.
    pub claim_note: &'static str,
    /// Heads the history of the wording.
    pub revisions: &'static str,
    /// Which version.
    pub revision: fn(u32) -> String,
    /// The wording was never changed.
    pub never_revised: &'static str,
    /// Introduces removed words to those who hear the page.
    pub removed: &'static str,
    /// Introduces added words to those who hear the page.
    pub added: &'static str,
    /// Stands where words were erased: on which day, by which office, for what kind of reason.
    pub words_erased: fn(&str, &str, &str) -> String,
    /// The same while the entry that tells this has not come.
    pub words_erased_unexplained: &'static str,
    /// Stands where words are that this device has not got.
    pub words_missing: &'static str,
    /// Stands where words are that a newer version can read.
    pub words_newer: &'static str,
    /// Stands where a name was erased or never told.
    pub name_erased: &'static str,
    /// Heads the pledges that are overdue or due soon.
    pub pressing: &'static str,
    /// A board with nothing on it.
    pub none_title: &'static str,
    /// What that means.
    pub none_text: &'static str,
    /// A filter that leaves nothing.
    pub none_match: &'static str,
}

/// See [`Words::proof`].
#[derive(Debug)]
pub struct ProofWords {
    /// The foot's heading.
    pub title: &'static str,
    /// The mark beside a line.
    pub check: &'static str,
    /// How long the log is.
    pub entries: fn(u64) -> String,
    /// Leads to how it can be checked.
    pub how: &'static str,
    /// Leads to where two phones are compared.
    pub compare: &'static str,
    /// How much of it a witness has seen; after its name.
    pub witnessed: fn(u64) -> String,
    /// Nobody else has seen it.
    pub unwitnessed: &'static str,
}

/// See [`Words::summary`].
#[derive(Debug)]
pub struct SummaryWords {
    /// Names the figures.
    pub title: &'static str,
    /// A figure with its denominator, for the ear.
    pub of: fn(u32, u32) -> String,
    /// Names the filters.
    pub filter: &'static str,
    /// No filter.
    pub all: &'static str,
    /// Under way.
    pub in_progress: &'static str,
    /// Due soon.
    pub due_soon: &'static str,
    /// Overdue.
    pub overdue: &'static str,
    /// Claimed, nobody has confirmed yet.
    pub awaiting: &'static str,
    /// Fulfilled.
    pub fulfilled: &'static str,
    /// Not fulfilled, with an explanation.
    pub not_fulfilled: &'static str,
    /// Withdrawn.
    pub withdrawn: &'static str,
}

/// See [`Words::organisation`].
#[derive(Debug)]
pub struct OrganisationWords {
    /// Heads the list.
    pub organisations: &'static str,
    /// Counts in a row of the list.
    pub counts: fn(u32, u32) -> String,
    /// Opens the list below.
    pub below: fn(u32) -> String,
    /// For which day the front page is, and what that means.
    pub as_on: fn(&str) -> (String, String),
    /// There are none.
    pub none: &'static str,
    /// One without a name.
    pub this_one: &'static str,
    /// A level of the tree.
    pub level: fn(Level) -> &'static str,
    /// What else there is to know of one in the list.
    pub mark: fn(OrganisationMark) -> &'static str,
}

/// See [`Words::disclosure`].
#[derive(Debug)]
pub struct DisclosureWords {
    /// Heads the list.
    pub disclosures: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its text.
    pub body: &'static str,
    /// What kind of affairs.
    pub kind: &'static str,
    /// The publishing office.
    pub office: &'static str,
    /// The day.
    pub date: &'static str,
    /// The public-notice period.
    pub notice_period: &'static str,
    /// The phone for objections.
    pub objection_phone: &'static str,
    /// It was changed after publication.
    pub revised: &'static str,
    /// It was withdrawn.
    pub withdrawn: &'static str,
    /// Why it was changed or withdrawn.
    pub reason: &'static str,
    /// A kind of affairs.
    pub affairs: fn(DisclosureKind) -> &'static str,
    /// There are none.
    pub none: &'static str,
}

/// See [`Words::service_point`].
#[derive(Debug)]
pub struct ServicePointWords {
    /// Heads the list.
    pub service_points: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The level of the network.
    pub level: &'static str,
    /// Where.
    pub address: &'static str,
    /// The phone.
    pub phone: &'static str,
    /// What is done there.
    pub services: &'static str,
    /// Heads the timetable.
    pub hours: &'static str,
    /// The first column.
    pub day: &'static str,
    /// The second column.
    pub open_hours: &'static str,
    /// Stands between two spans of hours.
    pub between_hours: &'static str,
    /// A day without hours.
    pub closed: &'static str,
    /// Heads the days that differ.
    pub exceptions: &'static str,
    /// Open or not.
    pub state: fn(OpenState) -> String,
    /// For which moment that was said.
    pub as_at: fn(&str) -> String,
    /// It was closed for good.
    pub withdrawn: &'static str,
    /// Statutory holidays and make-up workdays count.
    pub follows_working_days: &'static str,
    /// Calls.
    pub call: fn(&str) -> String,
    /// There are none.
    pub none: &'static str,
}

/// A page that says why there is no page.
#[derive(Debug)]
pub struct MessageWords {
    /// The heading.
    pub title: &'static str,
    /// What happened.
    pub text: &'static str,
    /// What to do now.
    pub advice: &'static str,
}

/// See [`Words::form`].
#[derive(Debug)]
pub struct FormWords {
    /// Heads the summary of errors.
    pub there_is_a_problem: &'static str,
    /// Introduces an error to those who hear the page.
    pub error: &'static str,
    /// Introduces a warning.
    pub warning: &'static str,
    /// Introduces a success.
    pub success: &'static str,
    /// Introduces plain information.
    pub information: &'static str,
    /// Marks what may be left empty.
    pub optional: &'static str,
    /// The year of a date.
    pub year: &'static str,
    /// The month of a date.
    pub month: &'static str,
    /// The day of a date.
    pub day: &'static str,
    /// Characters that still fit.
    pub characters_left: fn(u32) -> String,
    /// A task that is done.
    pub task_done: &'static str,
    /// A task not begun.
    pub task_open: &'static str,
    /// A task that waits for another one.
    pub task_waits: &'static str,
    /// Names the bar at the foot of the app.
    pub main_menu: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_from_browsers_are_understood() {
        assert_eq!(Language::from_tag("zh-CN"), Some(Language::Chinese));
        assert_eq!(Language::from_tag("EN_gb"), Some(Language::English));
        assert_eq!(Language::from_tag("fr"), None);
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), Some(language));
            assert_eq!(language.words().language, language);
        }
    }

    #[test]
    fn chinese_words_are_marked_on_an_english_page_only() {
        let english = Language::English.words();
        assert_eq!(language_of_content(english, "修路 3 km"), Some("zh-Hans"));
        assert_eq!(language_of_content(english, "Mend the road"), None);
        assert_eq!(language_of_content(Language::Chinese.words(), "修路"), None);
    }

    #[test]
    fn days_read_as_each_language_writes_them() {
        let moment = Moment::new(Day::new(2026, 9, 3), 8, 5);
        assert_eq!((Language::Chinese.words().time.moment)(moment), "2026年9月3日 08:05");
        assert_eq!((Language::English.words().time.moment)(moment), "3 September 2026, 08:05");
    }

    #[test]
    fn no_status_is_nameless_and_no_two_share_a_name() {
        for language in Language::ALL {
            let names: std::collections::BTreeSet<_> =
                Status::ALL.iter().map(|status| (language.words().status)(*status)).collect();
            assert_eq!(names.len(), Status::ALL.len());
            assert!(names.iter().all(|name| !name.is_empty()));
        }
    }

    #[test]
    fn english_counts_one_without_a_plural() {
        let english = Language::English.words();
        assert_eq!((english.pledge.standing)(Standing::DaysLeft(1)), "1 working day left");
        assert_eq!((english.pledge.standing)(Standing::DaysLeft(2)), "2 working days left");
        assert_eq!((english.organisation.counts)(1, 0), "1 pledge, none overdue");
    }
}
