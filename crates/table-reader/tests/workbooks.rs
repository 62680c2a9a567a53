//! Workbooks as offices send them, made here, and files that only look like workbooks.
#![allow(clippy::unwrap_used)]

mod support;

use jiannuo_domain::ledger_import::protocol::{Ask, Failure, ROWS_AT_A_TIME, Reply, Shown};
use jiannuo_domain::ledger_import::{
    Answer, Column, Duplicate, Imported, LedgerError, LedgerKind, MAX_FILE_BYTES, MAX_ROWS, MAX_WORKBOOK_BYTES,
    RowErrorCode, RowWarningCode, Understood,
};
use jiannuo_table_reader::{MAX_UNPACKED_BYTES, Reader, sheets};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use support::{open, open_cell, open_document, pledges, settings, shown, workbook};

#[test]
fn d17_a_workbook_is_read_as_its_rows_say() {
    let bytes = workbook(&[
        &["承诺人", "职务", "承诺内容", "数量", "单位", "完成时限"],
        &["余望舒", "委员", "修好三组到小学的路灯", "１２", "盏", "2027年6月30日"],
        &["同上", "〃", "清理后山水沟", "800", "米", "每月"],
    ]);
    let (_, shown) = open(&bytes, &settings(LedgerKind::Pledges));
    assert_eq!((shown.good, shown.bad, shown.duplicates), (2, 0, 0));
    let found = pledges(&shown);
    assert_eq!(found[0].quantity, Some("12".parse().unwrap()));
    assert_eq!(found[1].pledger.as_deref(), Some("余望舒"));
    assert_eq!(shown.rows[1].line, 3);
}

#[test]
fn d17_an_open_document_is_read_too() {
    let date = open_cell("date", "date-value=\"2027-06-30\"", "6月30日");
    let text = |text| open_cell("string", "", text);
    let bytes = open_document(&[&[text("承诺内容"), text("完成时限")], &[text("修路"), date]]);
    let (_, shown) = open(&bytes, &settings(LedgerKind::Pledges));
    let expected = Understood::On("2027-06-30".parse().unwrap());
    assert_eq!(pledges(&shown)[0].deadline.clone().unwrap().understood, Some(expected));
}

#[test]
fn d18_what_a_file_does_not_say_how_to_show_is_asked() {
    let text = |text| open_cell("string", "", text);
    let month = open_cell("date", "date-value=\"2027-06-01\"", "2027年6月");
    let share = open_cell("percentage", "value=\"0.98\"", "98%");
    let bytes = open_document(&[
        &[text("承诺内容"), text("数量"), text("完成时限")],
        &[text("修路"), open_cell("float", "value=\"3\"", "3"), month],
        &[text("按时办结"), share, text("每月")],
    ]);
    let mut settings = settings(LedgerKind::Pledges);
    let (mut reader, first) = open(&bytes, &settings);
    assert_eq!(pledges(&first)[0].deadline.clone().unwrap().understood, None);
    assert_eq!((first.good, first.errors[0].code), (1, RowErrorCode::MayBePercent));
    let asked: Vec<_> = first.questions.iter().map(|asked| (asked.column, asked.suggestions.clone())).collect();
    let both = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
    assert_eq!(asked, [(Column::Deadline, both("2027年6月", "2027-06-01")), (Column::Quantity, both("98%", "0.98"))]);
    let answers = first.questions.iter().map(|asked| Answer {
        column: asked.column,
        written: asked.written.clone(),
        answer: asked.suggestions[0].clone(),
    });
    settings.answers = answers.collect();
    let answered = pledges(&shown(&mut reader, &settings));
    assert_eq!(answered[0].deadline.clone().unwrap().understood, Some(Understood::On("2027-06-30".parse().unwrap())));
    assert_eq!((answered[1].quantity, answered[1].unit.as_deref()), (Some("98".parse().unwrap()), Some("%")));
    for question in &mut settings.answers {
        question.answer.clone_from(&question.written);
    }
    let answered = pledges(&shown(&mut reader, &settings));
    assert_eq!(answered[0].deadline.clone().unwrap().understood, Some(Understood::On("2027-06-01".parse().unwrap())));
    assert_eq!(answered[1].quantity, Some("0.98".parse().unwrap()));
}

