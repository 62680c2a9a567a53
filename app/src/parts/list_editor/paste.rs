//! Pasting several lines into a row: each line becomes a row, each cell between tabs a part.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::{ItemList, PartKind, Row, RowContent};

impl ItemList {
    /// Takes copied lines, if they are several and this list has room for them. One line is pasted as ever.
    pub(super) fn paste(self, event: &web_sys::ClipboardEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some((place, part)) = target.and_then(|target| self.part_at(&target.id())) else { return };
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        let lines = rows_of(&text, part);
        let room = self.kind.most.saturating_sub(self.rows.with_untracked(Vec::len)) + 1;
        if lines.len() > room || !text.trim_end().contains(['\n', '\t']) {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let mut lines = lines.into_iter();
        let first = lines.next().unwrap_or_default();
        self.rows.update(|rows| {
            if let Some(row) = rows.get(place) {
                for (own, pasted) in row.parts.iter().zip(&first.parts).skip(part) {
                    own.set(pasted.clone());
                }
            }
            let rest: Vec<Row> = lines.map(|line| Row::of(self.kind, &line)).collect();
            rows.splice(place + 1..place + 1, rest);
        });
    }

    /// In which row and part of this list lines can be pasted; a part of several lines keeps them, beside others.
    fn part_at(self, id: &str) -> Option<(usize, usize)> {
        let rows = self.rows.get_untracked();
        rows.iter().enumerate().find_map(|(place, row)| {
            let part = self.kind.parts.iter().position(|part| self.part_id(row.key, part.name) == id)?;
            let keeps_lines =
                matches!(self.kind.parts.get(part)?.kind, PartKind::Lines(_)) && self.kind.parts.len() > 1;
            (!keeps_lines).then_some((place, part))
        })
    }
}

/// Lines that say something, their cells from a part on.
fn rows_of(text: &str, part: usize) -> Vec<RowContent> {
    let row = |line: &str| {
        let cells = line.split('\t').map(|cell| cell.trim().to_owned());
        RowContent { parts: std::iter::repeat_n(String::new(), part).chain(cells).collect(), inner: Vec::new() }
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(row).collect()
}
