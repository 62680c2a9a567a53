//! What a service network is found by: places, people to call, how a matter is got done.

use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::kind::RecordKind;
use jiannuo_domain::ledger::{Ledger, Notice};
use jiannuo_domain::words::{GuideWords, PointWords};

use super::texts::Texts;
use super::{notice, plain, said_ms};
use crate::index::Record;

pub(super) fn point(org: OrganisationId, point: &Notice<PointWords>) -> Record {
    notice(org, RecordKind::Point, point, |words, texts| {
        texts.one(&words.address);
        texts.all([&words.phone, &words.services, &words.hours_written, &words.access_note].map(Option::as_ref));
        texts.all(words.functions.iter().map(Some));
        for window in &words.windows {
            texts.line(std::iter::once(&window.name).chain(&window.matters).map(Some));
            for duty in &window.duties {
                texts.line([Some(&window.name), Some(&duty.on_duty), duty.stand_in.as_ref()]);
            }
        }
        texts.contacts(&words.contacts);
        &words.name
    })
}

pub(super) fn guide(org: OrganisationId, guide: &Notice<GuideWords>) -> Record {
    notice(org, RecordKind::Guide, guide, |words, texts| {
        texts.all([&words.group, &words.office, &words.conditions, &words.fee, &words.place].map(Option::as_ref));
        texts.all([&words.phone, &words.promised_limit, &words.legal_limit, &words.legal_basis].map(Option::as_ref));
        for paper in &words.papers {
            texts.line([Some(&paper.name), paper.format.as_ref(), paper.issuer.as_ref(), paper.note.as_ref()]);
        }
        texts.all(words.steps.iter().map(Some));
        &words.matter
    })
}

/// What an organisation says of itself: whom to call, its hotlines, where it is.
pub(super) fn organisation(ledger: &Ledger) -> Option<Record> {
    let org = ledger.acceptance().org();
    let told = ledger.organisation.last()?;
    let mut texts = Texts::default();
    if let Some(words) = told.words() {
        for hotline in &words.hotlines {
            texts.line([Some(&hotline.name), Some(&hotline.number)]);
        }
        texts.contacts(&words.contacts);
        texts.all([&words.supervision_phone, &words.address, &words.about, &words.name_english].map(Option::as_ref));
    }
    Some(Record {
        title: told.words().map(|words| words.name.clone()).unwrap_or_default(),
        texts: texts.0,
        said_ms: said_ms(told.stamp),
        ..plain(org, RecordKind::Organisation, org.record())
    })
}
