use leptos::prelude::*;

use super::Progress;
use crate::{components::said::said, words::Words};

/// The whole bar, in thousandths.
pub const FULL_PERMILLE: u32 = 1000;

/// The unit of a meter that counts in per cent; its figures need no "of so many" then.
pub const PERCENT: &str = "%";

/// The words carry the figures; the bar repeats them for the eye and says them as its name.
pub fn progress_meter(words: &'static Words, progress: &Progress) -> AnyView {
    let figures = (words.pledge.progress_of)(&progress.done, &progress.target, &progress.unit);
    view! {
        <p class="meter">
            <progress max=FULL_PERMILLE.to_string() value=progress.share_permille.min(FULL_PERMILLE).to_string() aria-label=words.pledge.progress></progress>
            " "
            <span class="meter-figures">{said(words, &figures)}</span>
        </p>
    }
    .into_any()
}
