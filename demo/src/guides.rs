//! Service guides of a town and of a village: what to bring, what happens then, how long it takes.

use jiannuo_domain::codes::{Codes, Reason};
use jiannuo_domain::id::RecordId;
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{GuideWords, Paper};

use crate::DemoError;
use crate::office::{Draft, Office, SECRETARY};

/// When the guides were published, in days from the day of creation.
const PUBLISHED: i64 = -120;

/// A guide as it stands in the tables below.
struct Matter {
    matter: &'static str,
    group: &'static str,
    conditions: &'static str,
    /// Promised and, where there is one, legal.
    limits: (&'static str, Option<&'static str>),
    /// Name, form or issuer.
    papers: &'static [(&'static str, &'static str)],
    steps: &'static [&'static str],
    window: &'static str,
}

const TOWN: [Matter; 7] = [
    Matter {
        matter: "城乡居民养老保险参保",
        group: "社会保障",
        conditions: "年满十六周岁、不是在校学生、没有参加职工养老保险的本镇居民。",
        limits: ("当场办结", Some("15 个工作日")),
        papers: &[("身份证", "原件，现场看过就还"), ("户口簿", "原件"), ("银行卡", "自己名下的就行")],
        steps: &["在 1 号窗口说明要参保", "核对身份，选缴费档次", "签字确认，手机上收到缴费提醒"],
        window: "1 号窗口",
    },
    Matter {
        matter: "城乡居民医保异地就医备案",
        group: "社会保障",
        conditions: "在外地长住或转院治疗，需要在当地直接结算的参保人。",
        limits: ("当场办结", Some("2 个工作日")),
        papers: &[("身份证", "原件或照片"), ("转诊意见", "转院的才要，由医院开")],
        steps: &["在窗口或打电话报出就医地和医院", "工作人员录入", "备案成功后短信告知"],
        window: "1 号窗口",
    },
    Matter {
        matter: "临时救助申请",
        group: "社会救助",
        conditions: "因火灾、重病、意外一时过不下去的家庭；情况紧急的先救助、后补手续。",
        limits: ("5 个工作日", Some("20 个工作日")),
        papers: &[("身份证", "原件"), ("困难情况说明", "窗口有样表，可以由人代写"), ("医疗费票据", "有就带")],
        steps: &["村里或窗口受理", "两名工作人员上门核实", "镇里审批并公示七天", "救助金打到卡上"],
        window: "2 号窗口",
    },
    Matter {
        matter: "残疾人两项补贴申请",
        group: "社会救助",
        conditions: "持残疾人证的低保家庭成员，或残疾等级为一级、二级的居民。",
        limits: ("7 个工作日", Some("30 个工作日")),
        papers: &[("残疾人证", "原件"), ("身份证", "原件"), ("银行卡", "本人的")],
        steps: &["窗口受理，行动不便的上门受理", "核对低保和残疾等级", "上报区里审定", "次月起按月发放"],
        window: "2 号窗口",
    },
    Matter {
        matter: "农村宅基地建房审批",
        group: "建房和土地",
        conditions: "本村村民，一户一宅；旧房翻建也要申请。",
        limits: ("10 个工作日", Some("20 个工作日")),
        papers: &[
            ("建房申请表", "一式两份，村里盖章"),
            ("村民会议意见", "由村委会出具"),
            ("四邻意见", "签字或说明没有纠纷"),
        ],
        steps: &["村里收件并公示五天", "镇里联合踏勘：选址到场", "批准后到场放线", "完工到场验收"],
        window: "3 号窗口",
    },
    Matter {
        matter: "农机购置补贴申请",
        group: "农业",
        conditions: "买了目录内机具、机具已经到家的农户和合作社。",
        limits: ("8 个工作日", Some("15 个工作日")),
        papers: &[("购机发票", "原件"), ("身份证", "原件"), ("人机合影", "核机时由工作人员拍")],
        steps: &["窗口收件", "到户核机", "公示七天", "补贴打到卡上"],
        window: "3 号窗口",
    },
    Matter {
        matter: "个体工商户登记",
        group: "创业",
        conditions: "在本镇开店、摆固定摊位的居民。",
        limits: ("1 个工作日", Some("3 个工作日")),
        papers: &[("身份证", "原件"), ("经营场所材料", "房产证或租房合同")],
        steps: &["窗口帮办员协助填表", "核名并提交", "打印执照，可以邮寄到家"],
        window: "4 号窗口",
    },
];

