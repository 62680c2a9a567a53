//! What the import page knows, and what happens when somebody chooses something.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiannuo_domain::day::Day;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::ledger_import::protocol::{Ask, Failure, Reply, SheetFound, Shown};
use jiannuo_domain::ledger_import::{Answer, Column, ColumnUse, LedgerKind, MAX_WORKBOOK_BYTES, Settings};
use jiannuo_store::device;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{known, say};
use crate::parts::file;
use crate::parts::form::Problems;
use crate::parts::importer::Importer;
use crate::parts::organisation::Here;

/// How far the import is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Pick,
    Reading,
    Unreadable(Failure),
    Preview,
    Saving,
    Saved(usize),
}

/// The page's state; everything is a signal or stored, so that it is handed around as it is.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub here: StoredValue<Here, LocalStorage>,
    pub problems: Problems,
    pub step: RwSignal<Step, LocalStorage>,
    /// The reader; ended with the page.
    importer: StoredValue<Option<Rc<Importer>>, LocalStorage>,
    /// What it is a ledger of; nothing where the headings decide.
    pub kind: RwSignal<String>,
    pub sheets: RwSignal<Vec<SheetFound>>,
    /// The number of the sheet that is read.
    pub sheet: RwSignal<String>,
    pub shown: RwSignal<Option<Shown>, LocalStorage>,
    /// What somebody took the columns for.
    columns: StoredValue<Option<Vec<Option<Column>>>>,
    answers: StoredValue<Vec<Answer>>,
    /// The keys of what is on the device, since the file was opened.
    known: StoredValue<BTreeSet<String>, LocalStorage>,
    /// Counts readings, so that an earlier one that comes late is not shown.
    reading: StoredValue<u32>,
    /// Rows that repeat something are imported too.
    pub with_duplicates: RwSignal<bool>,
    /// Rows that are saved, of how many.
    pub saved: RwSignal<(usize, usize)>,
}

impl State {
    pub(super) fn new(here: Here) -> Self {
        let state = Self {
            here: StoredValue::new_local(here),
            problems: Problems::new(),
            step: RwSignal::new_local(Step::Pick),
            importer: StoredValue::new_local(None),
            kind: RwSignal::new(String::new()),
            sheets: RwSignal::new(Vec::new()),
            sheet: RwSignal::new("0".to_owned()),
            shown: RwSignal::new_local(None),
            columns: StoredValue::new(None),
            answers: StoredValue::new(Vec::new()),
            known: StoredValue::new_local(BTreeSet::new()),
            reading: StoredValue::new(0),
            with_duplicates: RwSignal::new(false),
            saved: RwSignal::new((0, 0)),
        };
        // Another kind or sheet is another table: what was chosen for its columns and answered is of no use.
        Effect::new(move |before: Option<(String, String)>| {
            let now = (state.kind.get(), state.sheet.get());
            if before.is_some_and(|before| before != now) && state.is_open() {
                state.begin_anew();
                state.read();
            }
            now
        });
        state
    }

    fn is_open(self) -> bool {
        self.importer.with_value(Option::is_some) && self.step.get_untracked() != Step::Reading
    }

    pub(super) fn importer(self) -> Option<Rc<Importer>> {
        self.importer.try_get_value().flatten()
    }

    fn begin_anew(self) {
        self.columns.set_value(None);
        self.answers.set_value(Vec::new());
        self.with_duplicates.set(false);
    }

    /// Reads a file that somebody picked.
    pub(super) fn open(self, picked: web_sys::File) {
        self.problems.clear();
        self.begin_anew();
        self.importer.set_value(None);
        self.sheets.set(Vec::new());
        self.shown.set(None);
        self.step.set(Step::Reading);
        spawn_local(async move {
            if let Err(failure) = self.opened(&picked).await {
                self.gave_up(failure);
            }
        });
    }

    async fn opened(self, picked: &web_sys::File) -> Result<(), Failure> {
        let limit = MAX_WORKBOOK_BYTES as u64;
        if picked.size() > MAX_WORKBOOK_BYTES as f64 {
            return Err(Failure::TooLarge { bytes: picked.size() as u64, limit });
        }
        let Some(here) = self.here.try_get_value() else { return Ok(()) };
        let bytes = file::read_bytes(picked).await.map_err(|_| Failure::Damaged)?;
        let importer = Rc::new(Importer::start()?);
        let reply = importer.ask(&Ask::Open, Some(&bytes)).await?;
        let Reply::Opened { sheets } = reply else { return Err(Failure::Damaged) };
        let known = known::keys(&here).await;
        // The page may have been left meanwhile.
        if self.importer.try_set_value(Some(importer)).is_some() {
            return Ok(());
        }
        self.known.set_value(known);
        let usual = |sheet: &&(usize, &SheetFound)| !sheet.1.hidden && sheet.1.rows > 0;
        let all: Vec<(usize, &SheetFound)> = sheets.iter().enumerate().collect();
        let first = all.iter().filter(usual).find(|(_, sheet)| sheet.kind.is_some()).or_else(|| all.iter().find(usual));
        let Some((place, found)) = first.or_else(|| all.first()) else { return Err(Failure::NotATable) };
        if self.kind.with_untracked(String::is_empty) {
            self.kind.set(say::kind_value(found.kind.unwrap_or(LedgerKind::Pledges)).to_owned());
        }
        self.sheet.set(place.to_string());
        self.sheets.set(sheets);
        self.read_now().await
    }

