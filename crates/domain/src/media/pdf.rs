//! Whether a PDF does more than show pages (spec rule D9).
//!
//! Looked for are the names by which a PDF says that it runs, sends, starts or carries something (ISO 32000-2, 12.6 and
//! 7.11.4), written plainly or with `#` escapes, in the file's objects and in its Flate-compressed object streams.
//!
//! What this does not see: names inside other compressed streams (there they are content, not objects), and what a reader
//! makes of a file that is not a PDF by its own grammar. A file that hides its objects, by encryption, by another filter or
//! by compressing more than a bound, is not called clean. A page that is opened at first (`/OpenAction` with a destination)
//! is what office programs write into every PDF, and does nothing.

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// Bytes that one object stream may hold: it has about 100 objects of 200 bytes; 4 MiB is a hundred times as many.
const MAX_OBJECTS_BYTES: usize = 4 * 1024 * 1024;
/// Bytes that all object streams of a file may hold: four of the longest.
const MAX_ALL_OBJECTS_BYTES: usize = 4 * MAX_OBJECTS_BYTES;

/// Long enough to be told from chance wherever they stand, compressed streams included: eight letters are met by
/// chance in 4 MiB once in 2^64 / 2^22 files.
const NAMES_ANYWHERE: [&[u8]; 9] = [
    b"JavaScript",
    b"Launch",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"SubmitForm",
    b"ImportData",
    b"Rendition",
    b"GoToE",
];
/// Short ones mean something among objects only.
const NAMES_AMONG_OBJECTS: [&[u8]; 4] = [b"JS", b"AA", b"XFA", b"Encrypt"];

/// Whether a PDF runs, sends, starts or carries something, or hides whether it does.
pub(super) fn does_more_than_show(bytes: &[u8]) -> bool {
    let mut left = MAX_ALL_OBJECTS_BYTES;
    let mut rest = bytes;
    loop {
        let (objects, stream) = up_to_stream(rest);
        if names(objects).any(|name| is_active_among_objects(&name)) {
            return true;
        }
        let Some(stream) = stream else { return false };
        let (content, after) = up_to_end(stream);
        // A reader may see no stream where this sees one: what is certain by itself is looked for there too.
        if names(content).any(|name| NAMES_ANYWHERE.contains(&name.text.as_slice())) {
            return true;
        }
        if holds_objects(objects) {
            let Some(inside) = inflated(objects, content, left) else { return true };
            if names(&inside).any(|name| is_active_among_objects(&name)) {
                return true;
            }
            left = left.saturating_sub(inside.len());
        }
        rest = after;
    }
}

fn is_active_among_objects(name: &Name<'_>) -> bool {
    let text = name.text.as_slice();
    NAMES_ANYWHERE.contains(&text)
        || NAMES_AMONG_OBJECTS.contains(&text)
        || text == b"OpenAction" && !name.rest.trim_ascii_start().starts_with(b"[")
}

/// What stands before the next stream, and the stream with everything after it.
fn up_to_stream(bytes: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut from = 0;
    while let Some(at) = find(bytes.get(from..).unwrap_or_default(), b"stream").map(|at| at + from) {
        let (before, after) = (bytes.get(..at).unwrap_or_default(), bytes.get(at + 6..).unwrap_or_default());
        // The word of the grammar ends a dictionary and a line; others are somebody's text.
        if before.trim_ascii_end().ends_with(b">>") && after.first().is_some_and(|next| matches!(next, b'\r' | b'\n')) {
            let after = after.strip_prefix(b"\r").unwrap_or(after);
            return (before, Some(after.strip_prefix(b"\n").unwrap_or(after)));
        }
        from = at + 6;
    }
    (bytes, None)
}

/// The content of a stream, and what stands after it.
fn up_to_end(stream: &[u8]) -> (&[u8], &[u8]) {
    find(stream, b"endstream").map_or((stream, &[][..]), |at| stream.split_at(at))
}

/// Whether the dictionary before a stream says that objects are in it. Looked at is what follows the last `obj`.
fn holds_objects(before: &[u8]) -> bool {
    names(dictionary(before)).any(|name| name.text == b"ObjStm")
}

fn dictionary(before: &[u8]) -> &[u8] {
    let start = before.windows(4).rposition(|part| part == b" obj").unwrap_or_default();
    before.get(start..).unwrap_or_default()
}

/// What a stream of objects holds; nothing when that cannot be told.
fn inflated(before: &[u8], content: &[u8], left: usize) -> Option<Vec<u8>> {
    let names: Vec<_> = names(dictionary(before)).map(|name| name.text).collect();
    if !names.iter().any(|name| name == b"Filter") {
        return Some(content.to_vec());
    }
    let filters = names.iter().filter(|name| name.ends_with(b"Decode") || name.as_slice() == b"Fl");
    let is_flate_alone = filters.clone().count() == 1 && filters.clone().any(|name| name == b"FlateDecode");
    let is_predicted = names.iter().any(|name| name == b"DecodeParms");
    if !is_flate_alone || is_predicted {
        return None;
    }
    decompress_to_vec_zlib_with_limit(content, MAX_OBJECTS_BYTES.min(left)).ok()
}

/// A name and what follows it.
struct Name<'a> {
    text: Vec<u8>,
    rest: &'a [u8],
}

