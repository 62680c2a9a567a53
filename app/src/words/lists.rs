//! Lists in forms: their rows, and what is wrong with one.

super::words! {
    list_remove = "删除", "Remove";
    list_back = "恢复", "Bring it back";
    one_window = "窗口", "Window";
    one_duty = "值班", "Duty";
    one_contact = "联系人", "Contact";
    one_hotline = "热线", "Hotline";
    one_function = "功能", "Function";
    one_exception = "特别日期", "Exception";
    one_paper = "材料", "Paper";
    one_step = "步骤", "Step";
    duties = "谁值班", "Who is on duty";
    window_name = "窗口名称", "Name of the window";
    window_matters = "办理事项", "Matters";
    window_matters_hint = "一行写一件事。", "A line for each.";
    duty_days = "星期几", "On which weekdays";
    duty_days_hint = "都不勾选，就是其余各天。", "None ticked: every day that nobody else is named for.";
    duty_twice = "这几天里有一天已经安排了别人。请改正。", "Somebody else is named for one of these days already: correct it.";
    contact_no_way = "电话和接待时间至少写一项。", "Give a telephone or a reception time.";
    contact_no_time = "写了接待地点，也要写接待时间。", "A reception place needs a time.";
    not_callable = "这个号码拨不出去。请写能拨打的数字。", "This cannot be called: give a number that can.";
    hotline_name = "热线名称", "What it is for";
    hotline_number = "号码", "Number";
    exception_from = "从哪天", "First day";
    exception_to = "到哪天", "Last day";
    exception_to_hint = "只有一天就留空。", "Leave it empty for a single day.";
    exception_hours = "开放时间", "Hours";
    exception_hours_hint = "不开门就留空；开门写成 08:30-12:00 这样。", "Leave it empty when closed, or write hours like 08:30-12:00.";
    exception_note = "说明", "Note";
    exception_ends_first = "最后一天不能早于第一天。", "The last day cannot be before the first.";
    paper_name = "材料名称", "Name of the paper";
    paper_format_hint = "如原件、复印件、电子版。", "Such as original, copy, on a screen.";
    stale_text = "打个电话或去看一看。信息没变，就在网点页面上点“我核对过，信息没变”；变了，就更正。", "Call or look. If all of it still holds, say so on the point's page; if not, correct it.";
    stale_nameless = "名称已删除的服务点", "A service point whose name was erased";
    older_draft = "有一份没公示的草稿", "There is an unpublished draft";
    older_draft_text = "这份草稿写好以后，有人更正过内容。下面是现在的内容；用草稿会换掉它，公示前请先核对。", "The record was corrected after this draft was written. Below is what holds now; the draft would take its place, so look at it before you publish.";
    older_draft_take = "用草稿的内容", "Use the draft";
    copies_wrong = "份数请填 1 到 99 的数字。", "Give a number of copies from 1 to 99.";
}

super::sentences! {
    list_add(one: &str) = "添加{one}", "Add: {one}";
    list_numbered(one: &str, number: usize) = "{one} {number}", "{one} {number}";
    list_way(way: &str, one: &str, number: usize) = "{way}：{one} {number}", "{way}: {one} {number}";
    list_removed(said: &str) = "已删除“{said}”。", "Removed: {said}.";
    stale_title(count: usize, days: i64) = "{count} 个服务点超过 {days} 天没有核对", "Service points that nobody has checked for more than {days} days: {count}";
    stale_since(day: &str) = "最近核对：{day}", "Last checked: {day}";
    erase_photos(count: usize) = "{count} 张照片", "photos: {count}";
    erase_papers(count: usize) = "{count} 份附件", "papers: {count}";
    erase_files(files: &str) = "一起删除：{files}。", "These go with the words: {files}.";
    list_full(most: usize) = "最多 {most} 项，已经满了。", "That is all: {most} at most.";
}
