//! Failures, refusals and states in the reader's language, each with what to do next.

use jiannuo_domain::acceptance::{Refusal, State};
use jiannuo_domain::codes::{Reason, Role};
use jiannuo_domain::kind::Kind;
use jiannuo_domain::words::WordsError;
use jiannuo_store::device::Missing;
use jiannuo_sync::SyncError;
use jiannuo_sync::evidence::Contradiction;
use jiannuo_sync::store::StoreError;
use jiannuo_sync::transport::{SUCCEEDED, TransportError};

use crate::session::Failure;
use crate::words::Words;

/// A failure.
pub fn failure(words: Words, failure: &Failure) -> String {
    match failure {
        Failure::Missing(missing) => self::missing(words, *missing).to_owned(),
        Failure::Words(error) => words_error(words, error),
        Failure::Refused(reason) => refusal(words, reason),
        Failure::NotAMember => words.fail_not_a_member().to_owned(),
        Failure::File => words.fail_file().to_owned(),
        Failure::Sync(error) => sync_error(words, error),
    }
}

/// Why the server could not be looked at, for somebody who reads and writes nothing.
pub fn look_failure(words: Words, failure: &Failure) -> String {
    match failure {
        Failure::Sync(SyncError::Transport(TransportError::Offline)) => words.look_offline_text().to_owned(),
        other => self::failure(words, other),
    }
}

fn missing(words: Words, missing: Missing) -> &'static str {
    match missing {
        Missing::SecureContext | Missing::WebCrypto => words.fail_insecure(),
        _ => words.fail_old_browser(),
    }
}

fn sync_error(words: Words, error: &SyncError) -> String {
    match error {
        SyncError::Store(StoreError::NoRoom) => words.fail_no_room().to_owned(),
        SyncError::Store(StoreError::Moved) => words.fail_moved().to_owned(),
        SyncError::Store(StoreError::Unavailable(detail) | StoreError::Failed(detail)) => words.fail_store(detail),
        SyncError::Transport(TransportError::Offline) => words.fail_offline().to_owned(),
        SyncError::Transport(TransportError::Busy { retry_after_ms }) => {
            words.fail_busy(retry_after_ms.div_ceil(1_000))
        }
        SyncError::Transport(TransportError::UnknownOrganisation) => words.fail_unknown_organisation().to_owned(),
        SyncError::Transport(TransportError::Rejected { code }) => match code.as_str() {
            "slug-taken" => words.fail_slug_taken().to_owned(),
            "slug-malformed" | "slug-reserved" => words.fail_slug_form().to_owned(),
            "founding-key-used" | "founding-key-unknown" => words.fail_founding_code().to_owned(),
            "no-custodian" => words.fail_no_custodian().to_owned(),
            "reader-refused" | "reader-missing" => words.fail_reader().to_owned(),
            "reader-clock" => words.fail_reader_clock().to_owned(),
            "succession-not-invited" => words.fail_succession_invited().to_owned(),
            "succession-differs" | "succession-not-needed" => words.fail_succession_changed().to_owned(),
            "succession-unknown" => words.fail_succession_unknown().to_owned(),
            "has-successor" => words.fail_has_successor().to_owned(),
            SUCCEEDED => words.fail_succeeded().to_owned(),
            code => words.fail_rejected(code),
        },
        SyncError::Transport(TransportError::Malformed(detail)) => words.fail_rejected(detail),
        SyncError::Keys(error) => words.fail_keys(&error.to_string()),
        SyncError::Statement(error) => words.fail_rejected(&error.to_string()),
        SyncError::NotGenuine { index } => words.fail_not_genuine(*index),
        SyncError::NotUnderCheckpoint { from } => words.fail_not_under_checkpoint(*from),
        SyncError::TooLong { size } => words.fail_too_long(*size),
        SyncError::Contradicted(evidence) => contradiction(words, evidence.contradiction),
        SyncError::NeedsPublicLog { .. } => words.fail_needs_public_log().to_owned(),
        SyncError::Undecided => words.fail_undecided().to_owned(),
        SyncError::FileMissing { .. } => words.refused_blob_missing().to_owned(),
    }
}

/// How an organisation's log contradicted itself. Both sides are kept on this device.
pub fn contradiction(words: Words, contradiction: Contradiction) -> String {
    match contradiction {
        Contradiction::Unsigned => words.fail_unsigned().to_owned(),
        Contradiction::Smaller { size, seen } => words.fail_smaller(size, seen),
        Contradiction::Forked { size } => words.fail_forked(size),
        Contradiction::NotExtended { smaller, larger } => words.fail_not_extended(smaller, larger),
    }
}

