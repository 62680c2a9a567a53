//! What the figures of a table add up to, and where a stated sum says something else. Nothing is changed: a reader is told
//! (spec rule D13).

use crate::quantity::Quantity;
use crate::words::{ColumnRole, RowRole, RowWords, TableWords};

/// How a cell says that there is nothing.
const NOTHING: [&str; 7] = ["", "-", "--", "—", "——", "/", "无"];
/// What stands before a sum of money, and behind it.
const BEFORE: [&str; 3] = ["¥", "￥", "人民币"];
const BEHIND: [&str; 1] = ["元"];

/// A place in a table, counted from 0, where something is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// What is there.
    pub what: Found,
}

/// What is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A column of figures holds something that is none.
    NotANumber,
    /// A stated sum differs from what the rows add up to.
    SumDiffers {
        /// What is stated.
        stated: Quantity,
        /// What they add up to.
        computed: Quantity,
    },
    /// A stated sum is smaller than one of its own items.
    SmallerThanItem {
        /// What is stated.
        stated: Quantity,
        /// The largest item.
        largest: Quantity,
    },
    /// A balance is not what the row before, income and spending leave.
    BalanceBreaks {
        /// What is stated.
        stated: Quantity,
        /// What would be left.
        computed: Quantity,
    },
}

/// A figure as people write it; `Ok(None)` where the cell says that there is none, `Err` where it says something else.
pub fn figure(cell: &str) -> Result<Option<Quantity>, NoFigure> {
    let folded: String = cell.chars().filter_map(folded).collect();
    if NOTHING.contains(&folded.as_str()) {
        return Ok(None);
    }
    let text = BEFORE.iter().find_map(|sign| folded.strip_prefix(sign)).unwrap_or(&folded);
    let text = BEHIND.iter().find_map(|sign| text.strip_suffix(sign)).unwrap_or(text);
    // Accountants write what is owed in parentheses.
    let (text, is_owed) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (inside, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let plain = without_thousands(text).ok_or(NoFigure)?;
    let amount: Quantity = plain.parse().map_err(|_| NoFigure)?;
    if is_owed { Quantity::ZERO.checked_sub(amount).map(Some).ok_or(NoFigure) } else { Ok(Some(amount)) }
}

/// A cell that is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a figure")]
pub struct NoFigure;

/// A character in its plain form; white space is left out.
fn folded(letter: char) -> Option<char> {
    match letter {
        '０'..='９' | '．' | '－' | '（' | '）' | '，' | '＋' | '％' => {
            char::from_u32(u32::from(letter).checked_sub(0xfee0)?)
        }
        '−' => Some('-'),
        _ if letter.is_whitespace() => None,
        _ => Some(letter),
    }
}

/// Digits without the commas between thousands; nothing where commas stand elsewhere.
fn without_thousands(text: &str) -> Option<String> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let groups: Vec<_> = whole.trim_start_matches('-').split(',').collect();
    let fits = groups.len() == 1
        || (groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3)
            && !text.split_once('.').is_some_and(|(_, places)| places.contains(',')));
    fits.then(|| text.replace(',', ""))
}

fn cell(row: &RowWords, column: usize) -> Option<Quantity> {
    row.cells.get(column).and_then(|cell| figure(cell).ok().flatten())
}

const fn adds_up(role: ColumnRole) -> bool {
    matches!(role, ColumnRole::Income | ColumnRole::Spending | ColumnRole::Amount)
}

/// For each column the sum of its items; nothing for columns that do not add up.
pub fn sums(table: &TableWords) -> Vec<Option<Quantity>> {
    let items = || table.rows.iter().filter(|row| row.role == RowRole::Item);
    let sum = |column| Quantity::total(items().filter_map(|row| cell(row, column)));
    table.columns.iter().enumerate().map(|(index, column)| adds_up(column.role).then(|| sum(index))).collect()
}

/// Whether a table states what all of it adds up to.
pub fn has_total(table: &TableWords) -> bool {
    table.rows.iter().any(|row| row.role == RowRole::Total)
}

