//! The invented places.

/// A village and its town.
pub(crate) struct Village {
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) english: &'static str,
    pub(crate) about: &'static str,
}

/// A town with its villages.
pub(crate) struct Town {
    pub(crate) slug: &'static str,
    pub(crate) name: &'static str,
    pub(crate) english: &'static str,
    pub(crate) about: &'static str,
    pub(crate) villages: [Village; 4],
}

/// The district's name.
pub(crate) const DISTRICT: &str = "云青区";
/// The district's service hall.
pub(crate) const HALL: &str = "云青区政务服务中心";
/// The village whose board shows everything.
pub(crate) const SHOWCASE_VILLAGE: &str = "hetang";
/// The town whose board shows most.
pub(crate) const SHOWCASE_TOWN: &str = "shiqiao";

const fn village(slug: &'static str, name: &'static str, english: &'static str, about: &'static str) -> Village {
    Village { slug, name, english, about }
}

pub(crate) const TOWNS: [Town; 3] = [
    Town {
        slug: "shiqiao",
        name: "石桥镇",
        english: "Shiqiao Town",
        about: "说到的写下来，写下的做到底。",
        villages: [
            village("hetang", "荷塘村", "Hetang Village", "三百二十户，种藕也种稻；承诺写在墙上，也写在这里。"),
            village("gujing", "古井村", "Gujing Village", "一口老井，四个组，先修路再修渠。"),
            village("yangliu", "杨柳村", "Yangliu Village", "河边的村子，河道干净是头一件事。"),
            village("dongling", "东岭村", "Dongling Village", "山高路弯，把每个弯道都照亮。"),
        ],
    },
    Town {
        slug: "songwan",
        name: "松湾镇",
        english: "Songwan Town",
        about: "赶集不堵路，看病不出镇。",
        villages: [
            village("bailu", "白鹭村", "Bailu Village", "水鸟多，田也多。"),
            village("mofang", "磨坊村", "Mofang Village", "老水磨还在转。"),
            village("shahe", "沙河村", "Shahe Village", "沙土地里种花生。"),
            village("liyuan", "梨园村", "Liyuan Village", "春看花，秋卖梨。"),
        ],
    },
    Town {
        slug: "zhuxi",
        name: "竹溪乡",
        english: "Zhuxi Township",
        about: "路远的事，我们下山来办。",
        villages: [
            village("shangping", "上坪村", "Shangping Village", "最高的一个村，冬天先下雪。"),
            village("xiaping", "下坪村", "Xiaping Village", "坪上有集，逢五逢十。"),
            village("chashan", "茶山村", "Chashan Village", "茶农占了一大半。"),
            village("zhulin", "竹林村", "Zhulin Village", "竹子编的手艺传了几代。"),
        ],
    },
];

/// The n-th office telephone of the demo: no exchange begins with four zeros.
pub(crate) fn office_phone(number: usize) -> String {
    format!("0571-0000{:04}", 101 + number)
}
