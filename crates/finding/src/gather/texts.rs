use jiannuo_domain::words::{ClaimWords, Contact, Due, PledgeWords};

/// What a record says besides its title.
#[derive(Debug, Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl Texts {
    pub(super) fn one(&mut self, text: &str) {
        self.0.push(text.to_owned());
    }

    pub(super) fn all<'a>(&mut self, texts: impl IntoIterator<Item = Option<&'a String>>) {
        self.0.extend(texts.into_iter().flatten().cloned());
    }

    /// What belongs together is one text, so that it is shown together.
    pub(super) fn line<'a>(&mut self, parts: impl IntoIterator<Item = Option<&'a String>>) {
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        self.one(&parts.join(" "));
    }

    pub(super) fn contacts(&mut self, contacts: &[Contact]) {
        for contact in contacts {
            self.line(contact.parts());
        }
    }

    pub(super) fn pledge(&mut self, words: &PledgeWords) {
        self.all([&words.field, &words.measure, &words.responsible, &words.beneficiaries].map(Option::as_ref));
        self.0.extend(words.milestones.iter().map(|milestone| milestone.text.clone()));
        if let Due::AsWritten { written } = &words.due {
            self.one(written);
        }
    }

    pub(super) fn claim(&mut self, words: &ClaimWords) {
        self.all([&words.evidence, &words.no_evidence_reason].map(Option::as_ref));
    }
}
