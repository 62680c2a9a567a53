//! From an organisation's record to the options of its pages: the one mapping, used by the worker for HTML and by the
//! app for what is live.
//!
//! Input is the fold ([`jiannuo_domain::ledger::Ledger`]) and the board made from it for a day. Everything here is
//! total: words that were erased, are not here or need a newer version become their placeholders, and a record that is
//! not there becomes nothing. Deliberately absent: requests, clocks and any change of what somebody wrote; a text is
//! fenced where it is shown, by [`crate::components::said`].

mod addresses;
mod attachments;
mod board;
mod catalogue;
mod conflict;
mod context;
mod disclosures;
mod due;
mod events;
mod figures;
mod filter;
mod found;
mod kinds;
mod network;
mod paragraphs;
mod people;
mod performance;
mod placeholder;
mod pledge;
mod points;
mod posts;
mod questions;
mod revisions;
mod status;
mod tables;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod wordings;
mod years;

pub use addresses::Addresses;
pub use board::{board_page, figures, organisation_name, pledge_row};
pub use catalogue::{catalogue_details, catalogue_page, limit, period_text};
pub use conflict::{conflict, wording_seen};
pub use context::{Context, moment};
pub use disclosures::{disclosure_details, disclosure_rows, disclosures_page};
pub use figures::{table_findings, tables_file};
pub use filter::{BoardFilter, PLEDGES_A_PAGE, asked_words};
pub use found::{address as found_address, found_title, kind_label};
pub use network::{contacts_page, guide_details, guides_page, hotlines};
pub use people::{byline, member_name};
pub use performance::{ENTRIES_A_PAGE, performance_page};
pub use pledge::pledge_details;
pub use points::{point_details, point_rows, points_page};
pub use posts::{post_title, posts, posts_page};
pub use status::{status, status_word};
pub use tables::BoardTable;
pub use years::{cycle_title, year_page};
