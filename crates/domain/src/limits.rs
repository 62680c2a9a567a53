//! Every bound that a statement, a body or a push must keep (invariant I9), each with its arithmetic.
//!
//! Deliberately absent: rates and storage bounds of one host; those stand beside the code that enforces them.

/// Longest leaf: the two-byte length prefix of an entry bundle can say no more.
pub const MAX_LEAF_BYTES: usize = 65_535;

/// Longest statement. A full one has about 700 bytes (ten fields of 32 to 64 hex digits with their names), the widest
/// codes (a calendar year: 40 dates of 13 bytes) 600 more; 4 KiB leaves room for two later versions.
pub const MAX_STATEMENT_BYTES: usize = 4_096;

/// Longest body. The longest allowed texts are 20,000 characters of 3 bytes, plus names of fields: under 64 KiB.
pub const MAX_BODY_BYTES: usize = 65_536;

/// Bytes of the salt before a body's hash: as many as the hash has, so that guessing words from a hash is hopeless.
pub const SALT_BYTES: usize = 32;

/// A name of a person, an organisation, a post: official names reach 40 characters, twice that for English.
pub const MAX_NAME_CHARACTERS: usize = 80;

/// One pledge's wording: published pledges have a median of 19 characters and 90 % under 40; 500 is a paragraph.
pub const MAX_PLEDGE_CHARACTERS: usize = 500;

/// Notes, reasons, measures, beneficiaries: a page of a notebook.
pub const MAX_NOTE_CHARACTERS: usize = 1_000;

/// The text of a disclosure or a service point: 20,000 × 3 bytes = 60,000 bytes, within [`MAX_BODY_BYTES`].
pub const MAX_TEXT_CHARACTERS: usize = 20_000;

/// Working days within which a pledge may be due: four years of about 250. Each is looked up whenever a board is made.
pub const MAX_WORKING_DAYS: u16 = 1_000;

/// Milestones of one pledge: two a month for a year.
pub const MAX_MILESTONES: usize = 24;

/// Dated exceptions to weekly hours: one a week for a year.
pub const MAX_HOUR_EXCEPTIONS: usize = 52;

/// Statements in one push. 100 × (4 KiB statement + 64 KiB body) is 6.8 MB at the very worst, see [`MAX_PUSH_BYTES`].
pub const MAX_PUSH_ENTRIES: usize = 100;

/// Bytes of one push: 100 ordinary entries of 2 kB are 200 kB; 2 MiB also carries 30 of the longest bodies.
pub const MAX_PUSH_BYTES: usize = 2 * 1024 * 1024;

/// Pushes a minute from one key: a phone that empties its outbox needs one; a 1,000-row ledger in batches needs 10.
pub const MAX_PUSHES_PER_MINUTE: u32 = 60;

/// Largest integer that a canonical JSON number carries exactly: 2^53 − 1.
pub const MAX_EXACT_INTEGER: i64 = 9_007_199_254_740_991;

/// Members of one organisation: a township's whole staff with its villages' is under 1,000.
pub const MAX_MEMBERS: usize = 10_000;

/// Logs below one organisation that one entry fixes: (32 digits of identity + 16 of size + 44 of root + 32 of names)
/// × 400 = 50 kB, within [`MAX_BODY_BYTES`]. A county has about 20 townships and 300 villages.
pub const MAX_FIXED_CHILDREN: usize = 400;

/// Files of one release of the app: it has about 30; (100 of path + 64 of hash + 25 of names) × 300 = 57 kB, within
/// [`MAX_BODY_BYTES`].
pub const MAX_RELEASED_FILES: usize = 300;

/// Characters of a released file's path, all ASCII.
pub const MAX_FILE_PATH_CHARACTERS: usize = 100;

/// Entries in one bundle of the log's read path: a tile of height 8.
pub const BUNDLE_ENTRIES: u64 = 256;

