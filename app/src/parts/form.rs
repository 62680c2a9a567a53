//! What every form does alike: fields with problems beside them, one act at a time, an error where it is read.

use jiannuo_board::components::error_summary::{FieldError, error_summary};
use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use leptos::prelude::*;

use super::say;
use crate::session::{Failure, Session};

/// What is wrong with a form at the moment.
#[derive(Clone, Copy)]
pub struct Problems {
    fields: RwSignal<Vec<FieldError>>,
    failure: RwSignal<Option<Failure>, LocalStorage>,
    /// Whether the form is being sent.
    pub is_busy: RwSignal<bool>,
}

impl Problems {
    /// Nothing is wrong yet.
    pub fn new() -> Self {
        Self { fields: RwSignal::new(Vec::new()), failure: RwSignal::new_local(None), is_busy: RwSignal::new(false) }
    }

    /// Forgets what was wrong.
    pub fn clear(&self) {
        self.fields.update(Vec::clear);
        self.failure.set(None);
    }

    /// A field has a problem.
    pub fn field(&self, field_id: &str, text: impl Into<String>) {
        self.fields.update(|all| all.push(FieldError { field_id: field_id.to_owned(), text: text.into() }));
    }

    /// Whether a field has one.
    pub fn any(&self) -> bool {
        self.fields.with_untracked(|all| !all.is_empty())
    }

    /// Something went wrong with the form as a whole.
    pub fn fail(&self, failure: Failure) {
        // The page may have been left while it was sent.
        let _told = self.failure.try_set(Some(failure));
        let _told = self.is_busy.try_set(false);
    }

    /// What is wrong with a field.
    pub fn of(&self, field_id: impl Into<String>) -> Signal<Option<String>> {
        let (fields, field_id) = (self.fields, field_id.into());
        Signal::derive(move || {
            fields.with(|all| all.iter().find(|error| error.field_id == field_id).map(|error| error.text.clone()))
        })
    }

    /// The summary at the head of the form.
    pub fn summary(self, session: Session) -> impl IntoView {
        move || {
            let words = session.words();
            let fields = self.fields.get();
            let summary = (!fields.is_empty()).then(|| error_summary(words.board(), &fields));
            let failure = self.failure.get().map(|failure| {
                let text = say::failure(words, &failure);
                notice(
                    words.board(),
                    Notice { kind: NoticeKind::Error, title: words.did_not_work().into(), text: Some(text) },
                )
            });
            view! { <div aria-live="assertive">{summary} {failure}</div> }
        }
    }
}

/// A text with nothing but white space is none.
pub fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
