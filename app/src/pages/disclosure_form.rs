//! Publishing a disclosure, and correcting one that is published.

use jiannuo_board::components::button::{ButtonKind, ButtonTone, button};
use jiannuo_board::components::field::{Choice, Field, FieldKind, choices, date_field, field, select};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_board::record::{Context, period_text};
use jiannuo_domain::disclosing::{item_standing, last_day};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{Attachment, DisclosureKind, NoticeEnd, NoticeWords, TableWords};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::disclosure_fields::{
    DisclosureContent, DisclosureFields, KINDS, YES, open_items, period_value, periods_of, value_of, without_figures,
};
use super::notice::{Standing, Which, id_in_address};
use super::notice_form::{publish_with_files, reason_field};
use crate::parts::attaching::Attaching;
use crate::parts::both;
use crate::parts::draft::DraftPlace;
use crate::parts::form::Problems;
use crate::parts::keeping::Keeping;
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel_with};
use crate::parts::table_editor::Tables;
use crate::session::Shown;
use crate::words::Words;

/// The name of the form in drafts.
pub const FORM: &str = "disclosure";

/// The form of a correction in drafts.
const CORRECTION: &str = "correct-disclosure";

/// What the form begins with.
struct Beginning {
    content: DisclosureContent,
    /// What a draft of it is told apart by: a row that is filled, a disclosure that is used again.
    about: Option<RecordId>,
    /// The tables of the disclosure that is used again.
    earlier: Option<Vec<TableWords>>,
    revised: Option<Standing>,
    /// The photos and papers of what is corrected.
    attachments: Vec<Attachment>,
}

/// A disclosure: empty, of a row of the catalogue, or after the one before.
#[component]
pub fn NewDisclosure() -> impl IntoView {
    with_organisation(|here| {
        let Some(shown) = here.session.shown_untracked(here.membership.org) else { return ().into_any() };
        let query = use_query_map().read_untracked();
        let asked = |name: &str| query.get(name).and_then(|id| id.parse::<RecordId>().ok());
        let beginning = beginning(&here, &shown, asked("item"), asked("again"));
        form(here, &shown, beginning)
    })
}

/// Other words for a published disclosure.
#[component]
pub fn ReviseDisclosure() -> impl IntoView {
    with_organisation(|here| {
        let shown = here.session.shown_untracked(here.membership.org);
        let found = id_in_address().zip(shown).and_then(|(id, shown)| {
            let disclosure = shown.ledger.disclosures.get(&id)?;
            let both = both::start(&here, id, &disclosure.wordings);
            let words = both.as_ref().or(disclosure.words());
            let mut content = words.map(DisclosureContent::from_words).unwrap_or_default();
            let attachments = words.map_or_else(Vec::new, |words| words.attachments.clone());
            content.texts.reason = both.and_then(|both| both.reason).unwrap_or_default();
            let revised = Some(Which::Disclosure.standing(&shown.ledger, id)?);
            Some((Beginning { content, about: None, earlier: None, revised, attachments }, shown))
        });
        match found {
            Some((mut beginning, shown)) => {
                let begun = DisclosureContent::begun(shown.now.today, &writer(&here, &shown)).texts;
                beginning.content.texts.review_on = begun.review_on;
                beginning.content.texts.review_by = begun.review_by;
                form(here, &shown, beginning)
            }
            None => super::unable::NoSuchPage().into_any(),
        }
    })
}

/// The name of whoever writes.
pub(super) fn writer(here: &Here, shown: &Shown) -> String {
    let member = here.speaker.map(|speaker| speaker.member);
    member.and_then(|member| shown.ledger.member_name(&member)).unwrap_or_default().to_owned()
}

