//! Putting right what was published: corrections, withdrawals, contests, and erasing words for good.

super::words! {
    correct = "更正", "Correct it";
    correct_disclosure = "更正公开事项", "Correct the disclosure";
    correct_point = "更正服务点", "Correct the service point";
    correct_text = "改动前后的文字和理由会一起公开，原来的文字仍能查到。", "What it said before, what it says now and your reason are public together.";
    publish_correction = "公示更正", "Publish the correction";
    withdraw_disclosure = "撤回公开事项", "Withdraw the disclosure";
    withdraw_disclosure_text = "它仍列在公开事项里，标明“已撤回”和理由。", "It stays listed as withdrawn, with your reason.";
    close_point = "关闭服务点", "Close the service point";
    close_point_text = "它仍列在服务网点里，标明“已关闭”和理由。", "It stays listed as closed for good, with your reason.";
    hours_kept = "开放时间每天不同，这张表里改不了，会照原样保留。", "The hours differ from day to day. They cannot be changed in this form and stay as they are.";
    withdraw_progress = "撤回一条进展", "Withdraw a progress entry";
    withdraw_progress_text = "这条进展仍留在记录里，标明“已撤回，不计入”。", "It stays in the record, marked as taken back, and counts no more.";
    which_progress = "哪一条", "Which one";
    which_missing = "请选一条。", "Choose one.";
    why_withdrawn = "为什么撤回", "Why it is withdrawn";
    contest = "不是我的意思", "It is not what I meant";
    contest_title = "对代录的内容提出异议", "Object to what was entered for you";
    contest_text = "别人代你录入的内容，如果不是你说的，可以在这里声明。原文不会消失，榜上会写明“本人不认可”和你的话。", "If somebody entered in your name what you did not say, declare it here. The entry does not vanish: the board says that you do not stand by it, in your words.";
    contest_reason = "哪里不对", "What is wrong with it";
    erase = "永久删除文字", "Erase words for good";
    erase_lead = "公示的文字里有不该公开的个人信息时，用这一页。", "For personal data that should never have been published.";
    erase_what_happens = "会发生什么", "What happens";
    erase_gone = "选中的文字，连同核验它用的随机码，会从服务器和每台设备上清除。谁也不能恢复，你也不能反悔。", "The words that you pick, and the random number that vouches for them, are removed from the server and from every device. Nobody can bring them back, and you cannot change your mind.";
    erase_stays = "榜上会一直写着：哪一天、哪个组织、因为哪一类原因删除了文字。谁在什么时候写过这一条，也仍查得到。", "The board will always say on which day, by which office and for what kind of reason words were erased, and who had written the entry and when.";
    erase_counts = "删除承诺的现行文字，榜上就不再有它的内容和时限；删除一条进展，它的数量不再计入。", "Without the words in force a pledge has no text and no date; a progress entry without words counts no more.";
    erase_copies = "别人抄走、截图、打印的，收不回来。", "What others copied or printed cannot be called back.";
    erase_part = "只有一部分不该公开？先更正或修改文字，再来删除旧的那一版。", "Is only a part of it wrong? Change the wording first, then erase the old version.";
    erase_which = "删除哪些文字", "Which words";
    erase_none_left = "这里没有可以删除的文字：要么已经删除，要么还没有发布（没有发布的请在“待发布”里取回）。", "There is nothing to erase here: the words are gone already, or not published yet (then take them back in the outbox).";
    erase_pick = "请至少选一条。", "Pick at least one.";
    erase_in_force = "现在榜上显示的就是这些文字。", "These are the words that the board shows now.";
    erase_reason = "原因类别", "Kind of reason";
    erase_reason_hint = "会公开。这里不写具体内容，以免把要删的又写一遍。", "It is public. There is no free text here, so that nobody writes again what is to be erased.";
    erase_next = "下一步：核对", "Next: check";
    erase_check = "请核对：以下文字将被永久删除", "Check: these words will be erased for good";
    erase_board_says = "榜上会在原处写：", "In their place the board will say:";
    erase_offline = "没有网络时先存在本机，联网后才删除；第一次发送之前可以在“待发布”里取回。", "Without a network this waits on your device and takes effect when it is sent; until the first attempt you can take it back in the outbox.";
    erase_now = "永久删除，不能恢复", "Erase for good";
    erase_not = "不删除", "Do not erase";
    not_for_you = "这要由书记来做。", "This is for a secretary to do.";
    kind_disclosure_revised = "更正公开事项", "Correction of a disclosure";
    kind_disclosure_withdrawn = "撤回公开事项", "Withdrawal of a disclosure";
    kind_point_revised = "更正服务点", "Correction of a service point";
    kind_point_withdrawn = "关闭服务点", "Closing of a service point";
    kind_erased = "永久删除文字", "Erasure of words";
    kind_attested = "认可代录的内容", "Standing by what was entered";
    kind_contested = "不认可代录的内容", "Objection to what was entered";
    taken_back = "已取回，没有公示。", "Taken back; it was not published.";
    write_on = "接着改", "Go on writing";
    vanishes = "这一条没有自己的草稿。取回以后，上面的内容就从本机删除了。", "This has no draft to go back to. Once taken back, what is above is deleted from this device.";
    vanishes_occupied = "同一张表里已有新写的草稿。取回以后，上面的内容就从本机删除了。", "Its form holds a newer draft. Once taken back, what is above is deleted from this device.";
    vanishes_erasure = "取回以后，文字就不删除了。", "Once taken back, the words are not erased.";
    take_back_really = "确定取回", "Really take it back";
    too_late_to_take_back = "刚刚已经开始发送，取不回来了。", "Sending has just begun: it can no longer be taken back.";
}

super::sentences! {
    entered_by_on(who: &str, day: &str) = "{who}，{day}录入", "entered by {who} on {day}";
    said_by_on(who: &str, day: &str) = "{who}，{day}", "{who}, {day}";
    field_says(field: &str, text: &str) = "{field}：{text}", "{field}: {text}";
}
