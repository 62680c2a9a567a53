use crate::link::Link;

/// One filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterLink {
    /// Its name and address.
    pub link: Link,
    /// How many rows it leaves.
    pub count: u32,
    /// Whether it is the one in force.
    pub is_current: bool,
}
