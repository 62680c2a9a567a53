use proptest::prelude::*;

use super::*;

/// Masked text of everything that is found.
fn masked(text: &str) -> String {
    mask(text, &scan(text))
}

fn kinds(text: &str) -> Vec<Kind> {
    scan(text).into_iter().map(|finding| finding.kind).collect()
}

#[test]
fn identity_cards_are_masked_to_their_first_two_and_last_three() {
    // Made-up cards with right checksums.
    for (text, expected) in [
        ("身份证350199199003070038。", "身份证35*************038。"),
        ("证号11010519491231002X", "证号11*************02X"),
        ("证号11010519491231002x", "证号11*************02X"),
        ("证号１１０１０５１９４９１２３１００２Ｘ", "证号11*************02X"),
        ("350199 19900307 0038", "35*************038"),
        ("3-5-0-1-9-9-1-9-9-0-0-3-0-7-0-0-3-8", "35*************038"),
        ("350199\u{200B}199003070038", "35*************038"),
        ("旧证350199900307003", "旧证35**********003"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
        assert_eq!(kinds(text), [Kind::IdCard], "{text}");
    }
}

#[test]
fn eighteen_digits_that_break_a_rule_of_the_card_are_none() {
    for text in [
        "350199199003070039",     // wrong check digit
        "350199199002300030",     // 30 February
        "990199199003070038",     // no such region
        "3501991990030700380",    // nineteen digits
        "350199991332003",        // old kind, month 13
        "编号411500202606300001", // a file number with a region and a date
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn bank_cards_keep_their_last_four_digits() {
    for (text, expected) in [
        ("卡号6222020000000000000", "卡号***************0000"),
        ("卡号6222 0200 0000 0000 000", "卡号***************0000"),
        ("卡号 4111 1111 1111 1111。", "卡号 ************1111。"),
        ("5500-0000-0000-0004", "************0004"),
        ("６２２２０２０００００００００００００", "***************0000"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
        assert_eq!(kinds(text), [Kind::BankCard], "{text}");
    }
    for text in ["6222020000000000001", "4111 1111 1111 1112", "1767196800000", "7111111111111111", "62220200"] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn mobile_phones_keep_three_and_four_digits() {
    for (text, expected) in [
        ("电话13800001234", "电话138****1234"),
        ("tel:13800001234x", "tel:138****1234x"),
        ("138 0000 1234", "138****1234"),
        ("138-0000-1234，", "138****1234，"),
        ("+8613800001234", "+86138****1234"),
        ("+86 138 0000 1234", "+86 138****1234"),
        ("008613800001234", "0086138****1234"),
        ("１３８００００１２３４", "138****1234"),
        ("８６１３８００００１２３４", "８６138****1234"),
        ("1 3 8 0 0 0 0 1 2 3 4", "138****1234"),
        ("**13800001234**", "**138****1234**"),
        ("2026-06-30 13800001234", "2026-06-30 138****1234"),
        ("13800001234、13900005678", "138****1234、139****5678"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn office_phones_hotlines_amounts_and_counts_are_no_mobile_phones() {
    for text in [
        "0513-88001234",
        "0479-8108974",
        "010 6500 1234",
        "400-800-1234",
        "12371",
        "12345678901",
        "13800001234元",
        "138000012345",
        "13 500 120 456",
        "2026-06-30 12:00",
        "138****1234",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn addresses_lose_their_numbers_and_keep_their_names() {
    for (text, expected) in [
        ("住东风村3组12号", "住东风村***"),
        ("阳光小区5栋2单元301室", "阳光小区***"),
        ("阳光小区５栋２单元３０１室", "阳光小区***"),
        ("阳光小区5栋2单元301", "阳光小区***"),
        ("和平路12号，", "和平路***，"),
        ("和平路 12-3号", "和平路 ***"),
        ("和平路十二号", "和平路***"),
        ("和平路16号院5号楼2单元301室", "和平路***"),
        ("东风村三组十二号", "东风村***"),
        ("幸福巷3弄5号", "幸福巷***"),
        ("3号楼2单元", "***"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
        assert_eq!(kinds(text), [Kind::Address], "{text}");
    }
}

#[test]
fn public_places_works_and_numbers_are_no_addresses() {
    for text in [
        "修路15000米",
        "第3组织生活会",
        "成立3组织",
        "东风村",
        "东风村3组",
        "修好和平路",
        "硬化3组道路1条",
        "阳光小区5栋加装电梯",
        "走访3组12户",
        "6月3号开始",
        "全村12号前完成",
        "2026年第3号文件",
        "和平路3号桥",
        "地铁3号线",
        "一楼21号窗口",
        "二楼201会议",
        "全村一号工程",
        "清风路1号东风街道办事处",
        "和平路16号东风镇人民政府",
        "和平路16号“市民之家”2楼",
        "每月10号-12号",
        "19—23组地段",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn the_longest_and_most_specific_finding_wins() {
    // Eighteen digits that are a card of Gansu by one rule and a bank card by the other.
    let both = (0..10_000)
        .map(|serial| format!("62010219900307{serial:04}"))
        .find(|digits| scan(digits).iter().any(|finding| finding.kind == Kind::IdCard) && luhn_holds(digits));
    assert_eq!(both.map(|digits| kinds(&digits)), Some(vec![Kind::IdCard]));
}

fn luhn_holds(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let value = u32::from(byte - b'0') << (place % 2);
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[test]
fn findings_that_do_not_fit_the_text_are_passed_over() {
    let finding = |range| Finding { kind: Kind::Address, range, masked: "***".to_owned() };
    assert_eq!(mask("承诺", &[finding(1..4), finding(3..99), finding(0..3), finding(0..6)]), "***诺");
}

fn personal_text() -> impl Strategy<Value = String> {
    let pieces = [
        "350199199003070038",
        "11010519491231002X",
        "350199900307003",
        "6222020000000000000",
        "4111 1111 1111 1111",
        "13800001234",
        "138 0000 1234",
        "+8613800001234",
        "和平路12号",
        "3组12号",
        "5栋2单元301室",
        "3",
        "12",
        "1",
        "138",
        "１",
        "号",
        "室",
        "楼",
        "路",
        "村",
        "政府",
        " ",
        "-",
        "*",
        "***",
        "x",
        "，",
        "元",
        "一",
        "附",
        "1234",
        "\u{200B}",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn masked_text_has_nothing_left_to_find(text in prop_oneof![personal_text(), any::<String>(), "[0-9 *X-]{0,60}"]) {
        let once = masked(&text);
        prop_assert_eq!(scan(&once), vec![], "{:?} became {:?}", text, once);
    }

    #[test]
    fn findings_are_ordered_parts_of_the_text(text in prop_oneof![personal_text(), any::<String>()]) {
        let mut end = 0;
        for finding in scan(&text) {
            prop_assert!(finding.range.start >= end && !finding.range.is_empty());
            prop_assert!(text.get(finding.range.clone()).is_some());
            end = finding.range.end;
        }
    }

    #[test]
    fn every_mobile_phone_is_found_in_any_sentence(number in "1[3-9][0-9]{9}", before in "[一-龥]{0,5}", after in "[，。一-三]{0,5}") {
        let text = format!("{before}{number}{after}");
        prop_assert!(!masked(&text).contains(&number));
    }
}