fn beginning(here: &Here, shown: &Shown, item: Option<RecordId>, again: Option<RecordId>) -> Beginning {
    let words = Words(here.session.language.get_untracked());
    let context = Context::on_device(words.board(), &shown.now);
    let (today, writer) = (shown.now.today, writer(here, shown));
    if let Some((id, words)) = again.and_then(|id| Some((id, shown.ledger.disclosures.get(&id)?.words()?))) {
        let content = DisclosureContent::for_next_period(words, today, &writer, |period| period_text(period, &context));
        return Beginning {
            content,
            about: Some(id),
            earlier: Some(words.tables.clone()),
            revised: None,
            attachments: Vec::new(),
        };
    }
    let mut content = DisclosureContent::begun(today, &writer);
    let row = item.and_then(|item| Some((item, shown.ledger.catalogue.get(&item)?)));
    if let Some((item, row)) = row {
        content.texts.item = item.to_string();
        if let Some(words) = row.words() {
            value_of(&KINDS, &words.kind).clone_into(&mut content.texts.kind);
            let standing = item_standing(&shown.ledger, row, today);
            let period = periods_of(words, standing.as_ref(), today).first().copied();
            let name = period.map(|period| period_text(period, &context)).unwrap_or_default();
            content.texts.period = period.map(period_value).unwrap_or_default();
            content.texts.title = format!("{name}{}", words.item);
        }
    }
    let about = row.map(|(item, _)| item).or_else(super::imported_row::in_address);
    Beginning { content, about, earlier: None, revised: None, attachments: Vec::new() }
}

fn form(here: Here, shown: &Shown, beginning: Beginning) -> AnyView {
    let session = here.session;
    let problems = Problems::new();
    let fields = DisclosureFields::new();
    fields.fill(&beginning.content.texts);
    let tables = Tables::new(&beginning.content.tables);
    let is_revision = beginning.revised.is_some();
    let beside = beginning.revised.as_ref().and_then(|standing| both::panel(&here, standing.id));
    let org = here.membership.org;
    let keeping = match &beginning.revised {
        Some(standing) => Keeping::of_correction(org, CORRECTION, standing.id, standing.head),
        None => Keeping::of_new(org, FORM, beginning.about),
    };
    let content = move || DisclosureContent { texts: fields.content(), tables: tables.content() };
    let kept = keeping.keep(session, problems, content, move |left: &DisclosureContent| {
        fields.fill(&left.texts);
        tables.fill(&left.tables);
    });
    let attaching = match &beginning.revised {
        Some(standing) => {
            Attaching::of_correction(session, org, standing.id, keeping, problems, &beginning.attachments)
        }
        None => Attaching::new(session, DraftPlace::of_form(org, FORM, beginning.about), problems),
    };
    let today = shown.now.today;
    let publish = {
        let here = here.clone();
        let revised = beginning.revised.clone();
        move |personal_data_reason: Option<String>| {
            problems.clear();
            let content = DisclosureContent { texts: fields.content_untracked(), tables: tables.words() };
            let words = session.words();
            let Some(mut told) = content.understand(words, problems, today, is_revision) else { return };
            if problems.any() || !attaching.is_ready() {
                return;
            }
            told.attachments = attaching.attachments_untracked();
            told.personal_data_reason = personal_data_reason;
            let (kind, standing) = match &revised {
                Some(standing) => {
                    (Kind::DisclosureRevised, Some((standing, told.reason.clone().or(Some(String::new())))))
                }
                None => (Kind::DisclosurePublished, None),
            };
            publish_with_files(
                &here,
                problems,
                Which::Disclosure,
                keeping.place,
                kind,
                standing,
                &told,
                Some(attaching),
            );
        }
    };
    let mut texts = public_texts(fields);
    texts.extend(attaching.public_texts());
    view! {
        {problems.summary(session)}
        {beside}
        {kept.left}
        {head(here.clone(), is_revision, beginning.earlier, tables)}
        {binding(&here, shown, fields, problems)}
        {main_fields(here.clone(), fields, problems)}
        {tables.view()}
        // Files go with what is published from its form: a row of a batch has none.
        {super::imported_row::in_address().is_none().then(|| attaching.view())}
        {notice_fields(&here, shown, fields, problems)}
        {is_revision.then(|| revision_fields(here.clone(), fields, problems))}
        {review_fields(here, fields, problems)}
        {kept.line}
        {publish_panel_with(texts, vec![Box::new(tables)], super::notice_form::label(is_revision), problems, publish)}
    }
    .into_any()
}

