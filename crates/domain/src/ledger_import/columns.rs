//! What the columns of a ledger are, from how offices head them, in Chinese or English.

use crate::limits::{MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_PLEDGE_CHARACTERS};

/// A column that is imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// Whose row it is.
    Organisation,
    /// Who pledges.
    Pledger,
    /// In what post.
    Post,
    /// The pledge; every ledger needs it.
    Text,
    /// The field of service.
    Field,
    /// What is counted.
    Measure,
    /// How much of it.
    Quantity,
    /// In what unit.
    Unit,
    /// By when.
    Deadline,
    /// Who is responsible.
    Responsible,
    /// For whom.
    Beneficiaries,
    /// The year that deadlines without one are in.
    Year,
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// Its heading as written.
    pub heading: String,
    /// What it is taken for; `None` when it is left aside.
    pub column: Option<Column>,
}

impl Column {
    /// How many characters a cell may have.
    pub(super) fn max_characters(self) -> usize {
        match self {
            Self::Text => MAX_PLEDGE_CHARACTERS,
            Self::Measure | Self::Beneficiaries => MAX_NOTE_CHARACTERS,
            _ => MAX_NAME_CHARACTERS,
        }
    }

    /// Whether "as above" may stand in it: not where each row says something of its own.
    pub(super) fn takes_as_above(self) -> bool {
        !matches!(self, Self::Text | Self::Quantity)
    }
}

/// Headings without brackets, spaces and punctuation, in lower case.
const HEADINGS: [(Column, &[&str]); 12] = [
    (
        Column::Organisation,
        &[
            "组织",
            "组织名称",
            "单位名称",
            "所在单位",
            "所属单位",
            "承诺单位",
            "党组织",
            "党组织名称",
            "党支部",
            "所在支部",
            "所属支部",
            "支部",
            "支部名称",
            "村社区",
            "村",
            "orgname",
            "organisation",
            "organization",
            "org",
        ],
    ),
    (
        Column::Pledger,
        &["承诺人", "姓名", "承诺人姓名", "党员姓名", "承诺党员", "承诺主体", "pledger", "name", "member"],
    ),
    (Column::Post, &["职务", "岗位", "职位", "岗位职务", "职务岗位", "工作岗位", "post", "position"]),
    (
        Column::Text,
        &[
            "承诺内容",
            "承诺事项",
            "承诺",
            "承诺书内容",
            "具体承诺",
            "具体承诺内容",
            "公开承诺内容",
            "公开承诺事项",
            "承诺服务内容",
            "服务承诺",
            "内容",
            "事项",
            "pledge",
            "pledgetext",
            "text",
            "content",
            "commitment",
        ],
    ),
    (Column::Field, &["服务领域", "领域", "类别", "分类", "承诺类别", "承诺类型", "类型", "field", "category"]),
    (Column::Measure, &["指标", "考核指标", "量化指标", "指标名称", "目标任务", "measure", "indicator"]),
    (Column::Quantity, &["数量", "目标值", "指标值", "目标数量", "数值", "目标数", "quantity", "amount", "target"]),
    (Column::Unit, &["单位", "计量单位", "数量单位", "unit"]),
    (
        Column::Deadline,
        &[
            "完成时限",
            "完成时间",
            "完成日期",
            "完成期限",
            "时限",
            "期限",
            "截止时间",
            "截止日期",
            "到期日",
            "到期日期",
            "兑现时间",
            "兑现时限",
            "承诺时限",
            "办理时限",
            "deadline",
            "due",
            "duedate",
            "dueby",
        ],
    ),
    (
        Column::Responsible,
        &["责任人", "负责人", "责任人姓名", "责任领导", "第一责任人", "responsible", "responsibleperson", "owner"],
    ),
    (Column::Beneficiaries, &["服务对象", "受益对象", "受益群体", "受益人群", "帮扶对象", "beneficiaries"]),
    (Column::Year, &["年度", "年份", "所属年度", "year"]),
];

/// What each heading is taken for; of two for the same column the first counts.
pub(super) fn recognise<'a>(headings: impl Iterator<Item = &'a str>) -> Vec<ColumnUse> {
    let mut columns: Vec<ColumnUse> = Vec::new();
    for heading in headings {
        let plain = plain(heading);
        let column = HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&plain.as_str()))
            .map(|(column, _)| *column)
            .filter(|column| columns.iter().all(|earlier| earlier.column != Some(*column)));
        columns.push(ColumnUse { heading: heading.trim().to_owned(), column });
    }
    unit_or_organisation(&mut columns);
    columns
}

/// "单位" heads both units of measure and offices: without a column of numbers and one of offices it is an office.
fn unit_or_organisation(columns: &mut [ColumnUse]) {
    let has = |wanted| columns.iter().any(|column| column.column == Some(wanted));
    if has(Column::Quantity) || has(Column::Organisation) {
        return;
    }
    let office =
        columns.iter_mut().find(|column| column.column == Some(Column::Unit) && plain(&column.heading) == "单位");
    if let Some(office) = office {
        office.column = Some(Column::Organisation);
    }
}

/// Letters and digits outside brackets, in lower case.
fn plain(heading: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for character in heading.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && character.is_alphanumeric() => plain.extend(character.to_lowercase()),
            _ => {}
        }
    }
    plain
}
