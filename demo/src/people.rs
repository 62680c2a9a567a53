//! Names of people who do not exist: a surname and two ordinary characters, put together by arithmetic.

const SURNAMES: [char; 37] = [
    '陈', '林', '周', '吴', '徐', '孙', '朱', '高', '何', '郭', '罗', '梁', '宋', '郑', '谢', '韩', '唐', '冯', '于',
    '董', '萧', '程', '曹', '袁', '邓', '许', '傅', '沈', '曾', '彭', '吕', '苏', '卢', '蒋', '蔡', '贾', '丁',
];

const GIVEN: [&str; 41] = [
    "禾田", "春晓", "守田", "一苇", "石松", "青禾", "满仓", "小满", "望山", "冬生", "长河", "知秋", "云起", "望舒",
    "砚秋", "岭生", "晚晴", "听雨", "山岚", "稻香", "清和", "秋白", "雨生", "星野", "夏生", "见川", "谷丰", "麦秋",
    "竹青", "远舟", "启明", "素心", "一帆", "采薇", "溪月", "千帆", "丰年", "雪梅", "归云", "木兰", "冬梅",
];

/// The first of the people who are no members: who sits at windows, who answers a telephone.
const STAFF: usize = 1_000;

/// The n-th person at a window.
pub(crate) fn at_window(number: usize) -> String {
    name(STAFF + number)
}

/// The n-th person; the first 37 × 41 have different names, because the two counts share no factor.
pub(crate) fn name(number: usize) -> String {
    let surname = SURNAMES.iter().cycle().nth(number % SURNAMES.len()).copied().unwrap_or('陈');
    let given = GIVEN.iter().cycle().nth(number % GIVEN.len()).copied().unwrap_or("禾田");
    format!("{surname}{given}")
}
