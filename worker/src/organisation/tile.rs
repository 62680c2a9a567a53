//! Addresses of entry bundles as in C2SP tlog-tiles: `entries/x001/x234/067` is bundle 1,234,067, `.p/W` its first W.

use jiannuo_domain::limits::BUNDLE_ENTRIES;

/// A bundle: which, and how many of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bundle {
    /// Its number.
    pub(crate) number: u64,
    /// How many entries: 256, or fewer for a partial one.
    pub(crate) width: u64,
}

/// Groups of three digits that a number may have: 10^15 bundles are more than a log's numbers can count.
const MAX_GROUPS: usize = 5;

impl Bundle {
    /// The bundle at a path below `tile/entries/`; only the one way of writing it is taken.
    pub(crate) fn from_path(path: &str) -> Option<Self> {
        let (number, width) = match path.split_once(".p/") {
            None => (path, BUNDLE_ENTRIES),
            Some((number, width)) => {
                let parsed: u64 = width.parse().ok()?;
                let is_partial = (1..BUNDLE_ENTRIES).contains(&parsed) && parsed.to_string() == width;
                (number, if is_partial { parsed } else { return None })
            }
        };
        Some(Self { number: parse_number(number)?, width })
    }

    /// The index of its first entry.
    pub(crate) const fn first(self) -> u64 {
        self.number * BUNDLE_ENTRIES
    }

    /// The index after its last entry.
    pub(crate) const fn end(self) -> u64 {
        self.first() + self.width
    }
}

fn parse_number(path: &str) -> Option<u64> {
    let groups: Vec<&str> = path.split('/').collect();
    let (last, before) = groups.split_last()?;
    if before.len() >= MAX_GROUPS {
        return None;
    }
    let mut digits = String::new();
    for group in before {
        digits.push_str(three_digits(group.strip_prefix('x')?)?);
    }
    digits.push_str(three_digits(last)?);
    // A leading group of zeros would be a second way of writing the number.
    if !before.is_empty() && digits.starts_with("000") {
        return None;
    }
    digits.parse().ok()
}

fn three_digits(text: &str) -> Option<&str> {
    (text.len() == 3 && text.bytes().all(|digit| digit.is_ascii_digit())).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w12_a_bundle_has_one_address() {
        let full = |number| Some(Bundle { number, width: 256 });
        assert_eq!(Bundle::from_path("000"), full(0));
        assert_eq!(Bundle::from_path("067"), full(67));
        assert_eq!(Bundle::from_path("x001/x234/067"), full(1_234_067));
        assert_eq!(Bundle::from_path("x001/000.p/5"), Some(Bundle { number: 1_000, width: 5 }));
        for bad in [
            "",
            "0",
            "0000",
            "x000/067",
            "001/067",
            "x001",
            "067.p/0",
            "067.p/256",
            "067.p/05",
            "067.p/+5",
            "-01",
            "x001/x234/x067",
            "x999/x999/x999/x999/x999/999",
        ] {
            assert_eq!(Bundle::from_path(bad), None, "{bad}");
        }
    }

    #[test]
    fn w12_a_bundle_covers_its_entries() {
        let bundle = Bundle { number: 2, width: 3 };
        assert_eq!((bundle.first(), bundle.end()), (512, 515));
    }
}
