use super::{LEVELS_MAX, OrganisationNode, organisation_list};
use crate::{Language, document::fragment};

fn node(name: &str, below: Vec<OrganisationNode>) -> OrganisationNode {
    OrganisationNode { name: name.into(), href: format!("/o/{name}/"), pledges: 5, overdue: 2, is_open: true, below }
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
