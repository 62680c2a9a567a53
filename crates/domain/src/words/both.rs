//! Two wordings that were written on the same older one, put together field by field (spec rule S24).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Words;

/// A beginning for whoever writes both into one: the newer words, and in them each field that the author has changed since
/// the words that they saw. A field that both have changed is the author's. Words that do not go together so are the author's
/// as a whole.
pub fn both<W: Words + Serialize + DeserializeOwned + Clone>(seen: Option<&W>, mine: &W, newer: &W) -> W {
    let (Some(seen), Some(own), Some(newer)) = (seen.and_then(fields), fields(mine), fields(newer)) else {
        return mine.clone();
    };
    let names = own.keys().chain(newer.keys());
    let merged: Map<String, Value> = names
        .filter_map(|name| {
            let is_changed = own.get(name) != seen.get(name);
            let value = if is_changed { own.get(name) } else { newer.get(name) };
            Some((name.clone(), value?.clone()))
        })
        .collect();
    let merged: Option<W> = serde_json::from_value(Value::Object(merged)).ok();
    merged.filter(|merged| merged.check().is_ok()).unwrap_or_else(|| mine.clone())
}

fn fields<W: Serialize>(words: &W) -> Option<Map<String, Value>> {
    match serde_json::to_value(words) {
        Ok(Value::Object(fields)) => Some(fields),
        _ => None,
    }
}

#[cfg(all(test, feature = "test-support"))]
mod tests {
    use super::both;
    use crate::test_support::{day, pledge_words};
    use crate::words::{Due, PledgeWords};

    fn words(text: &str, on: &str, field: Option<&str>) -> PledgeWords {
        let words = pledge_words(text, Due::On { on: day(on) }, None);
        PledgeWords { field: field.map(str::to_owned), ..words }
    }

    #[test]
    fn s24_each_keeps_what_only_they_have_changed_and_the_author_what_both_have() {
        let seen = words("修路", "2026-06-30", Some("道路"));
        let mine = words("修路和水沟", "2026-06-30", None);
        let newer = words("修路和桥", "2026-07-31", Some("道路"));
        assert_eq!(both(Some(&seen), &mine, &newer), words("修路和水沟", "2026-07-31", None));
        assert_eq!(both(Some(&seen), &seen, &newer), newer, "who has changed nothing has the newer words");
        assert_eq!(both(Some(&seen), &mine, &seen), mine);
    }

    #[test]
    fn s24_without_the_words_that_both_began_with_the_authors_stand() {
        let (mine, newer) = (words("修水沟", "2026-06-30", None), words("修桥", "2026-07-31", None));
        assert_eq!(both(None, &mine, &newer), mine);
    }
}
