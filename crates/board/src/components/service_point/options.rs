use jiannuo_domain::words::Access;

use crate::{
    components::{
        contact_card::ContactCard,
        hours_table::{OpenState, OpeningHours},
        revision_history::Revision,
        said::Passage,
        window_table::WindowRow,
    },
    link::Link,
    time::Moment,
};

/// A service point in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePointRow {
    /// Its own page.
    pub href: String,
    /// Where it can be checked.
    pub check_href: String,
    /// Its name.
    pub name: Passage,
    /// Its level in the network, in words.
    pub level: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Whom to call.
    pub phone: Option<String>,
    /// Whether it is open.
    pub open: OpenState,
    /// Why that is not certain, if it is not.
    pub open_doubt: Option<String>,
    /// For which moment that holds.
    pub as_at: Moment,
    /// When and why it was closed for good, if it was.
    pub withdrawn: Option<(Moment, String)>,
    /// Hours as somebody wrote them.
    pub hours_written: Option<String>,
    /// That nobody has looked for too long, if so.
    pub stale: Option<String>,
    /// The points that belong to it, where the list is a tree.
    pub below: Vec<ServicePointRow>,
}

/// A service point on its own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServicePointDetails {
    /// What the row shows.
    pub row: ServicePointRow,
    /// What is done there.
    pub services: Option<String>,
    /// When it is open.
    pub hours: OpeningHours,
    /// The changes of its description, the newest first.
    pub revisions: Vec<Revision>,
    /// What else is known.
    pub more: PointMore,
}

/// What else is known of a service point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointMore {
    /// What it is for.
    pub functions: Vec<String>,
    /// Latitude and longitude in degrees.
    pub place: Option<(String, String)>,
    /// What it has for people with disabilities.
    pub access: Vec<Access>,
    /// More about that.
    pub access_note: Option<String>,
    /// The point that it belongs to.
    pub above: Option<Link>,
    /// Its windows.
    pub windows: Vec<WindowRow>,
    /// Whom to call.
    pub contacts: Vec<ContactCard>,
    /// The guides of what is handled there.
    pub guides: Vec<Link>,
    /// When somebody looked last, and who.
    pub checked: Option<String>,
}
