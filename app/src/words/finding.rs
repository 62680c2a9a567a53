//! Finding what this device holds.

super::words! {
    search = "查找", "Search";
    search_all = "在所有组织里查找", "Search all organisations";
    search_hint = "可以打汉字、拼音或拼音首字母，如 ludeng、ld；几个词用空格隔开。没有网络也能查。", "Type characters, pinyin or its initials (ludeng, ld); put a space between several words. It works without a network.";
    search_what = "找什么", "What are you looking for";
    search_narrow = "按条件筛选", "Narrow it down";
    search_organisation = "组织", "Organisation";
    search_state = "状态", "Status";
    search_field = "服务领域", "Field of service";
    search_post = "岗位或职务", "Post";
    search_due = "完成时限", "Due";
    search_any = "不限", "Any";
    search_all_kinds = "全部", "All";
    search_due_overdue = "已逾期", "Overdue";
    search_due_week = "七天以内", "Within seven days";
    search_due_month = "本月", "This month";
    search_due_year = "今年", "This year";
    search_due_none = "没有日期", "No date";
    search_current = "有效", "In force";
    search_withdrawn = "已撤回或离开", "Withdrawn or left";
    search_member = "成员", "Members";
    search_none = "没有找到", "Nothing was found";
    search_none_text = "换一个词、少打几个字，或者去掉筛选条件再试。", "Try another word, fewer letters, or take the conditions away.";
    search_nothing_here = "这台设备上还没有可以查找的内容", "There is nothing on this device to search yet";
    search_nothing_here_text = "加入一个组织并同步后，承诺、公开、办事指南、服务点、联系人和成员都能在这里查到。", "Join an organisation and sync: its pledges, disclosures, guides, service points, contacts and members can then be found here.";
    search_clear = "去掉筛选条件", "Take the conditions away";
    search_no_pinyin = "拼音暂时用不了，汉字照常能查。联网后再打开本页。", "Pinyin does not work at the moment; characters do. Open this page again when you are online.";
    search_untitled = "（文字已删除或还没有取到）", "(words erased or not here yet)";
}

super::sentences! {
    search_found(count: usize) = "找到 {count} 条", "{count} found";
    search_more(count: usize) = "再看 {count} 条", "Show {count} more";
    search_owner(name: &str) = "承诺人：{name}", "by {name}";
    search_due_on(day: &str) = "完成时限：{day}", "due {day}";
}
