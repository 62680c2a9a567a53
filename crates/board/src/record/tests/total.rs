//! Whatever a log holds and whatever of its bodies is here, every page can be made.

use jiannuo_domain::{body::BodyState, statement::LogName, test_support::ORG};
use proptest::prelude::*;

use super::*;
use crate::{
    components::{
        catalogue::catalogue_details as item_view, disclosure::disclosure_details as disclosure_view,
        service_point::service_point_details as point_view,
    },
    pages::catalogue_page as catalogue_view,
    record::{catalogue_details, catalogue_page, disclosure_details, point_details},
};

/// An office in which kinds were said about five records, as far as they were allowed.
fn office(kinds: &[(usize, u8)]) -> Office {
    let mut office = Office::founded();
    let records: Vec<_> = (0..6).map(|_| RecordId::from_bytes(office.fresh())).collect();
    let begun = [
        Kind::PledgePublished,
        Kind::DisclosurePublished,
        Kind::PointPublished,
        Kind::CatalogueDefined,
        Kind::PostDefined,
        Kind::CycleOpened,
    ];
    for (kind, record) in begun.iter().zip(&records) {
        office.desk_says(kind, *record).unwrap();
    }
    for (kind, record) in kinds {
        let kind = &Kind::ALL[kind % Kind::ALL.len()];
        office.now_ms += 9 * 3_600_000;
        let mut unsigned = office.of_kind(office.desk.key, kind, records[usize::from(*record) % 6]);
        if unsigned.statement.codes.is_none() {
            let entry = office.acceptance.record(&records[usize::from(*record) % 6]).map(|facts| facts.head);
            unsigned.statement.codes = entry.map(|entry| Codes { entry: Some(entry), ..Codes::default() });
        }
        let _ = office.desk_signs(unsigned);
        let _ = office.desk_says(kind, records[usize::from(*record) % 6]);
    }
    office
}

fn render_everything(ledger: &Ledger, context: &Context) {
    board_html(ledger, context);
    let addresses = Addresses::app("q");
    for id in ledger.pledges.keys() {
        assert!(details_html(ledger, *id, context).contains("<h1"));
    }
    for notice in ledger.disclosures.values() {
        let details = disclosure_details(ledger, notice, &addresses, context);
        fragment(|| disclosure_view(context.words, &details));
    }
    let board = Board::of(ledger, empty_root(), context.today);
    fragment(|| catalogue_view(context.words, &catalogue_page(ledger, &board, &addresses, context)));
    for notice in ledger.catalogue.values() {
        let details = catalogue_details(ledger, notice, &addresses, context);
        fragment(|| item_view(context.words, &details));
    }
    fragment(|| crate::pages::posts_page(context.words, &crate::record::posts_page(ledger, &addresses, context)));
    for cycle in ledger.cycles.keys() {
        let page = crate::record::year_page(ledger, cycle, &addresses, context).unwrap();
        fragment(|| crate::pages::year_page(context.words, &page));
    }
    for notice in ledger.points.values() {
        let details = point_details(ledger, notice, &addresses, context);
        fragment(|| point_view(context.words, &details));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_page_can_be_made(
        kinds in prop::collection::vec((0_usize..64, 0_u8..6), 0..24),
        bodies in prop::collection::vec(0_u8..4, 1..8),
        now_ms in any::<i64>(),
        verdicts: bool,
    ) {
        let office = office(&kinds);
        let mut ledger = Ledger::new(ORG, LogName::Public);
        for (leaf, state) in office.leaves.iter().zip(bodies.iter().cycle()) {
            let body = match state {
                0 => BodyState::Erased,
                1 => BodyState::Missing,
                2 => BodyState::Present("{\"of\":\"a newer version\"}"),
                _ => office.body_of(leaf),
            };
            ledger.apply_leaf(leaf, body).unwrap();
        }
        for language in Language::ALL {
            let today = Day::in_shanghai(now_ms);
            render_everything(&ledger, &Context { verdicts, ..Context::new(language.words(), now_ms, today) });
        }
    }
}