/// The names in a text, with their `#` escapes undone.
fn names(bytes: &[u8]) -> impl Iterator<Item = Name<'_>> {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at + 1);
    starts.map(move |at| {
        let from = bytes.get(at..).unwrap_or_default();
        // The longest name that is looked for has 13 letters, with every one escaped three times as many.
        let window = from.get(..40).unwrap_or(from);
        let length = window.iter().position(|byte| ends_name(*byte)).unwrap_or(window.len());
        let (name, _) = window.split_at(length);
        Name { text: unescaped(name), rest: from.get(length..).unwrap_or_default() }
    })
}

/// White space and the delimiters of ISO 32000-2, 7.2.3.
const fn ends_name(byte: u8) -> bool {
    matches!(
        byte,
        0 | b'\t' | b'\n' | 12 | b'\r' | b' ' | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

fn unescaped(name: &[u8]) -> Vec<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut text = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let escaped = match (first, after) {
            (b'#', [high, low, after @ ..]) => digit(high).zip(digit(low)).map(|(high, low)| (high << 4 | low, after)),
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((*first, after));
        text.push(byte);
        rest = after;
    }
    text
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    fn paper(objects: &str) -> Vec<u8> {
        let head = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R";
        let rest = ">>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n";
        format!("{head} {objects} {rest}trailer\n<< /Root 1 0 R >>\n%%EOF\n").into_bytes()
    }

    fn with_stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
        let mut bytes = paper("");
        bytes.extend(format!("3 0 obj\n<< {dictionary} /Length {} >>\nstream\r\n", content.len()).into_bytes());
        bytes.extend(content);
        bytes.extend(b"\nendstream\nendobj\n");
        bytes
    }

    #[test]
    fn d9_a_paper_that_shows_pages_is_taken() {
        for objects in
            ["", "/OpenAction [2 0 R /XYZ null null 0]", "/Lang (zh-CN) /Title (JS /A A)", "/JSONish 1 /AAB 2"]
        {
            assert!(!does_more_than_show(&paper(objects)), "{objects}");
        }
        let picture: Vec<u8> = b"\xff\xd8/JS /AA \x00 stream\n".repeat(10);
        assert!(!does_more_than_show(&with_stream("/Type /XObject /Filter /DCTDecode", &picture)));
        let objects = compress_to_vec_zlib(b"4 0 5 20 << /Type /Page >> << /Type /Font >>", 6);
        assert!(!does_more_than_show(&with_stream("/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode", &objects)));
    }

    #[test]
    fn d9_a_paper_that_runs_sends_starts_or_carries_something_is_not() {
        let active = [
            "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
            "/OpenAction 5 0 R",
            "/AA << /O 5 0 R >>",
            "/A << /S /J#61vaScript >>",
            "/A<</S/#4a#61#76#61#53#63#72#69#70#74>>",
            "/JS(1)",
            "/A << /S /Launch /F (cmd.exe) >>",
            "/Names << /EmbeddedFiles 6 0 R >>",
            "/Type /EmbeddedFile",
            "/AcroForm << /XFA 7 0 R >>",
            "/Encrypt 8 0 R",
        ];
        for objects in active {
            assert!(does_more_than_show(&paper(objects)), "{objects}");
        }
    }

    #[test]
    fn d9_names_in_compressed_objects_are_seen_and_what_cannot_be_seen_is_not_called_clean() {
        let objects = compress_to_vec_zlib(b"4 0 << /S /J#53 /JS (1) >>", 6);
        assert!(does_more_than_show(&with_stream("/Type /ObjStm /Filter /FlateDecode", &objects)));
        assert!(does_more_than_show(&with_stream("/Type /Obj#53tm /Filter [/FlateDecode]", &objects)));
        assert!(does_more_than_show(&with_stream("/Type /ObjStm", b"4 0 << /JS (1) >>")));
        let clean = compress_to_vec_zlib(b"4 0 << /Type /Page >>", 6);
        assert!(does_more_than_show(&with_stream("/Type /ObjStm /Filter /LZWDecode", &clean)), "another filter");
        assert!(does_more_than_show(&with_stream("/Type /ObjStm /Filter /FlateDecode", b"no zlib")), "damaged");
        let bomb = compress_to_vec_zlib(&vec![b' '; MAX_OBJECTS_BYTES + 1], 9);
        assert!(does_more_than_show(&with_stream("/Type /ObjStm /Filter /FlateDecode", &bomb)), "a bomb");
    }

    #[test]
    fn d9_a_stream_that_a_reader_may_not_see_hides_nothing() {
        assert!(does_more_than_show(&with_stream("/Type /XObject", b"<< /S /JavaScript >>")));
        let mut bytes = b"%PDF-1.7\n% >>stream\n".to_vec();
        bytes.extend(paper("/A << /S /Launch >>"));
        assert!(does_more_than_show(&bytes));
    }

    proptest::proptest! {
        #[test]
        fn d9_any_bytes_are_judged(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2_000)) {
            let mut paper = b"%PDF-1.4\n<< /ObjStm /Filter /FlateDecode >>stream\n".to_vec();
            paper.extend(bytes);
            let _judged = does_more_than_show(&paper);
        }
    }
}
