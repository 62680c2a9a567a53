//! A card as phones keep it: vCard 3.0 (RFC 2426), which cameras and chat programs read from a code.

use jiannuo_domain::words::dialled;

use super::ContactCard;

/// The card's text.
pub(super) fn vcard(card: &ContactCard) -> String {
    let reception: Vec<_> =
        [&card.reception, &card.reception_place].into_iter().flatten().map(String::as_str).collect();
    let phones = card.phone.as_deref().unwrap_or_default();
    let mut lines = vec![
        "BEGIN:VCARD".to_owned(),
        "VERSION:3.0".to_owned(),
        format!("N:{};;;;", escaped(&card.name)),
        format!("FN:{}", escaped(&card.name)),
        format!("ORG:{}", escaped(&card.organisation)),
    ];
    lines.extend(card.post.as_deref().map(|post| format!("TITLE:{}", escaped(post))));
    lines.extend(dialled(phones).map(|number| format!("TEL;TYPE=WORK:{}", digits(number))));
    if !reception.is_empty() {
        lines.push(format!("NOTE:{}", escaped(&reception.join(" "))));
    }
    lines.push("END:VCARD".to_owned());
    lines.join("\r\n")
}

/// A number without what only eyes need.
fn digits(number: &str) -> String {
    number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect()
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => safe.extend(['\\', letter]),
            '\n' => safe.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}
