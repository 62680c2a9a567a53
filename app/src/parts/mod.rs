//! Parts of pages that belong to the app alone; what boards share is in [`jiannuo_board::components`].

pub mod ago;
pub mod attaching;
pub mod both;
pub mod camera;
pub mod checkable;
pub mod commit;
pub mod draft;
pub mod evidence;
pub mod fields;
pub mod file;
pub mod focus;
pub mod form;
pub mod frame;
pub mod importer;
pub mod in_app;
pub mod keeping;
pub mod list_editor;
pub mod network_lists;
pub mod organisation;
pub mod publish;
pub mod say;
pub mod scan;
pub mod stale_points;
pub mod succession;
pub mod table_editor;
pub mod waiting;
