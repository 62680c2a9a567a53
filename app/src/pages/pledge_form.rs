//! Writing a pledge, one's own or for a member who has no phone, and changing its wording later.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, FieldKind, choices, date_field, field, select};
use jiannuo_domain::codes::Role;
use jiannuo_domain::day::Day;
use jiannuo_domain::id::{EntryId, MemberId, RecordId};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger::Pledge;
use jiannuo_domain::limits::MAX_PLEDGE_CHARACTERS;
use jiannuo_domain::words::{Due, PledgeKind, PledgeWords};
use jiannuo_store::device;
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use wasm_bindgen_futures::spawn_local;

use super::pledge_fields::{PledgeContent, PledgeFields};
use super::pledge_kind::{kind_choices, kind_fields, place_fields, responsible, steps};
use super::pledge_start::Start;
use super::publish_batch::Pledgers;
use crate::parts::both;
use crate::parts::checkable::doubts;
use crate::parts::draft::{self, DraftPlace, autosave};
use crate::parts::form::Problems;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::session::{Act, Failure};
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "pledge";

/// A new pledge, or a draft of one.
#[component]
pub fn NewPledge() -> impl IntoView {
    with_organisation(|here| {
        let query = use_query_map();
        let draft = query.read_untracked().get("draft").and_then(|id| id.parse().ok());
        match draft {
            Some(id) => form(here, Purpose::Draft, id),
            None => {
                let start = Start::of(&here, &query.read_untracked());
                let id = start.id;
                form(here, Purpose::New(Box::new(start)), id)
            }
        }
    })
}

