//! What the app asks of a file, one question after another.

use jiannuo_domain::ledger_import::protocol::{Ask, Failure, Reply, SheetFound, Shown};
use jiannuo_domain::ledger_import::{Preview, Settings, Sheet, guess_kind, read};

/// A file that is being imported.
#[derive(Debug, Default)]
pub struct Reader {
    sheets: Vec<Sheet>,
    preview: Option<Preview>,
}

impl Reader {
    /// Nothing was opened yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a question; `bytes` is the file where one is opened.
    pub fn answer(&mut self, ask: Ask, bytes: &[u8]) -> Reply {
        match ask {
            Ask::Open => self.open(bytes),
            Ask::Read { sheet, settings } => self.read(sheet, &settings),
            Ask::Rows { from, with_duplicates } => match &self.preview {
                Some(preview) => Reply::Rows { rows: preview.handed_over(from, with_duplicates) },
                None => Reply::Failed(Failure::NothingRead),
            },
        }
    }

    fn open(&mut self, bytes: &[u8]) -> Reply {
        self.preview = None;
        self.sheets = Vec::new();
        match crate::sheets(bytes) {
            Ok(sheets) => {
                let found = |sheet: &Sheet| SheetFound {
                    name: sheet.name.clone(),
                    hidden: sheet.hidden,
                    rows: sheet.rows.len(),
                    kind: guess_kind(sheet),
                };
                let reply = Reply::Opened { sheets: sheets.iter().map(found).collect() };
                self.sheets = sheets;
                reply
            }
            Err(failure) => Reply::Failed(failure),
        }
    }

    fn read(&mut self, sheet: usize, settings: &Settings) -> Reply {
        self.preview = None;
        let Some(sheet) = self.sheets.get(sheet) else { return Reply::Failed(Failure::NothingRead) };
        match read(sheet, settings) {
            Ok(preview) => {
                let shown = Shown::of(&preview);
                self.preview = Some(preview);
                Reply::Read(Box::new(shown))
            }
            Err(error) => Reply::Failed(Failure::Ledger(error)),
        }
    }
}