#[test]
fn d17_dates_are_days_however_the_spreadsheet_keeps_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["承诺内容", "完成时限"].iter().enumerate() {
        sheet.write(0, column as u16, *heading).unwrap();
    }
    let day = ExcelDateTime::from_ymd(2027, 6, 30).unwrap();
    let month = ExcelDateTime::from_ymd(2027, 6, 1).unwrap();
    for (row, text) in ["一", "二", "三", "四", "五"].iter().enumerate() {
        sheet.write(row as u32 + 1, 0, format!("修好第{text}段路")).unwrap();
    }
    sheet.write_with_format(1, 1, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    sheet.write_with_format(2, 1, &month, &Format::new().set_num_format("yyyy\"年\"m\"月\"")).unwrap();
    sheet.write_number(3, 1, 46_568).unwrap();
    sheet.write_string(4, 1, "2027/6/30").unwrap();
    // A format of Chinese programs that is known by its number alone.
    sheet.write_with_format(5, 1, &month, &Format::new().set_num_format_index(57)).unwrap();
    let (_, shown) = open(&book.save_to_buffer().unwrap(), &settings(LedgerKind::Pledges));
    for pledge in pledges(&shown) {
        let expected = Understood::On("2027-06-30".parse().unwrap());
        assert_eq!(pledge.deadline.unwrap().understood, Some(expected), "{}", pledge.text);
    }
    let said: Vec<_> = shown.rows[2].warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(said, [RowWarningCode::DayFromNumber { day: "2027-06-30".parse().unwrap() }]);
}

#[test]
fn d17_a_failed_formula_is_an_error_and_a_good_ones_result_is_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["承诺内容", "数量"], ["修路", ""], ["修桥", ""]].iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    sheet.write_formula(1, 1, Formula::new("=1+2").set_result("3")).unwrap();
    sheet.write_formula(2, 1, Formula::new("=A9").set_result("#REF!")).unwrap();
    let (_, shown) = open(&book.save_to_buffer().unwrap(), &settings(LedgerKind::Pledges));
    assert_eq!(pledges(&shown)[0].quantity, Some("3".parse().unwrap()));
    let errors: Vec<_> = shown.errors.iter().map(|error| (error.line, error.column, error.code)).collect();
    assert_eq!(errors, [(3, Some(Column::Quantity), RowErrorCode::FormulaFailed)]);
}

#[test]
fn d17_titles_two_rows_of_headings_and_merged_cells_are_understood() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 4, "二〇二七年承诺台账", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "承诺人", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "承诺内容", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 3, "目标", &plain).unwrap();
    sheet.write(2, 2, "数量").unwrap();
    sheet.write(2, 3, "单位").unwrap();
    sheet.merge_range(1, 4, 2, 4, "完成时限", &plain).unwrap();
    sheet.merge_range(3, 0, 4, 0, "余望舒", &plain).unwrap();
    sheet.merge_range(3, 4, 4, 4, "年底前", &plain).unwrap();
    for (row, (text, amount, unit)) in [("修路灯", 12, "盏"), ("清水沟", 800, "米")].iter().enumerate() {
        let row = row as u32 + 3;
        sheet.write(row, 1, *text).unwrap();
        sheet.write(row, 2, *amount).unwrap();
        sheet.write(row, 3, *unit).unwrap();
    }
    // One amount for two rows is one amount.
    sheet.write(5, 0, "顾小满").unwrap();
    sheet.merge_range(5, 2, 6, 2, "", &plain).unwrap();
    sheet.write_number(5, 2, 7).unwrap();
    sheet.write(5, 1, "上门看望").unwrap();
    sheet.write(6, 1, "代买药品").unwrap();
    let (_, shown) = open(&book.save_to_buffer().unwrap(), &settings(LedgerKind::Pledges));
    let columns: Vec<_> = shown.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(columns, ["承诺人", "承诺内容", "目标 数量", "目标 单位", "完成时限"]);
    let found = pledges(&shown);
    assert_eq!(found.len(), 4, "{shown:?}");
    assert_eq!((found[1].pledger.as_deref(), found[1].unit.as_deref()), (Some("余望舒"), Some("米")));
    assert_eq!(found[1].deadline.as_ref().unwrap().written, "年底前");
    assert_eq!((found[2].quantity, found[3].quantity), (Some("7".parse().unwrap()), None));
}