/// Every text that will be public.
fn public_texts(fields: DisclosureFields) -> Vec<PublicText> {
    let text = |name, text| PublicText { name, text };
    vec![
        text(|words| words.title(), fields.title),
        text(|words| words.body_text(), fields.body),
        text(|words| words.objection_phone(), fields.objection_phone),
        text(|words| words.objection_place(), fields.objection_place),
        text(|words| words.objection_person(), fields.objection_person),
        text(|words| words.review_by(), fields.review_by),
        text(|words| words.revision_reason(), fields.reason),
    ]
}

fn head(here: Here, is_revision: bool, earlier: Option<Vec<TableWords>>, tables: Tables) -> AnyView {
    let session = here.session;
    let earlier = StoredValue::new(earlier);
    (move || {
        let words = session.words();
        if is_revision {
            return view! { <h1>{words.correct_disclosure()}</h1> <p class="lead">{words.correct_text()}</p> }
                .into_any();
        }
        let again = earlier.get_value().map(|earlier| {
            let emptied = without_figures(&earlier);
            let keep = Callback::new(move |()| tables.fill(&earlier));
            let empty = Callback::new(move |()| tables.fill(&emptied));
            let way = |label: &'static str, act| {
                button(label.to_owned(), ButtonTone::Second, ButtonKind::Plain, false.into(), Some(act))
            };
            view! {
                <p class="lead">{words.reuse_text()}</p>
                <div class="actions">{way(words.keep_figures(), keep)} {way(words.empty_figures(), empty)}</div>
            }
        });
        view! { <h1>{words.new_disclosure()}</h1> {again} }.into_any()
    })
    .into_any()
}

/// Which row of the catalogue is filled, and for which period.
fn binding(here: &Here, shown: &Shown, fields: DisclosureFields, problems: Problems) -> AnyView {
    let session = here.session;
    let ledger = StoredValue::new_local(shown.ledger.clone());
    let today = shown.now.today;
    let now = shown.now;
    if open_items(&shown.ledger).is_empty() && fields.item.with_untracked(String::is_empty) {
        return ().into_any();
    }
    let chosen = Memo::new(move |_| fields.item.get().parse::<RecordId>().ok());
    // Another row is of another kind of affairs and another period.
    Effect::new(move |before: Option<Option<RecordId>>| {
        let item = chosen.get();
        if before.is_some_and(|before| before != item) {
            ledger.with_value(|ledger| {
                let row = item.and_then(|item| ledger.catalogue.get(&item));
                let words = row.and_then(|row| row.words());
                if let Some(words) = words {
                    fields.kind.set(value_of(&KINDS, &words.kind).to_owned());
                }
                let standing = row.and_then(|row| item_standing(ledger, row, today));
                let period = words.and_then(|words| periods_of(words, standing.as_ref(), today).first().copied());
                let offered = words.map(|words| periods_of(words, standing.as_ref(), today)).unwrap_or_default();
                let is_offered =
                    offered.iter().any(|one| fields.period.with_untracked(|own| *own == period_value(*one)));
                if !is_offered {
                    fields.period.set(period.map(period_value).unwrap_or_default());
                }
            });
        }
        item
    });
    let rows = move || {
        let words = session.words();
        ledger.with_value(|ledger| {
            let mut options = vec![Choice::new("", words.fills_none())];
            let name = |words: &jiannuo_domain::words::CatalogueWords| format!("{} · {}", words.matter, words.item);
            options.extend(open_items(ledger).into_iter().map(|(id, words)| Choice::new(id.to_string(), name(words))));
            // One that was withdrawn since is still what an old disclosure fills.
            let own = fields.item.get_untracked();
            if !own.is_empty() && !options.iter().any(|option| option.value == own) {
                let row = own.parse().ok().and_then(|id| ledger.catalogue.get::<RecordId>(&id));
                let label = row.and_then(|row| row.words()).map_or_else(|| own.clone(), name);
                options.push(Choice::new(own, label));
            }
            select(
                words.board(),
                Field::new("item", words.fills_item()).optional(),
                options,
                fields.item,
                problems.of("item"),
            )
        })
    };
    let periods = move || {
        let words = session.words();
        let context = Context::on_device(words.board(), &now);
        ledger.with_value(|ledger| {
            let row = chosen.get().and_then(|item| ledger.catalogue.get(&item));
            let standing = row.and_then(|row| item_standing(ledger, row, today));
            let offered = row.and_then(|row| row.words()).map(|words| periods_of(words, standing.as_ref(), today));
            let mut offered = offered.unwrap_or_default();
            let own = fields.period.get_untracked();
            let given = offered.iter().all(|period| period_value(*period) != own);
            if let (true, Some(period)) = (given, super::disclosure_fields::period_of(&own)) {
                offered.push(period);
            }
            if offered.is_empty() {
                return ().into_any();
            }
            let mut options = vec![Choice::new("", words.period_none())];
            options.extend(
                offered.iter().map(|period| Choice::new(period_value(*period), period_text(*period, &context))),
            );
            select(
                words.board(),
                Field::new("period", words.period_of()).optional(),
                options,
                fields.period,
                problems.of("period"),
            )
        })
    };
    view! { {rows} {periods} }.into_any()
}