/// Files that go with one statement: nine photos fill a square of three by three, as people know it from their phones.
/// Each takes about 500 bytes of the body: 9 × 500 = 4.5 kB.
pub const MAX_ATTACHMENTS: usize = 9;

/// Largest file beside the log: a scanned paper of ten pages at 400 kB. A shrunk photo has about 300 kB.
pub const MAX_BLOB_BYTES: u32 = 4 * 1024 * 1024;

/// Bytes of one piece of a file on its way: eight seconds at 35 kB/s, the upward rate of a poor mobile network, are lost at
/// most when the network is. A row of the server's tables holds one.
pub const BLOB_CHUNK_BYTES: usize = 256 * 1024;

/// Bytes of files that one key has brought and no entry names yet: nine of the largest with their small ones are 40 MB,
/// and as many again of a statement that was taken back.
pub const MAX_PENDING_BLOB_BYTES: u64 = 80 * 1024 * 1024;

/// Bytes of all files of one organisation: a village's 500 statements a year with three photos of 300 kB each are 0.45 GB,
/// for nine years.
pub const MAX_ORGANISATION_BLOB_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Bytes of published files that a device keeps for when there is no network: 50 photos.
pub const MAX_KEPT_BLOB_BYTES: u64 = 16 * 1024 * 1024;

/// Longer side of a photo as it is kept: fills a hall's screen of 1,920 lines with room for reading a sign on it.
pub const MAX_PHOTO_SIDE_PIXELS: u16 = 2_048;

/// What a service point is for, each in a few words: published lists have 3 to 20.
pub const MAX_FUNCTIONS: usize = 30;

/// Windows of one service point: a county's hall has about 30 on a floor; a floor is a point of its own.
pub const MAX_WINDOWS: usize = 40;

/// Matters at one window: a shared window takes 20 to 30.
pub const MAX_MATTERS: usize = 40;

/// People on duty at one window: one for each weekday and one for the rest.
pub const MAX_DUTIES: usize = 8;

/// Contact cards of one point or organisation: a village has about ten, a township's offices 30.
pub const MAX_CONTACTS: usize = 40;

/// Telephones on every page of a board: more than a dozen nobody reads.
pub const MAX_HOTLINES: usize = 12;

/// Digits of the shortest number that is called: 110.
pub const MIN_DIALLED_DIGITS: usize = 3;

/// Digits of the longest number that is called: 15 in the world's plan (E.164), after a carrier's prefix of up to 5.
pub const MAX_DIALLED_CHARACTERS: usize = 20;

/// Papers of one matter: published guides ask for 2 to 15.
pub const MAX_PAPERS: usize = 30;

/// Copies of one paper.
pub const MAX_COPIES: u8 = 99;

/// Steps of one matter: published guides have 2 to 10.
pub const MAX_STEPS: usize = 30;

/// Service points where one matter is handled: a township's with those of its villages.
pub const MAX_GUIDE_POINTS: usize = 50;
/// Days within which something must be disclosed, or for which a public notice runs: a year, the longest that a rule asks
/// for. A board counts them for each of up to 60 periods of a row.
pub const MAX_LIMIT_DAYS: u16 = 366;

/// Rows of one table in a disclosure. With five cells of 20 bytes and 20 bytes around them, 120 × 500 = 60 kB, within
/// [`MAX_BODY_BYTES`]; longer accounts are a file.
pub const MAX_TABLE_ROWS: usize = 500;

/// Columns of one table: a sheet of paper on its side holds about twelve.
pub const MAX_TABLE_COLUMNS: usize = 12;

/// Tables in one disclosure: income, spending, assets, debts, projects, and one more.
pub const MAX_TABLES: usize = 6;

/// Characters of one cell: a sentence about what was paid for.
pub const MAX_CELL_CHARACTERS: usize = 200;

/// Co-owners of one project: every department of a township.
pub const MAX_CO_OWNERS: usize = 20;

/// Places of one post: the party members of a large village.
pub const MAX_PLACES: u16 = 500;