#[test]
fn d17_hidden_sheets_are_named_and_marked() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("封面").unwrap().write(0, 0, "柳溪村").unwrap();
    let ledger = book.add_worksheet().set_name("台账").unwrap();
    ledger.write(0, 0, "承诺内容").unwrap();
    ledger.write(0, 1, "完成时限").unwrap();
    ledger.write(1, 0, "修路").unwrap();
    book.add_worksheet().set_name("草稿").unwrap().set_hidden(true).write(0, 0, "承诺内容").unwrap();
    let mut reader = Reader::new();
    let Reply::Opened { sheets } = reader.answer(Ask::Open, &book.save_to_buffer().unwrap()) else { panic!() };
    let found: Vec<_> =
        sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.rows, sheet.kind)).collect();
    assert_eq!(
        found,
        [("封面", false, 1, None), ("台账", false, 2, Some(LedgerKind::Pledges)), ("草稿", true, 1, None)]
    );
}

#[test]
fn d19_a_picture_with_another_name_is_refused() {
    let picture = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0, 0, 0, 13], b"IHDR", &[7; 64]].concat();
    let photo = [&[0xFF, 0xD8, 0xFF, 0xE0, 0, 16], b"JFIF\0".as_slice(), &[200; 64]].concat();
    for bytes in [picture, photo, b"%PDF-1.7\n\x01\x02\x03".to_vec(), vec![0; 100]] {
        assert_eq!(sheets(&bytes), Err(Failure::NotATable));
    }
    let not_a_workbook = support::archive(&[("word/document.xml", b"<x/>".as_slice())]);
    assert_eq!(sheets(&not_a_workbook), Err(Failure::NotATable));
}

#[test]
fn d19_a_workbook_that_grows_beyond_its_bound_is_refused_before_it_is_read() {
    let bomb = vec![b' '; usize::try_from(MAX_UNPACKED_BYTES).unwrap() + 1];
    let bytes =
        support::archive(&[("xl/workbook.xml", b"<workbook/>".as_slice()), ("xl/worksheets/sheet1.xml", &bomb)]);
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    let refused = Failure::TooLarge { bytes: MAX_UNPACKED_BYTES + 1, limit: MAX_UNPACKED_BYTES };
    assert_eq!(sheets(&bytes), Err(refused));
    // The archive's own word about the size is not believed.
    let lying = support::with_declared_sizes_of_nothing(bytes);
    assert!(matches!(sheets(&lying), Err(Failure::TooLarge { .. } | Failure::Damaged)));
}

#[test]
fn d19_a_lonely_cell_at_the_end_of_the_grid_takes_no_room() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "承诺内容").unwrap();
    sheet.write(1, 0, "修路").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    let (_, shown) = open(&book.save_to_buffer().unwrap(), &settings(LedgerKind::Pledges));
    assert_eq!(shown.good, 1);
}

#[test]
fn d19_damaged_and_locked_and_oversized_files_say_so() {
    let whole = workbook(&[&["承诺内容"], &["修路"]]);
    for cut in [10, whole.len() / 2, whole.len() - 10] {
        assert!(sheets(&whole[..cut]).is_err(), "{cut}");
    }
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let locked = [vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], vec![0; 600], name].concat();
    assert_eq!(sheets(&locked), Err(Failure::Locked));
    let limit = MAX_WORKBOOK_BYTES as u64;
    let large = [b"PK\x03\x04".to_vec(), vec![0; MAX_WORKBOOK_BYTES]].concat();
    assert_eq!(sheets(&large), Err(Failure::TooLarge { bytes: limit + 4, limit }));
    let text = "承诺内容,".repeat(MAX_FILE_BYTES / 12);
    assert!(matches!(sheets(text.as_bytes()), Err(Failure::TooLarge { .. })));
}

