use jiannuo_domain::words::dialled;
use leptos::prelude::*;

use super::{ContactCard, vcard::vcard};
use crate::{
    components::{page_shell::phone_link, qr::qr, said::said},
    words::Words,
};

/// The cards, side by side where there is room; on paper each stays in one piece.
pub fn contact_cards(words: &'static Words, cards: &[ContactCard]) -> AnyView {
    let cards = cards.iter().map(|one| card(words, one)).collect_view();
    view! { <ul class="cards" role="list">{cards}</ul> }.into_any()
}

fn card(words: &'static Words, card: &ContactCard) -> AnyView {
    let terms = &words.network;
    let phone = card.phone.as_deref().map(|phone| phones(words, phone));
    let reception = card.reception.as_deref().map(|time| {
        let place = card.reception_place.as_deref().map(|place| view! { " " {said(words, place)} });
        view! { <p class="card-note">{terms.reception_time}" "{said(words, time)}{place}</p> }
    });
    let code = qr(&(terms.card_of)(&card.name), &vcard(card)).map(|drawing| {
        view! { <div class="card-code">{drawing}<p class="card-note">{terms.scan_card}</p></div> }
    });
    view! {
        <li class="card">
            <div class="card-text">
                <h3>{said(words, &card.name)}</h3>
                {card.post.as_deref().map(|post| view! { <p>{said(words, post)}</p> })}
                {phone}
                {reception}
                <p class="card-note">{said(words, &card.organisation)}</p>
            </div>
            {code}
        </li>
    }
    .into_any()
}

/// One number as it is; of several with words between, the words and each number to call.
fn phones(words: &'static Words, text: &str) -> AnyView {
    let numbers: Vec<_> = dialled(text).collect();
    if numbers.len() < 2 {
        return view! { <p>{phone_link(words, text)}</p> }.into_any();
    }
    let links = numbers.into_iter().map(|number| view! { <p>{phone_link(words, number)}</p> });
    view! { <p>{said(words, text)}</p>{links.collect_view()} }.into_any()
}
