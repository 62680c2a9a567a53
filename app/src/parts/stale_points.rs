//! What a secretary is reminded of: service points whose description nobody has looked at for too long (spec rule T11).

use jiannuo_board::record::Context;
use jiannuo_domain::network::{POINT_STALE_DAYS, stale_points};
use leptos::prelude::*;

use super::organisation::Here;
use crate::pages::notice::is_secretary;

/// Points that are named; the rest is counted.
const NAMED: usize = 10;

/// The reminder; nothing where nothing is stale, for whoever keeps no points, and where the clock cannot be trusted.
pub fn reminder(here: &Here) -> Option<AnyView> {
    let shown = here.shown().filter(|shown| is_secretary(here, &shown.ledger))?;
    let words = here.session.words();
    let context = Context::on_device(words.board(), &shown.now);
    let stale = stale_points(&shown.ledger, shown.now.today);
    if stale.is_empty() || !context.verdicts {
        return None;
    }
    let rows = stale.iter().take(NAMED).map(|(id, day)| {
        let told = shown.ledger.points.get(id).and_then(|point| point.words());
        let name = told.map_or_else(|| words.stale_nameless().to_owned(), |told| told.name.clone());
        let day = context.day_text(*day);
        view! { <li><a href=here.path(&format!("/points/{id}"))>{name}</a> <span class="hint">{words.stale_since(&day)}</span></li> }
    });
    let rest = (stale.len() > NAMED).then(|| {
        view! { <p><a href=here.path("/points")>{words.batch_rest(stale.len() - NAMED)}</a></p> }
    });
    let title = words.stale_title(stale.len(), POINT_STALE_DAYS);
    Some(
        view! {
            <section class="panel" aria-label=title.clone()>
                <h2>{title.clone()}</h2>
                <p>{words.stale_text()}</p>
                <ul class="drafts" role="list">{rows.collect_view()}</ul>
                {rest}
            </section>
        }
        .into_any(),
    )
}