#[test]
fn d19_ten_thousand_rows_are_refused_and_as_many_as_allowed_are_read() {
    let rows = |count: usize| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "承诺内容").unwrap();
        for row in 1..=count {
            sheet.write(row as u32, 0, format!("修好第 {row} 段路")).unwrap();
        }
        book.save_to_buffer().unwrap()
    };
    let read = |bytes: &[u8]| {
        let mut reader = Reader::new();
        reader.answer(Ask::Open, bytes);
        let settings = Box::new(settings(LedgerKind::Pledges));
        reader.answer(Ask::Read { sheet: 0, settings }, &[])
    };
    assert_eq!(read(&rows(10_000)), Reply::Failed(Failure::Ledger(LedgerError::TooManyRows)));
    let Reply::Read(most) = read(&rows(MAX_ROWS)) else { panic!() };
    assert_eq!(most.good, MAX_ROWS);
}

#[test]
fn d20_rows_that_repeat_something_are_found_and_left_out() {
    let bytes = workbook(&[
        &["承诺人", "承诺内容", "完成时限"],
        &["余望舒", "修好路灯", "2027-06-30"],
        &["余望舒", "修好 路灯。", "2027年6月30日"],
        &["顾小满", "修好路灯", "2027-06-30"],
        &["余望舒", "修好路灯", "2028-06-30"],
    ]);
    let mut settings = settings(LedgerKind::Pledges);
    let (mut reader, first) = open(&bytes, &settings);
    let repeats: Vec<_> = first.rows.iter().map(|row| row.duplicate).collect();
    assert_eq!(repeats, [None, Some(Duplicate::Row { line: 2 }), None, None]);
    let words = pledges(&first)[2].words(settings.today, &settings.without_deadline);
    settings.known.insert(jiannuo_domain::ledger_import::pledge_key("顾小满", &words));
    let again = shown(&mut reader, &settings);
    assert_eq!((again.good, again.duplicates), (2, 2));
    assert_eq!(again.rows[2].duplicate, Some(Duplicate::OnDevice));
    let count = |with_duplicates| match reader.answer(Ask::Rows { from: 0, with_duplicates }, &[]) {
        Reply::Rows { rows } => rows.len(),
        other => panic!("{other:?}"),
    };
    let mut count = count;
    assert_eq!((count(false), count(true)), (2, 4));
}

#[test]
fn d17_a_mapping_by_hand_counts_instead_of_the_headings() {
    let bytes = workbook(&[&["做什么", "谁做"], &["修路", "余望舒"]]);
    let mut settings = settings(LedgerKind::Pledges);
    let (mut reader, first) = open(&bytes, &settings);
    assert_eq!((first.missing, first.good), (Some(Column::Text), 0));
    settings.columns = Some(vec![Some(Column::Text), Some(Column::Pledger)]);
    let mapped = shown(&mut reader, &settings);
    assert_eq!(pledges(&mapped)[0].pledger.as_deref(), Some("余望舒"));
}

#[test]
fn d18_one_answer_is_for_all_rows_with_the_same_words() {
    let bytes = workbook(&[
        &["名称", "级别", "地址", "开放时间"],
        &["一组服务点", "组", "村口", "8:30-12:00"],
        &["二组服务点", "组", "桥头", "8:30-12:00"],
        &["村服务站", "村级", "村委会", "工作日 8:30-17:30"],
        &["三组服务点", "组", "晒场", "逢集开门"],
    ]);
    let mut settings = settings(LedgerKind::Points);
    let (mut reader, first) = open(&bytes, &settings);
    let asked: Vec<_> =
        first.questions.iter().map(|asked| (asked.written.as_str(), asked.rows, asked.first_line)).collect();
    assert_eq!(asked, [("8:30-12:00", 2, 2), ("逢集开门", 1, 5)]);
    let (column, written) = (Column::Hours, "8:30-12:00".to_owned());
    settings.answers = vec![Answer { column, written, answer: first.questions[0].suggestions[0].clone() }];
    let answered = shown(&mut reader, &settings);
    assert_eq!(answered.questions.len(), 1);
    let point = |place: usize| match &answered.rows[place].outcome {
        Ok(Imported::Point(words)) => words.clone(),
        other => panic!("{other:?}"),
    };
    for place in [0, 1] {
        assert!(!point(place).hours.weekly.0[0].is_empty() && point(place).hours_written.is_none());
    }
    assert_eq!(point(3).hours_written.as_deref(), Some("逢集开门"));
}