fn main_fields(here: Here, fields: DisclosureFields, problems: Problems) -> AnyView {
    let session = here.session;
    (move || {
        let words = session.words();
        let board = words.board();
        let kinds = KINDS.iter().map(|(value, kind)| Choice::new(*value, kind_name(words, *kind))).collect();
        let arose = Field::new("arose_on", words.arose_on()).hint(words.arose_on_hint()).optional();
        view! {
            {field(board, Field::new("title", words.title()), FieldKind::Text, fields.title, problems.of("title"))}
            {select(board, Field::new("kind", words.disclosure_kind()), kinds, fields.kind, problems.of("kind"))}
            <div class="field-pair">
                {date_field(board, Field::new("date", words.date()), fields.date, problems.of("date"))}
                {date_field(board, arose, fields.arose_on, problems.of("arose_on"))}
            </div>
            {field(board, Field::new("body", words.body_text()).hint(words.body_text_hint()), FieldKind::Lines(10, None), fields.body, problems.of("body"))}
        }
    })
    .into_any()
}

/// What a public notice needs besides; of other kinds nothing.
fn notice_fields(here: &Here, shown: &Shown, fields: DisclosureFields, problems: Problems) -> AnyView {
    let session = here.session;
    let calendar = StoredValue::new(shown.ledger.calendar.clone());
    let now = shown.now;
    let is_notice = Memo::new(move |_| fields.kind.get() == "notice");
    let ends_on = Memo::new(move |_| fields.notice_ends.get() == "on");
    let end = move || {
        let words = session.words();
        let board = words.board();
        if ends_on.get() {
            return date_field(
                board,
                Field::new("notice_until", words.notice_until()),
                fields.notice_until,
                problems.of("notice_until"),
            );
        }
        let days = Field::new("notice_days", words.notice_days()).hint(words.notice_days_hint());
        field(board, days, FieldKind::Number, fields.notice_days, problems.of("notice_days"))
    };
    let told = move || {
        let words = session.words();
        let context = Context::on_device(words.board(), &now);
        let from = fields.notice_from.get().parse().ok()?;
        let until = if ends_on.get() {
            NoticeEnd::On { on: fields.notice_until.get().parse().ok()? }
        } else {
            NoticeEnd::AfterWorkingDays {
                days: fields
                    .notice_days
                    .get()
                    .trim()
                    .parse()
                    .ok()
                    .filter(|days| *days > 0 && *days <= jiannuo_domain::limits::MAX_LIMIT_DAYS)?,
            }
        };
        let notice = NoticeWords {
            from,
            until,
            phone: None,
            place: None,
            person: None,
            outcome_within_days: None,
            public_until: None,
        };
        let last = calendar.with_value(|calendar| last_day(&notice, calendar).day);
        let day = |day: jiannuo_domain::day::Day| day_text(&context, day);
        let early = (from < now.today).then(|| view! { <p class="hint">{words.notice_begins_before(&day(from))}</p> });
        Some(view! { <p class="hint">{words.notice_last_day(&day(last))}</p> {early} })
    };
    (move || {
        if !is_notice.get() {
            return ().into_any();
        }
        let words = session.words();
        let board = words.board();
        let ends = vec![Choice::new("days", words.notice_ends_days()), Choice::new("on", words.notice_ends_on())];
        let line = |id: &'static str, label: &'static str, kind, text| {
            field(board, Field::new(id, label).optional(), kind, text, problems.of(id))
        };
        let until = Field::new("public_until", words.public_until()).hint(words.public_until_hint()).optional();
        view! {
            <section class="section">
                <h2>{words.notice_part()}</h2>
                {date_field(board, Field::new("notice_from", words.notice_from()), fields.notice_from, problems.of("notice_from"))}
                {choices(board, Field::new("notice_ends", words.notice_ends()), ends, fields.notice_ends, problems.of("notice_ends"))}
                {end}
                <div aria-live="polite">{told}</div>
                {line("objection_phone", words.objection_phone(), FieldKind::Phone, fields.objection_phone)}
                {line("objection_place", words.objection_place(), FieldKind::Text, fields.objection_place)}
                {line("objection_person", words.objection_person(), FieldKind::Text, fields.objection_person)}
                {line("outcome_within", words.outcome_within(), FieldKind::Number, fields.outcome_within)}
                {date_field(board, until, fields.public_until, problems.of("public_until"))}
            </section>
        }
        .into_any()
    })
    .into_any()
}