/// Another wording for a published pledge.
#[component]
pub fn RevisePledge() -> impl IntoView {
    with_organisation(|here| {
        let id: Option<RecordId> = use_params_map().read_untracked().get("id").and_then(|id| id.parse().ok());
        let pledge =
            id.and_then(|id| here.session.shown_untracked(here.membership.org)?.ledger.pledges.get(&id).cloned());
        match pledge {
            Some(pledge) => {
                let id = pledge.id;
                form(here, Purpose::Revision(Box::new(pledge)), id)
            }
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

/// What the form is for.
enum Purpose {
    New(Box<Start>),
    Draft,
    Revision(Box<Pledge>),
}

/// What a revision is about; nothing for a new pledge.
#[derive(Clone, Copy)]
struct Revised {
    record: RecordId,
    owner: MemberId,
    head: EntryId,
}

fn form(here: Here, purpose: Purpose, id: RecordId) -> AnyView {
    let session = here.session;
    let org = here.membership.org;
    let fields = PledgeFields::new();
    let problems = Problems::new();
    let place = StoredValue::new(DraftPlace { id, org, form: FORM, batch: None });
    let kept = StoredValue::new_local(PledgeContent::default());
    let revised = match &purpose {
        Purpose::New(start) => {
            fields.fill(&start.content);
            if !start.is_draft {
                kept.set_value(start.content.clone());
            }
            None
        }
        Purpose::Draft => {
            spawn_local(async move {
                match draft::read::<PledgeContent>(session, place.get_value()).await {
                    Ok(Some((content, batch))) => {
                        place.update_value(|place| place.batch = batch);
                        // What is only read is not saved again.
                        kept.set_value(content.clone());
                        fields.fill(&content);
                    }
                    Ok(None) => {}
                    Err(failure) => problems.fail(failure),
                }
            });
            None
        }
        Purpose::Revision(pledge) => {
            let both = both::start(&here, pledge.id, &pledge.wordings);
            if let Some(words) = both.as_ref().or(pledge.words()) {
                fields.fill(&PledgeContent::from_words(words));
            }
            if let Some(both) = both {
                fields.reason.set(both.reason.unwrap_or_default());
            }
            Some(Revised { record: pledge.id, owner: pledge.owner, head: pledge.head })
        }
    };
    // A revision stands beside its pledge; only a new pledge is worth a draft of its own.
    let saved = match revised {
        None => autosave(session, place, problems.is_busy, kept, move || fields.content()),
        Some(_) => ().into_any(),
    };
    let go = use_navigate();
    let here_to_publish = here.clone();
    let publish = move |reason: Option<String>| {
        problems.clear();
        let Some(words) = checked(&here_to_publish, fields, problems, revised.is_some(), reason) else { return };
        problems.is_busy.set(true);
        let (here, go) = (here_to_publish.clone(), go.clone());
        spawn_local(async move {
            match publish(&here, fields, &words, revised, id).await {
                Ok(record) => go(&format!("/o/{}/pledges/{record}", here.membership.slug), Default::default()),
                Err(failure) => problems.fail(failure),
            }
        });
    };
    let panel = publish_panel(public_texts(fields), label(revised.is_some()), problems, publish);
    let page = here.clone();
    view! {
        {move || {
            let words = session.words();
            let title = if revised.is_some() { words.revise_title() } else { words.new_pledge() };
            view! { <h1>{title}</h1> <p class="lead">{words.new_pledge_text()}</p> }
        }}
        {problems.summary(session)}
        {both::panel(&page, id)}
        {
            let here = page.clone();
            move || head(&here, fields, problems, revised.is_some())
        }
        {move || body(&page, fields, problems, revised.is_some())}
        {saved}
        {panel}
        {revised.is_none().then(|| discard(here, id, problems))}
    }
    .into_any()
}

const fn label(is_revision: bool) -> fn(Words) -> &'static str {
    if is_revision { |words| words.publish_revision() } else { |words| words.publish() }
}

fn body(here: &Here, fields: PledgeFields, problems: Problems, is_revision: bool) -> AnyView {
    let words = here.session.words();
    let board = words.board();
    let line = move |id: &'static str, label: &'static str, hint: Option<&'static str>, kind, value| {
        let mut asked = Field::new(id, label).optional();
        asked.hint = hint.map(Into::into);
        field(board, asked, kind, value, problems.of(id))
    };
    let most = u32::try_from(MAX_PLEDGE_CHARACTERS).ok();
    let reason = is_revision.then(|| {
        let asked = Field::new("reason", words.revision_reason()).hint(words.revision_reason_hint());
        field(board, asked, FieldKind::Lines(2, None), fields.reason, problems.of("reason"))
    });
    let kind = move || PledgeKind::from_code(&fields.kind.get()).unwrap_or_default();
    let is_answer = move || !fields.pair.get().is_empty();
    let amount = move || {
        view! {
            <div class="field-pair">
                {line("quantity", words.quantity(), Some(words.quantity_hint()), FieldKind::Number, fields.quantity)}
                {line("unit", words.unit(), Some(words.unit_hint()), FieldKind::Text, fields.unit)}
            </div>
        }
    };
    // A service is measured and a project has steps: an amount is among what there is more.
    let counts = move || !matches!(kind(), PledgeKind::Service | PledgeKind::Project);
    let (of_kind, place) = (here.clone(), here.clone());
    view! {
        {field(
            board,
            Field::new("text", words.pledge_text()).hint(words.pledge_text_hint()),
            FieldKind::Lines(3, most),
            fields.text,
            problems.of("text"),
        )}
        {hints(here, fields)}
        {move || kind_fields(&of_kind, fields, problems, is_answer())}
        {move || counts().then(amount)}
        {due_fields(here, fields, problems)}
        <details class="more">
            <summary>{words.more_fields()}</summary>
            {move || (!counts()).then(amount)}
            {line("measure", words.measure(), Some(words.measure_hint()), FieldKind::Text, fields.measure)}
            {line("field", words.field_of_service(), Some(words.field_of_service_hint()), FieldKind::Text, fields.field)}
            {move || (kind() != PledgeKind::Project).then(|| steps(words, fields, problems))}
            {move || (kind() != PledgeKind::Organisation).then(|| responsible(words, fields, problems))}
            {line("beneficiaries", words.beneficiaries(), None, FieldKind::Text, fields.beneficiaries)}
            {place_fields(&place, fields, problems)}
        </details>
        {reason}
    }
    .into_any()
}

/// For whom it is, the kind, and what it answers or goes on with.
fn head(here: &Here, fields: PledgeFields, problems: Problems, is_revision: bool) -> AnyView {
    let words = here.session.words();
    let shown = here.session.shown_untracked(here.membership.org);
    let text_of = |id: String| {
        let pledge = id.parse().ok().and_then(|id: RecordId| shown.as_ref()?.ledger.pledges.get(&id).cloned());
        pledge.and_then(|pledge| pledge.words().map(|words| words.text.clone()))
    };
    let said = |title: &'static str, text: String| view! { <p class="on-pledge"><b>{title}</b>" "{text}</p> };
    let before = text_of(fields.carried_from.get()).map(|text| said(words.carried_from_pledge(), text));
    if is_revision {
        return before.into_any();
    }
    // An answer is two-way, and whose it is has been said by whoever asked for it.
    if let Some(theirs) = text_of(fields.pair.get()) {
        return view! { <h2>{words.answer_title()}</h2> <p>{words.answer_text()}</p> {said(words.their_pledge(), theirs)} }
            .into_any();
    }
    view! { {before} {for_member(here, fields, problems)} {kind_choices(words, fields, problems)} }.into_any()
}

/// What an outsider could not check, while it is written; it says itself politely and stops nobody.
fn hints(here: &Here, fields: PledgeFields) -> AnyView {
    let session = here.session;
    let found = Memo::new(move |_| {
        let content = fields.content();
        (content.text.trim().chars().count() >= LOOKED_AT_CHARACTERS).then(|| content.look())
    });
    let shown = move || {
        let words = session.words();
        found.get().and_then(|found| doubts(words, &found, words.outsider_title()))
    };
    view! { <div aria-live="polite">{shown}</div> }.into_any()
}

/// Words that are shorter than this are not looked at yet.
const LOOKED_AT_CHARACTERS: usize = 4;

/// A secretary enters for members who have no phone.
fn for_member(here: &Here, fields: PledgeFields, problems: Problems) -> Option<AnyView> {
    let words = here.session.words();
    let speaker = here.speaker?;
    let shown = here.session.shown_untracked(here.membership.org)?;
    if shown.ledger.members.get(&speaker.member)?.role != Role::Secretary {
        return None;
    }
    let pledger = fields.pledger.get();
    let default = if pledger.trim().is_empty() { words.myself().to_owned() } else { pledger };
    let mut people = vec![Choice::new("", default)];
    people.extend(
        shown
            .ledger
            .members
            .values()
            .filter(|member| member.active && member.id != speaker.member)
            .map(|member| Choice::new(member.id.to_string(), member.name().unwrap_or_else(|| words.no_name()))),
    );
    let asked = Field::new("for", words.for_whom()).hint(words.for_whom_hint()).optional();
    Some(select(words.board(), asked, people, fields.for_member, problems.of("for")))
}

fn due_fields(here: &Here, fields: PledgeFields, problems: Problems) -> AnyView {
    let session = here.session;
    let words = session.words();
    let board = words.board();
    let kinds = vec![
        Choice::new("on", words.due_on()),
        Choice::new("every", words.due_every()),
        Choice::new("within", words.due_within()),
        Choice::new("written", words.due_written()),
    ];
    let detail = move || {
        let words = session.words();
        match fields.due_kind.get().as_str() {
            "every" => {
                let periods = [
                    ("week", words.every_week()),
                    ("month", words.every_month()),
                    ("quarter", words.every_quarter()),
                    ("half-year", words.every_half_year()),
                    ("year", words.every_year()),
                ];
                let periods = periods.into_iter().map(|(value, label)| Choice::new(value, label)).collect();
                let until = Field::new("until", words.until()).optional();
                view! {
                    {select(board, Field::new("every", words.period()), periods, fields.every, problems.of("every"))}
                    {date_field(board, Field::new("from", words.from()), fields.from, problems.of("from"))}
                    {date_field(board, until, fields.until, problems.of("until"))}
                }
                .into_any()
            }
            "within" => view! {
                {field(board, Field::new("days", words.working_days()), FieldKind::Number, fields.days, problems.of("days"))}
                {date_field(board, Field::new("from", words.counted_from()), fields.from, problems.of("from"))}
            }
            .into_any(),
            "written" => field(
                board,
                Field::new("due", words.due_in_words()).hint(words.due_in_words_hint()),
                FieldKind::Text,
                fields.written,
                problems.of("due"),
            ),
            _ => date_field(board, Field::new("due", words.due_day()), fields.on, problems.of("due")),
        }
    };
    view! {
        {choices(board, Field::new("due-kind", words.due()), kinds, fields.due_kind, problems.of("due-kind"))}
        {detail}
    }
    .into_any()
}

/// Everything that people type here will be public.
fn public_texts(fields: PledgeFields) -> Vec<PublicText> {
    vec![
        PublicText { name: |words| words.pledge_text(), text: fields.text },
        PublicText { name: |words| words.unit(), text: fields.unit },
        PublicText { name: |words| words.due_in_words(), text: fields.written },
        PublicText { name: |words| words.measure(), text: fields.measure },
        PublicText { name: |words| words.field_of_service(), text: fields.field },
        PublicText { name: |words| words.milestones(), text: fields.milestones },
        PublicText { name: |words| words.responsible(), text: fields.responsible },
        PublicText { name: |words| words.beneficiaries(), text: fields.beneficiaries },
        PublicText { name: |words| words.co_owners(), text: fields.co_owners },
        PublicText { name: |words| words.budget_source(), text: fields.budget_source },
        PublicText { name: |words| words.revision_reason(), text: fields.reason },
    ]
}

/// The words of the form, or its problems beside the fields.
fn checked(
    here: &Here,
    fields: PledgeFields,
    problems: Problems,
    is_revision: bool,
    personal_data_reason: Option<String>,
) -> Option<PledgeWords> {
    let words = here.session.words();
    let today = here
        .session
        .shown_untracked(here.membership.org)
        .map_or_else(|| Day::in_shanghai(device::now_ms()), |shown| shown.now.today);
    let content = fields.content_untracked();
    if let (Err(problem), false) = (content.pair_codes(RecordId::from_bytes([0; 16])), is_revision) {
        problems.field("counterpart", problem.say(words));
    }
    let understood = content.understand(is_revision);
    for (field, problem) in understood.problems {
        problems.field(field, problem.say(words));
    }
    let mut pledge = understood.words.filter(|_| !problems.any())?;
    if let (Due::On { on }, false) = (&pledge.due, is_revision)
        && *on < today
    {
        problems.field("due", words.due_is_past());
        return None;
    }
    pledge.personal_data_reason = personal_data_reason;
    Some(pledge)
}

async fn publish(
    here: &Here,
    fields: PledgeFields,
    words: &PledgeWords,
    revised: Option<Revised>,
    draft: RecordId,
) -> Result<RecordId, Failure> {
    let speaker = here.speaker.ok_or(Failure::NotAMember)?;
    let mut act = Act::new(here.membership.org, speaker);
    let record = match revised {
        None => {
            let shown = here.session.shown_untracked(here.membership.org).ok_or(Failure::NotAMember)?;
            let about = Pledgers::of(&shown.ledger).member(&mut act, &fields.content_untracked())?;
            let codes = fields.content_untracked().pair_codes(draft).unwrap_or_default();
            act.begin_from_draft_with(Kind::PledgePublished, draft, about, codes, words)?;
            draft
        }
        Some(Revised { record, owner, head }) => {
            act.say(Kind::PledgeRevised, record, Some(head), Some(owner), None, Some(words))?;
            act.in_place_of(both::in_address());
            record
        }
    };
    here.session.commit(act, &[draft]).await?;
    Ok(record)
}

/// Throws a draft away, after asking once in place.
fn discard(here: Here, id: RecordId, problems: Problems) -> AnyView {
    let session = here.session;
    let asks = RwSignal::new(false);
    let go = use_navigate();
    let path = here.membership.slug.clone();
    let remove = Callback::new(move |()| {
        if !asks.get_untracked() {
            asks.set(true);
            return;
        }
        let (go, path) = (go.clone(), path.clone());
        // From here on nothing of the form is saved any more.
        problems.is_busy.set(true);
        spawn_local(async move {
            // A draft that could not be removed is still in the list.
            let _removed = session.device().store.remove_drafts(&[id]).await;
            go(&format!("/o/{path}/outbox"), Default::default());
        });
    });
    view! {
        {move || {
            let words = session.words();
            let label = if asks.get() { words.discard_draft_really() } else { words.discard_draft() };
            button(label.into(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(remove))
        }}
    }
    .into_any()
}
