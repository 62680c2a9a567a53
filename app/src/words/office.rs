//! What an office writes down for its members.

super::words! {
    office = "内部记录", "Office records";
    office_hint = "会议记录、内部通知、工作记录：只有本组织成员能看，写下就改不掉。", "Minutes, instructions, notes: for members of this organisation only, and never quietly changed.";
    office_lead = "只有本组织成员能看。每一条都签名、编号、记下收到的时间；更正要写理由，原文仍在。公开记录定时锁定这里写到了第几条，事后谁也改不了、补不进。", "For members of this organisation only. Each entry is signed, numbered and bears its time of receipt; a correction needs a reason and the old words stay. The public log fixes at intervals how far this has come, so that nothing is changed or slipped in afterwards.";
    office_write = "写一条记录", "Write a record";
    office_empty = "还没有内部记录", "There are no office records yet";
    office_empty_text = "开完会，把议定的事写下来；以后谁说过什么，一查便知。", "After a meeting, write down what was decided; later everybody can see who said what.";
    office_members_only = "内部记录只给成员看", "Office records are for members";
    office_members_only_text = "这台设备不是成员的设备。请用邀请加入。", "This device is no member's. Join with an invitation.";
    office_loading = "正在核对内部记录…", "Checking the office records …";
    office_not_fixed = "公开记录还没有锁定这里的内容；每小时最多锁定一次。", "The public log has not fixed anything of this yet; it does so once an hour at most.";
    office_unchecked = "这次没有联上服务器，下面是本机上次核对过的内容。", "The server was not reached this time; below is what this device has checked before.";
    office_disagrees = "两份记录对不上", "The two logs contradict each other";
    fail_needs_public_log = "内部记录要对照公开记录来查，公开记录还没有同步到那里。联网后会自动再试。", "Office records are judged by the public log, which is not that far on this device yet. It is tried again by itself.";
    fail_no_custodian = "这台服务器还没有被任命为本组织记录的保管者，所以不能记内部记录。请书记在“我的”→“记账服务器”里任命。", "This server is not appointed as the keeper of this organisation's logs, so it keeps no office records. A secretary can appoint it under 'Mine', 'The log's server'.";
    fail_reader = "服务器不认这台设备是成员的设备：可能已被移出名册，或设备已停用。请问书记。", "The server does not take this device for a member's: perhaps it left the roster or was revoked. Ask your secretary.";
    fail_reader_clock = "这台设备的时间不准，服务器不能确认是你在看。请校准时间后再试。", "This device's clock is wrong, so the server cannot tell that it is you. Set the clock and try again.";
    custodian = "记账服务器", "The log's server";
    custodian_hint = "哪台服务器可以替本组织的记录报数：下级记到第几条、发的是哪一版应用。", "Which server may say how far the logs below have come and which app it hands out.";
    custodian_lead = "服务器用自己的签名说只有它知道的事：下级和内部记录记到了第几条、正在发放哪一版应用。由书记任命，任命和免去都写进公开记录。", "A server says with a signature of its own what only it can know: how far the logs below and the office records have come, and which app it hands out. A secretary appoints it; both appointing and dismissing are entries of the public log.";
    custodian_asking = "正在问服务器…", "Asking the server …";
    custodian_none = "这台服务器没有自己的签名，不能任命。", "This server has no key of its own and cannot be appointed.";
    custodian_is_appointed = "现在这台服务器已经任命。", "The server that answers now is appointed.";
    custodian_is_not_appointed = "现在这台服务器还没有任命：它可能换过密钥，或者本组织建立得早。", "The server that answers now is not appointed: its key may have changed, or this organisation is older than that.";
    custodian_appoint = "任命这台服务器", "Appoint this server";
    custodian_dismiss = "免去", "Dismiss it";
    memo_kind = "类别", "Kind";
    memo_minutes = "会议记录", "Minutes";
    memo_order = "内部通知", "Instruction";
    memo_note = "工作记录", "Note";
    memo_title = "标题", "Title";
    memo_day = "日期", "Day";
    memo_day_hint = "开会或事情发生的那一天。", "The day of the meeting, or when it happened.";
    memo_text = "内容", "Text";
    memo_text_hint = "一段一行。谁参加、议了什么、怎么定的。", "A line for each paragraph: who was there, what was said, what was decided.";
    memo_save = "记下", "Write it down";
    memo_revise = "更正", "Correct it";
    memo_revise_text = "原来的文字和更正的理由都留在记录里，成员都看得到。", "The old words and your reason stay in the record for all members to see.";
    memo_waiting = "已存本机，联网后自动记入", "Saved here; entered when online";
    memo_refused = "没有被记入", "Not entered";
    memo_erased = "文字已永久删除", "The words were erased for good";
    memo_missing = "文字没有取到，联网后再试", "The words have not come yet; try again with a network";
    memo_versions = "以前的文字", "Earlier words";
    memo_erase = "永久删除文字", "Erase words for good";
    memo_erase_really = "确定永久删除，不能恢复", "Really erase, for good";
    memo_erase_text = "文字从服务器上清除，成员的设备下次打开内部记录时也清除，谁也不能恢复；谁在何时写过、何时删除，仍留在记录里。", "The words are removed from the server for good, and from a member's device when it next opens the office records; who wrote them and when, and when they were erased, stays.";
    memo_remove = "取回", "Take it back";
    to_office = "回到内部记录", "Back to the office records";
}

super::sentences! {
    office_fixed(size: u64, on: &str) = "公开记录已于 {on} 锁定了前 {size} 条，和这里一致。", "On {on} the public log fixed the first {size} entries; they are the same as here.";
    office_wrong_anchor(size: u64) = "内部记录是按另一份公开记录核对的（第 {size} 条处不同）。有人给这台设备看了和别人不同的记录：请告诉监督人。", "The office log was judged by another public log (they differ at entry {size}). Somebody was shown other entries than this device: tell an overseer.";
    office_wrong_fixed(size: u64) = "公开记录锁定的内部记录（前 {size} 条）和这里的不一样：内部记录被改过或少了。请告诉监督人。", "The office log that the public log has fixed (its first {size} entries) is not the one here: it was changed, or some is missing. Tell an overseer.";
    memo_entered(number: u64, who: &str, on: &str) = "第 {number} 条，{who}，{on} 收到", "entry {number}, by {who}, received {on}";
    custodian_other(name: &str) = "另一台已任命的服务器：{name}。已经不用了就免去。", "Another server that is appointed: {name}. Dismiss it if it is no longer used.";
    memo_about(kind: &str, day: &str) = "{kind}，{day}", "{kind}, {day}";
}