/// Why the organisation's log did not take a statement.
pub fn refusal(words: Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::StaleHead { .. } => words.refused_stale().to_owned(),
        Refusal::KeyRevoked | Refusal::UnknownKey => words.refused_key().to_owned(),
        Refusal::MemberRemoved => words.refused_removed().to_owned(),
        Refusal::InvitationExpired => words.refused_invitation_expired().to_owned(),
        Refusal::InvitationUsed => words.refused_invitation_used().to_owned(),
        Refusal::InvitationRevoked => words.refused_invitation_revoked().to_owned(),
        Refusal::NotAllowed { needs: Some(needs) } => words.refused_needs(role(words, *needs)),
        Refusal::NotAllowed { needs: None } => words.refused_not_allowed().to_owned(),
        Refusal::OwnRecord => words.refused_own().to_owned(),
        Refusal::LastSecretary => words.refused_last_secretary().to_owned(),
        Refusal::UnknownSubject => words.refused_subject().to_owned(),
        Refusal::UnknownKind => words.refused_kind().to_owned(),
        Refusal::IllegalMove { state } => words.refused_state(self::state(words, *state)),
        Refusal::BlobMissing { .. } => words.refused_blob_missing().to_owned(),
        Refusal::BlobMismatch { .. } => words.refused_blob_mismatch().to_owned(),
        Refusal::BlobTaken { .. } => words.refused_blob_taken().to_owned(),
        Refusal::DependsOnRefused { .. } => words.refused_depends().to_owned(),
        Refusal::Words { problem } => words_error(words, problem),
        Refusal::Full { .. } => words.refused_full().to_owned(),
        Refusal::BadSignature | Refusal::BodyMismatch => words.refused_signature().to_owned(),
        other => words.refused_other(&other.to_string()),
    }
}

/// What is wrong with words.
pub fn words_error(words: Words, error: &WordsError) -> String {
    match error {
        WordsError::Empty { field } => words.words_empty(field_name(words, field)),
        WordsError::TooLong { field, characters, limit } => {
            words.words_too_long(field_name(words, field), *characters, *limit)
        }
        WordsError::TooMany { field, count, limit } if field == "table_rows" => {
            words.table_too_many_rows(*count, *limit)
        }
        WordsError::TooMany { field, count, limit } if field == "table_columns" => {
            words.table_too_many_columns(*count, *limit)
        }
        WordsError::TooMany { field, count, limit } => words.words_too_many(field_name(words, field), *count, *limit),
        WordsError::Impossible { field } => words.words_impossible(field_name(words, field)),
        WordsError::TooLarge { bytes, limit } => words.words_too_large(bytes / 1_024, limit / 1_024),
        WordsError::Malformed { detail } => words.fail_rejected(detail),
    }
}

/// The field of a form that a field of a body comes from.
pub fn field_name(words: Words, field: &str) -> &'static str {
    match field {
        "text" => words.pledge_text(),
        "due" => words.due(),
        "measure" => words.measure(),
        "unit" => words.unit(),
        "field" => words.field_of_service(),
        "milestones" => words.milestones(),
        "beneficiaries" => words.beneficiaries(),
        "responsible" => words.responsible(),
        "reason" => words.reason(),
        "personal_data_reason" => words.scan_reason(),
        "note" => words.progress_note(),
        "evidence" => words.evidence(),
        "no_evidence_reason" => words.no_evidence_reason(),
        "name" => words.name(),
        "post" => words.post(),
        "address" => words.address(),
        "supervision_phone" | "phone" => words.phone(),
        "hours" => words.hours(),
        "title" => words.title(),
        "body" => words.body_text(),
        "services" => words.services(),
        "tables" | "table_rows" | "table_columns" => words.tables_part(),
        "table_head" => words.table_head(),
        "caption" => words.table_caption(),
        "matter" => words.matter(),
        "item" => words.catalogue_item(),
        "content" => words.item_content(),
        "basis" => words.item_basis(),
        "time_limit" => words.time_limit(),
        "outcome" => words.outcome(),
        "objection_phone" => words.objection_phone(),
        "objection_place" => words.objection_place(),
        "objection_person" => words.objection_person(),
        "review_by" => words.review_by(),
        "class" => words.post_class(),
        "duties" => words.post_duties(),
        "places" => words.post_places(),
        "post_of_pledge" => words.which_post(),
        "promised" | "service" => words.promised_limit(),
        "legal" => words.legal_limit(),
        "co_owners" => words.co_owners(),
        "budget_yuan" => words.budget(),
        "budget_source" => words.budget_source(),

        "account" => words.account_body(),
        "windows" => words.board().network.windows,
        "contacts" => words.board().network.contacts,
        "functions" => words.board().network.functions,
        "hotlines" => words.board().network.hotlines,
        "papers" => words.board().network.papers,
        "steps" => words.board().network.steps,
        "points" => words.board().network.handled_at,
        "access" | "access_note" => words.access_note(),
        "hours_written" => words.board().network.hours_written,
        "about" => words.about_organisation(),
        "fee" => words.board().network.fee,
        "office" => words.board().network.office,
        "conditions" => words.board().network.conditions,
        "legal_basis" => words.board().network.legal_basis,
        "legal_limit" => words.board().network.legal_limit,
        "promised_limit" => words.board().network.promised_limit,
        "group" => words.board().network.group,
        "place" => words.board().network.guide_place,

        _ => words.a_field(),
    }
}