const VILLAGE: [Matter; 6] = [
    Matter {
        matter: "老年优待证代办",
        group: "帮办代办",
        conditions: "年满六十周岁的村民；走不动的，网格员上门收材料。",
        limits: ("3 个工作日", None),
        papers: &[("身份证", "原件，看过就还"), ("一寸照片", "没有就在站里拍")],
        steps: &["服务站收件", "每周二、周五送到镇里", "办好送到家"],
        window: "服务站",
    },
    Matter {
        matter: "居住证明开具",
        group: "证明",
        conditions: "确实住在本村、办事单位要求提供的；能用电子证照代替的不用开。",
        limits: ("当场办结", None),
        papers: &[("身份证", "原件"), ("办事单位的要求", "纸或手机上看都行")],
        steps: &["服务站核对", "两名村干部签字", "盖章领取"],
        window: "服务站",
    },
    Matter {
        matter: "生活用水报修",
        group: "生活服务",
        conditions: "村内公共管道；入户水表以内的可以帮忙联系修理工。",
        limits: ("四小时内到场", None),
        papers: &[],
        steps: &["打值班电话说清地点", "水管员到场", "修好后回访"],
        window: "值班电话",
    },
    Matter {
        matter: "邻里纠纷调解",
        group: "生活服务",
        conditions: "双方愿意调解的；正在打官司的不受理。",
        limits: ("当天接待，七天内调解", None),
        papers: &[("有关凭据", "合同、照片，有就带")],
        steps: &["服务站登记", "调解员分别听双方说", "当面调解，写下约定", "一个月后回访"],
        window: "调解室",
    },
    Matter {
        matter: "村集体农机借用",
        group: "农业",
        conditions: "本村农户，先登记先用；驾驶要有证。",
        limits: ("当场办结", None),
        papers: &[("驾驶证", "借拖拉机的才要")],
        steps: &["服务站登记日期", "交接时一起看车况", "用完加满油还回"],
        window: "服务站",
    },
    Matter {
        matter: "红白事场地预约",
        group: "生活服务",
        conditions: "本村村民；按村规民约，不超过十五桌。",
        limits: ("当场办结", None),
        papers: &[],
        steps: &["选日子，看有没有空", "登记人和电话", "用完打扫干净"],
        window: "文化礼堂",
    },
];

/// The guides of a town's centre.
pub(crate) fn town(office: &mut Office, point: RecordId, phone: &str) -> Result<(), DemoError> {
    let guides = publish(office, &TOWN, "镇便民服务中心", point, phone)?;
    let Some((record, words)) = guides.into_iter().nth(4) else { return Ok(()) };
    let reason = Some("四邻意见改成可以由村里代为征求".to_owned());
    let mut revised = GuideWords { reason, ..words };
    if let Some(paper) = revised.papers.last_mut() {
        paper.note = Some("也可以由村里代为征求".to_owned());
    }
    let draft = Draft::new(Kind::GuideRevised, record).words(&revised)?;
    office.say(SECRETARY, office.day(-30), draft).map(drop)
}

/// The guides of a village's station, one of them withdrawn.
pub(crate) fn village(office: &mut Office, point: RecordId, phone: &str) -> Result<(), DemoError> {
    let guides = publish(office, &VILLAGE, "村便民服务站", point, phone)?;
    let Some((record, _)) = guides.into_iter().nth(4) else { return Ok(()) };
    let codes = Codes { reason: Some(Reason::Superseded), ..Codes::default() };
    let draft = Draft::new(Kind::GuideWithdrawn, record).codes(codes);
    office.say(SECRETARY, office.day(-20), draft.reason("农机交给合作社统一作业，直接找合作社")?).map(drop)
}

fn publish(
    office: &mut Office,
    matters: &[Matter],
    handled_by: &str,
    point: RecordId,
    phone: &str,
) -> Result<Vec<(RecordId, GuideWords)>, DemoError> {
    let on = office.day(PUBLISHED);
    let mut guides = Vec::new();
    for matter in matters {
        let words = words(matter, handled_by, point, phone);
        let (record, _) = office.begin(SECRETARY, on, Kind::GuidePublished, &words)?;
        guides.push((record, words));
    }
    Ok(guides)
}

fn words(matter: &Matter, handled_by: &str, point: RecordId, phone: &str) -> GuideWords {
    let paper = |(name, form): &(&str, &str)| Paper { format: Some((*form).to_owned()), ..Paper::new(*name) };
    GuideWords {
        group: Some(matter.group.to_owned()),
        office: Some(handled_by.to_owned()),
        conditions: Some(matter.conditions.to_owned()),
        points: vec![point],
        promised_limit: Some(matter.limits.0.to_owned()),
        legal_limit: matter.limits.1.map(str::to_owned),
        papers: matter.papers.iter().map(paper).collect(),
        fee: Some("不收费".to_owned()),
        steps: matter.steps.iter().map(|step| (*step).to_owned()).collect(),
        place: Some(matter.window.to_owned()),
        phone: Some(phone.to_owned()),
        ..GuideWords::new(matter.matter)
    }
}
