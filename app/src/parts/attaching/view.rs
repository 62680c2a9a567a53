//! The field: two ways to pick, what was picked, and what did not go.

use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_domain::limits::MAX_ATTACHMENTS;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::{Attaching, FIELD, Item};
use crate::parts::focus::focus_soon;
use crate::words::Words;

/// What can be picked: every picture, so that those which this browser cannot read are told from others.
const ACCEPT: &str = "image/*,.pdf,.xlsx,.csv,application/pdf,text/csv";

impl Attaching {
    /// The field.
    pub fn view(self) -> AnyView {
        let words = move || self.session.words();
        let is_full = move || self.items.with(Vec::len) >= MAX_ATTACHMENTS;
        let problem = self.problems.of(FIELD);
        view! {
            <fieldset class="field attaching" class:field-wrong=move || problem.with(Option::is_some)>
                <legend>{move || words().attach()}<span class="hint-inline">{move || words().board().form.optional}</span></legend>
                <p class="hint" id="attachments-hint">{move || words().attach_hint(MAX_ATTACHMENTS)}</p>
                {move || problem.get().map(|text| view! { <p class="problem">{text}</p> })}
                {self.input("attachments", |words| words.attach_pick(), false, is_full)}
                {self.input("attachments-camera", |words| words.attach_photo(), true, is_full)}
                <p role="status" class="attaching-status">{move || self.status(words())}</p>
                <div role="alert">{move || self.refusals(words())}</div>
                {move || self.list(words())}
            </fieldset>
        }
        .into_any()
    }

    fn input(
        self,
        id: &'static str,
        label: fn(Words) -> &'static str,
        is_camera: bool,
        is_full: impl Fn() -> bool + Send + Sync + 'static,
    ) -> AnyView {
        let picked = move |event: leptos::ev::Event| {
            let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
            let Some(input) = input else { return };
            let files = input.files();
            let all = files.iter().flat_map(|files| (0..files.length()).filter_map(|index| files.get(index)));
            let all: Vec<_> = all.collect();
            // The same file can be picked again after it was removed.
            input.set_value("");
            if !all.is_empty() {
                self.pick(all);
            }
        };
        let is_disabled = move || is_full() || self.working.get().is_some();
        let accept = if is_camera { "image/*" } else { ACCEPT };
        view! {
            <div class="attaching-way" class:attaching-camera=is_camera>
                <label for=id>{move || label(self.session.words())}</label>
                <input
                    class="control control-file"
                    id=id
                    type="file"
                    accept=accept
                    multiple=!is_camera
                    capture=is_camera.then_some("environment")
                    aria-describedby="attachments-hint"
                    disabled=is_disabled
                    on:change=picked
                />
            </div>
        }
        .into_any()
    }

    fn status(self, words: Words) -> String {
        match self.working.get() {
            Some((number, count)) => words.attach_working(number, count),
            None => String::new(),
        }
    }

    fn refusals(self, words: Words) -> Option<AnyView> {
        let refused = self.refused.get();
        (!refused.is_empty()).then(|| {
            let line = |(name, refused): (String, super::Refused)| {
                view! { <li><b><bdi>{name}</bdi></b>" "{refused.text(words)}</li> }
            };
            view! { <ul class="attaching-refused" role="list">{refused.into_iter().map(line).collect_view()}</ul> }
                .into_any()
        })
    }

    fn list(self, words: Words) -> AnyView {
        let items = self.items.get();
        let count = items.len();
        let rows =
            items.into_iter().enumerate().map(|(index, item)| self.row(words, index, count, &item)).collect_view();
        let removed = self.removed.with(Option::is_some).then(|| {
            let back = move |_| {
                self.bring_back();
                focus_soon(FIELD.to_owned());
            };
            view! {
                <p>
                    {words.attach_removed()}" "
                    <button type="button" class="button button-second" id="attachments-back" on:click=back>{words.attach_back()}</button>
                </p>
            }
        });
        view! { {(count > 0).then(|| view! { <ol class="attached" role="list">{rows}</ol> })} {removed} }.into_any()
    }

    fn row(self, words: Words, index: usize, count: usize, item: &Item) -> AnyView {
        let slot = item.slot;
        let Some(texts) = self.slots.with_value(|slots| slots.get(slot).copied()) else { return ().into_any() };
        let number = index + 1;
        let is_picture = item.attachment.size.is_some();
        // What is public already is shown from its address on the record's page.
        let picture = item.preview.as_ref().map(|preview| {
            view! { <img class="attached-picture" src=preview.as_str().to_owned() alt=move || words.attach_preview(number) /> }
        });
        let asked = if is_picture {
            let asked = Field::new(format!("attached-{slot}-shows"), words.attach_shows()).optional();
            (asked.hint(words.attach_shows_hint()), texts.shows)
        } else {
            (Field::new(format!("attached-{slot}-name"), words.attach_name()), texts.name)
        };
        let text = field(words.board(), asked.0, FieldKind::Text, asked.1, Signal::derive(|| None));
        let way = move |way: &'static str, label: String, is_off: bool, act: Callback<()>| {
            let name = words.attach_numbered(&label, number);
            let press = move |_| act.run(());
            view! {
                <button
                    type="button"
                    class="button button-second"
                    id=format!("attached-{slot}-{way}")
                    aria-label=name
                    disabled=is_off
                    on:click=press
                >
                    {label}
                </button>
            }
        };
        let moved = move |to: usize, way: &'static str, other: &'static str| {
            Callback::new(move |()| {
                self.swap(index, to);
                // At either end one of the two ways is closed.
                let end = if to == 0 || to + 1 == count { other } else { way };
                focus_soon(format!("attached-{slot}-{end}"));
            })
        };
        let remove = Callback::new(move |()| {
            self.remove(index);
            focus_soon("attachments-back".to_owned());
        });
        view! {
            <li class="attached-one">
                {picture}
                {text}
                <p class="attached-ways">
                    {way("up", words.attach_up().to_owned(), index == 0, moved(index.saturating_sub(1), "up", "down"))}
                    {way("down", words.attach_down().to_owned(), number == count, moved(index + 1, "down", "up"))}
                    {way("remove", words.attach_remove().to_owned(), false, remove)}
                </p>
            </li>
        }
        .into_any()
    }
}
