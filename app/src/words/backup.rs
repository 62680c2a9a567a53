//! Taking things off this device and bringing them back: backups and tables.

super::words! {
    backup = "备份与恢复", "Backup and restore";
    backup_hint = "把这台设备上的内容存成一个文件，或从文件恢复。", "Keep what is on this device in a file, or bring it back from one.";
    backup_lead = "把这台设备上的全部内容存成一个文件：各组织的记录、没写完的草稿、还没发出的内容、照片和设置。", "Keeps everything on this device in one file: the organisations' records, drafts, what waits to be published, photos and settings.";
    backup_no_key = "签名钥匙不在文件里，任何人都取不出来。", "The key that signs is not in the file; nobody can take it out.";
    backup_no_key_text = "在另一台设备上恢复后：可以看；还没发出的内容联网后自动发出；要写新的内容，请书记重新发邀请。还没送到服务器的照片，也要等重新加入后再发。", "After restoring it on another device you can read, and what waits is published once online; to write anything new, ask your secretary for an invitation. Photos that had not reached the server go out after you have joined again, too.";
    backup_careful = "文件里有还没公开的内容，请像保管纸质材料一样保管它。", "The file holds what is not public yet: keep it as you keep papers.";
    backup_make = "备份到文件", "Back up to a file";
    backup_made = "备份文件已交给浏览器保存", "The backup was handed to the browser to keep";
    restore = "从文件恢复", "Restore from a file";
    restore_file = "备份文件", "Backup file";
    restore_file_hint = "选一个用“备份到文件”存下的文件。先检查，不会马上写入。", "Choose a file that was kept with “Back up to a file”. It is checked first; nothing is written yet.";
    restore_rule = "只补上这台设备没有的内容；这台设备上更新的内容不会被覆盖。", "Only what this device does not have is added; nothing newer on this device is overwritten.";
    restore_do = "恢复到这台设备", "Restore to this device";
    restore_really = "确定恢复", "Really restore";
    restored = "已恢复", "Restored";
    restored_nothing = "备份里的内容这台设备上都有，什么也没有改动。", "This device has everything in the backup already; nothing was changed.";
    restore_not_a_backup = "这不是本应用的备份文件。请选名字以 jiannuo-backup 开头的文件。", "This is no backup of this app. Choose a file whose name begins with jiannuo-backup.";
    restore_damaged = "备份文件不完整或被改动过，不能恢复；这台设备上什么也没有改动。请换一份备份。", "The backup is incomplete or was changed, so it cannot be restored; nothing on this device was changed. Try another backup.";
    restore_too_large = "备份文件太大，这台设备放不下；什么也没有改动。", "The backup is too large for this device; nothing was changed.";
    restore_unreadable = "浏览器读不了这个文件。请把它存到本机后再选一次。", "The browser could not read the file. Keep it on this device and choose it again.";
    restore_kept_nothing = "这台设备上什么也没有改动。", "Nothing on this device was changed.";
    download = "下载表格", "Download tables";
    download_hint = "把承诺、公开事项、网点等存成表格，打印或用 Excel 打开。", "Pledges, disclosures and service points as tables, to print or to open in Excel.";
    download_lead = "由这台设备生成，没有网络也能下载；内容是本机已核对、已公开的记录。", "Made on this device, without a network too, from the public records that it has checked.";
    download_all = "全部表格", "All tables";
    download_whole_json = "整个公示栏", "The whole board";
}

super::sentences! {
    backup_making(done: u64, total: u64) = "正在备份：{done} / {total} 条", "Backing up: {done} of {total} rows";
    backup_made_text(name: &str, megabytes: &str) = "文件名 {name}，{megabytes} MB。", "It is called {name} and has {megabytes} MB.";
    restore_checking(percent: u32) = "正在检查备份文件：{percent}%", "Checking the backup: {percent} %";
    restore_found(made: &str) = "备份完好，存于 {made}。", "The backup is whole; it was made on {made}.";
    restore_counts(organisations: usize, waiting: usize, drafts: usize, files: u64) = "里面有 {organisations} 个组织、{waiting} 条未发出的内容、{drafts} 份草稿、{files} 个照片或文件。", "It holds {organisations} organisations, {waiting} things that wait, {drafts} drafts, and {files} photos or files.";
    restore_doing(percent: u32) = "正在恢复：{percent}%", "Restoring: {percent} %";
    restored_counts(organisations: usize, waiting: usize, drafts: usize, files: usize) = "补上了 {organisations} 个组织、{waiting} 条未发出的内容、{drafts} 份草稿、{files} 个照片或文件。", "{organisations} organisations, {waiting} things that wait, {drafts} drafts and {files} photos or files were added.";
    restored_without_key(count: usize) = "其中 {count} 个组织，这台设备没有签名钥匙：可以看，未发出的会自动发出；要写新内容，请书记重新发邀请。", "In {count} of them this device holds no key: you can read, and what waits is published; to write anything new, ask your secretary for an invitation.";
    restored_other_logs(count: usize) = "有 {count} 份记录和本机的不一致，保留了本机的。请在“设置”里比对，并告诉监督人。", "{count} logs in the backup differ from those on this device; this device's were kept. Compare them and tell an overseer.";
    restore_newer(version: u32) = "这份备份是更新版本的应用存的（格式第 {version} 版）。请先更新本应用，再来恢复。", "This backup was made by a newer version of the app (format {version}). Update the app first, then restore.";
}
