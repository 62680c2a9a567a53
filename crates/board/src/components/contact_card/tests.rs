use super::{ContactCard, contact_cards, vcard::vcard};
use crate::{Language, document::fragment};

fn card() -> ContactCard {
    ContactCard {
        name: "值班干部".into(),
        post: Some("村委会; 综合岗".into()),
        phone: Some("0000-555 0101（白天），0000-5550102".into()),
        reception: Some("每周三上午".into()),
        reception_place: Some("一楼接待室".into()),
        organisation: "柳溪镇".into(),
    }
}

#[test]
fn a_card_goes_into_a_phone_with_every_number_and_nothing_else() {
    assert_eq!(
        vcard(&card()),
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:值班干部;;;;\r\nFN:值班干部\r\nORG:柳溪镇\r\nTITLE:村委会\\; 综合岗\r\n\
         TEL;TYPE=WORK:00005550101\r\nTEL;TYPE=WORK:00005550102\r\nNOTE:每周三上午 一楼接待室\r\nEND:VCARD"
    );
    let hostile = ContactCard { name: "甲\r\nTEL:110".into(), ..ContactCard::default() };
    assert!(vcard(&hostile).contains("FN:甲\\nTEL:110\r\n"), "no line is slipped in");
}

#[test]
fn a_card_says_whom_to_call_and_draws_its_code() {
    let html = fragment(|| contact_cards(Language::Chinese.words(), &[card()]));
    assert!(html.contains("tel:00005550101"));
    assert!(html.contains("tel:00005550102"));
    assert!(html.contains("接待时间"));
    assert!(html.contains("aria-label=\"值班干部的电子名片二维码\""));
}
