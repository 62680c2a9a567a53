//! What an office writes down for its members.

super::words! {
    office = "内部记录", "Office records";
    office_hint = "会议记录、内部通知、工作记录：只有本组织成员能看，写下就改不掉。", "Minutes, instructions, notes: for members of this organisation only, and never quietly changed.";
    fail_needs_public_log = "内部记录要对照公开记录来查，公开记录还没有同步到那里。联网后会自动再试。", "Office records are judged by the public log, which is not that far on this device yet. It is tried again by itself.";
}
