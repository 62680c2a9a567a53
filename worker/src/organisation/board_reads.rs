//! Boards, pages, tables and feeds: functions of the ledger, the day and the reader's preferences.

use jiannuo_board::components::succession::Succession;
use jiannuo_board::record::{BoardTable, Context};
use jiannuo_domain::board::{Board, Identity, identity};
use jiannuo_domain::day::Day;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::RecordId;
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::tables::{Table, csv};
use jiannuo_tlog::Hash;

use super::store::StoreError;
use super::{Call, OrganisationLog};
use crate::clock::{asked_day, on_day};
use crate::pages::{self, Frame, View};
use crate::reply::{HTML, JSON, REVALIDATE, Reply};
use crate::{RELEASE, atom};

/// A minute.
const MINUTE_MS: i64 = 60_000;

/// How one table of a board is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TableForm {
    Csv,
    Xlsx,
    Json,
}

impl TableForm {
    const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }
}

/// What can be read beside the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Page(View),
    Json,
    /// The tables of a disclosure.
    Tables(RecordId),
    Table(BoardTable, TableForm),
    Workbook,
    Atom,
}

impl Read {
    fn from_path(path: &str) -> Option<Self> {
        let record = |id: &str| id.parse::<RecordId>().ok();
        Some(match path {
            "" => Self::Page(View::Board),
            "disclosures/" => Self::Page(View::Disclosures),
            "catalogue/" => Self::Page(View::Catalogue),
            "guides/" => Self::Page(View::Guides),
            "contacts/" => Self::Page(View::Contacts),
            "points/" => Self::Page(View::Points),
            "posts/" => Self::Page(View::Posts),
            "board.json" => Self::Json,
            "board.xlsx" => Self::Workbook,
            "feed.atom" => Self::Atom,
            _ if !path.contains('/') => Self::table(path)?,
            _ => match path.split_once('/')? {
                ("pledges", id) => Self::Page(View::Pledge(record(id)?)),
                ("catalogue", id) => Self::Page(View::CatalogueItem(record(id)?)),
                ("disclosures", file) if file.ends_with(".csv") => Self::Tables(record(file.strip_suffix(".csv")?)?),
                ("disclosures", id) => Self::Page(View::Disclosure(record(id)?)),
                ("guides", id) => Self::Page(View::Guide(record(id)?)),
                ("points", id) => Self::Page(View::Point(record(id)?)),
                ("cycles", id) => Self::Page(View::Year(record(id)?)),
                ("members", id) => Self::Page(View::Member(id.parse().ok()?)),
                _ => return None,
            },
        })
    }
}

impl Read {
    /// `pledges.csv` and its like.
    fn table(file: &str) -> Option<Self> {
        let (code, extension) = file.split_once('.')?;
        let table = BoardTable::from_code(code)?;
        let forms = [TableForm::Csv, TableForm::Xlsx, TableForm::Json];
        let form = forms.into_iter().find(|form| form.extension() == extension)?;
        // Rows that no board has are in no JSON.
        (form != TableForm::Json || table.has_json()).then_some(Self::Table(table, form))
    }
}

impl OrganisationLog {
    /// A page or another form of the board.
    pub(super) fn read_board(&self, call: &Call, path: &str, query: Option<&str>) -> Result<Reply, StoreError> {
        let Some(read) = Read::from_path(path) else { return Ok(Reply::error(404, "not-found")) };
        let today = match asked_day(query) {
            Ok(day) => day.unwrap_or(call.today),
            Err(reply) => return Ok(reply),
        };
        let witnessed = self.witnessed()?;
        self.read(call, |log| {
            let (ledger, root) = (&log.ledger, log.tiles.root());
            let said = witnessed.first().map_or(0, |newest| newest.time_s);
            let succession = pages::succession_of(log.lost(), log.successor.as_ref());
            let is_page = matches!(read, Read::Page(_));
            let (read_of, lost) = ((read, said), succession.as_ref().filter(|_| is_page));
            let etag = etag(&identity(ledger, root, today), read_of, lost, call, path, query);
            if call.has(&etag) {
                return Ok(Reply::not_modified(&etag, REVALIDATE));
            }
            let frame =
                Frame { witnessed: &witnessed, succession: succession.as_ref(), ..call.frame(root, today, query) };
            let reply = make(ledger, &frame, read, call)?;
            Ok(if reply.status == 200 { reply.with("etag", etag).with("cache-control", REVALIDATE) } else { reply })
        })?
    }
}

