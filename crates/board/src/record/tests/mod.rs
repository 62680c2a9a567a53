#![allow(clippy::unwrap_used, clippy::expect_used)]

mod addresses;
mod board;
mod conflict;
mod disclosing;
mod kinds;
mod network;
mod notices;
mod performance;
mod pledge;
mod tables;
mod total;

use jiannuo_domain::{
    board::Board,
    codes::{Codes, Role},
    day::Day,
    id::{EntryId, MemberId, RecordId},
    kind::Kind,
    ledger::Ledger,
    test_support::{BEGINNING_MS, Device, Office, day},
    words::{Due, PledgeWords, Words as _},
};
use jiannuo_tlog::empty_root;

use super::{Addresses, BoardFilter, Context, board_page, pledge_details};
use crate::{
    Language,
    components::pledge_details::{PledgeDetails, pledge_details as details_view},
    document::fragment,
    pages::{BoardPage, board_page as board_view},
};

/// One member with a device and one without, and all that they say.
struct Village {
    office: Office,
    he: MemberId,
    phone: Device,
    wu: MemberId,
}

impl Village {
    fn new() -> Self {
        let mut office = Office::founded();
        let he = office.member("何某", Role::Member);
        let wu = office.member("吴某", Role::Member);
        let phone = office.device(he);
        Self { office, he, phone, wu }
    }

    fn pledge(&mut self, text: &str, due: Due) -> RecordId {
        self.say_pledge(&jiannuo_domain::test_support::pledge_words(text, due, Some(15)))
    }

    fn say_pledge(&mut self, words: &PledgeWords) -> RecordId {
        self.office.pledge(&self.phone, words)
    }

    fn tell(&mut self, kind: &Kind, record: RecordId, words: &impl jiannuo_domain::words::Words) -> EntryId {
        self.office.tell(&self.phone, kind, record, words).unwrap()
    }

    /// The secretary types a pledge for the member without a phone.
    fn entered(&mut self, text: &str) -> (RecordId, EntryId) {
        let record = RecordId::from_bytes(self.office.fresh());
        let words = jiannuo_domain::test_support::pledge_words(text, on("2026-12-31"), None);
        let unsigned = self.office.begin(self.office.desk.key, Kind::PledgePublished, record).about(self.wu);
        let unsigned = self.office.with_body(unsigned, words.to_body().unwrap());
        (record, self.office.desk_signs(unsigned).unwrap())
    }

    /// A member with a new device says whether they stand by an entry.
    fn attest(&mut self, kind: &Kind, record: RecordId, entry: EntryId) {
        let device = self.office.device(self.wu);
        let mut unsigned = self.office.of_kind(device.key, kind, record);
        unsigned.statement.codes = Some(Codes { entry: Some(entry), ..Codes::default() });
        self.office.say(&device.pair, unsigned).unwrap();
    }
}

fn on(written: &str) -> Due {
    Due::On { on: day(written) }
}

fn at(today: &str) -> Context {
    in_language(Language::Chinese, today)
}

fn in_language(language: Language, today: &str) -> Context {
    let today: Day = day(today);
    Context::new(language.words(), today.start_ms() + 10 * 3_600_000, today)
}

fn board(ledger: &Ledger, context: &Context, filter: &BoardFilter) -> BoardPage {
    board_page(
        ledger,
        &Board::of(ledger, empty_root(), context.today),
        &Addresses::public("qiaotou"),
        context,
        filter,
        Vec::new(),
    )
}

fn board_html(ledger: &Ledger, context: &Context) -> String {
    let page = board(ledger, context, &BoardFilter::default());
    fragment(|| board_view(context.words, &page))
}

fn details(ledger: &Ledger, id: RecordId, context: &Context) -> PledgeDetails {
    pledge_details(ledger, &ledger.pledges[&id], &Addresses::public("qiaotou"), context)
}

fn details_html(ledger: &Ledger, id: RecordId, context: &Context) -> String {
    let details = details(ledger, id, context);
    fragment(|| details_view(context.words, &details))
}
