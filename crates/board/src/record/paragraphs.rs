//! Which paragraphs of two texts differ, so that a correction in a long text is shown where it is.

/// Pairs of paragraphs that are compared: 500 on either side. A text of 20,000 characters has seldom more than 200.
const COMPARED_MAX: usize = 500 * 500;

/// The paragraphs that went and those that came, side by side in their order; on one side nothing where the other has
/// more. Empty lines are no paragraphs.
pub(super) fn changed_paragraphs(before: &str, after: &str) -> Vec<(String, String)> {
    let (old, new) = (paragraphs(before), paragraphs(after));
    let begins = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[begins..], &new[begins..]);
    let ends = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - ends], &new[..new.len() - ends]);
    if old.len().saturating_mul(new.len()) > COMPARED_MAX {
        return vec![(old.join("\n"), new.join("\n"))];
    }
    let mut changed = Vec::new();
    let (mut went, mut came) = (0, 0);
    for (kept_old, kept_new) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
        changed.extend(side_by_side(&old[went..kept_old], &new[came..kept_new]));
        (went, came) = (kept_old + 1, kept_new + 1);
    }
    changed
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn side_by_side(old: &[&str], new: &[&str]) -> Vec<(String, String)> {
    let at = |side: &[&str], index: usize| side.get(index).copied().unwrap_or_default().to_owned();
    (0..old.len().max(new.len())).map(|index| (at(old, index), at(new, index))).collect()
}

/// The places of a longest common subsequence, in order.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    // lengths[i][j]: how many paragraphs the rests from i and from j have in common.
    let mut lengths = vec![vec![0_u32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i][j] =
                if old[i] == new[j] { lengths[i + 1][j + 1] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut places) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            places.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pair(before: &str, after: &str) -> (String, String) {
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn only_paragraphs_that_differ_are_told() {
        let before = "收入 12 万元\n\n支出 90 万元\n结余 3 万元";
        let after = "收入 12 万元\n支出 9 万元\n结余 3 万元\n经审计";
        assert_eq!(changed_paragraphs(before, after), [pair("支出 90 万元", "支出 9 万元"), pair("", "经审计")]);
    }

    #[test]
    fn a_paragraph_that_went_from_the_middle_is_told_alone() {
        assert_eq!(changed_paragraphs("甲\n乙\n丙", "甲\n丙"), [pair("乙", "")]);
        assert_eq!(changed_paragraphs("甲\n\n乙", "甲\n乙"), []);
    }

    #[test]
    fn very_many_paragraphs_are_told_as_one_change() {
        let many = |letter: &str| (0..600).map(|line| format!("{letter}{line}")).collect::<Vec<_>>().join("\n");
        assert_eq!(changed_paragraphs(&many("a"), &many("b")), [(many("a"), many("b"))]);
    }

    proptest! {
        #[test]
        fn what_went_and_what_came_account_for_every_paragraph(before in "[甲乙丙\n]{0,30}", after in "[甲乙丙\n]{0,30}") {
            let count = |text: &str| paragraphs(text).len() as i64;
            let changed = changed_paragraphs(&before, &after);
            let went = changed.iter().filter(|(old, _)| !old.is_empty()).count() as i64;
            let came = changed.iter().filter(|(_, new)| !new.is_empty()).count() as i64;
            prop_assert_eq!(count(&before) - went, count(&after) - came);
            prop_assert_eq!(changed.is_empty(), paragraphs(&before) == paragraphs(&after));
        }
    }
}
