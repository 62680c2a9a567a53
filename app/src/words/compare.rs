//! Two phones held together, in the words of people who want to know whether they are shown the same.

super::words! {
    compare_title = "和别的手机比对", "Compare with another phone";
    compare_lead = "请对方用手机相机扫这个码。两部手机一比，就知道服务器给两边看的是不是同一份记录。", "Let somebody scan this with their phone's camera. The two phones then know whether the server shows both of them the same record.";
    compare_lead_nothing = "在一个单位的公示榜最下面点“和别的手机比对”，就能出示这部手机里的记录；也可以在这里比对别人出示的码。", "Press “Compare with another phone” at the foot of an organisation's board to show what this phone holds, or compare here what somebody else shows.";
    compare_own = "让对方也扫一扫这台设备的码", "Let the other phone scan this one as well";
    compare_looked = "上次核对：", "Last looked:";
    compare_copied = "已复制", "Copied";
    compare_as_text = "看这个码里的文字", "The code as text";
    compare_another = "比对别人的码", "Compare somebody else's code";
    compare_another_text = "用手机自带的相机扫对方的码，就会打开这一页。也可以把对方发来的链接贴在下面。", "Scan the other phone's code with your phone's camera, and this page opens. Or paste the link that you were sent.";
    compare_pasted = "对方的链接", "The other one's link";
    compare_pasted_hint = "贴上整条链接，以 https 开头。", "The whole link, from https on.";
    compare_now = "比对", "Compare";
    compare_scan = "在这里用相机扫码", "Scan with the camera here";
    compare_stop_scanning = "关掉相机", "Stop the camera";
    compare_camera = "相机看到的画面", "What the camera sees";
    compare_no_camera = "打不开相机。请允许使用相机，或者把链接贴在这里。", "The camera cannot be opened. Allow it, or paste the link here.";
    compare_in_app = "这里比的是另存的一份", "What is compared here is a copy of its own";
    compare_same = "是同一份记录", "The same record";
    compare_continued = "是同一份记录，这台设备的更新", "The same record; this device has seen more of it";
    compare_not_yet = "现在还比不出来", "This cannot be told yet";
    compare_contradicts = "发现两份不同的记录", "There are two different records";
    compare_what_to_do = "两份签名都已存在这台设备上，没有发给任何人。请存成文件，拿给上级组织或你信任的人看；也请对方打开这一页，扫下面的码。", "Both signatures are kept on this device, and nobody was told. Save them as a file and show it to the organisation above or to somebody you trust; and let the other phone scan the code below.";
    compare_cannot = "没有比成", "They could not be compared";
    compare_unknown = "这个网站上没有这个单位。请从它的公示榜最下面再进来一次。", "There is no such organisation here. Come here again from the foot of its board.";
    compare_no_entries = "这个单位还没有可以比对的记录。有了记录以后再来。", "This organisation has nothing to compare yet. Come back when it has.";
    compare_damaged = "这个码或链接不完整。请重新扫一次，或请对方把整条链接重新发来。", "The code or link is not whole. Scan it again, or ask for the whole link again.";
    compare_newer = "这个码是新版本做的。请先更新这台设备上的践诺，再比一次。", "The code was made by a newer version. Update Jiannuo on this device and compare again.";
    compare_not_signed = "码上的签名不是这个单位的记录签的，谁都可以做出这样的码，所以说明不了什么。请对方在手机上打开这一页，重新出示。", "The code is not signed by this organisation's record. Anybody can make such a code, so it proves nothing. Ask the other one to open this page on their phone and show it again.";
    compare_not_signed_offline = "这台设备不认得码上的签名，现在又联系不上服务器，不能确定。请联网后再比一次。", "This device does not know the signature on the code, and the server cannot be reached to find out. Compare again with a network.";
    compare_other_log = "这个码是单位内部的记录，这里只比对公开的记录。请对方从公示榜最下面打开“和别的手机比对”。", "The code is of a record that only members read. Ask the other one to show the public one, from the foot of the board.";

    look_offline_text = "现在联系不上服务器。请联网后再打开这一页。", "The server cannot be reached. Open this page again when there is a network.";
    copies = "查证时存下的记录", "Records kept for checking";
    copies_text = "查证过的单位，记录存在这台设备上，没有网络也能查，也能发现有人改动。", "The records of organisations that you have checked are kept on this device, so that they can be checked without a network and changes are noticed.";
    copies_remove = "从这台设备移除", "Remove from this device";
    copies_remove_really = "移除后就发现不了以前的改动。确定？再按一次", "Earlier changes are not noticed any more then. Really? Press again";
    copies_evidence = "存有前后矛盾的证据，移除前请先存成文件。", "There is evidence that it has contradicted itself; save it as a file before removing this.";
    copies_compare = "出示或存下证据", "Show it, or save the evidence";
}

super::sentences! {
    compare_in_app_text(name: &str) = "在{name}里打开时，比的是{name}里存的那一份。要比手机浏览器里存的，请点右上角菜单，选“在浏览器打开”。", "Inside {name}, what {name} has kept is compared. To compare what your phone's browser has kept, use the menu to open this page in the browser.";
    compare_code(name: &str, entries: u64) = "二维码：{name}的 {entries} 条记录", "QR code: {entries} entries of {name}";
    compare_entries(entries: u64) = "{entries} 条记录", "{entries} entries";
    compare_same_text(entries: u64) = "两边都是 {entries} 条，一条不差，没有人被蒙在鼓里。", "Both have {entries} entries, and they are the same ones.";
    compare_continued_text(theirs: u64, more: u64) = "对方看到的 {theirs} 条，和这台设备的前 {theirs} 条一模一样；后面 {more} 条是接着写下去的，已经核对。", "The {theirs} entries that the other one has seen are exactly the first {theirs} here; {more} more were added after them. This was proved.";
    compare_newer_offline(theirs: u64, ours: u64) = "对方看到 {theirs} 条，这台设备只存有 {ours} 条，现在又联系不上服务器。请联网后再比一次，或者让对方扫下面的码：对方的手机当场就能比出来。", "The other one has seen {theirs} entries, this device holds {ours} and cannot reach the server. Compare again with a network, or let the other phone scan the code below: it can tell at once.";
    compare_newer_online(theirs: u64, ours: u64) = "对方看到 {theirs} 条，服务器给这台设备看的却只有 {ours} 条。请让对方扫下面的码：对方的手机当场就能比出来。", "The other one has seen {theirs} entries, but the server shows this device only {ours}. Let the other phone scan the code below: it can tell at once.";
    compare_contradicts_text(theirs: u64, ours: u64) = "对方看到的 {theirs} 条和这台设备看到的 {ours} 条对不上，不可能都是真的，却都有这个单位的记录签名：服务器给不同的人看了不同的记录。", "The {theirs} entries that the other one has seen and the {ours} that this device has seen cannot both be true, and yet both are signed: the server has shown different records to different people.";
}
