//! English: plain words for what the Chinese pages call by their official terms.

use super::{
    DisclosureWords, FormWords, Language, MessageWords, OrganisationWords, PledgeWords, ProofWords, ServicePointWords,
    ShellWords, SummaryWords, TimeWords, Words,
};
use jiannuo_domain::codes::Reason;
use jiannuo_domain::words::{DisclosureKind, Level};

use crate::{
    components::{
        due_date::{Period, Standing},
        hours_table::OpenState,
        message_page::MessageKind,
        organisation_list::OrganisationMark,
        progress_meter::PERCENT,
        status_tag::Status,
        succession::{Missing, Succession, SuccessionWords},
        sync_bar::SyncState,
        timeline::EventKind,
    },
    time::{Day, Moment, Weekday},
};

pub(super) static WORDS: Words = Words {
    language: Language::English,
    shell: ShellWords {
        product: "Jiannuo",
        motto: "Said in public, seen by all",
        skip_to_content: "Skip to content",
        other_language: "中文",
        large_text: "Large text",
        normal_text: "Normal text",
        settings: "Display settings",
        path: "You are here",
        home: "Home",
        member_app: "For members",
        as_at: |moment| format!("As at {moment}"),
        report_and_ask: "Ask and report",
        hotline: "National party members’ hotline",
        supervision_phone: "Supervision phone",
        other_forms: "This page in other forms",
        whole_workbook: "All tables Excel",
        record_note: "Nothing published here changes quietly: each revision and withdrawal keeps its time and reason. What is overdue is worked out in working days; nobody can type it in.",
        demo: "Demonstration: organisations, people and places are invented.",
        pages: "Pages",
        previous_page: "Previous page",
        next_page: "Next page",
        page_of: |page, pages| format!("Page {page} of {pages}"),
    },
    time: TimeWords {
        day,
        moment: |Moment { day: date, clock }| format!("{}, {}", day(date), clock.text()),
        weekday,
        span: |from, to| format!("{} to {}", day(from), day(to)),
        written_and_received: |written, received| format!("Written {written} on the phone, received {received}"),
        written_only: |written| format!("Written {written} on the phone, not published yet"),
        clock_differs: "The phone’s clock is far from the server’s; the time of receipt counts.",
        calendar_missing: |year| {
            format!("The holidays of {year} are not announced yet; only weekends are taken into account.")
        },
    },
    status,
    pledge: PledgeWords {
        pledge: "Pledge",
        pledges: "Pledges",
        due: "Due",
        due_every: |period| format!("Due {}", period.to_lowercase()),
        standing,
        every: |period| match period {
            Period::Week => "Every week",
            Period::Month => "Every month",
            Period::Quarter => "Every quarter",
            Period::HalfYear => "Every half-year",
            Period::Year => "Every year",
        },
        entered_by: |clerk, member| format!("Entered by {clerk} for {member}"),
        attested: "who stands by it",
        contested: "who does not stand by it",
        event_withdrawn: "(taken back, not counted)",
        responsible: "Responsible",
        post: "Post",
        field: "Field of service",
        measure: "Measure",
        target: "Quantity promised",
        beneficiaries: "For whom",
        organisation: "Organisation",
        published: "Published",
        milestones: "Milestones",
        milestone_reached: "Reached",
        milestone_open: "Not due yet",
        milestone_missed: "Overdue",
        progress: "Progress",
        progress_of: |done, target, unit| match unit {
            PERCENT => format!("{done}% done"),
            _ => format!("{done} of {target} {unit} done"),
        },
        record: "Record of fulfilment",
        event: |kind| match kind {
            EventKind::Published => "Pledge published",
            EventKind::Progress => "Progress",
            EventKind::Claimed => "Claimed as fulfilled by the pledger",
            EventKind::Confirmed => "Confirmed by an overseer",
            EventKind::Disputed => "Disputed",
            EventKind::Revised => "Pledge revised",
            EventKind::ProgressWithdrawn => "Progress taken back",
            EventKind::Contested => "Not what the member stands by",
            EventKind::Withdrawn => "Pledge withdrawn",
            EventKind::NotFulfilled => "Explained as not fulfilled",
        },
        reason: "Reason",
        reason_code: |reason| match reason {
            Reason::NotInOurPower => "Not in our power",
            Reason::Funds => "Funds were missing",
            Reason::PrioritiesChanged => "Priorities changed",
            Reason::Superseded => "Another pledge or rule took its place",
            Reason::DoneByOthers => "Others did it",
            Reason::EnteredByMistake => "Entered by mistake",
            Reason::PersonalData => "It held personal data",
            Reason::Other => "Another reason",
        },
        evidence: "Evidence",
        no_evidence: "No evidence, because:",
        claim_note: "A claim is the pledger’s own word, a confirmation is an overseer’s; the two are recorded apart.",
        revisions: "Changes of wording",
        revision: |number| format!("Revision {number}"),
        never_revised: "The wording has not changed since publication.",
        removed: "Removed: ",
        added: "Added: ",
        words_erased: |day, office, reason| {
            format!("(Words erased for good on {day} by {office}. Kind of reason: {reason})")
        },
        words_erased_unexplained: "(These words were erased as the rules require)",
        words_missing: "(These words are not here yet)",
        words_newer: "(A newer version is needed to show these words)",
        name_erased: "(name not public)",
        pressing: "Overdue and due soon",
        none_title: "No pledges published yet",
        none_text: "A pledge appears here as soon as it is published.",
        none_match: "There are no pledges of this kind.",
    },
    pledging: super::pledging::EN,
    summary: SummaryWords {
        title: "Pledges at a glance",
        of: |count, total| format!("{count} of {total}"),
        filter: "Show by status",
        all: "All",
        in_progress: "In progress",
        due_soon: "Due soon",
        overdue: "Overdue",
        awaiting: "To be confirmed",
        fulfilled: "Fulfilled",
        not_fulfilled: "Not fulfilled",
        withdrawn: "Withdrawn",
    },
    conflict: super::conflict::ENGLISH,
    search: super::search::ENGLISH,
    organisation: OrganisationWords {
        organisations: "Organisations",
        counts: |pledges, overdue| match overdue {
            0 => format!("{}, none overdue", counted(pledges, "pledge", "pledges")),
            _ => format!("{}, {overdue} overdue", counted(pledges, "pledge", "pledges")),
        },
        below: |count| counted(count, "organisation below", "organisations below"),
        as_on: |day| {
            (
                format!("What is overdue on {day}"),
                "Pledges and what became of them are shown as known now; only what is overdue is counted for that day."
                    .to_owned(),
            )
        },
        none: "No organisations yet.",
        this_one: "this organisation",
        mark: |mark| match mark {
            OrganisationMark::Lost => "part of the record is missing",
            OrganisationMark::Continued => "earlier record, continued on another board",
            OrganisationMark::Continues => "continues an earlier record",
        },
        level: |level| match level {
            Level::County => "County or district",
            Level::Township => "Township or sub-district",
            Level::Village => "Village or community",
            Level::Group => "Villagers’ group",
            Level::Unit => "Department or unit",
        },
    },
    disclosure: DisclosureWords {
        disclosures: "Disclosures",
        title: "Title",
        body: "Text",
        kind: "Kind",
        office: "Published by",
        date: "Date",
        notice_period: "Notice period",
        objection_phone: "Phone for objections",
        revised: "Corrected",
        withdrawn: "Withdrawn",
        reason: "Reason",
        affairs: |kind| match kind {
            DisclosureKind::Party => "Party affairs",
            DisclosureKind::Government => "Government affairs",
            DisclosureKind::Village => "Village affairs",
            DisclosureKind::Finance => "Finances",
            DisclosureKind::Notice => "Public notice",
            DisclosureKind::Circular => "Circular",
        },
        none: "Nothing disclosed yet.",
    },
    disclosing: super::disclosing::ENGLISH,

    network: super::network::ENGLISH,
    service_point: ServicePointWords {
        service_points: "Service points",
        name: "Name",
        level: "Level",
        address: "Address",
        phone: "Phone",
        services: "Services",
        hours: "Opening hours",
        day: "Day",
        open_hours: "Hours",
        between_hours: ", ",
        closed: "Closed",
        exceptions: "Days that differ",
        state: open_state,
        as_at: |clock| format!("as at {clock}"),
        withdrawn: "Closed for good",
        follows_working_days: "Closed on statutory holidays, open on make-up workdays.",
        call: |phone| format!("Call {phone}"),
        none: "No service points listed yet.",
    },
    message,
    proof: ProofWords {
        title: "A record that can be checked",
        check: "Check this",
        entries: |entries| {
            format!(
                "This organisation's record has {entries} entries. Nothing is changed, added late or dropped without a trace."
            )
        },
        how: "How to check it yourself",
        compare: "Compare with another phone",
        witnessed: |entries| format!("witnessed the first {entries} entries"),
        unwitnessed: "No other organisation has witnessed this record yet.",
    },
    succession: |succession| {
        let missing = |missing: &Missing| match missing.first == missing.last {
            true => format!("Entry {} was", missing.last),
            false => format!("Entries {} to {} were", missing.first, missing.last),
        };
        let (title, text, link) = match succession {
            Succession::Lost(lost) => (
                "Part of this record is missing",
                format!(
                    "{} lost on the server and cannot be shown for now. If somebody's phone still holds what is missing, \
                     opening the app there with a connection brings it back.",
                    missing(lost)
                ),
                "",
            ),
            Succession::Continued { missing: Some(lost), .. } => (
                "Part of this record is missing, and it is no longer written to",
                format!(
                    "{} lost on the server and cannot be shown. What came later is on another board.",
                    missing(lost)
                ),
                "See the board that continues it",
            ),
            Succession::Continued { missing: None, .. } => (
                "This record is no longer written to",
                "What was missing has come back. What came later is still on another board.".to_owned(),
                "See the board that continues it",
            ),
            Succession::Continues { missing: lost, .. } if lost.first == 1 => (
                "This board continues an earlier record",
                format!("All {} entries of the earlier record were lost and cannot be shown.", lost.last),
                "See the earlier board",
            ),
            Succession::Continues { missing: lost, .. } => (
                "This board continues an earlier record, part of which is missing",
                format!(
                    "Of the earlier record, entries 1 to {} are kept. {} lost and cannot be shown.",
                    lost.first - 1,
                    missing(lost)
                ),
                "See the earlier board",
            ),
        };
        SuccessionWords { title, text, link }
    },
    form: FormWords {
        there_is_a_problem: "There is a problem",
        error: "Error: ",
        warning: "Warning: ",
        success: "Done: ",
        information: "Note: ",
        optional: " (optional)",
        year: "Year",
        month: "Month",
        day: "Day",
        characters_left: |count| format!("{} left", counted(count, "character", "characters")),
        task_done: "Done",
        task_open: "To do",
        task_waits: "Cannot start yet",
        main_menu: "Main menu",
    },
    sync,

    attachments: super::attachments::EN,
    performance: super::attachments::PERFORMANCE_EN,
};

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn counted(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn day(Day { year, month, day }: Day) -> String {
    let index = usize::from(month).checked_sub(1);
    // A month out of range is shown as the number that it is.
    match index.and_then(|index| MONTHS.get(index)) {
        Some(name) => format!("{day} {name} {year}"),
        None => format!("{year}-{month}-{day}"),
    }
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::SavedHere => "Saved here",
        Status::Published => "Published",
        Status::InProgress => "In progress",
        Status::DueSoon => "Due soon",
        Status::InGrace => "In grace period",
        Status::Overdue => "Overdue",
        Status::Claimed => "Claimed, to be confirmed",
        Status::Confirmed => "Confirmed",
        Status::Disputed => "Disputed",
        Status::Revised => "Revised",
        Status::Withdrawn => "Withdrawn",
        Status::NotFulfilled => "Not fulfilled",
        Status::FulfilledOnTime => "Fulfilled on time",
        Status::FulfilledInGrace => "Fulfilled in grace period",
        Status::FulfilledLate => "Fulfilled late",
        Status::NeedsNewerApp => "Needs a newer app",
    }
}

