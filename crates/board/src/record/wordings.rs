//! The fields of what is told of organisations, members, posts and years, for comparing two wordings.

use jiannuo_domain::{
    cycle::Stage,
    ledger::Ledger,
    words::{CycleWords, MemberWords, OrganisationWords, PostWords},
};

use super::{
    Context,
    revisions::{Revised, contact_line, lines, or_nothing},
};

impl Revised for PostWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.pledging;
        vec![
            (context.words.conflict.post, self.title.clone()),
            (names.class, or_nothing(&self.class)),
            (context.words.conflict.duties, or_nothing(&self.duties)),
            (context.words.conflict.places, or_nothing(&self.places.map(|places| places.to_string()))),
        ]
    }
}

impl Revised for CycleWords {
    fn reason(&self) -> Option<&String> {
        self.reason.as_ref()
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.pledging;
        let ends = [self.pledge_by, self.mid_check, self.account_by, self.close_on];
        let stages = Stage::ALL.iter().zip(ends);
        let stages = stages.map(|(stage, end)| ((names.stage)(*stage), (names.until)(&context.day_text(end))));
        std::iter::once((names.cycle, (names.cycle_of)(self.year))).chain(stages).collect()
    }
}

impl Revised for OrganisationWords {
    fn reason(&self) -> Option<&String> {
        None
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.conflict;
        let hotlines = self.hotlines.iter().map(|hotline| format!("{} {}", hotline.name, hotline.number));
        vec![
            (names.organisation, self.name.clone()),
            (names.name_english, or_nothing(&self.name_english)),
            (context.words.service_point.level, (context.words.organisation.level)(self.level).to_owned()),
            (context.words.service_point.address, or_nothing(&self.address)),
            (context.words.shell.supervision_phone, or_nothing(&self.supervision_phone)),
            (names.about, or_nothing(&self.about)),
            (context.words.network.hotlines, lines(hotlines)),
            (context.words.network.contacts, lines(self.contacts.iter().map(contact_line))),
        ]
    }
}

impl Revised for MemberWords {
    fn reason(&self) -> Option<&String> {
        None
    }

    fn fields(&self, _ledger: &Ledger, context: &Context) -> Vec<(&'static str, String)> {
        let names = &context.words.conflict;
        vec![(names.name, self.name.clone()), (names.post, or_nothing(&self.post))]
    }
}
