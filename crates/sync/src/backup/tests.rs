#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn text(kept: Kept, key: RowKey, value: &str) -> Row {
    Row { kept, key, value: RowValue::Text(value.to_owned()) }
}

fn name(name: &str) -> RowKey {
    RowKey::Name(name.to_owned())
}

fn file(rows: &[Row]) -> Vec<u8> {
    let (mut writer, head) = Writer::begin(7);
    let lines: String = rows.iter().map(|row| writer.row(row.clone())).collect();
    (head + &lines + &writer.end()).into_bytes()
}

fn read(file: &[u8], part_bytes: usize) -> Result<(i64, Vec<Row>), BackupError> {
    let (mut reader, mut rows) = (Reader::default(), Vec::new());
    for part in file.chunks(part_bytes) {
        reader.read(part, &mut |row| {
            rows.push(row);
            Ok(())
        })?;
    }
    Ok((reader.finish()?, rows))
}

fn rows() -> Vec<Row> {
    vec![
        text(Kept::Settings, name("language"), "zh"),
        text(Kept::Leaves, RowKey::Place("aa".to_owned(), 0), "first\nline\n"),
        Row {
            kept: Kept::Blobs,
            key: RowKey::Part("aa".to_owned(), "bb".to_owned()),
            value: RowValue::Bytes((0..=255).collect()),
        },
    ]
}

#[test]
fn s23_a_backup_is_written_and_read_line_by_line() {
    let whole = file(&rows());
    for part_bytes in [1, 7, 64, whole.len()] {
        assert_eq!(read(&whole, part_bytes), Ok((7, rows())));
    }
    let lines: Vec<_> = std::str::from_utf8(&whole).unwrap().lines().collect();
    assert_eq!(lines[0], r#"{"format":"jiannuo-backup","version":1,"made_ms":7}"#);
    assert_eq!(lines[1], r#"{"kept":"settings","key":"language","text":"zh"}"#);
    assert_eq!(lines[2], r#"{"kept":"leaves","key":["aa",0],"text":"first\nline\n"}"#);
    assert!(lines[4].starts_with(r#"{"rows":3,"sha256":""#));
}

#[test]
fn s23_what_is_damaged_newer_or_something_else_is_refused() {
    let whole = file(&rows());
    for (place, byte) in whole.iter().enumerate() {
        let mut changed = whole.clone();
        changed[place] = if *byte == b'x' { b'y' } else { b'x' };
        assert!(read(&changed, 64).is_err(), "byte {place}");
        assert!(read(&whole[..place], 64).is_err(), "cut at {place}");
    }
    assert_eq!(read(&whole[..whole.len() - 30], 64), Err(BackupError::Damaged));
    assert_eq!(read(&[&whole[..], &whole[..]].concat(), 64), Err(BackupError::Damaged));
    let newer = String::from_utf8(whole).unwrap().replace("\"version\":1", "\"version\":2");
    assert_eq!(read(newer.as_bytes(), 64), Err(BackupError::Newer { version: 2 }));
    for other in ["", "{}\n", "承诺人,承诺内容\n", "{\"format\":\"other\",\"version\":1,\"made_ms\":1}\n", "\u{0}\u{1}"]
    {
        assert_eq!(read(other.as_bytes(), 64), Err(BackupError::NotABackup), "{other:?}");
    }
    assert_eq!(read(&vec![b'x'; MAX_LINE_BYTES + 1], 1 << 20), Err(BackupError::NotABackup));
}

#[test]
fn s23_rows_that_no_device_keeps_and_logs_with_gaps_are_refused() {
    let taken = |rows: Vec<Row>| {
        let mut contents = Contents::default();
        rows.into_iter().try_for_each(|row| contents.take(row)).and_then(|()| contents.check())
    };
    let leaf = |place| text(Kept::Leaves, RowKey::Place("aa".to_owned(), place), "no leaf\n");
    assert_eq!(
        taken(vec![text(Kept::Settings, name("a"), "1"), text(Kept::Settings, name("a"), "2")]),
        Err(BackupError::Damaged)
    );
    assert_eq!(taken(vec![text(Kept::Leaves, name("a"), "1")]), Err(BackupError::Damaged));
    assert_eq!(taken(vec![leaf(0)]), Err(BackupError::Damaged));
    let item = text(Kept::Outbox, RowKey::Part("aa".to_owned(), "bb".to_owned()), "{}");
    assert_eq!(taken(vec![item]), Err(BackupError::Damaged));
    assert_eq!(taken(vec![text(Kept::Settings, name("a"), "1")]), Ok(()));
}

#[test]
fn s23_a_device_takes_what_it_does_not_have_and_nothing_older() {
    let mut log = Contents::default();
    for (place, leaf) in ["first\n", "second\n", "third\n"].into_iter().enumerate() {
        log.take(text(Kept::Leaves, RowKey::Place("aa".to_owned(), place as u64), leaf)).unwrap();
    }
    let log = &log.logs["aa"];
    let held = |leaves: &[&str]| leaves.iter().map(|leaf| (*leaf).to_owned()).collect::<Vec<_>>();
    assert_eq!(log.offer(&[]), Offer::More(vec!["first\n", "second\n", "third\n"]));
    assert_eq!(log.offer(&held(&["first\n"])), Offer::More(vec!["second\n", "third\n"]));
    assert_eq!(log.offer(&held(&["first\n", "second\n", "third\n"])), Offer::Nothing);
    assert_eq!(log.offer(&held(&["first\n", "second\n", "third\n", "fourth\n"])), Offer::Nothing);
    assert_eq!(log.offer(&held(&["first\n", "other\n"])), Offer::Other);
}

proptest! {
    #[test]
    fn s23_any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200), part_bytes in 1_usize..50) {
        let _ = read(&bytes, part_bytes);
    }
}
