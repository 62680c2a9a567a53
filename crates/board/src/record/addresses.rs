use std::{collections::BTreeMap, fmt::Display, rc::Rc};

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::{MemberId, RecordId};

/// Where the pages of one organisation are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// Its board.
    organisation: String,
    /// What the addresses of its records begin with.
    records: String,
    /// What the addresses of its public records begin with.
    public: String,
    /// What the addresses of their proofs begin with: always the app's, for only the app checks.
    checks: String,
    /// What the addresses of its photos and papers begin with: always the public ones.
    blobs: String,
    /// Where those are that are on this device and perhaps nowhere else.
    here: Rc<BTreeMap<Digest, String>>,
    /// Scheme and host, where they are known.
    origin: String,
}

impl Addresses {
    /// The public pages.
    pub fn public(slug: &str) -> Self {
        let records = format!("/o/{slug}/");
        let blobs = blobs(slug);
        Self {
            organisation: records.clone(),
            public: records.clone(),
            records,
            checks: checks(slug),
            blobs,
            here: Rc::default(),
            origin: String::new(),
        }
    }

    /// The app's pages.
    pub fn app(slug: &str) -> Self {
        Self {
            organisation: format!("/app/o/{slug}"),
            records: format!("/app/o/{slug}/"),
            public: format!("/o/{slug}/"),
            checks: checks(slug),
            blobs: blobs(slug),
            here: Rc::default(),
            origin: String::new(),
        }
    }

    /// The same, with photos and papers shown from where they are on this device.
    #[must_use]
    pub fn with_here(self, here: Rc<BTreeMap<Digest, String>>) -> Self {
        Self { here, ..self }
    }

    /// The same, with scheme and host for what leaves the page: a code on paper.
    #[must_use]
    pub fn at(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// The list of service guides.
    pub fn guides(&self) -> String {
        record(&self.records, "guides", &"")
    }

    /// A service guide.
    pub fn guide(&self, id: &RecordId) -> String {
        record(&self.records, "guides", id)
    }

    /// The whole address of a guide's public page, where it is known.
    pub fn whole_guide(&self, id: &RecordId) -> Option<String> {
        (!self.origin.is_empty()).then(|| format!("{}{}", self.origin, record(&self.public, "guides", id)))
    }

    /// Everybody to call.
    pub fn contacts(&self) -> String {
        record(&self.records, "contacts", &"")
    }

    /// A photo or a paper.
    pub fn blob(&self, hash: &Digest) -> String {
        self.here.get(hash).cloned().unwrap_or_else(|| format!("{}{hash}", self.blobs))
    }

    /// What a member has done.
    pub fn member(&self, id: &MemberId) -> String {
        record(&self.records, "members", id)
    }

    /// The board.
    pub fn organisation(&self) -> &str {
        &self.organisation
    }

    /// The board with a question, as [`super::BoardFilter::to_query`] writes it; without one when that is empty.
    pub fn board(&self, query: &str) -> String {
        if query.is_empty() { self.organisation.clone() } else { format!("{}?{query}", self.organisation) }
    }

    /// A pledge.
    pub fn pledge(&self, id: &RecordId) -> String {
        record(&self.records, "pledges", id)
    }

    /// Where a record's proof is.
    pub fn check(&self, id: &RecordId) -> String {
        format!("{}{id}", self.checks)
    }

    /// The list of disclosures.
    pub fn disclosures(&self) -> String {
        record(&self.records, "disclosures", &"")
    }

    /// A disclosure.
    pub fn disclosure(&self, id: &RecordId) -> String {
        record(&self.records, "disclosures", id)
    }

    /// The tables of a disclosure as a file; always of the public pages, which make it.
    pub fn disclosure_csv(&self, id: &RecordId) -> String {
        format!("{}.csv", record(&self.public, "disclosures", id))
    }

    /// The catalogue of what must be disclosed.
    pub fn catalogue(&self) -> String {
        record(&self.records, "catalogue", &"")
    }

    /// A row of it.
    pub fn catalogue_item(&self, id: &RecordId) -> String {
        record(&self.records, "catalogue", id)
    }

    /// The list of service points.
    pub fn points(&self) -> String {
        record(&self.records, "points", &"")
    }

    /// The catalogue of posts.
    pub fn posts(&self) -> String {
        record(&self.records, "posts", &"")
    }

    /// A post, on the page of the catalogue.
    pub fn post(&self, id: &RecordId) -> String {
        format!("{}#{}", self.posts(), super::posts::anchor(id))
    }

    /// A yearly cycle.
    pub fn cycle(&self, id: &RecordId) -> String {
        record(&self.records, "cycles", id)
    }

    /// A service point.
    pub fn point(&self, id: &RecordId) -> String {
        record(&self.records, "points", id)
    }
}

fn record(base: &str, kind: &str, id: &dyn Display) -> String {
    format!("{base}{kind}/{id}")
}

fn blobs(slug: &str) -> String {
    format!("/o/{slug}/blobs/")
}

fn checks(slug: &str) -> String {
    format!("/app/check/{slug}/")
}
