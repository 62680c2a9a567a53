//! Why the log did not take a statement, and what to do about it.

super::words! {
    refused_stale = "这项承诺刚刚有了新的变化，会自动再试。", "The record has just changed; it is tried again by itself.";
    refused_key = "这台设备的签名已停用。内容还在本机，可以存成文件交给书记。", "This device may no longer sign. The text is still here; save it as a file for your secretary.";
    refused_removed = "你已不在名册上。内容还在本机，可以存成文件交给书记。", "You are no longer on the roster. The text is still here; save it as a file for your secretary.";
    refused_invitation_expired = "邀请已过期。请向书记要一个新的。", "The invitation has expired. Ask your secretary for a new one.";
    refused_invitation_used = "邀请已经用过。请向书记要一个新的。", "The invitation has been used. Ask your secretary for a new one.";
    refused_invitation_revoked = "邀请已被收回。请向书记要一个新的。", "The invitation was taken back. Ask your secretary for a new one.";
    refused_not_allowed = "你不能替这个人或这项承诺说这句话。", "You may not say this about that person or pledge.";
    refused_own = "自己的承诺要由别人确认。", "Somebody else has to judge your own pledge.";
    refused_last_secretary = "至少要留一位书记。请先指定另一位。", "One secretary has to stay. Appoint another first.";
    refused_subject = "名册上没有这个人。", "That person is not on the roster.";
    refused_kind = "服务器还不认识这种内容。请等它更新。", "The server does not know this kind yet. Wait until it is updated.";
    refused_depends = "它前面的一条没有被接受。", "What it builds on was not accepted.";
    refused_blob_missing = "附件不在本机，也没有传到服务器。请重新写一次，再附上文件。", "An attached file is neither on this device nor on the server. Write it again and attach the file.";
    refused_blob_mismatch = "服务器不收这个附件：可以附照片（JPEG、PNG、WebP）、PDF、XLSX 表格或 CSV。请换一个文件。", "The server does not take this file: photos (JPEG, PNG, WebP), PDF, XLSX and CSV can be attached. Choose another file.";
    refused_blob_taken = "这个附件属于另一条记录。请重新附上文件。", "The file belongs to another record. Attach it again.";
    refused_full = "组织的容量已满。请联系管理人。", "The organisation's log is full. Ask whoever runs the server.";
    refused_signature = "签名或内容在路上变了，没有被接受。请重新写一次。", "Signature or text changed on the way and was not accepted. Write it again.";
}

super::sentences! {
    refused_needs(role: &str) = "要由{role}来做。", "This is for the {role} to do.";
    refused_state(state: &str) = "这项承诺现在{state}，不能再这样做。", "The pledge is {state} now, so this is not possible.";
    refused_other(detail: &str) = "没有被接受：{detail}。", "It was not accepted: {detail}.";
}
