//! One page of the app in each file.

pub mod acts;
pub mod board;
pub mod corrections;
pub mod disclosure_form;
mod drafts;
mod entered;
mod erasable;
pub mod erase;
pub mod found;
pub mod home;
pub mod import;
pub mod join;
pub mod manage;
pub mod notice;
mod notice_form;
pub mod outbox;
pub mod pledge;
mod pledge_fields;
pub mod pledge_form;
pub mod point_form;
mod publish_batch;
pub mod roster;
pub mod settings;
mod taken_back;
pub mod unable;
pub mod write;