    /// Reads the sheet again.
    pub(super) fn read(self) {
        spawn_local(async move {
            if let Err(failure) = self.read_now().await {
                self.gave_up(failure);
            }
        });
    }

    async fn read_now(self) -> Result<(), Failure> {
        let Some(importer) = self.importer() else { return Ok(()) };
        let number = self.reading.get_value().wrapping_add(1);
        self.reading.set_value(number);
        let sheet = self.sheet.with_untracked(|place| place.parse().unwrap_or_default());
        let mut settings = self.settings();
        let mut shown = ask_to_read(&importer, sheet, &settings).await?;
        if settings.columns.is_none()
            && let Some(remembered) = self.remembered(settings.kind, &shown.columns).await
        {
            self.columns.try_set_value(Some(remembered.clone()));
            settings.columns = Some(remembered);
            shown = ask_to_read(&importer, sheet, &settings).await?;
        }
        if self.reading.try_get_value() == Some(number) {
            self.shown.set(Some(shown));
            self.step.set(Step::Preview);
        }
        Ok(())
    }

    fn gave_up(self, failure: Failure) {
        // A reader that came to an end over a file reads nothing more.
        if failure == Failure::Damaged {
            let _ended = self.importer.try_set_value(None);
        }
        let _told = self.step.try_set(Step::Unreadable(failure));
    }

    pub(super) fn kind(self) -> LedgerKind {
        self.kind.with_untracked(|value| say::kind_of(value))
    }

    fn settings(self) -> Settings {
        let here = self.here.get_value();
        Settings {
            kind: self.kind(),
            today: today(&here),
            own_name: own_name(&here),
            without_deadline: here.session.words().no_deadline().to_owned(),
            columns: self.columns.get_value(),
            answers: self.answers.get_value(),
            known: self.known.get_value(),
        }
    }

    /// Somebody takes a column for something else.
    pub(super) fn map(self, columns: Vec<Option<Column>>) {
        let Some(here) = self.here.try_get_value() else { return };
        let name = self.shown.with_untracked(|shown| shown.as_ref().map(|shown| place(self.kind(), &shown.columns)));
        let text = serde_json::to_string(&columns).unwrap_or_default();
        self.columns.set_value(Some(columns));
        self.read();
        spawn_local(async move {
            if let Some(name) = name {
                // Not kept means recognised anew the next time, which does no harm.
                let _kept = here.session.device().store.put_setting(&name, &text).await;
            }
        });
    }

    /// What somebody took the columns of a table with the same headings for.
    async fn remembered(self, kind: LedgerKind, columns: &[ColumnUse]) -> Option<Vec<Option<Column>>> {
        let here = self.here.try_get_value()?;
        let text = here.session.device().store.setting(&place(kind, columns)).await.ok()??;
        let remembered: Vec<Option<Column>> = serde_json::from_str(&text).ok()?;
        (remembered.len() == columns.len()).then_some(remembered)
    }

    /// Somebody says what words mean.
    pub(super) fn answer(self, answer: Answer) {
        self.answers.update_value(|answers| {
            answers.retain(|earlier| (earlier.column, &earlier.written) != (answer.column, &answer.written));
            answers.push(answer);
        });
        self.read();
    }
}

async fn ask_to_read(importer: &Importer, sheet: usize, settings: &Settings) -> Result<Shown, Failure> {
    let settings = Box::new(settings.clone());
    match importer.ask(&Ask::Read { sheet, settings }, None).await? {
        Reply::Read(shown) => Ok(*shown),
        _ => Err(Failure::Damaged),
    }
}

/// Under what name the device remembers what columns with these headings are taken for.
fn place(kind: LedgerKind, columns: &[ColumnUse]) -> String {
    let headings: Vec<&[u8]> = columns.iter().map(|column| column.heading.as_bytes()).collect();
    format!("import-columns/{}/{}", say::kind_value(kind), Digest::of(&headings))
}

pub(super) fn today(here: &Here) -> Day {
    let shown = here.session.shown_untracked(here.membership.org);
    shown.map_or_else(|| Day::in_shanghai(device::now_ms()), |shown| shown.now.today)
}

/// The name of this device's member: who pledges where a row names nobody.
pub(super) fn own_name(here: &Here) -> String {
    let shown = here.session.shown_untracked(here.membership.org);
    let own = shown.zip(here.speaker).and_then(|(shown, speaker)| {
        shown.ledger.members.get(&speaker.member).and_then(|member| member.name().map(str::to_owned))
    });
    own.unwrap_or_else(|| here.membership.name.clone())
}
