/// Somebody to call or to visit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactCard {
    /// The name.
    pub name: String,
    /// The post.
    pub post: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
    /// When visitors are received.
    pub reception: Option<String>,
    /// Where.
    pub reception_place: Option<String>,
    /// The organisation or the service point.
    pub organisation: String,
}
