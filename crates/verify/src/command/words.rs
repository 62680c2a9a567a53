//! What the command says beside a report: on stderr, so that a report for programs stays one object.

use std::path::Path;

use jiannuo_verify::words::Language;

use crate::arguments::Arguments;

/// Something to say.
pub(crate) enum Said<'a> {
    /// The archive is up to date.
    Archived { folder: &'a Path, new: u64 },
    /// What does not fit was kept beside the archive, which is as it was.
    KeptAgainst { place: &'a Path },
    /// The log that tells of the app's files is another.
    ReleaseAt { address: &'a str },
    /// The archive has something wrong; nothing was sent.
    NothingSent,
    /// The server has been made to know the organisation.
    Begun { slug: &'a str },
    /// The server has all that the archive has.
    Restored { sent: u64 },
    /// A newer word than the archive's may be with somebody.
    WriteLater,
}

/// Says it.
pub(crate) fn say(arguments: &Arguments, said: &Said<'_>) {
    let text = match arguments.language {
        Language::Chinese => chinese(said),
        Language::English => english(said),
    };
    eprintln!("{text}");
}

fn chinese(said: &Said<'_>) -> String {
    match said {
        Said::Archived { folder, new } => format!("已归档到 {}，新增 {new} 条记录。", folder.display()),
        Said::KeptAgainst { place } => {
            format!("归档没有改动。与它不符的内容已留作证据，存放在 {}，请妥善保管。", place.display())
        }
        Said::ReleaseAt { address } => format!("服务器提供哪一版应用，由 {address} 的日志记载，下面一并核对："),
        Said::NothingSent => "归档有问题，没有向服务器发送任何内容。".to_owned(),
        Said::Begun { slug } => format!("服务器已重新认得这个组织，地址中的名称是 {slug}。"),
        Said::Restored { sent } => format!("已恢复 {sent} 条记录，下面核对服务器："),
        Said::WriteLater => {
            "归档之后如果还写过记录，请先让成员的手机各自联网同步一次，把缺的补上，再写新的记录。".to_owned()
        }
    }
}

fn english(said: &Said<'_>) -> String {
    match said {
        Said::Archived { folder, new } => format!("Archived in {}: {new} new entries.", folder.display()),
        Said::KeptAgainst { place } => format!(
            "The archive is as it was. What does not fit it is kept as evidence in {}: keep that folder.",
            place.display()
        ),
        Said::ReleaseAt { address } => {
            format!("Which app is handed out is told by the log of {address}, which is checked next:")
        }
        Said::NothingSent => "The archive has something wrong; nothing was sent to the server.".to_owned(),
        Said::Begun { slug } => format!("The server knows the organisation again, in addresses as {slug}."),
        Said::Restored { sent } => format!("{sent} entries were brought back; now the server is checked:"),
        Said::WriteLater => "If anything was written after the archive was made, let members' phones sync once before \
                             anybody writes: they bring what is missing."
            .to_owned(),
    }
}
