use jiannuo_domain::{id::RecordId, standing::Status, words::PledgeKind};
use proptest::prelude::*;

use crate::record::{Addresses, BoardFilter, filter::asked_words};

#[test]
fn every_record_has_a_page_in_public_and_one_in_the_app() {
    let id = RecordId::from_bytes([1; 16]);
    let (public, app) = (Addresses::public("liuan"), Addresses::app("liuan"));
    assert_eq!(public.pledge(&id), format!("/o/liuan/pledges/{id}"));
    assert_eq!(app.pledge(&id), format!("/app/o/liuan/pledges/{id}"));
    assert_eq!(public.disclosure(&id), format!("/o/liuan/disclosures/{id}"));
    assert_eq!(app.point(&id), format!("/app/o/liuan/points/{id}"));
    assert_eq!((public.points(), app.points()), ("/o/liuan/points/".into(), "/app/o/liuan/points/".into()));
    assert_eq!((app.organisation(), public.organisation()), ("/app/o/liuan", "/o/liuan/"));
    assert_eq!(public.board("page=2"), "/o/liuan/?page=2");
    assert_eq!(public.board(""), "/o/liuan/");
}

#[test]
fn nonsense_in_a_question_is_left_out() {
    assert_eq!(BoardFilter::from_query("?status=gone&page=-1&member=x&lang=en&"), BoardFilter::default());
    assert_eq!(BoardFilter::default().to_query(), "");
}

proptest! {
    #[test]
    fn a_question_is_read_as_it_is_written(
        status in prop::option::of(prop::sample::select(Status::ALL.to_vec())),
        page in 1..usize::MAX,
        member in prop::option::of(any::<[u8; 16]>().prop_map(RecordId::from_bytes)),
        typed in "\\PC{0,80}",
        kind in prop::option::of(prop::sample::select(PledgeKind::ALL.to_vec())),
        cycle in prop::option::of(any::<[u8; 16]>().prop_map(RecordId::from_bytes)),
        field in prop::option::of("[道路 &=%+a-z]{0,9}[养老]"),
    ) {
        let filter = BoardFilter { status, page, member, sought: asked_words(&typed), kind, cycle, field };
        prop_assert_eq!(BoardFilter::from_query(&filter.to_query()), filter);
    }

    #[test]
    fn any_question_is_understood_as_something(query in ".*") {
        let filter = BoardFilter::from_query(&query);
        prop_assert_eq!(BoardFilter::from_query(&filter.to_query()), BoardFilter { page: filter.page.max(1), ..filter });
    }
}
