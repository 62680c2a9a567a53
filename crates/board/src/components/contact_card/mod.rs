//! Contact cards: whom to call, when visitors are received, and a code that puts the card into a phone.

mod options;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod vcard;
mod view;

pub use options::ContactCard;
pub use view::contact_cards;
