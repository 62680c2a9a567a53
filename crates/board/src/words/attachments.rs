//! Photos, papers and the log of what somebody has done.

use jiannuo_domain::words::MediaType;

use super::en::MONTHS;

/// See [`super::Words::attachments`].
#[derive(Debug)]
pub struct AttachmentWords {
    /// Heads photos and papers.
    pub title: &'static str,
    /// A photo about which nobody has said anything, by its number.
    pub photo: fn(usize) -> String,
    /// What a file is.
    pub kind: fn(MediaType) -> &'static str,
    /// How large it is.
    pub size: fn(u32) -> String,
}

/// See [`super::Words::performance`].
#[derive(Debug)]
pub struct PerformanceWords {
    /// What the log of somebody's work is called.
    pub title: &'static str,
    /// How many entries it has, about how many pledges.
    pub counts: fn(usize, usize) -> String,
    /// Heads the entries of a month, by year and month.
    pub month: fn(i32, u8) -> String,
    /// Introduces the pledge that an entry is about.
    pub about: &'static str,
    /// There is nothing in it.
    pub none: &'static str,
    /// What that means.
    pub none_text: &'static str,
}

pub(super) const ZH: AttachmentWords = AttachmentWords {
    title: "照片和附件",
    photo: |number| format!("照片 {number}，没有文字说明"),
    kind: |media| match media {
        MediaType::Jpeg | MediaType::Png | MediaType::Webp => "照片",
        MediaType::Pdf => "PDF",
        MediaType::Xlsx => "Excel 表格",
        MediaType::Csv => "CSV 表格",
    },
    size,
};

pub(super) const EN: AttachmentWords = AttachmentWords {
    title: "Photos and papers",
    photo: |number| format!("Photo {number}, not described"),
    kind: |media| match media {
        MediaType::Jpeg | MediaType::Png | MediaType::Webp => "photo",
        MediaType::Pdf => "PDF",
        MediaType::Xlsx => "Excel table",
        MediaType::Csv => "CSV table",
    },
    size,
};

pub(super) const PERFORMANCE_ZH: PerformanceWords = PerformanceWords {
    title: "履职记录",
    counts: |entries, pledges| format!("共 {entries} 条，涉及 {pledges} 项承诺"),
    month: |year, month| format!("{year}年{month}月"),
    about: "承诺：",
    none: "还没有履职记录",
    none_text: "做出承诺、记下进展以后，这里按日期列出做过的事。",
};

pub(super) const PERFORMANCE_EN: PerformanceWords = PerformanceWords {
    title: "Performance log",
    counts: |entries, pledges| format!("Entries: {entries}; pledges: {pledges}"),
    month: |year, month| {
        let name = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
        format!("{name} {year}")
    },
    about: "Pledge: ",
    none: "There are no entries yet",
    none_text: "What is pledged and done is listed here by date.",
};

/// Bytes as people read them: 1 kB is 1,000 bytes, as phones count.
fn size(bytes: u32) -> String {
    const KILO: u32 = 1_000;
    const MEGA: u32 = 1_000_000;
    match bytes {
        MEGA.. => format!("{}.{} MB", bytes / MEGA, bytes % MEGA / (MEGA / 10)),
        KILO.. => format!("{} KB", bytes / KILO),
        _ => format!("{bytes} B"),
    }
}
