//! A catalogue to begin with: looked over and changed row by row, then published as one batch.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, select};
use jiannuo_board::record::{Context, limit};
use jiannuo_domain::day::Day;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::starter_catalogue::{StarterSet, rows};
use jiannuo_domain::words::{CatalogueWords, Level};
use jiannuo_store::device;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use super::super::catalogue_fields::{ItemContent, ItemFields, item_fields, public_texts};
use super::super::disclosure_fields::{answer, value_of};
use super::super::notice::is_secretary;
use crate::parts::commit::commit_and_go;
use crate::parts::draft::{self, DraftPlace, autosave};
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::words::Words;

/// The name of the form in drafts.
const FORM: &str = "catalogue-starter";

const SETS: [(&str, StarterSet); 3] =
    [("village", StarterSet::Village), ("township", StarterSet::Township), ("unit", StarterSet::Unit)];

/// What is kept as a draft: the set, and each row with whether it stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    set: String,
    rows: Vec<(bool, ItemContent)>,
}

/// One row on the page.
#[derive(Clone, Copy)]
struct Row {
    stays: RwSignal<bool>,
    fields: ItemFields,
}

impl Row {
    fn new((stays, content): &(bool, ItemContent)) -> Self {
        let fields = ItemFields::new();
        fields.fill(content);
        Self { stays: RwSignal::new(*stays), fields }
    }
}

fn contents(set: StarterSet, from: Day) -> Vec<(bool, ItemContent)> {
    rows(set, from).iter().map(|words| (true, ItemContent::from_words(words))).collect()
}

/// The page.
#[component]
pub fn Starter() -> impl IntoView {
    with_organisation(|here| {
        let Some(shown) = here.session.shown_untracked(here.membership.org) else { return ().into_any() };
        if !is_secretary(&here, &shown.ledger) {
            let words = Words(here.session.language.get_untracked());
            return view! { <h1>{words.starter()}</h1> <p class="lead">{words.not_for_you()}</p> }.into_any();
        }
        let level = shown.ledger.organisation_words().map_or(Level::Village, |words| words.level);
        page(here, StarterSet::of(level), shown.now.today)
    })
}

fn page(here: Here, begun: StarterSet, today: Day) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let owner = Owner::current().unwrap_or_default();
    // Rows are made under the page, not under the view that shows them: they outlive its redrawing.
    let make = move |kept: &[(bool, ItemContent)]| owner.with(|| kept.iter().map(Row::new).collect::<Vec<_>>());
    let set = RwSignal::new(value_of(&SETS, &begun).to_owned());
    let first = contents(begun, today);
    let rows = RwSignal::new(make(&first));
    let edited = RwSignal::new(None::<usize>);
    let place = DraftPlace::of_form(here.membership.org, FORM, None);
    let kept = StoredValue::new_local(Kept { set: set.get_untracked(), rows: first });
    let other_set = {
        let make = make.clone();
        move |value: String| {
            if let Some(wanted) = answer(&SETS, &value) {
                edited.set(None);
                rows.set(make(&contents(wanted, today)));
            }
        }
    };
    Effect::new(move |before: Option<String>| {
        let now = set.get();
        // A draft that is read back sets both; its rows are not made anew.
        if before.is_some_and(|before| before != now) && kept.with_value(|kept| kept.set != now) {
            other_set(now.clone());
        }
        now
    });
    spawn_local(async move {
        // A draft that cannot be read stays where it is; it is offered again the next time.
        if let Ok(Some((left, _))) = draft::read::<Kept>(session, place).await {
            // The page may have been left meanwhile.
            if kept.try_set_value(left.clone()).is_none() {
                let _set = set.try_set(left.set.clone());
                let _rows = rows.try_set(make(&left.rows));
            }
        }
    });
    let content = move || Kept {
        set: set.get(),
        rows: rows.get().iter().map(|row| (row.stays.get(), row.fields.content())).collect(),
    };
    let saved = autosave(session, StoredValue::new(place), problems.is_busy, kept, content);
    let view = move || {
        let words = session.words();
        let names = [words.starter_village(), words.starter_township(), words.starter_unit()];
        let sets = SETS.iter().zip(names).map(|((value, _), name)| Choice::new(*value, name)).collect();
        let list = rows.get().into_iter().enumerate().map(|(index, row)| row_view(words, index, row, edited, problems));
        view! {
            <h1>{words.starter()}</h1>
            <p class="lead">{words.starter_lead()}</p>
            {problems.summary(session)}
            {select(words.board(), Field::new("set", words.starter_set()), sets, set, problems.of("set"))}
            <ol class="preview" role="list">{list.collect_view()}</ol>
        }
    };
    let panel = move || {
        let count = rows.get().iter().filter(|row| row.stays.get()).count();
        let words = session.words();
        view! { <p><b>{words.publish_items(count)}</b></p> }
    };
    let publish = move |reason: Option<String>| publish(&here, problems, place, rows, edited, reason);
    // Which rows there are changes with the set; each time the look is for the texts of these.
    let texts = move || rows.get().iter().flat_map(|row| public_texts(row.fields)).collect::<Vec<PublicText>>();
    view! {
        {view}
        {saved}
        {panel}
        {move || publish_panel(texts(), |words| words.publish(), problems, publish.clone())}
    }
    .into_any()
}

