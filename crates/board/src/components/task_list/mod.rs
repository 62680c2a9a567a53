//! What is to be done, item by item, each with its state in words.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{Task, TaskState};
pub use view::task_list;
