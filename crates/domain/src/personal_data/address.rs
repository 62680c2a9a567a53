//! Addresses that lead to a door: a house number in a street or village, a flat in a building.
//!
//! Two shapes are looked for. A street, lane, village or estate with a house number: "…路12号". And a chain of at least
//! two units that get smaller, the last of which is a door or a staircase: "3组12号", "5栋2单元301室". The name in front
//! stays, the numbers go. Roads, villages and groups by themselves are where public works happen and are no personal
//! data; neither is the address of a public office, nor "3号线", "第3组织" or "15000米".

use std::ops::Range;

use super::digits::{digit, touches_mask};
use super::{Finding, Kind};

/// Digits of a number in an address: room 12345 is the longest.
const MAX_NUMBER_DIGITS: usize = 5;
/// How far behind an address the name of the office is looked for that has it.
const OFFICE_NAME_CHARACTERS: usize = 12;
/// What takes the place of the numbers.
const MASK: &str = "***";

/// A kind of unit in an address, the larger before the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    /// A lane or a village's group.
    Group,
    /// A house number, a compound.
    House,
    /// A building.
    Building,
    /// A staircase.
    Staircase,
    /// A floor.
    Floor,
    /// A flat, a room, a door.
    Door,
}

/// How units are written; what begins the same way stands with the longest first.
const UNITS: [(&str, Unit); 18] = [
    ("号楼", Unit::Building),
    ("号院", Unit::House),
    ("号", Unit::House),
    ("村民组", Unit::Group),
    ("小组", Unit::Group),
    ("组", Unit::Group),
    ("社", Unit::Group),
    ("队", Unit::Group),
    ("弄", Unit::Group),
    ("巷", Unit::Group),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Staircase),
    ("楼", Unit::Floor),
    ("层", Unit::Floor),
    ("室", Unit::Door),
    ("房", Unit::Door),
];

/// What follows a unit when it is no address: bus and metro lines, documents, windows, works, dates, rooms' insides.
const NOT_AN_ADDRESS: [&str; 43] = [
    "线", "令", "文", "召", "码", "称", "角", "窗", "工", "桥", "井", "泵", "站", "闸", "机", "台", "厅", "馆", "渠",
    "塘", "坝", "公", "通", "门", "前", "起", "至", "到", "开", "之前", "织", "长", "员", "成", "建", "合", "装", "件",
    "团", "会", "内", "外", "以",
];

/// What a street, lane, village or estate ends in.
const NAMED_PLACES: [&str; 17] = [
    "路", "街", "巷", "弄", "大道", "胡同", "村", "屯", "庄", "小区", "花园", "公寓", "大院", "新村", "家园", "苑",
    "坊",
];

/// Names of public offices, whose addresses are public.
const OFFICES: [&str; 16] = [
    "政府",
    "办事处",
    "服务中心",
    "服务站",
    "服务点",
    "服务大厅",
    "政务",
    "村委会",
    "居委会",
    "派出所",
    "卫生院",
    "医院",
    "学校",
    "市民之家",
    "办公室",
    "党群",
];

/// Every address of the two shapes within a part of the text, in order and without overlaps.
pub(super) fn find(text: &str, part: Range<usize>) -> Vec<Finding> {
    let offset = part.start;
    let text = text.get(part).unwrap_or_default();
    let mut found = Vec::new();
    let mut next = 0;
    let mut previous = None;
    for (start, character) in text.char_indices() {
        let begins_number = numeral(character) && !previous.is_some_and(numeral);
        previous = Some(character);
        if start < next || !begins_number {
            continue;
        }
        if let Some(chain) = chain_at(text, start) {
            next = chain.end;
            if is_door(text, start, &chain) && !belongs_to_office(text, chain.end) {
                let range = offset + start..offset + chain.end;
                found.push(Finding { kind: Kind::Address, range, masked: MASK.to_owned() });
            }
        }
    }
    found
}

/// Units that follow one another and get smaller.
struct Chain {
    units: usize,
    last: Unit,
    end: usize,
}

