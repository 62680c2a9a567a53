//! Publishing a disclosure or a service point: the plain forms.

use jiannuo_board::components::field::{Choice, Field, FieldKind, checkbox, date_field, field, select};
use jiannuo_domain::day::Day;
use jiannuo_domain::hours::typed::{exception, spans};
use jiannuo_domain::hours::{Hours, Span, Week};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{DisclosureKind, DisclosureWords, PointWords, Words as BodyWords};
use jiannuo_store::device;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen_futures::spawn_local;

use super::found::{level, level_choices};
use crate::parts::draft::{self, DraftPlace};
use crate::parts::form::{Problems, filled};
use crate::parts::organisation::{Here, with_organisation};
use crate::parts::publish::{PublicText, publish_panel};
use crate::parts::say;
use crate::session::{Act, Failure};
use crate::words::Words;

const KINDS: [(&str, DisclosureKind); 6] = [
    ("village", DisclosureKind::Village),
    ("party", DisclosureKind::Party),
    ("government", DisclosureKind::Government),
    ("finance", DisclosureKind::Finance),
    ("notice", DisclosureKind::Notice),
    ("circular", DisclosureKind::Circular),
];

/// A disclosure.
#[component]
pub fn NewDisclosure() -> impl IntoView {
    with_organisation(|here| {
        let session = here.session;
        let problems = Problems::new();
        let title = RwSignal::new(String::new());
        let kind = RwSignal::new("village".to_owned());
        let date = RwSignal::new(Day::in_shanghai(device::now_ms()).to_string());
        let body = RwSignal::new(String::new());
        let place = DraftPlace::of_form(here.membership.org, "disclosure", None);
        let kept = draft::keep(session, place, problems.is_busy, vec![title, kind, date, body]);
        let fields = move || {
            let words = session.words();
            let board = words.board();
            let kinds = KINDS.iter().map(|(value, kind)| Choice::new(*value, kind_name(words, *kind))).collect();
            view! {
                <h1>{words.new_disclosure()}</h1>
                {field(board, Field::new("title", words.title()), FieldKind::Text, title, problems.of("title"))}
                {select(board, Field::new("kind", words.disclosure_kind()), kinds, kind, problems.of("kind"))}
                {date_field(board, Field::new("date", words.date()), date, problems.of("date"))}
                {field(board, Field::new("body", words.body_text()).hint(words.body_text_hint()), FieldKind::Lines(10, None), body, problems.of("body"))}
            }
        };
        let publish = move |personal_data_reason: Option<String>| {
            problems.clear();
            let words = session.words();
            let Ok(date) = date.with_untracked(|text| text.parse::<Day>()) else {
                problems.field("date", words.not_a_day());
                return;
            };
            let disclosure = DisclosureWords {
                title: title.with_untracked(|text| filled(text)).unwrap_or_default(),
                kind: kind.with_untracked(|value| {
                    KINDS.iter().find(|(known, _)| known == value).map_or(DisclosureKind::Village, |(_, kind)| *kind)
                }),
                date,
                body: body.with_untracked(|text| filled(text)).unwrap_or_default(),
                reason: None,
                personal_data_reason,
            };
            publish(&here, problems, place, Kind::DisclosurePublished, disclosure);
        };
        let texts = vec![
            PublicText { name: |words| words.title(), text: title },
            PublicText { name: |words| words.body_text(), text: body },
        ];
        view! { {problems.summary(session)} {fields} {kept} {publish_panel(texts, |words| words.publish(), problems, publish)} }.into_any()
    })
}

fn kind_name(words: Words, kind: DisclosureKind) -> &'static str {
    match kind {
        DisclosureKind::Party => words.disclosure_party(),
        DisclosureKind::Government => words.disclosure_government(),
        DisclosureKind::Village => words.disclosure_village(),
        DisclosureKind::Finance => words.disclosure_finance(),
        DisclosureKind::Notice => words.disclosure_notice(),
        DisclosureKind::Circular => words.disclosure_circular(),
    }
}

