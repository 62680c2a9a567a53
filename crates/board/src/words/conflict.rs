//! What stands around two texts of one record.

/// See [`super::Words::conflict`].
#[derive(Debug)]
pub struct ConflictWords {
    /// The author's side.
    pub mine: &'static str,
    /// The newer side.
    pub theirs: &'static str,
    /// Before a marked part, for the ear.
    pub differs: &'static str,
    /// Where one side says nothing.
    pub nothing: &'static str,
    /// Only what differs is shown.
    pub rest_is_same: &'static str,
    /// Nothing differs.
    pub is_same: &'static str,
    /// What the author said, when it is no field of a record.
    pub text: &'static str,
    /// A member's name.
    pub name: &'static str,
    /// A member's post, or a post's name.
    pub post: &'static str,
    /// What a post's holder does.
    pub duties: &'static str,
    /// How many may hold a post.
    pub places: &'static str,
    /// An organisation's name.
    pub organisation: &'static str,
    /// Its name in English.
    pub name_english: &'static str,
    /// What it says of itself.
    pub about: &'static str,
}

pub(super) const CHINESE: ConflictWords = ConflictWords {
    mine: "你写的",
    theirs: "现在公开的",
    differs: "不同：",
    nothing: "（没有）",
    rest_is_same: "其余内容两边一样。",
    is_same: "两边写的一样。",
    text: "文字",
    name: "姓名",
    post: "岗位或职务",
    duties: "职责",
    places: "名额",
    organisation: "单位名称",
    name_english: "英文名称",
    about: "简介",
};

pub(super) const ENGLISH: ConflictWords = ConflictWords {
    mine: "What you wrote",
    theirs: "What is public now",
    differs: "different: ",
    nothing: "(nothing)",
    rest_is_same: "Everything else is the same on both sides.",
    is_same: "Both say the same.",
    text: "Text",
    name: "Name",
    post: "Post",
    duties: "Duties",
    places: "Places",
    organisation: "Organisation",
    name_english: "Name in English",
    about: "About",
};
