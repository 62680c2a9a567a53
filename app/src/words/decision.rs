//! Deciding between two versions of one record.

super::words! {
    edit_both = "合起来改", "Write both into one";
    decision_hint = "选哪一个都不会丢：已公开的文字永远留在变更记录里；不用你写的之前，可以先看、先复制。", "Nothing is lost: what is public stays in the history for ever, and before yours is given up you can read and copy it.";
    giving_up = "下面是你写的，放弃后本机不再保留。需要就先复制。", "This is what you wrote. It will not be kept on this device; copy it first if you need it.";
    copy_mine = "复制我写的", "Copy mine";
    give_up_really = "确定放弃我写的", "Really give mine up";
    give_up_not = "先不放弃", "Not yet";
    both_text = "下面的表已经把两边的改动合在一起：只有一边改过的，用改过的；两边都改过的，先用你写的。改好后公示，这件事就定了。", "The form below holds both: where only one side changed something, that change; where both did, yours for now. When you publish it, this is settled.";
}