fn make(ledger: &Ledger, frame: &Frame<'_>, read: Read, call: &Call) -> Result<Reply, StoreError> {
    let (root, today) = (frame.root, frame.today);
    let language = call.preferences.language;
    Ok(match read {
        Read::Page(view) => match pages::organisation(ledger, view, frame) {
            Some(html) => Reply::content(HTML, html)
                .with("content-language", language.tag())
                .with("vary", "accept-language, cookie"),
            None => Reply::error(404, "not-found"),
        },
        Read::Json => {
            let json = Board::of(ledger, root, today).to_json().map_err(|_| StoreError::Damaged(0))?;
            Reply::content(JSON, json).readable_by_anybody()
        }
        Read::Tables(id) => match pages::tables(ledger, id, frame) {
            Some(text) => Reply::content("text/csv; charset=utf-8", text)
                .with("content-disposition", format!("attachment; filename=\"{}-{id}.csv\"", call.slug))
                .with("vary", "accept-language, cookie"),
            None => Reply::error(404, "not-found"),
        },
        Read::Table(table, form) => written(ledger, frame, table, form, call)?,
        Read::Workbook => {
            let (board, context) = (Board::of(ledger, root, today), frame.context());
            workbook(&BoardTable::ALL.map(|table| table.of(ledger, &board, &context)), "board", frame, call)?
        }
        Read::Atom => {
            let feed = atom::of(&Board::of(ledger, root, today), &format!("{}/o/{}/", call.origin, call.slug));
            Reply::content("application/atom+xml; charset=utf-8", feed).readable_by_anybody()
        }
    })
}

/// One table of a board in one of its forms.
fn written(
    ledger: &Ledger,
    frame: &Frame<'_>,
    table: BoardTable,
    form: TableForm,
    call: &Call,
) -> Result<Reply, StoreError> {
    let board = Board::of(ledger, frame.root, frame.today);
    let context: Context = frame.context();
    match form {
        TableForm::Csv => {
            let text = csv::write(&table.of(ledger, &board, &context));
            Ok(as_file(Reply::content("text/csv; charset=utf-8", text), table.code(), "csv", frame, call))
        }
        TableForm::Xlsx => workbook(&[table.of(ledger, &board, &context)], table.code(), frame, call),
        TableForm::Json => {
            let Some(json) = table.json(&board) else { return Ok(Reply::error(404, "not-found")) };
            Ok(Reply::content(JSON, json.map_err(|_| StoreError::Damaged(0))?).readable_by_anybody())
        }
    }
}

fn workbook(tables: &[Table], name: &str, frame: &Frame<'_>, call: &Call) -> Result<Reply, StoreError> {
    // Boards have fewer rows than a sheet, and packing in memory does not fail.
    let bytes = jiannuo_xlsx::write(tables).map_err(|_| StoreError::Damaged(0))?;
    Ok(as_file(Reply::content(jiannuo_xlsx::MEDIA_TYPE, bytes), name, "xlsx", frame, call))
}

/// A file that browsers keep rather than show; its headings are in the reader's language.
fn as_file(reply: Reply, name: &str, extension: &str, frame: &Frame<'_>, call: &Call) -> Reply {
    let file = format!("{}-{name}-{}.{extension}", call.slug, frame.today);
    reply
        .with("content-disposition", format!("attachment; filename=\"{file}\""))
        .with("content-language", call.preferences.language.tag())
        .with("vary", "accept-language, cookie")
}

/// What a page's content is a function of, hashed (spec rule W7).
fn etag(
    identity: &Identity,
    (read, said): (Read, u64),
    lost: Option<&Succession>,
    call: &Call,
    path: &str,
    query: Option<&str>,
) -> String {
    let identity = serde_json::to_string(identity).unwrap_or_default();
    // A page says as at which minute it holds; the other forms say the day only.
    let (minute, said) = if matches!(read, Read::Page(_)) { (call.now_ms / MINUTE_MS, said) } else { (0, 0) };
    let presentation = format!(
        "{RELEASE}\n{}\n{}\n{}\n{}\n{path}\n{}\n{minute}\n{said}\n{lost:?}",
        call.demo,
        call.origin,
        call.preferences.language.tag(),
        call.preferences.text(),
        query.unwrap_or_default(),
    );
    format!("\"{}\"", Digest::of(&[identity.as_bytes(), b"\n", presentation.as_bytes()]))
}

impl Call {
    fn frame<'a>(&'a self, root: Hash, today: Day, query: Option<&'a str>) -> Frame<'a> {
        Frame {
            slug: &self.slug,
            origin: &self.origin,
            query: query.unwrap_or_default(),
            preferences: self.preferences,
            root,
            today,
            now_ms: on_day(self.now_ms, today),
            demo: self.demo,
            witnessed: &[],
            succession: None,
        }
    }
}
