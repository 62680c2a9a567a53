//! Workbooks of spreadsheet programs: their sheets, hidden ones marked, merged cells spread.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader as _, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};
use jiannuo_domain::ledger_import::protocol::Failure;
use jiannuo_domain::ledger_import::{MAX_COLUMNS, MAX_ROWS_LOOKED_AT, Merge, Sheet, SheetRow};

use crate::values;

/// Sheets of a workbook: a month each for eight years.
pub const MAX_SHEETS: usize = 100;
/// Cells of a row that are looked at: one more than may have headings, so that too many are noticed.
const CELLS_LOOKED_AT: usize = MAX_COLUMNS + 1;
/// What a workbook that asks for a password has instead of a workbook, as its directory writes it.
const ENCRYPTED: &str = "EncryptedPackage";

/// A tab of the workbook: its name, and whether it is hidden.
type Tab = (String, bool);

/// XLSX. Cells come one after another, so that a lonely one at the end of the grid takes no room.
pub(crate) fn office_open(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Failure::Locked,
        _ => Failure::Damaged,
    })?;
    let tabs = tabs(book.sheets_metadata())?;
    let mut sheets = Vec::new();
    for (name, hidden) in tabs {
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut rows = Rows::default();
        let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Failure::Damaged)?;
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| Failure::Damaged)? {
            let (row, column) = cell.get_position();
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let format = format.map(|format| values::code(&format.format_code, format.format_id));
            if !rows.put(row, column, || values::text(&Data::from(cell.get_value().clone()), format)) {
                break;
            }
        }
        sheets.push(rows.sheet(name, hidden, &merges));
    }
    Ok(sheets)
}

/// XLS, of the programs before 2007. The library tells nothing of how cells are shown, here and in ODS.
pub(crate) fn compound(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Failure::Locked,
        _ if is_encrypted(bytes) => Failure::Locked,
        _ => Failure::NotATable,
    })?;
    let tabs = tabs(book.sheets_metadata())?;
    let mut sheets = Vec::new();
    for (name, hidden) in tabs {
        let range = book.worksheet_range(&name).map_err(|_| Failure::Damaged)?;
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheets.push(Sheet { formats_unknown: true, ..Rows::of(&range).sheet(name, hidden, &merges) });
    }
    Ok(sheets)
}

/// ODS. The library tells nothing of merged cells: what they cover is empty.
pub(crate) fn open_document(bytes: &[u8]) -> Result<Vec<Sheet>, Failure> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => Failure::Locked,
        _ => Failure::Damaged,
    })?;
    let tabs = tabs(book.sheets_metadata())?;
    let mut sheets = Vec::new();
    for (name, hidden) in tabs {
        let range = book.worksheet_range(&name).map_err(|_| Failure::Damaged)?;
        sheets.push(Sheet { formats_unknown: true, ..Rows::of(&range).sheet(name, hidden, &[]) });
    }
    Ok(sheets)
}

/// A workbook that asks for a password is a container whose directory names what it holds, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// The tabs that are tables: charts and dialogues are none.
fn tabs(found: &[calamine::Sheet]) -> Result<Vec<Tab>, Failure> {
    if found.len() > MAX_SHEETS {
        return Err(Failure::TooManySheets { sheets: found.len() });
    }
    let tables = found.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(tables.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect())
}

/// Rows as they are found, by their numbers from 0.
#[derive(Default)]
struct Rows(BTreeMap<u32, Vec<String>>);

impl Rows {
    fn of(range: &Range<Data>) -> Self {
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = Self::default();
        for (row, column, value) in range.used_cells() {
            let at =
                |first: u32, place: usize| u32::try_from(place).map_or(u32::MAX, |place| first.saturating_add(place));
            if !rows.put(at(first_row, row), at(first_column, column), || values::text(value, None)) {
                break;
            }
        }
        rows
    }

    /// Puts a text in its place; answers whether there is room for more rows.
    fn put(&mut self, row: u32, column: u32, text: impl FnOnce() -> String) -> bool {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= CELLS_LOOKED_AT {
            return true;
        }
        let text = text();
        if text.trim().is_empty() {
            return true;
        }
        if !self.0.contains_key(&row) && self.0.len() == MAX_ROWS_LOOKED_AT {
            return false;
        }
        let cells = self.0.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
        true
    }

    fn sheet(self, name: String, hidden: bool, merges: &[Dimensions]) -> Sheet {
        let row = |(number, cells)| SheetRow { number: u64::from(number) + 1, cells, ..SheetRow::default() };
        let rows = self.0.into_iter().map(row).collect();
        let mut sheet = Sheet { name, hidden, rows, ends_with_last_cell: true, ..Sheet::default() };
        let place = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        let merges: Vec<Merge> = merges
            .iter()
            .map(|merge| Merge {
                first_row: u64::from(merge.start.0) + 1,
                last_row: u64::from(merge.end.0) + 1,
                first_column: place(merge.start.1),
                last_column: place(merge.end.1),
            })
            .collect();
        sheet.spread(&merges);
        sheet
    }
}