/// Everything in a table that is to be looked at, row by row.
pub fn findings(table: &TableWords) -> Vec<Finding> {
    let mut all = Vec::new();
    for (column, described) in table.columns.iter().enumerate() {
        if described.role == ColumnRole::Text {
            continue;
        }
        let wrong = |(_, row): &(usize, &RowWords)| row.cells.get(column).is_some_and(|cell| figure(cell).is_err());
        let not_numbers = table.rows.iter().enumerate().filter(wrong);
        all.extend(not_numbers.map(|(row, _)| Finding { row, column, what: Found::NotANumber }));
        match described.role {
            ColumnRole::Balance => carried(table, column, &mut all),
            _ => summed(table, column, &mut all),
        }
    }
    all.sort_by_key(|finding| (finding.row, finding.column));
    all
}

/// Items since the last subtotal, and since the last total.
#[derive(Default)]
struct Running {
    part: Vec<Quantity>,
    whole: Vec<Quantity>,
}

fn summed(table: &TableWords, column: usize, all: &mut Vec<Finding>) {
    let mut running = Running::default();
    for (row, told) in table.rows.iter().enumerate() {
        let Some(stated) = cell(told, column) else {
            if told.role != RowRole::Item {
                running.part.clear();
            }
            continue;
        };
        let items = match told.role {
            RowRole::Item => {
                running.part.push(stated);
                running.whole.push(stated);
                continue;
            }
            RowRole::Subtotal => std::mem::take(&mut running.part),
            RowRole::Total => {
                running.part.clear();
                std::mem::take(&mut running.whole)
            }
        };
        all.extend(compared(stated, &items).map(|what| Finding { row, column, what }));
    }
}

/// What a stated sum leaves to be said beside its items; nothing of a sum of nothing.
fn compared(stated: Quantity, items: &[Quantity]) -> Option<Found> {
    let largest = *items.iter().max()?;
    let computed = Quantity::total(items.iter().copied());
    let only_gains = items.iter().all(|item| *item >= Quantity::ZERO);
    if only_gains && stated < largest {
        Some(Found::SmallerThanItem { stated, largest })
    } else {
        (stated != computed).then_some(Found::SumDiffers { stated, computed })
    }
}

