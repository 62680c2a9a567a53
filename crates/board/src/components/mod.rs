//! The parts of the pages, one folder each.
//!
//! In each folder `options.rs` holds what the caller says, `view.rs` what becomes of it, `tests.rs` what must stay true.

pub mod attachments;
pub mod breadcrumb;
pub mod button;
pub mod byline;
pub mod catalogue;
pub mod check_mark;
pub mod confirmation;
pub mod data_table;
pub mod definition_list;
pub mod demo_banner;
pub mod disclosing_tag;
pub mod disclosure;
pub mod due_date;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod filter_links;
pub mod hours_table;
pub mod log_foot;
pub mod message_page;
pub mod notice;
pub mod organisation_list;
pub mod page_head;
pub mod page_shell;
pub mod paging;
pub mod pledge_details;
pub mod pledge_kinds;
pub mod pledge_row;
pub mod post_list;
pub mod progress_meter;
pub mod revision_history;
pub mod said;
pub mod search_form;
pub mod service_point;
pub mod side_by_side;
pub mod status_tag;
pub mod succession;
pub mod summary_figures;
pub mod sync_bar;
pub mod tab_bar;
pub mod task_list;
pub mod timeline;
pub mod year;
