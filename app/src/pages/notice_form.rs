//! What the forms of disclosures and service points do alike: why a correction is made, and publishing.

use jiannuo_board::components::field::{Field, FieldKind, field};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::{Words as BodyWords, WordsError};
use leptos::prelude::*;

use super::imported_row;
use super::notice::{Standing, Which};
use crate::parts::attaching::Attaching;
use crate::parts::both;
use crate::parts::commit::commit_and_go;
use crate::parts::draft::DraftPlace;
use crate::parts::form::Problems;
use crate::parts::organisation::Here;
use crate::parts::say;
use crate::words::Words;

/// What the button that publishes says.
pub fn label(is_revision: bool) -> fn(Words) -> &'static str {
    match (is_revision, imported_row::in_address()) {
        (true, _) => |words| words.publish_correction(),
        (false, Some(_)) => |words| words.put_back_into_batch(),
        (false, None) => |words| words.publish(),
    }
}

/// Why a correction is made.
pub fn reason_field(words: Words, reason: RwSignal<String>, problems: Problems) -> AnyView {
    let asked = Field::new("reason", words.revision_reason()).hint(words.revision_reason_hint());
    field(words.board(), asked, FieldKind::Lines(2, None), reason, problems.of("reason"))
}

/// Publishes a new record, or other words for one that stands, with the reason for them.
pub fn publish(
    here: &Here,
    problems: Problems,
    which: Which,
    place: Option<DraftPlace>,
    kind: Kind,
    revised: Option<(&Standing, Option<String>)>,
    told: &impl BodyWords,
) {
    publish_with_files(here, problems, which, place, kind, revised, told, None);
}

/// As [`publish`], with photos and papers.
#[expect(clippy::too_many_arguments, reason = "the parts of a publication, from two callers")]
pub fn publish_with_files(
    here: &Here,
    problems: Problems,
    which: Which,
    place: Option<DraftPlace>,
    kind: Kind,
    revised: Option<(&Standing, Option<String>)>,
    told: &impl BodyWords,
    attaching: Option<Attaching>,
) {
    let words = here.session.words();
    if let Some((_, None)) = revised {
        problems.field("reason", words.fill_in());
        return;
    }
    // As a body: its size counts too.
    if let Err(error) = told.to_body() {
        let field = match &error {
            WordsError::Empty { field } | WordsError::TooLong { field, .. } => field.clone(),
            WordsError::TooMany { field, .. } if which == Which::Guide => field.clone(),
            WordsError::TooMany { field, .. } | WordsError::Impossible { field } if which == Which::Point => {
                if field == "hours" { "weekdays".to_owned() } else { field.clone() }
            }
            _ if which == Which::Point => "name".to_owned(),
            _ if which == Which::Guide => "matter".to_owned(),
            WordsError::Impossible { field } => field.clone(),
            WordsError::TooMany { .. } | WordsError::TooLarge { .. } => crate::parts::table_editor::FIELD.to_owned(),
            _ => "title".to_owned(),
        };
        let text = match &error {
            WordsError::TooLarge { bytes, limit } if which == Which::Disclosure => {
                words.tables_too_large(bytes / 1_024, limit / 1_024)
            }
            _ => say::words_error(words, &error),
        };
        problems.field(&field, text);
        return;
    }
    if let (None, Some(row)) = (&revised, imported_row::in_address()) {
        imported_row::put_back(here, problems, which, row, place, told);
        return;
    }
    let (record, head) = match revised {
        Some((standing, _)) => (standing.id, Some(standing.head)),
        None => (jiannuo_domain::id::RecordId::from_bytes(jiannuo_store::device::random_bytes()), None),
    };
    commit_and_go(here, problems, which.path(record), place, |act| {
        act.in_place_of(both::in_address());
        if let Some(attaching) = attaching {
            attaching.attach_to(act);
        }
        act.say(kind, record, head, None, None, Some(told)).map(drop)
    });
}
