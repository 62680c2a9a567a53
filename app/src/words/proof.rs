//! Checking what the log has of a record, in the words of people who have never heard of a log.

super::words! {
    check_title = "查证这一条", "Check this";
    check_working = "正在查证……第一次要先取回这个单位的全部记录。", "Checking … the first time, all of this organisation's record is fetched.";
    waiting_works = "还在核对，请稍候。", "Still checking; please wait.";
    just_now = "刚刚", "just now";
    check_cosigned = "记录上附有这些单位的见证签字（这台设备没有核对见证人的钥匙）：", "The record bears the signatures of these witnesses (this device has not checked the witnesses' keys):";
    check_holds = "查证通过：下面每一条都没有被改动过", "It holds: nothing below was changed";
    check_fails = "查证没有通过", "It does not hold";
    check_fails_text = "下面标明了哪一处对不上。请保留这台设备上的内容，存下证据文件，拿给上级组织或你信任的人看。", "What does not fit is marked below. Keep what is on this device, save the evidence as a file, and show it to the organisation above or to somebody you trust.";
    check_incomplete = "还没有查证完", "Not all of it is checked yet";
    check_incomplete_text = "这台设备上还没有全部内容。有网络时再打开这一页。", "This device does not have all of it yet. Open this page again when there is a network.";
    check_contradicted = "这份记录前后矛盾", "This record contradicts itself";
    check_undecided = "两份说法都已存在这台设备上，没有发给任何人。请存成文件，拿给上级组织或你信任的人看。", "Both versions are kept on this device, and nobody was told. Save them as a file and show it to the organisation above or to somebody you trust.";
    decide_hint = "先存下证据文件，问清楚再决定。决定以后，这台设备照常发出你写的内容；发现过的矛盾仍然留在这里。", "Save the evidence first and ask what has happened. Once you decide, this device sends what you wrote as usual; what was found stays here.";
    decide = "我看过了，继续使用", "I have seen it; go on";
    check_save_evidence = "存下证据文件", "Save the evidence";
    check_share_evidence = "转给别人看", "Share it";
    check_save_proof = "存下这一条的证明", "Save the proof of this entry";
    check_nothing = "这台设备上没有这一条", "This entry is not on this device";
    check_nothing_text = "有网络时再试一次。如果榜上有、这里一直没有，请向公示单位询问。", "Try again when there is a network. If the board shows it and it never comes here, ask the organisation.";
    check_not_here = "这台设备还没有取回过这个单位的记录", "This device has not fetched this organisation's record yet";
    check_offline_as_of = "现在联系不上服务器，按这台设备保存的内容查证；上次核对：", "The server cannot be reached. This was checked with what the device holds; it last looked:";
    check_signature = "签名是录入人的", "signed by the person who entered it";
    check_place = "就在记录的这个位置", "in this place of the record";
    check_words = "文字没有改动", "the words are unchanged";
    check_no_words = "这一条没有文字", "it has no words";
    check_erased = "文字已依规永久删除，查证的是：谁、什么时候录入过", "its words were erased for good; what is checked is who entered it, and when";
    check_words_missing = "文字还没有取到这台设备", "its words are not on this device yet";
    check_bad_signature = "签名对不上", "the signature does not fit";
    check_bad_place = "位置对不上", "the place does not fit";
    check_unwitnessed = "还没有别的单位见证。", "No other organisation has witnessed it yet.";
    check_technical = "技术细节", "Technical details";
    check_root = "根", "Root";
    check_key = "公钥", "Public key";
    how_title = "怎样自己查证", "How to check it yourself";
    how_numbered = "每一条承诺、公开事项和服务点，录入时都由录入人签名，编上号，接在前一条后面。", "Each pledge, disclosure and service point is signed by the person who enters it, numbered, and joined to the one before.";
    how_joined = "号码连着号码：改一个字、抽走一条、补进一条，后面的都会对不上。", "The numbers hang together: change a word, take one out or slip one in, and what follows no longer fits.";
    how_device = "点“查证这一条”，你的手机会把记录取回来，自己重新算一遍，不用相信我们的服务器。", "Press “Check this”, and your phone fetches the record and works it out again by itself. You need not believe our server.";
    how_kept = "算过的结果存在手机里，没有网络也能看。以后服务器要是拿出另一份记录，手机会发现，并把两份都留下。", "The result stays on your phone and can be read without a network. Should the server ever show another record, your phone notices, and keeps both.";
    how_compare = "和邻居把手机放在一起比一比：榜最下面点“和别的手机比对”，扫一个码，就知道给你们看的是不是同一份。", "Hold your phone and a neighbour's together: press “Compare with another phone” at the foot of a board and scan one code, and you know whether you are both shown the same.";
    how_witness = "别的单位的服务器也会看过并签字。签字的是谁、什么时候，写在每个榜的最下面。", "Servers of other organisations look at it too and sign. Who and when is at the foot of each board.";
    how_limits = "它能证明：公示以后没有人改动。它不能证明：写的事是真的。觉得不实，请打榜下方的监督电话。", "It proves that nobody changed what was published. It does not prove that what was written is true. If you doubt it, call the number at the foot of the board.";
}

super::sentences! {
    check_entry(number: u64) = "这是记录的第 {number} 条", "It is entry {number} of the record";
    check_who(who: &str) = "{who}录入", "entered by {who}";
    check_for(who: &str, whom: &str) = "{who}代{whom}录入", "entered by {who} for {whom}";
    check_times(written: &str, received: &str) = "写于 {written}，收到于 {received}", "written {written}, received {received}";
    check_as_of(entries: u64) = "按这台设备核对过的 {entries} 条记录查证，核对时间：", "Checked against {entries} entries that this device looked at:";
    waiting_fetched(entries: u64, total: u64) = "共 {total} 条记录，已取回 {entries} 条。", "{entries} of {total} entries have been fetched.";
    in_brackets(text: &str) = "（{text}）", " ({text})";
    minutes_ago(minutes: i64) = "{minutes} 分钟前", "{minutes} min ago";
    hours_ago(hours: i64) = "{hours} 小时前", "{hours} h ago";
    days_ago(days: i64) = "{days} 天前", "{days} days ago";
}
