//! A service point: a row in a list, and a page of its own with hours, phone and address.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod view;

pub use options::{PointMore, ServicePointDetails, ServicePointRow};
pub use view::{service_point_details, service_point_list};
