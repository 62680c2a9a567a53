//! Writes JSON with the fields of each object in the order of RFC 8785: by the UTF-16 units of their names.
//!
//! `serde_json` writes everything in the order in which it comes, in RFC 8785's spelling of texts and integers; at an
//! object's end its fields are put in order where they stand. Most of an organisation's start is this: every statement
//! and body is written back once when it is read. Deliberately absent: fractions, and integers that JavaScript's numbers
//! do not carry exactly; both are refused.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use crate::limits::MAX_EXACT_INTEGER;

/// The text so far, which both the writer and the order of fields need.
struct Text<'a>(&'a RefCell<Vec<u8>>);

impl Write for Text<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Everything comes in pieces of a few bytes: without the loop of the default.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where a field stands in the text.
#[derive(Clone, Copy)]
struct Field {
    begins: usize,
    /// Behind the name's closing quote.
    name_ends: usize,
    ends: usize,
    /// Whether the name's bytes are in the order of its UTF-16 units: ASCII without an escape.
    is_plain: bool,
}

/// Orders the fields of the objects that are open, the outermost first.
struct Order<'a> {
    text: &'a RefCell<Vec<u8>>,
    open: Vec<Vec<Field>>,
}

impl Order<'_> {
    fn at(&self) -> usize {
        self.text.borrow().len()
    }

    /// Puts the fields of an object that has ended in order.
    fn put_in_order(&self, mut fields: Vec<Field>) {
        let mut text = self.text.borrow_mut();
        let order = |one: &Field, other: &Field| by_name(&text, one, other);
        if fields.is_sorted_by(|one, other| order(one, other).is_le()) {
            return;
        }
        let begins = fields.first().map_or(0, |first| first.begins);
        fields.sort_by(order);
        let mut ordered = Vec::with_capacity(text.len() - begins);
        for field in fields {
            if !ordered.is_empty() {
                ordered.push(b',');
            }
            ordered.extend_from_slice(&text[field.begins..field.ends]);
        }
        text.truncate(begins);
        text.append(&mut ordered);
    }
}

/// A field's name as it is written, without its quotes.
fn name<'a>(text: &'a [u8], field: &Field) -> &'a [u8] {
    &text[field.begins + 1..field.name_ends - 1]
}

fn by_name(text: &[u8], one: &Field, other: &Field) -> Ordering {
    let (one_name, other_name) = (name(text, one), name(text, other));
    if one.is_plain && other.is_plain {
        return one_name.cmp(other_name);
    }
    utf16_units(one_name).cmp(&utf16_units(other_name))
}

fn utf16_units(name: &[u8]) -> Vec<u16> {
    let written = [b"\"".as_slice(), name, b"\""].concat();
    serde_json::from_slice::<String>(&written).unwrap_or_default().encode_utf16().collect()
}

fn integer(value: impl TryInto<i64> + Copy) -> io::Result<i64> {
    let exact = value.try_into().ok().filter(|value| (-MAX_EXACT_INTEGER..=MAX_EXACT_INTEGER).contains(value));
    exact.ok_or_else(|| io::Error::other("an integer that JavaScript does not carry exactly"))
}

fn no_fraction<T>() -> io::Result<T> {
    Err(io::Error::other("a number with a fraction"))
}