/// A day as pages write it.
pub fn day_text(context: &Context, day: jiannuo_domain::day::Day) -> String {
    (context.words.time.day)(jiannuo_board::time::Day::new(day.year(), day.month(), day.day()))
}

fn revision_fields(here: Here, fields: DisclosureFields, problems: Problems) -> AnyView {
    let session = here.session;
    (move || {
        let words = session.words();
        let grades = vec![Choice::new("major", words.grade_major()), Choice::new("minor", words.grade_minor())];
        view! {
            {choices(words.board(), Field::new("grade", words.grade()), grades, fields.grade, problems.of("grade"))}
            {reason_field(words, fields.reason, problems)}
        }
    })
    .into_any()
}

/// Who looked at it, and at what (row D10 of the domain): published with it.
fn review_fields(here: Here, fields: DisclosureFields, problems: Problems) -> AnyView {
    let session = here.session;
    (move || {
        let words = session.words();
        let board = words.board();
        let tick = |id: &'static str, label: &'static str, text: RwSignal<String>| {
            view! {
                <div class="field choice">
                    <input id=id type="checkbox" prop:checked=move || text.get() == YES
                        on:change=move |event| text.set(if event_target_checked(&event) { YES.to_owned() } else { String::new() }) />
                    <label for=id>{label}</label>
                </div>
            }
        };
        let problem = problems.of("review_confidentiality");
        view! {
            <fieldset class="section">
                <legend><h2>{words.review_part()}</h2></legend>
                <p class="hint">{words.review_text()}</p>
                {move || problem.get().map(|text| view! { <p class="problem">{text}</p> })}
                {tick("review_confidentiality", words.review_confidentiality(), fields.review_confidentiality)}
                {tick("review_necessity", words.review_necessity(), fields.review_necessity)}
                {tick("review_accuracy", words.review_accuracy(), fields.review_accuracy)}
                <div class="field-pair">
                    {field(board, Field::new("review_by", words.review_by()), FieldKind::Text, fields.review_by, problems.of("review_by"))}
                    {date_field(board, Field::new("review_on", words.review_on()), fields.review_on, problems.of("review_on"))}
                </div>
            </fieldset>
        }
    })
    .into_any()
}

/// What a kind of affairs is called.
pub fn kind_name(words: Words, kind: DisclosureKind) -> &'static str {
    match kind {
        DisclosureKind::Party => words.disclosure_party(),
        DisclosureKind::Government => words.disclosure_government(),
        DisclosureKind::Village => words.disclosure_village(),
        DisclosureKind::Finance => words.disclosure_finance(),
        DisclosureKind::Notice => words.disclosure_notice(),
        DisclosureKind::Circular => words.disclosure_circular(),
    }
}

/// What a notice is told where it can only be seen by who may act.
pub fn names_are_past(words: Words) -> AnyView {
    let text = Some(words.names_are_past().to_owned());
    notice(words.board(), Notice { kind: NoticeKind::Warning, title: words.public_until().to_owned(), text })
}