fn chain_at(text: &str, start: usize) -> Option<Chain> {
    let (mut last, mut end) = unit_at(text, start)?;
    let mut units = 1;
    while let Some((unit, unit_end)) = unit_at(text, skip_spaces(text, end)) {
        // A house number after a group, a building or a staircase is a door: "3组12号", "5栋3号".
        let unit = if unit == Unit::House && last > Unit::House { Unit::Door } else { unit };
        if unit <= last {
            break;
        }
        (last, end, units) = (unit, unit_end, units + 1);
    }
    let may_end_bare = matches!(last, Unit::Building | Unit::Staircase);
    if let Some(bare) = bare_door_at(text, end).filter(|_| may_end_bare) {
        (last, end, units) = (Unit::Door, bare, units + 1);
    }
    Some(Chain { units, last, end })
}

/// A number and its unit, unless what follows shows that no address is meant.
fn unit_at(text: &str, start: usize) -> Option<(Unit, usize)> {
    let number = number_at(text, start)?;
    let rest = text.get(number.end..)?;
    let (written, unit) = UNITS.iter().find(|(written, _)| rest.starts_with(written))?;
    let end = number.end + written.len();
    let after = text.get(end..)?;
    let is_something_else = NOT_AN_ADDRESS.iter().any(|word| after.starts_with(word));
    (!is_something_else).then_some((*unit, end))
}

/// A room number without its word, as in "5栋2单元301".
fn bare_door_at(text: &str, start: usize) -> Option<usize> {
    let number = number_at(text, skip_spaces(text, start))?;
    let digits = text.get(number.clone())?.chars().filter(|character| digit(*character).is_some()).count();
    let after = text.get(number.end..)?.chars().next();
    let stands_alone = after.is_none_or(|next| !next.is_alphanumeric());
    ((3..=4).contains(&digits) && stands_alone).then_some(number.end)
}

/// "12", "１２", "十二", "12-3", "12附3", "3A", and not what a mask left.
fn number_at(text: &str, start: usize) -> Option<Range<usize>> {
    let mut end = numerals_from(text, start)?;
    for joint in ["-", "－", "之", "附"] {
        let after_joint = text.get(end..).and_then(|rest| rest.strip_prefix(joint)).map(|_| end + joint.len());
        if let Some(further) = after_joint.and_then(|after| numerals_from(text, after)) {
            end = further;
            break;
        }
    }
    let letter = text.get(end..)?.chars().next().filter(char::is_ascii_alphabetic);
    end += letter.map_or(0, char::len_utf8);
    (!touches_mask(text, &(start..end))).then_some(start..end)
}

fn numerals_from(text: &str, start: usize) -> Option<usize> {
    let numerals: Vec<char> =
        text.get(start..)?.chars().take(MAX_NUMBER_DIGITS + 1).take_while(|c| numeral(*c)).collect();
    let fits = !numerals.is_empty() && numerals.len() <= MAX_NUMBER_DIGITS;
    fits.then(|| start + numerals.iter().map(|character| character.len_utf8()).sum::<usize>())
}

fn numeral(character: char) -> bool {
    digit(character).is_some() || "〇零一二三四五六七八九十百".contains(character)
}

fn skip_spaces(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    text.len() - rest.trim_start_matches([' ', '\u{3000}']).len()
}

/// Deep enough to be somebody's door.
fn is_door(text: &str, start: usize, chain: &Chain) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\u{3000}', '第']);
    let counted = text.get(..start).is_some_and(|before| before.ends_with(['第', '月', '年']));
    if counted {
        return false;
    }
    let in_named_place = NAMED_PLACES.iter().any(|place| before.ends_with(place));
    match chain.units {
        0 => false,
        1 => in_named_place && chain.last == Unit::House,
        _ => chain.last >= Unit::House && chain.last != Unit::Floor && chain.last != Unit::Building,
    }
}

/// The name of a public office follows without a stop.
fn belongs_to_office(text: &str, end: usize) -> bool {
    let within_name = |character: &char| character.is_alphanumeric() && !numeral(*character);
    let after = text.get(end..).unwrap_or_default();
    let after = after.strip_prefix(['“', '「', '（', '(']).unwrap_or(after);
    let name: String = after.chars().take(OFFICE_NAME_CHARACTERS).take_while(within_name).collect();
    OFFICES.iter().any(|office| name.contains(office))
}
