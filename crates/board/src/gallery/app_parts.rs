//! What stands in the app.

use leptos::prelude::*;

use super::{part, samples};
use crate::{
    components::{
        button::{ButtonKind, ButtonTone, button},
        confirmation::{Confirmation, confirmation},
        error_summary::{FieldError, error_summary},
        field::{Choice, Field, FieldKind, Problem, checkbox, choices, date_field, field, file_field, select},
        notice::{Notice, NoticeKind, notice},
        side_by_side::side_by_side,
        sync_bar::{SyncState, sync_bar},
        tab_bar::{Tab, TabShape, tab_bar},
        task_list::{Task, TaskState, task_list},
    },
    link::Link,
    words::{Language, Words},
};

pub(super) fn app_parts(words: &'static Words) -> AnyView {
    view! {
        {part("notice", notices(words))}
        {part("side_by_side", side_by_side(words, &samples::both(words)))}
        {part("sync_bar", sync_bars(words))}
        {part("error_summary", errors(words))}
        {part("field", fields(words))}
        {part("button", buttons(words))}
        {part("task_list", tasks(words))}
        {part("confirmation", done(words))}
        {part("tab_bar", tabs(words))}
    }
    .into_any()
}

/// Sample labels are not the board's words, so they are written here in both languages.
fn either(words: &Words, chinese: &'static str, english: &'static str) -> &'static str {
    match words.language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

fn notices(words: &'static Words) -> AnyView {
    let title = either(words, "发现疑似身份证号", "This looks like an identity card number");
    let text = either(
        words,
        "公示前请改为掩码，或写明必须公开的理由。",
        "Mask it before publishing, or say why it must be public.",
    );
    NoticeKind::ALL
        .map(|kind| notice(words, Notice { kind, title: title.into(), text: Some(text.into()) }))
        .into_iter()
        .collect_view()
        .into_any()
}

fn sync_bars(words: &'static Words) -> AnyView {
    let states = [
        SyncState::UpToDate,
        SyncState::SavedHere(2),
        SyncState::Publishing(1),
        SyncState::Offline,
        SyncState::NeedsYou(1),
        SyncState::StorageFull,
    ];
    states
        .map(|state| sync_bar(words, state, state.needs_attention().then(|| "/app/outbox".into())))
        .into_iter()
        .collect_view()
        .into_any()
}

fn errors(words: &'static Words) -> AnyView {
    let error = |field_id: &str, text: &str| FieldError { field_id: field_id.into(), text: text.into() };
    let lines = [
        error("text", either(words, "请写明承诺什么", "Say what is pledged")),
        error("due", either(words, "完成时限不能早于今天", "The due day cannot be before today")),
    ];
    error_summary(words, &lines)
}

fn fields(words: &'static Words) -> AnyView {
    let right: Problem = Signal::stored(None);
    let wrong = |text: &str| -> Problem { Signal::stored(Some(text.to_owned())) };
    let text = |value: &str| RwSignal::new(value.to_owned());
    let say = |chinese, english| either(words, chinese, english);
    let periods =
        || vec![Choice::new("once", say("一次完成", "Once")), Choice::new("month", say("每月", "Every month"))];
    let pledge = Field::new("text", words.pledge.pledge)
        .hint(say("别人能查证的一件事，二十字左右最好。", "One thing that others can check, in a sentence."));
    view! {
        <form action="/gallery">
            {field(words, pledge, FieldKind::Lines(3, Some(400)), text(""), wrong(say("请写明承诺什么", "Say what is pledged")))}
            {field(words, Field::new("unit", say("单位", "Unit")).optional(), FieldKind::Text, text("处"), right)}
            {field(words, Field::new("quantity", words.pledge.target), FieldKind::Number, text("15"), right)}
            {field(words, Field::new("phone", words.service_point.phone), FieldKind::Phone, text(""), right)}
            {field(words, Field::new("code", say("邀请码", "Invitation code")), FieldKind::Code, text("K7QX-2M"), right)}
            {date_field(words, Field::new("due", words.pledge.due), text("2026-11-01"), wrong(say("完成时限不能早于今天", "The due day cannot be before today")))}
            {select(words, Field::new("field", words.pledge.field), periods(), text("month"), right)}
            {choices(words, Field::new("every", say("多久一次", "How often")), periods(), text("once"), right)}
            {checkbox(words, Field::new("sure", say("我已核对，没有个人隐私", "Checked: nothing private")), RwSignal::new(true), right)}
            {file_field(words, Field::new("photo", words.pledge.evidence).optional(), "image/*", None, right)}
        </form>
    }
    .into_any()
}

fn buttons(words: &'static Words) -> AnyView {
    let one = |tone, chinese, english, disabled| {
        let label = either(words, chinese, english).to_owned();
        button(label, tone, ButtonKind::Plain, Signal::stored(disabled), None)
    };
    view! {
    <div class="buttons">        {one(ButtonTone::Main, "公示", "Publish", false)}
            {one(ButtonTone::Second, "存为草稿", "Save as draft", false)}
            {one(ButtonTone::Warning, "撤回", "Withdraw", false)}
            {one(ButtonTone::Main, "公示", "Publish", true)}
    </div>
        }
    .into_any()
}

fn tasks(words: &'static Words) -> AnyView {
    let task = |chinese, english, state, href: Option<&str>| Task {
        label: either(words, chinese, english).into(),
        href: href.map(Into::into),
        hint: None,
        state,
    };
    task_list(
        words,
        vec![
            task("登记成员名单", "Enter the roster", TaskState::Done, Some("/app/roster")),
            task("导入承诺台账", "Import the ledger of pledges", TaskState::Open, Some("/app/import")),
            task("成批公示", "Publish the batch", TaskState::Waits, None),
        ],
    )
}

fn done(words: &'static Words) -> AnyView {
    confirmation(Confirmation {
        title: either(words, "已存本机", "Saved here").into(),
        reference: Some("K7-QX".into()),
        text: Some((words.sync)(SyncState::SavedHere(1))),
        next: vec![Link::new(words.shell.home, "/"), Link::new(either(words, "再写一条", "Write another"), "/app/new")],
    })
}

fn tabs(words: &'static Words) -> AnyView {
    let tab = |chinese, english, shape, is_current, waiting| Tab {
        link: Link::new(either(words, chinese, english), "/app/"),
        shape,
        is_current,
        waiting,
    };
    tab_bar(
        words,
        vec![
            tab("公示栏", "Board", TabShape::Board, true, 0),
            tab("写承诺", "Pledge", TabShape::Pen, false, 0),
            tab("待发布", "Outbox", TabShape::Tray, false, 2),
            tab("我的", "Me", TabShape::Person, false, 0),
        ],
    )
}
