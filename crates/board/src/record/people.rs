use jiannuo_domain::{
    board::person,
    id::MemberId,
    ledger::{Attestation, Ledger, Receipt, Stamp},
};

use super::{Context, context::moment};
use crate::{components::byline::Byline, time::Moment};

/// A member's name, or what stands in its place.
pub fn member_name(ledger: &Ledger, member: &MemberId, context: &Context) -> String {
    ledger.member_name(member).unwrap_or(context.words.pledge.name_erased).to_owned()
}

/// Who said something, who typed it, and whether the one stands by what the other typed.
pub fn byline(ledger: &Ledger, stamp: &Stamp, context: &Context) -> Byline {
    let is_entered = stamp.is_entered_for_another();
    Byline {
        name: member_name(ledger, &stamp.about, context),
        href: None,
        post: person(ledger, stamp.about).post,
        entered_by: is_entered.then(|| member_name(ledger, &stamp.signer, context)),
        stands_by: match stamp.attestation {
            Attestation::Attested if is_entered => Some(true),
            Attestation::Contested if is_entered => Some(false),
            _ => None,
        },
    }
}

/// When the log received it; nothing while it waits on the device.
pub(super) fn received(stamp: &Stamp) -> Option<Moment> {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => Some(moment(received_ms)),
        Receipt::Pending => None,
    }
}

/// The time that counts: of receipt, or of writing while nobody has received it.
pub(super) fn counted_ms(stamp: &Stamp) -> i64 {
    match stamp.receipt {
        Receipt::Logged { received_ms, .. } => received_ms,
        Receipt::Pending => stamp.written_ms,
    }
}
