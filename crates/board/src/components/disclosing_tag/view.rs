use jiannuo_domain::disclosing::{ItemStatus, NoticeStatus};
use leptos::prelude::*;

use crate::{
    components::status_tag::{Status, Tone},
    words::Words,
};

/// The tag of a row of the catalogue.
pub fn item_tag(words: &'static Words, status: ItemStatus) -> AnyView {
    let (tone, like) = match status {
        ItemStatus::Never => (Tone::Urgent, Status::NotFulfilled),
        ItemStatus::Overdue => (Tone::Urgent, Status::Overdue),
        ItemStatus::Due => (Tone::Soon, Status::DueSoon),
        ItemStatus::Late => (Tone::Settled, Status::FulfilledLate),
        ItemStatus::Disclosed => (Tone::Settled, Status::FulfilledOnTime),
        ItemStatus::Upcoming => (Tone::Open, Status::InGrace),
        ItemStatus::OnEvent => (Tone::Open, Status::Published),
        ItemStatus::NotYet => (Tone::Open, Status::InProgress),
        ItemStatus::Withdrawn => (Tone::Quiet, Status::Withdrawn),
    };
    tag(tone, like, (words.disclosing.item_status)(status))
}

/// The tag of a public notice.
pub fn notice_tag(words: &'static Words, status: NoticeStatus) -> AnyView {
    let (tone, like) = match status {
        NoticeStatus::OutcomeMissing => (Tone::Urgent, Status::Overdue),
        NoticeStatus::Running => (Tone::Soon, Status::Claimed),
        NoticeStatus::Ended => (Tone::Soon, Status::DueSoon),
        NoticeStatus::Upcoming => (Tone::Open, Status::InGrace),
        NoticeStatus::Concluded => (Tone::Settled, Status::Confirmed),
        NoticeStatus::Withdrawn => (Tone::Quiet, Status::Withdrawn),
    };
    tag(tone, like, (words.disclosing.notice_status)(status))
}

/// A word with the shape of a pledge's status that means the like.
fn tag(tone: Tone, like: Status, word: &'static str) -> AnyView {
    view! {
        <span class=tone.class()>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d=like.shape() />
            </svg>
            {word}
        </span>
    }
    .into_any()
}
