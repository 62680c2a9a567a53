//! Ledgers as public bodies publish them, where they are at hand, and invented ones of the same shapes where they are not:
//! how many rows are taken, how many deadlines and hours are understood.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod support;

use std::path::PathBuf;

use jiannuo_domain::ledger_import::protocol::{Ask, Reply, Shown};
use jiannuo_domain::ledger_import::{Column, Imported, LedgerKind};
use jiannuo_domain::words::TimeLimit;
use jiannuo_table_reader::Reader;
use support::{settings, shown};

/// Where published ledgers are, beside the project's folder or where the variable says.
fn folder() -> PathBuf {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    std::env::var_os("JIANNUO_REAL_LEDGERS").map_or(beside, PathBuf::from)
}

/// What a ledger must give at least, in whole per cent.
struct Floors {
    file: &'static str,
    kind: LedgerKind,
    rows_taken: usize,
    deadlines_understood: usize,
    hours_understood: usize,
    invented: &'static str,
}

const LEDGERS: [Floors; 5] = [
    Floors {
        file: "pledges.csv",
        kind: LedgerKind::Pledges,
        rows_taken: 95,
        deadlines_understood: 70,
        hours_understood: 0,
        invented: "org_name,pledger_kind,post,pledge_text,field,measure,quantity,unit,deadline,year\n\
            柳溪村两委,organisation,,修好三组水渠,民生,水渠,800,米,2027年（分两期）,2027\n\
            柳溪村两委,organisation,,每季度公开账目,村务,,,,每季度,2027\n\
            柳溪村两委,organisation,,办好夜间值班,民生,,,,长期,2027\n",
    },
    Floors {
        file: "disclosures.csv",
        kind: LedgerKind::Disclosures,
        rows_taken: 70,
        deadlines_understood: 0,
        hours_understood: 0,
        invented: "id,title,date,office,kind,body,notice_start,notice_end,objection_phone,finance_table\n\
            X1,第三季度收支,2026-10-09,柳溪村,财务,,,,,\"项目|金额\n收入|12000\"\n\
            X2,谁当组长,2026-09,柳溪村,公示,选举结果,2026-09-01,（5日内）,,\n",
    },
    Floors {
        file: "service_points.csv",
        kind: LedgerKind::Points,
        rows_taken: 95,
        deadlines_understood: 0,
        hours_understood: 30,
        invented: "id,name,level,region,address,opening_hours,office_phone,services\n\
            X1,柳溪村服务站,village,柳溪镇,村委会一楼,工作日8:00-12:00，14:30-17:30,0595-00000000,社保\n\
            X2,镇便民中心,township,柳溪镇,,夏季8:00-12:00；冬季8:30-12:00,,医保\n",
    },
    Floors {
        file: "service_guides.csv",
        kind: LedgerKind::Guides,
        rows_taken: 95,
        deadlines_understood: 0,
        hours_understood: 0,
        invented: "id,matter,office,legal_basis,legal_time_limit,promised_time_limit,papers,fee,steps,place,phone,opening_hours\n\
            X1,老年优待证,民政办,,20个工作日,当场办结,身份证；照片,不收费,交材料→制证,一楼,0595-00000000,工作日\n",
    },
    Floors {
        file: "disclosure_catalogue.csv",
        kind: LedgerKind::Catalogue,
        rows_taken: 80,
        deadlines_understood: 70,
        hours_understood: 0,
        invented: "id,field_area,level1_matter,level2_matter,content,legal_basis,time_limit,subject,channels,audience,mode,level\n\
            X1,村务,财务,收支明细,每笔收支,村务条例,信息形成之日起10个工作日内,村委会,村务公开栏;网站,全社会,主动,村级\n\
            X2,同上,同上,资产台账,同上,同上,每季度,同上,同上,同上,同上,同上\n",
    },
];

#[test]
fn d17_published_ledgers_are_read_and_enough_of_them_understood() {
    let folder = folder();
    for ledger in &LEDGERS {
        let real = std::fs::read(folder.join(ledger.file)).ok();
        let name = real.as_ref().map_or("invented, the published one is not at hand", |_| "published");
        let bytes = real.clone().unwrap_or_else(|| ledger.invented.as_bytes().to_vec());
        let mut reader = Reader::new();
        let opened = reader.answer(Ask::Open, &bytes);
        assert!(matches!(opened, Reply::Opened { .. }), "{}: {opened:?}", ledger.file);
        let shown = shown(&mut reader, &settings(ledger.kind));
        let Counted { taken, rows, deadlines, hours } = Counted::of(&mut reader, &shown);
        println!("{} ({name}): {taken} of {rows} rows taken, {deadlines:?} deadlines, {hours:?} hours", ledger.file);
        for question in &shown.questions {
            println!("    {:?} {:?} in {} rows", question.column, question.unclear, question.rows);
        }
        for error in &shown.errors {
            println!("    line {}: {:?} {:?}", error.line, error.column, error.code);
        }
        let per_cent = |(understood, all): (usize, usize)| (100 * understood).checked_div(all).unwrap_or(100);
        if real.is_some() {
            assert!(per_cent((taken, rows)) >= ledger.rows_taken, "{}", ledger.file);
            assert!(per_cent(deadlines) >= ledger.deadlines_understood, "{}", ledger.file);
            assert!(per_cent(hours) >= ledger.hours_understood, "{}", ledger.file);
        } else {
            assert!(taken > 0, "{}", ledger.file);
        }
    }
}

/// What was understood, and of how many.
struct Counted {
    taken: usize,
    rows: usize,
    deadlines: (usize, usize),
    hours: (usize, usize),
}

impl Counted {
    fn of(reader: &mut Reader, shown: &Shown) -> Self {
        let taken = shown.good + shown.duplicates;
        let Reply::Rows { rows: found } = reader.answer(Ask::Rows { from: 0, with_duplicates: true }, &[]) else {
            panic!()
        };
        let (mut deadlines, mut hours) = ((0, 0), (0, 0));
        for row in &found {
            match row {
                Imported::Pledge(pledge) => {
                    let Some(deadline) = &pledge.deadline else { continue };
                    deadlines.1 += 1;
                    deadlines.0 += usize::from(deadline.understood.is_some());
                }
                Imported::Point(words) => {
                    let is_understood = words.hours.weekly.0.iter().any(|spans| !spans.is_empty());
                    hours.0 += usize::from(is_understood);
                    hours.1 += usize::from(is_understood || words.hours_written.is_some());
                }
                Imported::Catalogue(words) => {
                    let TimeLimit::AsWritten { written } = &words.time_limit else {
                        deadlines = (deadlines.0 + 1, deadlines.1 + 1);
                        continue;
                    };
                    deadlines.1 += usize::from(written != "及时");
                }
                Imported::Disclosure(_) | Imported::Guide(_) => {}
            }
        }
        let hours_column = shown.columns.iter().any(|column| column.column == Some(Column::Hours));
        assert!(hours_column || hours.1 == 0);
        Self { taken, rows: taken + shown.bad, deadlines, hours }
    }
}
