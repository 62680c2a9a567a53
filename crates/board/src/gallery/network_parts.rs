use jiannuo_domain::words::Access;
use leptos::prelude::*;

use super::{part, samples};
use crate::{
    components::{
        contact_card::{ContactCard, contact_cards},
        guide::{GuideDetails, GuideGroup, GuideRow, PaperRow, guide_details, guide_groups},
        service_point::{PointMore, ServicePointRow, service_point_list},
        window_table::{DutyRow, WindowRow, window_table},
    },
    words::Words,
};

pub(super) fn network_parts(words: &'static Words) -> AnyView {
    let point = samples::service_point().row;
    let below = vec![ServicePointRow { name: "石桥村便民服务站".into(), stale: None, ..point.clone() }];
    let group = GuideGroup { title: "养老".into(), guides: vec![guide(words).row] };
    view! {
        {part("service_point (tree)", service_point_list(words, &[ServicePointRow { below, ..point }]))}
        {part("window_table", window_table(words, &more().windows))}
        {part("contact_card", contact_cards(words, &more().contacts))}
        {part("guide", guide_groups(words, &[group]))}
        {part("guide_details", guide_details(words, &guide(words)))}
    }
    .into_any()
}

pub(super) fn more() -> PointMore {
    let duty = |days: Option<&str>, is_today, on_duty: &str| DutyRow {
        days: days.map(Into::into),
        is_today,
        on_duty: on_duty.into(),
        stand_in: Some("钱某".into()),
    };
    let window = |name: &str, matters: &[&str], duties| WindowRow {
        name: name.into(),
        matters: matters.iter().map(|matter| (*matter).to_owned()).collect(),
        duties,
    };
    PointMore {
        functions: vec!["代办".into(), "咨询".into()],
        place: Some(("30.1234".into(), "119.5678".into())),
        access: vec![Access::StepFreeEntrance, Access::HelpByBell],
        access_note: Some("门铃在门框右侧，离地一米。".into()),
        above: None,
        windows: vec![
            window("1 号窗口", &["社保", "医保"], vec![duty(None, true, "郑某")]),
            window(
                "2 号窗口",
                &["宅基地申请", "建房审批", "农机补贴"],
                vec![duty(Some("周一、周三"), false, "孙某"), duty(Some("其余日子"), true, "吴某")],
            ),
        ],
        contacts: vec![ContactCard {
            name: "值班主任".into(),
            post: Some("综合服务中心".into()),
            phone: Some("0000-555 0101".into()),
            reception: Some("每周三 9:00–11:30".into()),
            reception_place: Some("一楼接待室".into()),
            organisation: samples::TOWNSHIP.into(),
        }],
        guides: vec![crate::link::Link::new("老年优待证", "/o/liuxi/guides/1")],
        checked: Some("2026年8月2日，林某".into()),
    }
}

fn guide(words: &'static Words) -> GuideDetails {
    let terms = &words.network;
    GuideDetails {
        row: GuideRow {
            href: "/o/liuxi/guides/1".into(),
            matter: "老年优待证".into(),
            promised_limit: Some("当场办结".into()),
            fee: Some("免费".into()),
            withdrawn: None,
        },
        check_href: "/app/check/liuxi/1".into(),
        address: Some("https://liuxi.example/o/liuxi/guides/1".into()),
        organisation: samples::TOWNSHIP.into(),
        facts: vec![
            (terms.promised_limit, "当场办结".into()),
            (terms.legal_limit, "20 个工作日".into()),
            (terms.fee, "免费".into()),
        ],
        phone: Some("0000-555 0101".into()),
        points: vec![crate::link::Link::new("柳溪镇便民服务中心", "/o/liuxi/points/1")],
        papers: vec![
            PaperRow {
                name: "身份证".into(),
                format: Some("原件和复印件".into()),
                copies: Some(1),
                ..PaperRow::default()
            },
            PaperRow {
                name: "近期照片".into(), copies: Some(2), note: Some("一寸".into()), ..PaperRow::default()
            },
        ],
        steps: vec!["到窗口交材料。".into(), "当场核对，当场制证。".into()],
        revisions: samples::disclosure().revisions,
    }
}