/// A role.
pub fn role(words: Words, role: Role) -> &'static str {
    match role {
        Role::Secretary => words.role_secretary(),
        Role::Member => words.role_member(),
        Role::Overseer => words.role_overseer(),
    }
}

fn state(words: Words, state: State) -> &'static str {
    match state {
        State::Open => words.state_open(),
        State::Claimed => words.state_claimed(),
        State::Confirmed => words.state_confirmed(),
        State::Disputed => words.state_disputed(),
        State::NotFulfilled => words.state_not_fulfilled(),
        State::Withdrawn => words.state_withdrawn(),
        State::Used => words.state_used(),
    }
}

/// A reason code.
pub fn reason(words: Words, reason: Reason) -> &'static str {
    match reason {
        Reason::NotInOurPower => words.reason_not_in_our_power(),
        Reason::Funds => words.reason_funds(),
        Reason::PrioritiesChanged => words.reason_priorities(),
        Reason::Superseded => words.reason_superseded(),
        Reason::DoneByOthers => words.reason_done_by_others(),
        Reason::EnteredByMistake => words.reason_mistake(),
        Reason::PersonalData => words.reason_personal_data(),
        Reason::Other => words.reason_other(),
    }
}

/// What a statement of a kind is called in the outbox.
pub fn kind(words: Words, kind: &Kind) -> &'static str {
    match kind {
        Kind::PledgePublished => words.kind_pledge(),
        Kind::PledgeRevised => words.kind_revised(),
        Kind::ProgressAdded => words.kind_progress(),
        Kind::ProgressWithdrawn => words.kind_progress_withdrawn(),
        Kind::PledgeClaimed => words.kind_claimed(),
        Kind::PledgeConfirmed => words.kind_confirmed(),
        Kind::PledgeDisputed => words.kind_disputed(),
        Kind::PledgeNotFulfilled => words.kind_not_fulfilled(),
        Kind::PledgeWithdrawn => words.kind_withdrawn(),
        Kind::EntryAttested => words.kind_attested(),
        Kind::EntryContested => words.kind_contested(),
        Kind::DisclosurePublished => words.kind_disclosure(),
        Kind::DisclosureRevised => words.kind_disclosure_revised(),
        Kind::DisclosureWithdrawn => words.kind_disclosure_withdrawn(),
        Kind::DisclosureConcluded => words.kind_outcome(),
        Kind::CatalogueDefined => words.kind_item(),
        Kind::CatalogueRevised => words.kind_item_revised(),
        Kind::CatalogueWithdrawn => words.kind_item_withdrawn(),
        Kind::PointPublished => words.kind_point(),
        Kind::PointRevised => words.kind_point_revised(),
        Kind::PointWithdrawn => words.kind_point_withdrawn(),
        Kind::PointChecked => words.kind_point_checked(),
        Kind::OrganisationDescribed => words.kind_described(),
        Kind::GuidePublished => words.kind_guide(),
        Kind::GuideRevised => words.kind_guide_revised(),
        Kind::GuideWithdrawn => words.kind_guide_withdrawn(),
        Kind::PostDefined => words.event_post(),
        Kind::PostRevised => words.event_post_changed(),
        Kind::PostWithdrawn => words.event_post_withdrawn(),
        Kind::PostClaimed => words.event_post_claimed(),
        Kind::PostReleased => words.event_post_released(),
        Kind::CycleOpened | Kind::CycleRevised => words.event_cycle(),
        Kind::AccountGiven => words.event_account(),
        Kind::BodyErased => words.kind_erased(),
        Kind::MemberAdded | Kind::MemberChanged | Kind::MemberRemoved => words.kind_member(),
        Kind::InvitationIssued | Kind::InvitationRevoked | Kind::FoundingInvited => words.kind_invitation(),
        Kind::DeviceJoined | Kind::DeviceRevoked => words.kind_device(),
        Kind::CustodianAppointed | Kind::CustodianDismissed => words.kind_custodian(),
        _ => words.kind_other(),
    }
}
