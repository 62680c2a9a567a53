//! A row of a ledger of service points.

use super::RowWarningCode;
use super::columns::Column;
use super::cursor::folded;
use super::question::Unclear;
use super::row::Row;
use crate::hours::{Hours, written};
use crate::words::{Level, PointWords};

/// What offices call the levels, whole cells.
const LEVELS: [(Level, &[&str]); 5] = [
    (
        Level::County,
        &["县级", "县", "县区", "区县", "区级", "区", "市级", "市", "地市", "州", "旗县", "county", "prefecture"],
    ),
    (Level::Township, &["镇级", "镇", "乡镇", "乡级", "乡", "街道", "镇街", "乡镇街道", "township"]),
    (Level::Village, &["村级", "村", "社区", "村社区", "社区级", "village", "community"]),
    (Level::Group, &["组级", "组", "村民小组", "网格", "便民点", "代办点", "group"]),
    (Level::Unit, &["单位", "部门", "机关", "其他", "unit"]),
];

/// Reads a row.
pub(super) fn read(row: &mut Row<'_>) -> PointWords {
    let name = row.require(Column::Name);
    let level = level(row);
    let (hours, hours_written) = hours(row);
    let region = row.take(Column::Region);
    // Some lists give the village and no house: that is where it is.
    let address = row.take(Column::Address).or(region);
    let address = address.unwrap_or_else(|| row.require(Column::Address));
    PointWords {
        phone: row.take(Column::Phone),
        services: row.take(Column::Services),
        hours_written,
        ..PointWords::new(name, level, address, hours)
    }
}

/// The level that the row names, or a village's.
pub(super) fn level(row: &mut Row<'_>) -> Level {
    let Some(cell) = row.take(Column::Level) else {
        row.warn(Column::Level, RowWarningCode::KindAssumed);
        return Level::Village;
    };
    let meant = folded(&row.answered(Column::Level, &cell));
    let known = LEVELS.iter().find(|(_, names)| names.contains(&meant.as_str())).map(|(level, _)| *level);
    known.unwrap_or_else(|| {
        row.warn(Column::Level, RowWarningCode::KindAssumed);
        let names = LEVELS.iter().filter_map(|(_, names)| names.first());
        row.ask(Column::Level, &cell, Unclear::Choice, names.map(|name| (*name).to_owned()).collect());
        Level::Village
    })
}

/// The hours; those that are not clear stay as they are written.
fn hours(row: &mut Row<'_>) -> (Hours, Option<String>) {
    let Some(cell) = row.take(Column::Hours) else { return (Hours::default(), None) };
    match written::read(&row.answered(Column::Hours, &cell)) {
        Ok(hours) => (hours, None),
        Err(unclear) => {
            row.warn(Column::Hours, RowWarningCode::HoursNotUnderstood);
            row.ask(Column::Hours, &cell, Unclear::Hours(unclear), written::suggestions(&cell));
            (Hours::default(), Some(cell))
        }
    }
}
