//! Drafts that an import made: a pledge as its form keeps it, everything else as the words that it will be published with.

use jiannuo_domain::kind::Kind;
use jiannuo_domain::ledger_import::Imported;
use jiannuo_domain::words::{CatalogueWords, DisclosureWords, GuideWords, PointWords};
use jiannuo_store::Draft;
use jiannuo_sync::store::StoreError;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::notice::Which;
use super::pledge_fields::PledgeContent;
use super::pledge_form::FORM as PLEDGE;
use crate::parts::scan;
use crate::session::Failure;

/// The forms of drafts that an import made, besides pledges.
const DISCLOSURE: &str = "imported-disclosure";
const POINT: &str = "imported-point";
const GUIDE: &str = "imported-guide";
const CATALOGUE: &str = "imported-catalogue-item";

/// The form of a draft of a kind that an import made.
pub const fn form_of(which: Which) -> &'static str {
    match which {
        Which::Disclosure => DISCLOSURE,
        Which::Point => POINT,
        Which::Guide => GUIDE,
        Which::Item => CATALOGUE,
    }
}

/// Fields whose texts are not looked through for personal data: an office's own address, telephone and hours are what
/// such a record is for, and codes are no words.
const NOT_LOOKED_THROUGH: [&str; 10] =
    ["address", "place", "phone", "hours", "hours_written", "date", "kind", "level", "channels", "opens"];

/// What a draft holds.
#[derive(Clone, Debug)]
pub enum Record {
    /// A pledge.
    Pledge(Box<PledgeContent>),
    /// A disclosure.
    Disclosure(Box<DisclosureWords>),
    /// A service point.
    Point(Box<PointWords>),
    /// A service guide.
    Guide(Box<GuideWords>),
    /// A row of the catalogue.
    Catalogue(Box<CatalogueWords>),
}

impl Record {
    /// Whether a draft is one that can come with an import.
    pub fn is_one(draft: &Draft) -> bool {
        [PLEDGE, DISCLOSURE, POINT, GUIDE, CATALOGUE].contains(&draft.form.as_str())
    }

    /// What a draft holds.
    ///
    /// # Errors
    /// When another version wrote it.
    pub fn of(draft: &Draft) -> Result<Self, Failure> {
        fn read<T: DeserializeOwned>(draft: &Draft) -> Result<Box<T>, Failure> {
            let read = serde_json::from_str(&draft.content);
            read.map(Box::new).map_err(|error| StoreError::Unavailable(error.to_string()).into())
        }
        match draft.form.as_str() {
            DISCLOSURE => read(draft).map(Self::Disclosure),
            POINT => read(draft).map(Self::Point),
            GUIDE => read(draft).map(Self::Guide),
            CATALOGUE => read(draft).map(Self::Catalogue),
            _ => read(draft).map(Self::Pledge),
        }
    }

    /// What a row of a ledger becomes; `pledge` makes the form of one.
    pub fn imported(
        row: Imported,
        pledge: impl FnOnce(&jiannuo_domain::ledger_import::ImportedPledge) -> PledgeContent,
    ) -> Self {
        match row {
            Imported::Pledge(row) => Self::Pledge(Box::new(pledge(&row))),
            Imported::Disclosure(words) => Self::Disclosure(words),
            Imported::Point(words) => Self::Point(words),
            Imported::Guide(words) => Self::Guide(words),
            Imported::Catalogue(words) => Self::Catalogue(words),
        }
    }

    /// The draft's form and content.
    pub fn kept(&self) -> (&'static str, String) {
        fn written(words: &impl Serialize) -> String {
            serde_json::to_string(words).unwrap_or_default()
        }
        match self {
            Self::Pledge(content) => (PLEDGE, written(content)),
            Self::Disclosure(words) => (DISCLOSURE, written(words)),
            Self::Point(words) => (POINT, written(words)),
            Self::Guide(words) => (GUIDE, written(words)),
            Self::Catalogue(words) => (CATALOGUE, written(words)),
        }
    }

    /// The statement that publishes it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Pledge(_) => Kind::PledgePublished,
            Self::Disclosure(_) => Kind::DisclosurePublished,
            Self::Point(_) => Kind::PointPublished,
            Self::Guide(_) => Kind::GuidePublished,
            Self::Catalogue(_) => Kind::CatalogueDefined,
        }
    }

    /// By what it is told from others.
    pub fn title(&self) -> &str {
        match self {
            Self::Pledge(content) => &content.text,
            Self::Disclosure(words) => &words.title,
            Self::Point(words) => &words.name,
            Self::Guide(words) => &words.matter,
            Self::Catalogue(words) => &words.item,
        }
    }

    /// The texts that will be public and may hold personal data.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Pledge(content) => {
                pledge_texts(&mut content.as_ref().clone()).into_iter().map(|text| text.clone()).collect()
            }
            Self::Disclosure(words) => texts(words),
            Self::Point(words) => texts(words),
            Self::Guide(words) => texts(words),
            Self::Catalogue(words) => texts(words),
        }
    }

    /// Puts signs in the place of what looks like personal data.
    pub fn mask(&mut self) {
        match self {
            Self::Pledge(content) => {
                for text in pledge_texts(content) {
                    *text = scan::masked(text);
                }
            }
            Self::Disclosure(words) => mask(words),
            Self::Point(words) => mask(words),
            Self::Guide(words) => mask(words),
            Self::Catalogue(words) => mask(words),
        }
    }

    /// Says why it goes out although it holds what looks like personal data; a pledge's words are made later.
    pub fn set_reason(&mut self, reason: &Option<String>) {
        match self {
            Self::Pledge(_) => {}
            Self::Disclosure(words) => words.personal_data_reason.clone_from(reason),
            Self::Point(words) => words.personal_data_reason.clone_from(reason),
            Self::Guide(words) => words.personal_data_reason.clone_from(reason),
            Self::Catalogue(words) => words.personal_data_reason.clone_from(reason),
        }
    }
}

/// The texts of a pledge that will be public.
fn pledge_texts(content: &mut PledgeContent) -> [&mut String; 10] {
    [
        &mut content.text,
        &mut content.field,
        &mut content.unit,
        &mut content.written,
        &mut content.measure,
        &mut content.milestones,
        &mut content.responsible,
        &mut content.beneficiaries,
        &mut content.pledger,
        &mut content.pledger_post,
    ]
}

fn texts(words: &impl Serialize) -> Vec<String> {
    let mut found = Vec::new();
    let mut value = serde_json::to_value(words).unwrap_or_default();
    each_text(&mut value, &mut |text| found.push(text.clone()));
    found
}

fn mask<T: Serialize + DeserializeOwned>(words: &mut T) {
    let mut value = serde_json::to_value(&*words).unwrap_or_default();
    each_text(&mut value, &mut |text| *text = scan::masked(text));
    // Words with other texts have the same shape.
    if let Ok(masked) = serde_json::from_value(value) {
        *words = masked;
    }
}

fn each_text(value: &mut Value, then: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => then(text),
        Value::Array(all) => all.iter_mut().for_each(|one| each_text(one, then)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                if !NOT_LOOKED_THROUGH.contains(&name.as_str()) {
                    each_text(field, then);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
