//! What any organisation pledges: limits in working days, and being there whenever somebody calls.

use super::{Matter, matter};

/// With a limit in working days.
pub(crate) const LIMITED: &[Matter] = &[
    matter(
        "把积压的{n}件来信十五个工作日内答复完",
        "办事服务",
        (17, "件"),
        "写信反映问题的人",
        ["逐件定了承办人，先答复能办的", "办不了的当面说清依据"],
        "答复编号表，不公开姓名",
    ),
    matter(
        "节前排查出的{n}处隐患十五个工作日内整改",
        "平安",
        (14, "处"),
        "附近住户",
        ["消防通道清理完一批", "电线套管、警示牌都装好了"],
        "整改前后对比照片",
    ),
    matter(
        "收到的{n}份差评十五个工作日内整改回访",
        "办事服务",
        (12, "份"),
        "给过差评的人",
        ["逐份回电，听清不满意在哪里", "调整窗口排班，再回访一遍"],
        "整改台账编号",
    ),
];

/// Without a day that can be computed.
pub(crate) const ON_CALL: &[Matter] = &[
    matter(
        "接到求助当天上门，说清能不能办",
        "办事服务",
        (1, "次"),
        "打来求助电话的人",
        ["接到漏水求助，半小时到，关了总阀", "接到求助送一位老人去镇里看病"],
        "",
    ),
    matter(
        "卧床的人要办证，我们带设备上门",
        "养老助老",
        (1, "次"),
        "卧床和重残的人",
        ["上门采集，三天后送证到家", "与镇里约好，一趟办了三家"],
        "",
    ),
    matter(
        "值班电话夜里也有人接",
        "平安",
        (1, "次"),
        "夜里有急事的人",
        ["暗访打来两次，都接了", "换了带来电提醒的话机"],
        "",
    ),
];

/// With a limit that is still running, and long enough to reach into a year whose calendar may not be published yet.
pub(crate) const COUNTING: Matter = matter(
    "把{n}个新事项四十个工作日内全部上线能办",
    "办事服务",
    (20, "个"),
    "想在家办事的人",
    ["接口调通，先上两个", "请没办过的人试着办了一遍"],
    "上线事项清单",
);
