//! The server that keeps the log, where it speaks for itself.

use super::*;

fn says(office: &mut Office, custodian: &Device, kind: &Kind) -> Result<EntryId, Refusal> {
    let unsigned = office.of_kind(custodian.key, kind, custodian.key.device());
    office.say(&custodian.pair, unsigned)
}

#[test]
fn a11_the_custodian_says_what_only_a_server_can_know() {
    let Village { mut office, member, pledge, .. } = village();
    let custodian = office.appoint();
    assert!(says(&mut office, &custodian, &Kind::ChildrenFixed).is_ok());
    assert!(says(&mut office, &custodian, &Kind::ReleaseServed).is_ok());
    for kind in [Kind::ProgressAdded, Kind::MemberRemoved, Kind::MemberAdded, Kind::CustodianAppointed, Kind::RulesSet]
    {
        let unsigned = office.of_kind(custodian.key, &kind, pledge);
        assert_eq!(office.say(&custodian.pair, unsigned), Err(Refusal::NotAllowed { needs: None }), "{kind}");
    }
    let for_another = office.of_kind(custodian.key, &Kind::ChildrenFixed, custodian.key.device()).about(member);
    assert_eq!(office.say(&custodian.pair, for_another), Err(Refusal::UnknownSubject));
    let elsewhere = office.of_kind(custodian.key, &Kind::ChildrenFixed, ORG.record());
    assert_eq!(office.say(&custodian.pair, elsewhere), Err(Refusal::UnknownRecord));
}

#[test]
fn a11_a_custodian_is_the_record_of_its_key_and_can_be_dismissed() {
    let Village { mut office, .. } = village();
    let mut elsewhere = office.of_kind(office.desk.key, &Kind::CustodianAppointed, ORG.record());
    elsewhere.statement.record = RecordId::from_bytes([9; 16]);
    assert_eq!(office.desk_signs(elsewhere), Err(Refusal::UnknownRecord));
    let custodian = office.appoint();
    office.desk_says(&Kind::CustodianDismissed, custodian.key.device()).unwrap();
    assert_eq!(says(&mut office, &custodian, &Kind::ChildrenFixed), Err(Refusal::KeyRevoked));
    // Another one may follow; the dismissed key stays dismissed.
    let next = office.appoint();
    assert!(says(&mut office, &next, &Kind::ReleaseServed).is_ok());
}