impl Formatter for Order<'_> {
    fn write_i64<W: ?Sized + Write>(&mut self, writer: &mut W, value: i64) -> io::Result<()> {
        write!(writer, "{}", integer(value)?)
    }

    fn write_u64<W: ?Sized + Write>(&mut self, writer: &mut W, value: u64) -> io::Result<()> {
        write!(writer, "{}", integer(value)?)
    }

    fn write_i128<W: ?Sized + Write>(&mut self, writer: &mut W, value: i128) -> io::Result<()> {
        write!(writer, "{}", integer(value)?)
    }

    fn write_u128<W: ?Sized + Write>(&mut self, writer: &mut W, value: u128) -> io::Result<()> {
        write!(writer, "{}", integer(value)?)
    }

    fn write_f32<W: ?Sized + Write>(&mut self, _writer: &mut W, _value: f32) -> io::Result<()> {
        no_fraction()
    }

    fn write_f64<W: ?Sized + Write>(&mut self, _writer: &mut W, _value: f64) -> io::Result<()> {
        no_fraction()
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open.push(Vec::new());
        writer.write_all(b"{")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        let begins = self.at();
        if let Some(fields) = self.open.last_mut() {
            fields.push(Field { begins, name_ends: begins, ends: begins, is_plain: true });
        }
        Ok(())
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        let text = self.text.borrow();
        if let Some(field) = self.open.last_mut().and_then(|fields| fields.last_mut()) {
            field.name_ends = text.len();
            field.is_plain = name(&text, field).iter().all(|byte| byte.is_ascii() && *byte != b'\\');
        }
        Ok(())
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _writer: &mut W) -> io::Result<()> {
        let at = self.at();
        if let Some(field) = self.open.last_mut().and_then(|fields| fields.last_mut()) {
            field.ends = at;
        }
        Ok(())
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let fields = self.open.pop().unwrap_or_default();
        self.put_in_order(fields);
        writer.write_all(b"}")
    }
}

/// Writes a value.
///
/// # Errors
/// When the value has no such form.
pub(super) fn write<T: Serialize>(value: &T) -> serde_json::Result<String> {
    let text = RefCell::new(Vec::new());
    let order = Order { text: &text, open: Vec::new() };
    value.serialize(&mut Serializer::with_formatter(Text(&text), order))?;
    String::from_utf8(text.into_inner()).map_err(serde::ser::Error::custom)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::*;

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-MAX_EXACT_INTEGER..=MAX_EXACT_INTEGER).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
            ]
        })
    }

    /// Fields in another order than that of their names.
    #[derive(Serialize)]
    struct Unordered {
        v: u8,
        kind: Option<String>,
        list: Vec<Value>,
        at: i64,
        inner: Option<Box<Unordered>>,
    }

    proptest! {
        #[test]
        fn b1_it_writes_what_the_reference_writes(value in value()) {
            prop_assert_eq!(write(&value).unwrap(), serde_json_canonicalizer::to_string(&value).unwrap());
        }

        #[test]
        fn b1_fields_of_structs_are_ordered_as_the_reference_orders_them(
            at in -MAX_EXACT_INTEGER..=MAX_EXACT_INTEGER, kind: Option<String>, list in proptest::collection::vec(value(), 0..3)
        ) {
            let inner = Unordered { v: 1, kind: kind.clone(), list: list.clone(), at, inner: None };
            let value = Unordered { v: 2, kind, list, at, inner: Some(Box::new(inner)) };
            prop_assert_eq!(write(&value).unwrap(), serde_json_canonicalizer::to_string(&value).unwrap());
        }
    }

    #[test]
    fn b1_names_are_ordered_by_utf16_units() {
        // By code points 🦀 would come behind the private character.
        let value = json!({"\u{e000}": 1, "🦀": 2, "é": 3, "a\"": 4, "a": 5, "a!": 6, "\u{1}": 7});
        assert_eq!(write(&value).unwrap(), serde_json_canonicalizer::to_string(&value).unwrap());
        assert!(write(&value).unwrap().ends_with("\"🦀\":2,\"\u{e000}\":1}"));
    }

    #[test]
    fn b1_numbers_are_exact_integers() {
        assert_eq!(write(&json!([0, -5, MAX_EXACT_INTEGER])).unwrap(), "[0,-5,9007199254740991]");
        for number in
            [json!(1.5), json!(1e21), json!(MAX_EXACT_INTEGER + 1), json!(u64::MAX), json!(-MAX_EXACT_INTEGER - 1)]
        {
            assert!(write(&number).is_err(), "{number}");
        }
    }
}
