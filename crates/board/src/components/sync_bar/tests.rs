use super::{SyncState, sync_bar};
use crate::{Language, document::fragment};

#[test]
fn saved_here_is_said_in_plain_words() {
    let html = fragment(|| sync_bar(Language::Chinese.words(), SyncState::SavedHere(2), None));
    assert!(html.contains("已存本机，联网后自动发布（2 条）"));
    assert!(html.contains("role=\"status\""));
}

#[test]
fn only_what_needs_the_writer_interrupts() {
    let html = fragment(|| sync_bar(Language::English.words(), SyncState::NeedsYou(1), Some("/app/outbox".into())));
    assert!(html.contains("role=\"alert\""));
    assert!(html.contains("<a href=\"/app/outbox\">1 entry needs you</a>"));
}
