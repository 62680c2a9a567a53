//! Files to read, and a short way to read them.
#![allow(dead_code, clippy::unwrap_used)]

use std::io::{Cursor, Write as _};

use jiannuo_domain::ledger_import::protocol::{Ask, Reply, Shown};
use jiannuo_domain::ledger_import::{Imported, ImportedPledge, LedgerKind, Settings};
use jiannuo_table_reader::Reader;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

/// How the tests read: on the first day of 2027, by 余望舒.
pub(crate) fn settings(kind: LedgerKind) -> Settings {
    Settings {
        kind,
        today: "2027-01-01".parse().unwrap(),
        own_name: "余望舒".to_owned(),
        without_deadline: "没有写时限".to_owned(),
        columns: None,
        answers: Vec::new(),
        known: std::collections::BTreeSet::new(),
    }
}

/// A workbook with one sheet of texts.
pub(crate) fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), *cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Opens a file and reads its first sheet.
pub(crate) fn open(bytes: &[u8], settings: &Settings) -> (Reader, Shown) {
    let mut reader = Reader::new();
    let opened = reader.answer(Ask::Open, bytes);
    assert!(matches!(opened, Reply::Opened { .. }), "{opened:?}");
    let shown = shown(&mut reader, settings);
    (reader, shown)
}

/// Reads the first sheet.
pub(crate) fn shown(reader: &mut Reader, settings: &Settings) -> Shown {
    match reader.answer(Ask::Read { sheet: 0, settings: Box::new(settings.clone()) }, &[]) {
        Reply::Read(shown) => *shown,
        other => panic!("{other:?}"),
    }
}

/// The pledges of the rows that are shown.
pub(crate) fn pledges(shown: &Shown) -> Vec<ImportedPledge> {
    let pledge = |outcome: &Imported| match outcome {
        Imported::Pledge(pledge) => (**pledge).clone(),
        other => panic!("{other:?}"),
    };
    shown.rows.iter().filter_map(|row| row.outcome.as_ref().ok()).map(pledge).collect()
}

/// An archive of parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file(*name, packed).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A cell of an ODS file: its type, the attribute of its value, and what is shown.
pub(crate) fn open_cell(kind: &str, value: &str, text: &str) -> String {
    let value = if value.is_empty() { String::new() } else { format!(" office:{value}") };
    format!("<table:table-cell office:value-type=\"{kind}\"{value}><text:p>{text}</text:p></table:table-cell>")
}

/// An ODS file with one sheet.
pub(crate) fn open_document(rows: &[&[String]]) -> Vec<u8> {
    let row = |cells: &&[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    open_document_of(&rows.iter().map(row).collect::<String>())
}

/// An ODS file with one sheet of these rows.
pub(crate) fn open_document_of(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"台账\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    archive(&[
        ("mimetype", mimetype),
        (
            "META-INF/manifest.xml",
            b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_bytes()),
    ])
}

/// The same archive with its parts' unpacked sizes told as nothing in its directory.
pub(crate) fn with_declared_sizes_of_nothing(mut bytes: Vec<u8>) -> Vec<u8> {
    const ENTRY: &[u8] = b"PK\x01\x02";
    const SIZE_AT: usize = 24;
    let entries: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(ENTRY)).collect();
    assert!(!entries.is_empty());
    for at in entries {
        bytes[at + SIZE_AT..at + SIZE_AT + 4].fill(0);
    }
    bytes
}

/// A text in GBK.
pub(crate) fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}