fn standing(standing: Standing) -> String {
    match standing {
        Standing::DaysLeft(days) => {
            format!("{} left", counted(days, "working day", "working days"))
        }
        Standing::Today => "due today".to_owned(),
        Standing::DaysOver(days) => {
            format!("{} overdue", counted(days, "working day", "working days"))
        }
        Standing::GraceUntil(until) => format!("grace until {}", day(until)),
        Standing::PeriodsMissed(periods) => format!("{} missed", counted(periods, "period", "periods")),
        Standing::FulfilledOn(done) => format!("fulfilled {}", day(done)),
        Standing::ClaimedOn(claimed) => format!("claimed {}", day(claimed)),
        Standing::ClaimedInGraceOn(claimed) => format!("claimed {} (in grace period)", day(claimed)),
        Standing::ClaimedLateOn(claimed) => format!("claimed {} (late)", day(claimed)),
    }
}

fn open_state(state: OpenState) -> String {
    match state {
        OpenState::OpenUntil(until) => format!("Open now, until {}", until.text()),
        OpenState::OpenUntilDay(date, until) => format!("Open now, until {} on {}", until.text(), day(date)),
        OpenState::RoundTheClock => "Open day and night".to_owned(),
        OpenState::OpensToday(from) => format!("Closed now, opens today at {}", from.text()),
        OpenState::OpensOn(date, from) => {
            format!("Closed now, opens {} at {}", day(date), from.text())
        }
        OpenState::Closed => "Closed now".to_owned(),
        OpenState::Unknown => "Hours not known, please call first".to_owned(),
    }
}

