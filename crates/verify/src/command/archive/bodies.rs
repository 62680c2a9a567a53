//! Words in an archive: a line of JSON for each entry that names some, or was told to have lost them.

use jiannuo_domain::push::ServedBody;
use serde::{Deserialize, Serialize};

/// The words of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ArchivedBody {
    /// The entry's place in the log.
    pub(crate) index: u64,
    /// As served.
    #[serde(flatten)]
    pub(crate) served: ServedBody,
}

impl ArchivedBody {
    /// Reads exactly what [`body_lines`] writes.
    pub(crate) fn from_line(line: &[u8]) -> Option<Self> {
        let body: Self = serde_json::from_slice(line).ok()?;
        (serde_json::to_vec(&body).ok()? == line).then_some(body)
    }
}

/// The content of a file of words.
pub(crate) fn body_lines<'a>(bodies: impl IntoIterator<Item = &'a ArchivedBody>) -> Result<Vec<u8>, String> {
    let mut lines = Vec::new();
    for body in bodies {
        serde_json::to_writer(&mut lines, body).map_err(|error| error.to_string())?;
        lines.push(b'\n');
    }
    Ok(lines)
}

/// The lines of a file, without their ends.
pub(super) fn lines(content: &[u8]) -> impl Iterator<Item = &[u8]> {
    content.split(|byte| *byte == b'\n').filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use jiannuo_domain::body::{Salt, SaltedBody};
    use jiannuo_domain::hash::Digest;

    use super::*;

    #[test]
    fn w29_words_are_read_as_they_were_written_and_in_no_other_form() {
        let hash = Digest::of(&[b"x"]);
        let body = SaltedBody { salt: Salt([3; 32]), text: "{\"a\":\"\u{1}承诺\"}".to_owned() };
        let bodies = [
            ArchivedBody { index: 3, served: ServedBody::Present { hash, body } },
            ArchivedBody { index: 9, served: ServedBody::Erased { hash, erased: true } },
        ];
        let written = body_lines(&bodies).unwrap();
        let read: Vec<_> = lines(&written).map(ArchivedBody::from_line).collect();
        assert_eq!(read, bodies.map(Some));
        let text = String::from_utf8(written).unwrap();
        let other = text.lines().next().unwrap().replace(":3,", ": 3,");
        assert_eq!(ArchivedBody::from_line(other.as_bytes()), None);
    }
}