/// A balance goes on from the row before; a row of sums repeats the last one.
fn carried(table: &TableWords, column: usize, all: &mut Vec<Finding>) {
    let of_role = |row: &RowWords, role| {
        let columns = table.columns.iter().enumerate().filter(move |(_, column)| column.role == role);
        Quantity::total(columns.filter_map(|(index, _)| cell(row, index)))
    };
    let mut before: Option<Quantity> = None;
    for (row, told) in table.rows.iter().enumerate() {
        let moved = match told.role {
            RowRole::Item => of_role(told, ColumnRole::Income).checked_sub(of_role(told, ColumnRole::Spending)),
            RowRole::Subtotal | RowRole::Total => Some(Quantity::ZERO),
        };
        let computed = before.zip(moved).and_then(|(before, moved)| before.checked_add(moved));
        match (cell(told, column), computed) {
            (Some(stated), Some(computed)) if stated != computed => {
                all.push(Finding { row, column, what: Found::BalanceBreaks { stated, computed } });
                before = Some(stated);
            }
            (Some(stated), _) => before = Some(stated),
            // A row without a balance leaves what it leaves.
            (None, computed) => before = computed,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::words::ColumnWords;

    fn table(roles: &[ColumnRole], rows: &[(RowRole, &[&str])]) -> TableWords {
        let columns = roles.iter().map(|role| ColumnWords { head: format!("{role:?}"), role: *role }).collect();
        let row = |(role, cells): &(RowRole, &[&str])| RowWords {
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            role: *role,
        };
        TableWords { columns, rows: rows.iter().map(row).collect(), ..TableWords::default() }
    }

    fn amount(written: &str) -> Quantity {
        written.parse().unwrap()
    }

    const TWO: [ColumnRole; 2] = [ColumnRole::Text, ColumnRole::Amount];
    use RowRole::{Item, Subtotal, Total};

    #[test]
    fn d13_figures_are_read_as_people_write_them() {
        for (written, read) in [
            ("1,234.50", Some("1234.5")),
            ("１２３．５", Some("123.5")),
            ("¥ 3,000 元", Some("3000")),
            ("(2.01)", Some("-2.01")),
            ("−7", Some("-7")),
            ("+2.01", Some("2.01")),
            ("—", None),
            ("", None),
            ("无", None),
        ] {
            assert_eq!(figure(written), Ok(read.map(amount)), "{written}");
        }
        for written in ["约10", "42.02%", "1,23", "12,3456", "2000多", "16件", "0.0001"] {
            assert_eq!(figure(written), Err(NoFigure), "{written}");
        }
    }

    #[test]
    fn d13_a_stated_total_that_differs_from_the_sum_is_pointed_out() {
        let good = table(&TWO, &[(Item, &["甲", "43"]), (Item, &["乙", "144"]), (Total, &["合计", "187"])]);
        assert_eq!(findings(&good), []);
        let bad = table(&TWO, &[(Item, &["甲", "43"]), (Item, &["乙", "144"]), (Total, &["合计", "188"])]);
        let what = Found::SumDiffers { stated: amount("188"), computed: amount("187") };
        assert_eq!(findings(&bad), [Finding { row: 2, column: 1, what }]);
    }

    #[test]
    fn d13_a_total_smaller_than_its_largest_item_is_pointed_out() {
        let bad = table(&TWO, &[(Item, &["甲", "4,295"]), (Item, &["乙", "24"]), (Total, &["合计", "2228"])]);
        let what = Found::SmallerThanItem { stated: amount("2228"), largest: amount("4295") };
        assert_eq!(findings(&bad), [Finding { row: 2, column: 1, what }]);
        let repaid = table(&TWO, &[(Item, &["甲", "10"]), (Item, &["退回", "-4"]), (Total, &["合计", "6"])]);
        assert_eq!(findings(&repaid), [], "what was paid back makes a sum smaller");
    }

    #[test]
    fn d13_subtotals_add_up_their_own_part() {
        let rows: [(RowRole, &[&str]); 6] = [
            (Item, &["租金", "10"]),
            (Item, &["补助", "5"]),
            (Subtotal, &["小计", "15"]),
            (Item, &["其他", "2"]),
            (Subtotal, &["小计", "2"]),
            (Total, &["合计", "17"]),
        ];
        assert_eq!(findings(&table(&TWO, &rows)), []);
        assert_eq!(sums(&table(&TWO, &rows)), [None, Some(amount("17"))]);
    }

    #[test]
    fn d13_a_balance_that_does_not_carry_over_is_pointed_out() {
        let roles = [ColumnRole::Text, ColumnRole::Income, ColumnRole::Spending, ColumnRole::Balance];
        let rows: [(RowRole, &[&str]); 5] = [
            (Item, &["上月结余", "", "", "1000"]),
            (Item, &["租金", "500", "", "1500"]),
            (Item, &["电费", "", "120.5", "1379.5"]),
            (Item, &["清淤", "", "300", "1179.5"]),
            (Total, &["合计", "500", "420.5", "1179.5"]),
        ];
        let what = Found::BalanceBreaks { stated: amount("1179.5"), computed: amount("1079.5") };
        assert_eq!(
            findings(&table(&roles, &rows)),
            [Finding { row: 3, column: 3, what }],
            "and not once more in the total"
        );
    }

    #[test]
    fn d13_what_is_no_figure_is_pointed_out_and_left_as_it_is() {
        let odd = table(&TWO, &[(Item, &["甲", "约10"]), (Item, &["乙", "3"]), (Total, &["合计", "3"])]);
        assert_eq!(findings(&odd), [Finding { row: 0, column: 1, what: Found::NotANumber }]);
    }
}
