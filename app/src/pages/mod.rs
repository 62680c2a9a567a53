//! One page of the app in each file.

pub mod acts;
pub mod board;
mod drafts;
pub mod found;
pub mod home;
pub mod import;
pub mod join;
pub mod manage;
pub mod notices;
pub mod outbox;
pub mod pledge;
mod pledge_fields;
pub mod pledge_form;
mod publish_batch;
pub mod roster;
pub mod settings;
pub mod unable;
pub mod write;