fn row_view(words: Words, index: usize, row: Row, edited: RwSignal<Option<usize>>, problems: Problems) -> AnyView {
    let id = format!("row-{index}");
    let heading = move || format!("{} · {}", row.fields.matter.get(), row.fields.item.get());
    let by_when = move || {
        let content = row.fields.content();
        let silent = Problems::new();
        let told: Option<CatalogueWords> = content.understand(words, silent, false);
        let now_ms = device::now_ms();
        let context = Context::new(words.board(), now_ms, Day::in_shanghai(now_ms));
        told.map(|told| limit(&told.time_limit, &context))
    };
    let is_edited = Memo::new(move |_| edited.get() == Some(index));
    let toggle = Callback::new(move |()| {
        edited.update(|edited| *edited = if *edited == Some(index) { None } else { Some(index) });
    });
    let fields = move || {
        let label = if is_edited.get() { words.edit_done() } else { words.edit() };
        let way = button(label.to_owned(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(toggle));
        let open =
            is_edited.get().then(|| view! { <div class="panel">{item_fields(words, row.fields, problems)}</div> });
        view! { {open} {way} }
    };
    view! {
        <li>
            <div class="choice">
                <input id=id.clone() type="checkbox" prop:checked=move || row.stays.get()
                    on:change=move |event| row.stays.set(event_target_checked(&event)) />
                <label for=id>{heading}<span class="hint">{by_when}</span></label>
            </div>
            <p class="hint">{move || row.fields.content.get()}</p>
            {fields}
        </li>
    }
    .into_any()
}

fn publish(
    here: &Here,
    problems: Problems,
    place: DraftPlace,
    rows: RwSignal<Vec<Row>>,
    edited: RwSignal<Option<usize>>,
    reason: Option<String>,
) {
    problems.clear();
    let words = here.session.words();
    let mut told = Vec::new();
    for (index, row) in rows.get_untracked().into_iter().enumerate().filter(|(_, row)| row.stays.get_untracked()) {
        let Some(mut item) = row.fields.content_untracked().understand(words, problems, false) else {
            // The row with the problem is opened, so that the summary leads to its field.
            edited.set(Some(index));
            return;
        };
        item.personal_data_reason.clone_from(&reason);
        told.push(item);
    }
    if told.is_empty() {
        problems.field("row-0", words.starter_nothing());
        return;
    }
    commit_and_go(here, problems, "/catalogue".to_owned(), Some(place), |act| {
        told.iter().try_for_each(|item| act.begin(Kind::CatalogueDefined, None, None, Some(item)).map(drop))
    });
}
