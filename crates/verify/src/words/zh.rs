//! 中文。

use super::{Code, Reason, Step, Subject, Trust, Verdict, Words};

pub(super) static WORDS: Words = Words {
    verdict: |verdict| match verdict {
        Verdict::Holds => "✓ 核对无误：公开的一切与签名的记录一致。",
        Verdict::DoesNotHold => "✗ 有不符之处：",
        Verdict::NotChecked => "? 未能核对完：没有发现不符，但有些内容没能查看。",
    },
    head: |head| format!("  日志 {}，共 {} 条记录，根 {}", head.origin, head.size, head.root),
    key: |key| {
        let trust = match key.trust {
            Trust::Given => "由您指定",
            Trust::Policy => "由策略指定",
            Trust::Kept => "与上次核对时留存的一致",
            Trust::FirstSeen => "取自日志自己公布的名单，初次相信",
        };
        let handovers = if key.handovers > 0 { format!("，经 {} 次移交", key.handovers) } else { String::new() };
        format!("  日志公钥 {}（{trust}{handovers}）", key.vkey)
    },
    counts: |counts| {
        format!(
            "  已查：{} 条记录、{} 个签名、{} 份正文（另 {} 份已依记录删除）、{} 个附件、{} 个记录包、{} 块哈希",
            counts.entries, counts.signatures, counts.bodies, counts.erased, counts.blobs, counts.bundles, counts.tiles
        )
    },
    continues: |size| format!("  与早先 {size} 条记录时的检查点前后一致：没有改动，没有倒退"),
    board: |board| {
        format!(
            "  {} 的公示板与记录逐字节一致：{} 项承诺、{} 项公开、{} 个服务点",
            board.today, board.pledges, board.disclosures, board.points
        )
    },
    succeeds: |lost| {
        format!(
            "  接续组织 {} 的日志：前 {} 条还在，第 {} 至 {} 条已丢失",
            lost.org,
            lost.kept,
            lost.first_missing(),
            lost.size
        )
    },
    release: |release| format!("  应用与日志所记一致：版本 {}，共 {} 个文件", release.build, release.files),
    witness: |name, time_s| format!("  见证人 {name} 已联署（其时钟：1970 年起第 {time_s} 秒）"),
    other_signatures: |count| format!("  检查点上另有 {count} 个签名没有核对（未指定相应的见证人策略）"),
    found: |code| match code {
        Code::CheckpointMalformed => "不是检查点",
        Code::CheckpointSignature => "没有日志现用公钥的有效签名",
        Code::AnotherLog => "属于另一个日志",
        Code::KeysMalformed => "公钥名单读不了",
        Code::Handover => "新公钥不是由前一把移交的",
        Code::KeyNotListed => "不在日志公布的公钥名单里",
        Code::EarlierSignature => "早先的检查点不是由该日志的公钥签的",
        Code::RolledBack => "日志比从前短了",
        Code::HistoryDiffers => "从前的记录被改过",
        Code::Witnesses => "联署的见证人达不到策略的要求",
        Code::RootDiffers => "记录算出的根与签名的根不同",
        Code::TileMissing => "缺少哈希块",
        Code::TileDiffers => "哈希块与记录不符",
        Code::BundleMissing => "缺少记录包",
        Code::BundleMalformed => "记录包残缺或条数不对",
        Code::EntryMalformed => "不是一条完整的记录",
        Code::EntryAnotherLog => "属于另一个组织或日志的记录",
        Code::EntryTime => "收到时间早于前一条，或在将来",
        Code::EntrySignature => "签名不成立",
        Code::EntryNotAllowed => "按规则不该被收入日志",
        Code::BodyMissing => "正文缺失，且没有删除记录",
        Code::BodyDiffers => "正文与签名时的不同",
        Code::BodyNotErased => "正文已依记录删除，却仍在提供",
        Code::ErasedNotGone => "已删除的正文没有答复“已删除”（410）",
        Code::BlobMissing => "附件缺失，且其正文没有删除记录",
        Code::BlobDiffers => "附件与正文所记的不同",
        Code::BoardMissing => "没有公示板",
        Code::BoardMalformed => "公示板读不了",
        Code::BoardIdentity => "公示板依据的不是这份记录",
        Code::BoardDay => "公示板不是这一天的",
        Code::BoardDiffers => "公示板与记录不符",
        Code::ReleaseMissing => "日志没有记下服务器提供的是哪一版应用",
        Code::ReleaseDiffers => "应用的这个文件与日志所记不同",
        Code::ReleaseFileMissing => "日志所记的这个应用文件没有提供",
        Code::ArchiveDiffers => "归档的这个文件与归档自己的清单不符",
        Code::AnswerTooLong => "答复长得不正常",
    },
    about: |about| match about {
        Subject::Checkpoint => "检查点".to_owned(),
        Subject::EarlierCheckpoint { size } => format!("{size} 条记录时的检查点"),
        Subject::Key { vkey } => format!("公钥 {vkey}"),
        Subject::Address { path } => path.clone(),
        Subject::Entry { index } => format!("第 {index} 号记录"),
        Subject::Body { index, hash } => format!("第 {index} 号记录的正文 {hash}"),
        Subject::Blob { index, hash } => format!("第 {index} 号记录的附件 {hash}"),
        Subject::Release => "应用的发布版本".to_owned(),
        Subject::Board { record: None } => "公示板".to_owned(),
        Subject::Board { record: Some(record) } => format!("公示板上的 {record}"),
    },
    omitted: |count| format!("  另有 {count} 处不符，未逐一列出"),
    unchecked: |reason| match reason {
        Reason::Unreachable => "没有得到答复",
        Reason::NoLog => "这个地址没有日志",
        Reason::ReleaseElsewhere => "服务器提供哪一版应用，由最上级组织的日志记载，请核对那一个",
        Reason::TooManyEntries => "日志太长，超出核对上限",
        Reason::NeedsNewerVerifier => "需要更新版本的核对工具",
    },
    keep_note: "  请留存检查点（--keep）：以后凭它可查出日志有没有被改动。",
    first_seen: "  公钥是初次相信的：请另从别处核实这把公钥，以后用 --key 或 --keep 核对。",
    step: |step, done, of| match step {
        Step::Entries => format!("正在核对记录 {done}/{of}"),
        Step::Erasures => format!("正在查看已删除的正文 {done}/{of}"),
        Step::Files => format!("正在核对附件 {done}/{of}"),
        Step::Release => format!("正在比对应用文件 {done}/{of}"),
        Step::Board => "正在比对公示板".to_owned(),
    },
};
