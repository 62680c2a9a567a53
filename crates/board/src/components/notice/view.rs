use leptos::prelude::*;

use super::{Notice, NoticeKind};
use crate::words::Words;

/// The panel: a shape, a word for those who hear it, the text.
pub fn notice(words: &'static Words, notice: Notice) -> AnyView {
    let (class, role, word) = match notice.kind {
        NoticeKind::Information => ("notice notice-quiet", "note", words.form.information),
        NoticeKind::Warning => ("notice", "note", words.form.warning),
        NoticeKind::Success => ("notice", "status", words.form.success),
        NoticeKind::Error => ("notice notice-urgent", "alert", words.form.error),
    };
    let lines = notice.text.map(|text| text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view());
    view! {
        <div class=class role=role>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d=shape(notice.kind) /></svg>
            <div>
                <p><span class="hidden-text">{word}</span><b>{notice.title}</b></p>
                {lines}
            </div>
        </div>
    }
    .into_any()
}

/// The outline beside the words, in a square of 16 units.
const fn shape(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Information => "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM7 3h2v2.2H7zM7 6.5h2V13H7z",
        NoticeKind::Warning => "M8 .5L16 15.5H0zM7 6v4.5h2V6zm0 5.8v2h2v-2z",
        NoticeKind::Success => "M5.8 13.5L.5 8.2l1.9-1.9 3.4 3.4 7.8-7.7 1.9 1.9z",
        NoticeKind::Error => {
            "M3.2 1.5L8 6.3l4.8-4.8 1.7 1.7L9.7 8l4.8 4.8-1.7 1.7L8 9.7l-4.8 4.8-1.7-1.7L6.3 8 1.5 3.2z"
        }
    }
}
