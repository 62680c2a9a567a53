use leptos::prelude::*;

use super::{ButtonKind, ButtonTone};

/// A button; `on_press` is heard in the browser only, a form needs none.
pub fn button(
    label: String,
    tone: ButtonTone,
    kind: ButtonKind,
    disabled: Signal<bool>,
    on_press: Option<Callback<()>>,
) -> AnyView {
    let kind = match kind {
        ButtonKind::Submit => "submit",
        ButtonKind::Plain => "button",
    };
    let press = move |_| {
        if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! { <button class=tone.class() type=kind disabled=move || disabled.get() on:click=press>{label}</button> }
        .into_any()
}