/// A service point.
#[component]
pub fn NewPoint() -> impl IntoView {
    with_organisation(|here| {
        let session = here.session;
        let problems = Problems::new();
        let text = |text: &str| RwSignal::new(text.to_owned());
        let (name, kind, address, phone, services) = (text(""), text("village"), text(""), text(""), text(""));
        let (weekdays, saturday, sunday) = (text("08:30-12:00 14:30-17:30"), text(""), text(""));
        let follows = RwSignal::new(true);
        let exceptions = text("");
        let place = DraftPlace::of_form(here.membership.org, "point", None);
        let typed = vec![name, kind, address, phone, services, weekdays, saturday, sunday, exceptions];
        let kept = draft::keep(session, place, problems.is_busy, typed);
        let fields = move || {
            let words = session.words();
            let board = words.board();
            let line = |id: &'static str, label: &'static str, kind, value, optional: bool| {
                let asked = Field::new(id, label);
                field(board, if optional { asked.optional() } else { asked }, kind, value, problems.of(id))
            };
            view! {
                <h1>{words.new_point()}</h1>
                {line("name", words.name(), FieldKind::Text, name, false)}
                {select(board, Field::new("level", words.level()), level_choices(words), kind, problems.of("level"))}
                {line("address", words.address(), FieldKind::Text, address, false)}
                {line("phone", words.phone(), FieldKind::Phone, phone, true)}
                {line("services", words.services(), FieldKind::Lines(3, None), services, true)}
                <h2>{words.hours()}</h2>
                <p class="hint">{words.hours_hint()}</p>
                {line("weekdays", words.weekdays(), FieldKind::Text, weekdays, true)}
                {line("saturday", words.saturday(), FieldKind::Text, saturday, true)}
                {line("sunday", words.sunday(), FieldKind::Text, sunday, true)}
                {checkbox(board, Field::new("follows", words.follows_working_days()), follows, problems.of("follows"))}
                {field(
                    board,
                    Field::new("exceptions", words.hour_exceptions()).hint(words.hour_exceptions_hint()).optional(),
                    FieldKind::Lines(3, None),
                    exceptions,
                    problems.of("exceptions"),
                )}
            }
        };
        let publish = move |personal_data_reason: Option<String>| {
            problems.clear();
            let words = session.words();
            let day = |id: &'static str, text: RwSignal<String>| {
                let found = text.with_untracked(|text| spans(text));
                if found.is_none() {
                    problems.field(id, words.hours_wrong());
                }
                found.unwrap_or_default()
            };
            let weekday = day("weekdays", weekdays);
            let mut week: [Vec<Span>; 7] = std::array::from_fn(|_| weekday.clone());
            week[5] = day("saturday", saturday);
            week[6] = day("sunday", sunday);
            let Some(exceptions) = exceptions.with_untracked(|text| {
                text.lines().filter(|line| !line.trim().is_empty()).map(exception).collect::<Option<Vec<_>>>()
            }) else {
                problems.field("exceptions", words.hour_exceptions_wrong());
                return;
            };
            if problems.any() {
                return;
            }
            let point = PointWords {
                name: name.with_untracked(|text| filled(text)).unwrap_or_default(),
                level: kind.with_untracked(|value| level(value)),
                address: address.with_untracked(|text| filled(text)).unwrap_or_default(),
                phone: phone.with_untracked(|text| filled(text)),
                services: services.with_untracked(|text| filled(text)),
                hours: Hours { weekly: Week(week), follows_working_days: follows.get_untracked(), exceptions },
                reason: None,
                personal_data_reason,
            };
            publish(&here, problems, place, Kind::PointPublished, point);
        };
        // An office's own address and telephone are what a service point is for: only the free text is scanned.
        let texts = vec![
            PublicText { name: |words| words.services(), text: services },
            PublicText { name: |words| words.hour_exceptions(), text: exceptions },
        ];
        view! { {problems.summary(session)} {fields} {kept} {publish_panel(texts, |words| words.publish(), problems, publish)} }.into_any()
    })
}

fn publish<W: BodyWords + 'static>(here: &Here, problems: Problems, place: DraftPlace, kind: Kind, told: W) {
    let words = here.session.words();
    if let Err(error) = told.check() {
        let field = match &error {
            jiannuo_domain::words::WordsError::Empty { field }
            | jiannuo_domain::words::WordsError::TooLong { field, .. } => field.clone(),
            _ => "name".to_owned(),
        };
        problems.field(&field, say::words_error(words, &error));
        return;
    }
    let (here, go) = (here.clone(), use_navigate());
    problems.is_busy.set(true);
    spawn_local(async move {
        let result = async {
            let speaker = here.speaker.ok_or(Failure::NotAMember)?;
            let mut act = Act::new(here.membership.org, speaker);
            act.begin(kind, None, None, Some(&told))?;
            here.session.commit(act, &[place.id]).await
        };
        match result.await {
            Ok(()) => go(&format!("/o/{}", here.membership.slug), Default::default()),
            Err(failure) => problems.fail(failure),
        }
    });
}
