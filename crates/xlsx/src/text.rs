//! Words inside XML, and how wide they are.

/// Code units of UTF-16 that a cell may hold: what spreadsheet programs take.
const MAX_CELL_UNITS: usize = 32_767;

/// Says that a cell was cut.
const CUT: char = '…';

/// Words as the content of an element or an attribute: what XML cannot hold is replaced, what programs would take for a
/// character by its number (`_x0041_`) is kept from being one, and more than a cell holds is cut.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut units, is_long) = (0, text.encode_utf16().count() > MAX_CELL_UNITS);
    for (at, sign) in text.char_indices() {
        units += sign.len_utf16();
        if is_long && units >= MAX_CELL_UNITS {
            out.push(CUT);
            break;
        }
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '_' if is_number_of_character(text.get(at..).unwrap_or_default()) => out.push_str("_x005F_"),
            '\t' | '\n' => out.push(sign),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(sign),
        }
    }
    out
}

/// `_xHHHH_`: how the format writes a character by its number.
fn is_number_of_character(text: &str) -> bool {
    let Some(digits) = text.strip_prefix("_x").and_then(|rest| rest.split_once('_')).map(|(digits, _)| digits) else {
        return false;
    };
    digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// How wide words are, in digits: Chinese characters and full-width signs are as wide as two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|sign| if sign < '\u{1100}' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(escaped("a<b>&\"\r\n\u{1}"), "a&lt;b&gt;&amp;&quot;&#13;\n\u{fffd}");
        assert_eq!(escaped("_x0041_ _x41_ _y"), "_x005F_x0041_ _x41_ _y");
    }

    #[test]
    fn a_cell_that_is_too_long_is_cut_and_says_so() {
        let fits = "长".repeat(MAX_CELL_UNITS);
        assert_eq!(escaped(&fits), fits);
        let cut = escaped(&format!("{fits}出"));
        assert_eq!(cut.chars().count(), MAX_CELL_UNITS);
        assert!(cut.ends_with(CUT));
    }
}