#[test]
fn d17_every_kind_of_ledger_becomes_its_records() {
    let disclosures = workbook(&[
        &["标题", "类别", "日期", "正文", "监督电话"],
        &["第三季度收支", "财务", "2026-10-09", "收入 12,000 元", "0595-00000000"],
        &["谁当组长", "公示", "2026年9月", "选举结果", ""],
        &["修路招标", "党风", "2026-09-01", "三家报名", ""],
    ]);
    let (mut reader, first) = open(&disclosures, &settings(LedgerKind::Disclosures));
    assert_eq!((first.good, first.bad), (2, 1));
    assert_eq!(first.errors[0].code, RowErrorCode::NotADay);
    let mut answered = settings(LedgerKind::Disclosures);
    let answer =
        |column, written: &str, answer: &str| Answer { column, written: written.into(), answer: answer.into() };
    answered.answers =
        vec![answer(Column::Date, "2026年9月", "2026-09-15"), answer(Column::DisclosureKind, "党风", "党务")];
    let second = shown(&mut reader, &answered);
    assert_eq!((second.good, second.questions.len()), (3, 0));

    let guides = workbook(&[
        &["事项名称", "办理部门", "法定时限", "承诺时限", "申请材料", "办理流程", "收费"],
        &["老年优待证", "民政办", "20个工作日", "当场办结", "身份证；一寸照片2张", "交材料→当场制证", "不收费"],
    ]);
    let (_, shown) = open(&guides, &settings(LedgerKind::Guides));
    let Ok(Imported::Guide(words)) = &shown.rows[0].outcome else { panic!("{shown:?}") };
    assert_eq!((words.papers.len(), words.steps.len()), (2, 2));
    assert_eq!(words.promised_limit.as_deref(), Some("当场办结"));
}

#[test]
fn d17_text_is_read_in_the_encodings_that_offices_save() {
    let text = "承诺人,承诺内容\r\n余望舒,修好路灯\r\n";
    let gbk = support::gbk(text);
    let utf16: Vec<u8> = std::iter::once('\u{FEFF}')
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [text.as_bytes().to_vec(), format!("\u{FEFF}{text}").into_bytes(), gbk, utf16] {
        let (_, shown) = open(&bytes, &settings(LedgerKind::Pledges));
        assert_eq!(pledges(&shown)[0].pledger.as_deref(), Some("余望舒"));
    }
}

#[test]
fn d17_rows_are_handed_over_some_at_a_time_and_all_of_them() {
    let count = ROWS_AT_A_TIME * 2 + 7;
    let text = (0..count).map(|row| format!("修好第 {row} 段路\n")).collect::<String>();
    let (mut reader, shown) = open(format!("承诺内容\n{text}").as_bytes(), &settings(LedgerKind::Pledges));
    assert_eq!(shown.good, count);
    let mut sizes = Vec::new();
    loop {
        let Reply::Rows { rows } = reader.answer(Ask::Rows { from: sizes.iter().sum(), with_duplicates: false }, &[])
        else {
            panic!()
        };
        if rows.is_empty() {
            break;
        }
        sizes.push(rows.len());
    }
    assert_eq!(sizes, [ROWS_AT_A_TIME, ROWS_AT_A_TIME, 7]);
    assert!(matches!(Reader::new().answer(Ask::Rows { from: 0, with_duplicates: true }, &[]), Reply::Failed(_)));
    let _shown: Shown = shown;
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn d19_any_bytes_give_sheets_or_a_reason(bytes: Vec<u8>, start in proptest::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"])) {
        let _ = sheets(&[start, &bytes].concat());
    }
}
