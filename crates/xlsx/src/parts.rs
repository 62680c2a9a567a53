//! What a workbook consists of beside its sheets: the list of its parts, how they hang together, how cells look.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiannuo_domain::tables::Table;

use super::text::escaped;

/// Characters of a sheet's name: what spreadsheet programs take.
const MAX_NAME_CHARACTERS: usize = 31;

/// What a sheet's name must not hold.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// Begins every part.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The place of a cell's look in the part `styles.xml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Style {
    /// A heading.
    Heading = 1,
    /// Words.
    Text = 2,
    /// A number.
    Number = 3,
    /// A day.
    Day = 4,
}

/// Looks: text format (49) keeps words that begin like a formula words even when somebody edits them.
const STYLES: &str = concat!(
    r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    r#"<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>"#,
    r#"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"#,
    r#"<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#,
    r#"<fill><patternFill patternType="solid"><fgColor rgb="FFE8E8E8"/><bgColor indexed="64"/></patternFill></fill></fills>"#,
    r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
    r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#,
    r#"<cellXfs count="5">"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#,
    r#"<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>"#,
    r#"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>"#,
    r#"<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>"#,
    r#"</cellXfs>"#,
    r#"<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>"#,
    "</styleSheet>",
);

/// The package's own parts, by path.
pub(super) fn all(tables: &[Table]) -> [(&'static str, String); 5] {
    [
        ("[Content_Types].xml", content_types(tables.len())),
        ("_rels/.rels", package_relationships()),
        ("xl/workbook.xml", workbook(tables)),
        ("xl/_rels/workbook.xml.rels", workbook_relationships(tables.len())),
        ("xl/styles.xml", format!("{DECLARATION}{STYLES}")),
    ]
}

/// Where a sheet is; the first is 1.
pub(super) fn sheet_path(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

fn content_types(sheets: usize) -> String {
    const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    let mut text = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}styles+xml\"/>"
    );
    for number in 1..=sheets {
        let path = sheet_path(number);
        // Writing to a string cannot fail.
        let _ = write!(text, "<Override PartName=\"/{path}\" ContentType=\"{TYPES}worksheet+xml\"/>");
    }
    text + "</Types>"
}

const RELATIONSHIPS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
const RELATIONSHIP: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn package_relationships() -> String {
    format!(
        "{DECLARATION}{RELATIONSHIPS}<Relationship Id=\"rId1\" Type=\"{RELATIONSHIP}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn workbook_relationships(sheets: usize) -> String {
    let mut text = format!("{DECLARATION}{RELATIONSHIPS}");
    for number in 1..=sheets {
        let _ = write!(
            text,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATIONSHIP}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    let styles = sheets + 1;
    let _ = write!(text, "<Relationship Id=\"rId{styles}\" Type=\"{RELATIONSHIP}/styles\" Target=\"styles.xml\"/>");
    text + "</Relationships>"
}

fn workbook(tables: &[Table]) -> String {
    let mut text = format!(
        "{DECLARATION}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"{RELATIONSHIP}\"><sheets>"
    );
    for (number, name) in (1..).zip(sheet_names(tables)) {
        let name = escaped(&name);
        let _ = write!(text, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
    }
    text + "</sheets></workbook>"
}

/// A name for each sheet that programs take: short, without signs of addresses, no two alike in any case of letters.
fn sheet_names(tables: &[Table]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |(number, table): (usize, &Table)| {
        let plain: String =
            table.name.chars().filter(|sign| !NOT_IN_NAMES.contains(sign) && !sign.is_control()).collect();
        let plain = plain.trim().trim_matches('\'').trim();
        let short: String =
            if plain.is_empty() { &table.code } else { plain }.chars().take(MAX_NAME_CHARACTERS).collect();
        if !short.is_empty() && taken.insert(short.to_lowercase()) {
            return short;
        }
        let end = format!(" {number}");
        let room = MAX_NAME_CHARACTERS - end.len();
        let numbered = short.chars().take(room).collect::<String>() + &end;
        taken.insert(numbered.to_lowercase());
        numbered
    };
    (1..).zip(tables).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_programs_take() {
        let table = |name: &str| Table { code: "t".to_owned(), name: name.to_owned(), ..Table::default() };
        let long = "承".repeat(40);
        let tables: Vec<_> = ["承诺", "承诺", "a/b:c", "'", "", &long, &long, "A", "a"].map(table).into();
        let names = sheet_names(&tables);
        let thirty_one = "承".repeat(31);
        let twenty_nine = format!("{} 7", "承".repeat(29));
        assert_eq!(names, ["承诺", "承诺 2", "abc", "t", "t 5", &thirty_one, &twenty_nine, "A", "a 9"]);
    }
}