fn message(kind: MessageKind) -> MessageWords {
    match kind {
        MessageKind::NotFound => MessageWords {
            title: "Page not found",
            text: "The address may be mistyped, or the page has moved.",
            advice: "Check the address, or start from the home page.",
        },
        MessageKind::Gone => MessageWords {
            title: "These words were erased as the rules require",
            text: "When, by whom and why stays in the record; the words themselves are no longer given out.",
            advice: "If in doubt, call the supervision phone.",
        },
        MessageKind::Broken => MessageWords {
            title: "Something went wrong here",
            text: "It was not your doing. What has been published is not affected.",
            advice: "Please try again in a few minutes.",
        },
        MessageKind::Busy => MessageWords {
            title: "Too many visits just now",
            text: "Your request was not handled and nothing was changed.",
            advice: "Please try again in a minute.",
        },
        MessageKind::Offline => MessageWords {
            title: "No network, and this page is not kept on the phone yet",
            text: "Pages that were opened before can be read without a network.",
            advice: "Open it once when you are connected.",
        },
    }
}

fn sync(state: SyncState) -> String {
    match state {
        SyncState::UpToDate => "Everything is published".to_owned(),
        SyncState::SavedHere(count) => {
            format!("Saved here, published when online ({})", counted(count, "entry", "entries"))
        }
        SyncState::Publishing(count) => {
            format!("Publishing {}", counted(count, "entry", "entries"))
        }
        SyncState::Offline => "No network; you can go on writing".to_owned(),
        SyncState::NeedsYou(1) => "1 entry needs you".to_owned(),
        SyncState::NeedsYou(count) => format!("{count} entries need you"),
        SyncState::StorageFull => "The phone’s storage is full; nothing new can be saved".to_owned(),
    }
}
