use leptos::prelude::*;

use super::{Task, TaskState};
use crate::words::Words;

/// The list.
pub fn task_list(words: &'static Words, tasks: Vec<Task>) -> AnyView {
    let tasks = tasks.into_iter().map(|one| task(words, one)).collect_view();
    view! { <ul class="tasks" role="list">{tasks}</ul> }.into_any()
}

fn task(words: &'static Words, task: Task) -> AnyView {
    let (class, state) = match task.state {
        TaskState::Done => ("task-state", words.form.task_done),
        TaskState::Open => ("task-state task-state-open", words.form.task_open),
        TaskState::Waits => ("task-state", words.form.task_waits),
    };
    let label = match task.href {
        Some(href) => view! { <a href=href>{task.label}</a> }.into_any(),
        None => view! { <span>{task.label}</span> }.into_any(),
    };
    let hint = task.hint.map(|hint| view! { <span class="hint">{hint}</span> });
    view! { <li class="task"><div>{label}{hint}</div>" "<span class=class>{state}</span></li> }.into_any()
}
