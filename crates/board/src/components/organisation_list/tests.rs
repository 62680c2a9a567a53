use super::{LEVELS_MAX, OrganisationMark, OrganisationNode, organisation_list};
use crate::{Language, document::fragment};

fn node(name: &str, below: Vec<OrganisationNode>) -> OrganisationNode {
    OrganisationNode {
        name: name.into(),
        href: format!("/o/{name}/"),
        pledges: 5,
        overdue: 2,
        is_open: true,
        mark: None,
        below,
    }
}

#[test]
fn the_tree_is_nested_lists() {
    let tree = [node("区", vec![node("镇", vec![node("村", vec![])])])];
    let html = fragment(|| organisation_list(Language::Chinese.words(), &tree));
    assert_eq!(html.matches("<details open").count(), 2);
    assert!(html.contains("下级组织 1 个"));
    assert!(html.contains("5 项承诺，逾期 2 项"));
}

#[test]
fn a_tree_of_any_depth_ends() {
    let deep = (0..40).fold(node("底", vec![]), |below, _| node("层", vec![below]));
    let html = fragment(|| organisation_list(Language::Chinese.words(), &[deep]));
    assert_eq!(html.matches("<li>").count(), LEVELS_MAX);
}

#[test]
fn what_was_lost_is_said_in_the_tree() {
    let marked = |mark| OrganisationNode { mark: Some(mark), ..node("村", vec![]) };
    let tree = [OrganisationMark::Lost, OrganisationMark::Continued, OrganisationMark::Continues].map(marked);
    let html = fragment(|| organisation_list(Language::Chinese.words(), &tree));
    for said in ["记录有缺失", "已另有公示接续", "接续旧记录"] {
        assert!(html.contains(said), "{said}");
    }
}
