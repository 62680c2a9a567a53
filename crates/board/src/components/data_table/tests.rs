use super::{Column, DataTable, data_table};
use crate::{Language, document::fragment};

fn table(rows: Vec<Vec<String>>) -> DataTable {
    let column = |head: &str, is_numeric| Column { head: head.into(), is_numeric };
    DataTable {
        caption: "收支".into(),
        columns: vec![column("项目", false), column("金额", true)],
        rows,
        ..DataTable::default()
    }
}

#[test]
fn heads_name_columns_and_rows() {
    let rows = vec![vec!["上级拨款".into(), "12.50".into()]];
    let html = fragment(|| data_table(Language::Chinese.words(), &table(rows)));
    assert_eq!(html.matches("scope=\"col\"").count(), 2);
    assert_eq!(html.matches("scope=\"row\"").count(), 1);
    assert!(html.contains("<caption>"));
    assert!(html.contains("cell-number"));
    assert!(html.contains("tabindex=\"0\" aria-label=\"收支\""));
}

#[test]
fn ragged_rows_lose_nothing() {
    let rows = vec![vec!["甲".into()], vec!["乙".into(), "1".into(), "多出一格".into()]];
    let html = fragment(|| data_table(Language::Chinese.words(), &table(rows)));
    assert!(html.contains("多出一格"));
    assert_eq!(html.matches("<td").count(), 3);
}

#[test]
fn sums_stand_out_and_what_does_not_add_up_is_told() {
    let rows = vec![vec!["甲".into(), "1".into()], vec!["合计".into(), "2".into()]];
    let told =
        DataTable { sums: vec![1], findings: vec!["写的是 2".into()], unit: Some("元".into()), ..table(rows) };
    let html = fragment(|| data_table(Language::Chinese.words(), &told));
    assert_eq!(html.matches("class=\"row-sum\"").count(), 1);
    assert!(html.contains("写的是 2") && html.contains("单位：元"));
    let computed = DataTable {
        computed: vec!["合计（自动计算）".into(), "1".into()],
        ..table(vec![vec!["甲".into(), "1".into()]])
    };
    let html = fragment(|| data_table(Language::Chinese.words(), &computed));
    assert!(html.contains("<tfoot>") && html.contains("合计（自动计算）"));
}
