//! Pages as HTML text: the frame and the mapping of `jiannuo-board`, filled from a ledger or the directory.
//!
//! Deliberately absent: words and markup, which are the board's.

use jiannuo_board::components::catalogue::{CatalogueDetails, catalogue_details};
use jiannuo_board::components::disclosure::{DisclosureDetails, disclosure_details};
use jiannuo_board::components::guide::{GuideDetails, guide_details};
use jiannuo_board::components::log_foot::{LogFoot, Witness, with_log_foot};
use jiannuo_board::components::message_page::{MessageKind, MessagePage, message_page};
use jiannuo_board::components::organisation_list::{OrganisationMark, OrganisationNode};
use jiannuo_board::components::page_head::PageHead;
use jiannuo_board::components::page_shell::{OtherForm, PageShell, page_shell};
use jiannuo_board::components::pledge_details::{PledgeDetails, pledge_details};
use jiannuo_board::components::service_point::{ServicePointDetails, service_point_details};
use jiannuo_board::components::succession::{Missing, Succession, with_succession};
use jiannuo_board::components::summary_figures::SummaryFigures;
use jiannuo_board::link::Link;
use jiannuo_board::pages::{
    BoardPage, CataloguePage, DisclosuresPage, FrontPage, PointsPage, board_page, catalogue_page, disclosures_page,
    front_page, points_page,
};
use jiannuo_board::pages::{ContactsPage, GuidesPage, contacts_page, guides_page};
use jiannuo_board::pages::{PerformancePage, PostsPage, YearPage, performance_page, posts_page, year_page};
use jiannuo_board::record::{self, Addresses, BoardFilter, BoardTable, Context};
use jiannuo_board::time::{Day as ShownDay, Moment};
use jiannuo_board::{Language, Words, document};
use jiannuo_domain::board::Board;
use jiannuo_domain::day::Day;
use jiannuo_domain::disclosing::notice_standing;
use jiannuo_domain::id::{MemberId, OrganisationId, RecordId};
use jiannuo_domain::ledger::Ledger;
use jiannuo_domain::succession as domain;
use jiannuo_domain::tables::csv;
use jiannuo_finding::Readings;
use jiannuo_tlog::Hash;

use crate::directory::Listed;
use crate::front::preferences::{Preferences, questions};
use crate::organisation::Cosigned;
use crate::organisation::succession::Successor;

/// How deep a tree of organisations is shown; deeper ones are reached from their own boards.
const MAX_TREE_DEPTH: usize = 12;

/// What follows a style sheet's name: a build that has a name has styles that caches may keep for ever.
pub(crate) const STYLE_VERSION: Option<&str> = option_env!("JIANNUO_BUILD");

/// Which page of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    /// Its board.
    Board,
    /// One pledge.
    Pledge(RecordId),
    /// The list of disclosures.
    Disclosures,
    /// One disclosure.
    Disclosure(RecordId),
    /// The catalogue of what must be disclosed.
    Catalogue,
    /// A row of it.
    CatalogueItem(RecordId),
    /// The list of service points.
    Points,
    /// One service point.
    Point(RecordId),
    /// The list of service guides.
    Guides,
    /// One service guide.
    Guide(RecordId),
    /// Everybody to call.
    Contacts,
    /// The catalogue of posts.
    Posts,
    /// A yearly cycle.
    Year(RecordId),
    /// What a member has done.
    Member(MemberId),
}

/// What a page needs besides its content.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// The organisation's name in addresses; empty on the front page.
    pub(crate) slug: &'a str,
    /// Scheme and host, for what leaves the page; empty on the front page.
    pub(crate) origin: &'a str,
    /// The question after the path, without the question mark.
    pub(crate) query: &'a str,
    /// The reader's language and text size.
    pub(crate) preferences: Preferences,
    /// The root of the log's tree.
    pub(crate) root: Hash,
    /// The day that the page is for.
    pub(crate) today: Day,
    /// The time on that day.
    pub(crate) now_ms: i64,
    /// Everything shown is invented.
    pub(crate) demo: bool,
    /// What witnesses have said of the log, the newest word first.
    pub(crate) witnessed: &'a [Cosigned],
    /// What the log has lost, and which one continues it.
    pub(crate) succession: Option<&'a Succession>,
}

/// What is said on every page of a log that has lost entries or is continued by another one.
pub(crate) fn succession_of(lost: Option<domain::Succession>, successor: Option<&Successor>) -> Option<Succession> {
    let missing = lost.map(|lost| Missing { first: lost.first_missing(), last: lost.size });
    match successor {
        Some(successor) => {
            let href = Addresses::public(&successor.slug).organisation().to_owned();
            Some(Succession::Continued { missing, href })
        }
        None => missing.map(Succession::Lost),
    }
}

impl<'a> Frame<'a> {
    /// Of the front page.
    pub(crate) const fn front(preferences: Preferences, today: Day, now_ms: i64, demo: bool) -> Self {
        Self {
            slug: "",
            origin: "",
            query: "",
            preferences,
            root: Hash([0; 32]),
            today,
            now_ms,
            demo,
            witnessed: &[],
            succession: None,
        }
    }

    fn words(&self) -> &'static Words {
        self.preferences.language.words()
    }

    /// What its words and dates are made for.
    pub(crate) fn context(&self) -> Context {
        Context { readings: Some(Readings::built_in()), ..Context::new(self.words(), self.now_ms, self.today) }
    }

    fn moment(&self) -> Moment {
        let minute = (self.now_ms - Day::in_shanghai(self.now_ms).start_ms()) / 60_000;
        // A day has 24 hours and an hour 60 minutes.
        let number = |value: i64| u8::try_from(value).unwrap_or_default();
        let day = ShownDay::new(self.today.year(), self.today.month(), self.today.day());
        Moment::new(day, number(minute / 60), number(minute % 60))
    }

    fn shell(&self, title: impl Into<String>) -> PageShell {
        let (other_language_href, other_text_size_href) = questions(self.preferences, self.query);
        PageShell {
            other_language_href,
            other_text_size_href,
            style_version: STYLE_VERSION.map(|version| format!("?v={version}")).unwrap_or_default(),
            app_href: Some("/app/".to_owned()),
            as_at: Some(self.moment()),
            is_demo: self.demo,
            ..PageShell::new(self.preferences.language, self.preferences.text_size, title)
        }
    }
}

/// What a page of an organisation shows.
enum Content {
    Board(BoardPage),
    Pledge(Box<PledgeDetails>),
    Disclosures(DisclosuresPage),
    Disclosure(DisclosureDetails),
    Catalogue(CataloguePage),
    CatalogueItem(CatalogueDetails),
    Points(PointsPage),
    Point(ServicePointDetails),
    Guides(GuidesPage),
    Guide(GuideDetails),
    Contacts(ContactsPage),
    Posts(PostsPage),
    Year(YearPage),
    Performance(PerformancePage),
}

impl Content {
    fn of(ledger: &Ledger, view: View, frame: &Frame<'_>) -> Option<Self> {
        let (context, addresses) = (frame.context(), Addresses::public(frame.slug).at(frame.origin));
        let board = || Board::of(ledger, frame.root, frame.today);
        Some(match view {
            View::Board => {
                let filter = BoardFilter::from_query(frame.query);
                // Who is below whom is the directory's knowledge, and the front page shows it.
                Self::Board(record::board_page(ledger, &board(), &addresses, &context, &filter, Vec::new()))
            }
            View::Pledge(id) => {
                Self::Pledge(Box::new(record::pledge_details(ledger, ledger.pledges.get(&id)?, &addresses, &context)))
            }
            View::Disclosures => Self::Disclosures(record::disclosures_page(ledger, &board(), &addresses, &context)),
            View::Disclosure(id) => {
                Self::Disclosure(record::disclosure_details(ledger, ledger.disclosures.get(&id)?, &addresses, &context))
            }
            View::Catalogue => Self::Catalogue(record::catalogue_page(ledger, &board(), &addresses, &context)),
            View::CatalogueItem(id) => {
                Self::CatalogueItem(record::catalogue_details(ledger, ledger.catalogue.get(&id)?, &addresses, &context))
            }
            View::Posts => Self::Posts(record::posts_page(ledger, &addresses, &context)),
            View::Year(id) => Self::Year(record::year_page(ledger, &id, &addresses, &context)?),
            View::Points => Self::Points(record::points_page(ledger, &board(), &addresses, &context)),
            View::Point(id) => {
                Self::Point(record::point_details(ledger, ledger.points.get(&id)?, &addresses, &context))
            }
            View::Guides => Self::Guides(record::guides_page(ledger, &board(), &addresses, &context)),
            View::Guide(id) => {
                Self::Guide(record::guide_details(ledger, ledger.guides.get(&id)?, &addresses, &context))
            }
            View::Contacts => Self::Contacts(record::contacts_page(ledger, &addresses, &context)),
            View::Member(id) => {
                let page = BoardFilter::from_query(frame.query).page;
                let member = ledger.members.get(&id)?;
                Self::Performance(record::performance_page(ledger, member, &addresses, &context, page))
            }
        })
    }

    /// What the page is called below its organisation; the board bears the organisation's name.
    const fn title(&self, words: &'static Words) -> Option<&'static str> {
        match self {
            Self::Board(_) => None,
            Self::Pledge(_) => Some(words.pledge.pledge),
            Self::Disclosures(_) | Self::Disclosure(_) => Some(words.disclosure.disclosures),
            Self::Catalogue(_) | Self::CatalogueItem(_) => Some(words.disclosing.catalogue),
            Self::Posts(_) => Some(words.pledging.posts),
            Self::Year(_) => Some(words.pledging.cycle),
            Self::Points(_) | Self::Point(_) => Some(words.service_point.service_points),
            Self::Guides(_) | Self::Guide(_) => Some(words.network.guides),
            Self::Contacts(_) => Some(words.network.contacts),
            Self::Performance(_) => Some(words.performance.title),
        }
    }
}

/// A page of an organisation; `None` when there is no such record.
pub(crate) fn organisation(ledger: &Ledger, view: View, frame: &Frame<'_>) -> Option<String> {
    let words = frame.words();
    let content = Content::of(ledger, view, frame)?;
    let name = record::organisation_name(ledger, &frame.context());
    let title = content.title(words);
    let mut shell = frame.shell(title.unwrap_or(&name));
    shell.path = vec![Link::new(words.shell.home, "/"), Link::new(&name, Addresses::public(frame.slug).organisation())];
    shell.path.extend(title.map(|title| Link::new(title, "")));
    shell.other_forms = other_forms(view, frame);
    shell.supervision_phone = ledger.organisation_words().and_then(|words| words.supervision_phone.clone());
    shell.hotlines = record::hotlines(ledger);
    Some(document::page(|| {
        let main = match &content {
            Content::Board(page) => board_page(words, page),
            Content::Pledge(details) => pledge_details(words, details),
            Content::Disclosures(page) => disclosures_page(words, page),
            Content::Disclosure(details) => disclosure_details(words, details),
            Content::Catalogue(page) => catalogue_page(words, page),
            Content::CatalogueItem(details) => catalogue_details(words, details),
            Content::Posts(page) => posts_page(words, page),
            Content::Year(page) => year_page(words, page),
            Content::Points(page) => points_page(words, page),
            Content::Point(details) => service_point_details(words, details),
            Content::Guides(page) => guides_page(words, page),
            Content::Guide(details) => guide_details(words, details),
            Content::Contacts(page) => contacts_page(words, page),
            Content::Performance(page) => performance_page(words, page),
        };
        let main = with_succession(words, main, frame.succession);
        page_shell(&shell, with_log_foot(words, main, &foot(ledger, frame)))
    }))
}

/// The tables of a disclosure as CSV; `None` where it has none to show on that day.
pub(crate) fn tables(ledger: &Ledger, id: RecordId, frame: &Frame<'_>) -> Option<String> {
    let notice = ledger.disclosures.get(&id)?;
    let is_past = notice_standing(ledger, notice, frame.today).is_some_and(|standing| standing.names_are_past);
    let tables = notice.words().map(|words| words.tables.as_slice()).filter(|tables| !tables.is_empty() && !is_past)?;
    Some(csv::write(&record::tables_file(tables, &frame.context())))
}

/// Where it is said in plain words how a record can be checked.
const HOW_HREF: &str = "/app/how";

/// Where two phones are compared, below which each organisation has its page.
const COMPARE_HREF: &str = "/app/compare";

fn foot(ledger: &Ledger, frame: &Frame<'_>) -> LogFoot {
    let witness = |said: &Cosigned| Witness {
        name: said.witness.clone(),
        entries: said.size,
        at: record::moment(i64::try_from(said.time_s).unwrap_or_default().saturating_mul(1_000)),
    };
    LogFoot {
        entries: ledger.acceptance().size(),
        witnesses: frame.witnessed.iter().map(witness).collect(),
        how_href: HOW_HREF.to_owned(),
        compare_href: format!("{COMPARE_HREF}/{}", frame.slug),
    }
}

/// The tables that a page lists, for spreadsheet programs and for other programs; the board has all of them besides.
fn other_forms(view: View, frame: &Frame<'_>) -> Vec<OtherForm> {
    let words = frame.words();
    let day = frame.query.split('&').find(|part| part.starts_with("on="));
    let question = day.map(|day| format!("?{day}")).unwrap_or_default();
    let form = |label: String, file: &str, media_type| {
        let href = format!("/o/{}/{file}{question}", frame.slug);
        OtherForm { link: Link::new(label, href), media_type }
    };
    let table = |table: BoardTable| {
        let (code, name) = (table.code(), table.name(words.language));
        [
            form(format!("{name} CSV"), &format!("{code}.csv"), "text/csv"),
            form(format!("{name} Excel"), &format!("{code}.xlsx"), jiannuo_xlsx::MEDIA_TYPE),
        ]
    };
    let listed: &[BoardTable] = match view {
        View::Board => &[BoardTable::Pledges, BoardTable::Progress],
        View::Disclosures => &[BoardTable::Disclosures, BoardTable::Figures],
        View::Catalogue => &[BoardTable::Catalogue],
        View::Points => &[BoardTable::Points],
        View::Posts => &[BoardTable::Posts],
        View::Year(_) => &[BoardTable::Cycles],
        _ => &[],
    };
    let mut forms: Vec<_> = listed.iter().copied().flat_map(table).collect();
    if view == View::Board {
        forms.push(form(words.shell.whole_workbook.to_owned(), "board.xlsx", jiannuo_xlsx::MEDIA_TYPE));
        forms.push(form("JSON".to_owned(), "board.json", "application/json"));
        forms.push(form("Atom".to_owned(), "feed.atom", "application/atom+xml"));
    } else if let Some(main) = listed.first().filter(|table| table.has_json()) {
        forms.push(form("JSON".to_owned(), &format!("{}.json", main.code()), "application/json"));
    }
    forms
}

/// The front page.
pub(crate) fn front(listed: &[Listed], frame: &Frame<'_>) -> String {
    let words = frame.words();
    let roots: Vec<_> = listed.iter().filter(|one| one.parent.is_none()).collect();
    // With one tree, the place is what its root is called.
    let title = match roots.as_slice() {
        [root] => name(root, frame.preferences.language),
        _ => words.shell.product.to_owned(),
    };
    let page = FrontPage {
        head: PageHead { title: title.clone(), kind: None, as_at: Some(frame.moment()) },
        asked_day: (!frame.query.is_empty()).then(|| frame.moment().day),
        figures: figures(listed, frame.today),
        pressing: Vec::new(),
        organisations: nodes(listed, None, frame, 0),
    };
    let shell = frame.shell(title);
    document::page(|| page_shell(&shell, front_page(words, &page)))
}

fn name(one: &Listed, language: Language) -> String {
    let summary = one.summary.as_ref();
    let english = summary.and_then(|summary| summary.name_english.as_ref()).filter(|_| language == Language::English);
    english.or_else(|| summary.and_then(|summary| summary.name.as_ref())).unwrap_or(&one.slug).clone()
}

/// The organisations below one, in the order of their slugs.
fn nodes(listed: &[Listed], above: Option<OrganisationId>, frame: &Frame<'_>, depth: usize) -> Vec<OrganisationNode> {
    if depth >= MAX_TREE_DEPTH {
        return Vec::new();
    }
    let below = listed.iter().filter(|one| one.parent == above);
    let node = |one: &Listed| OrganisationNode {
        name: name(one, frame.preferences.language),
        href: match frame.query {
            "" => Addresses::public(&one.slug).organisation().to_owned(),
            // Their boards for the same day.
            question => format!("{}?{question}", Addresses::public(&one.slug).organisation()),
        },
        pledges: one.summary.as_ref().map_or(0, |summary| summary.pledges),
        overdue: one.summary.as_ref().map_or(0, |summary| summary.overdue(frame.today)),
        is_open: depth == 0,
        mark: mark(listed, one),
        below: nodes(listed, Some(one.org), frame, depth + 1),
    };
    below.map(node).collect()
}

/// How an organisation's log stands to what was lost.
fn mark(listed: &[Listed], one: &Listed) -> Option<OrganisationMark> {
    let is_lost = one.summary.as_ref().is_some_and(|summary| summary.lost.is_some());
    if one.successor.is_some() {
        Some(OrganisationMark::Continued)
    } else if is_lost {
        Some(OrganisationMark::Lost)
    } else {
        listed.iter().any(|old| old.successor == Some(one.org)).then_some(OrganisationMark::Continues)
    }
}

fn figures(listed: &[Listed], today: Day) -> SummaryFigures {
    listed.iter().filter_map(|one| one.summary.as_ref()).fold(SummaryFigures::default(), |mut figures, summary| {
        let overdue = summary.overdue(today).min(summary.open);
        figures.total += summary.pledges;
        figures.overdue += overdue;
        figures.in_progress += summary.open - overdue;
        figures.awaiting += summary.claimed;
        figures.fulfilled += summary.confirmed;
        figures.not_fulfilled += summary.not_fulfilled;
        figures
    })
}

/// A page that says why there is none.
pub(crate) fn message(status: u16, preferences: Preferences, demo: bool, query: Option<&str>) -> String {
    let words = preferences.language.words();
    let kind = match status {
        410 => MessageKind::Gone,
        429 | 503 => MessageKind::Busy,
        400..=499 => MessageKind::NotFound,
        _ => MessageKind::Broken,
    };
    let (other_language_href, other_text_size_href) = questions(preferences, query.unwrap_or_default());
    let shell = PageShell {
        other_language_href,
        other_text_size_href,
        is_demo: demo,
        ..PageShell::new(preferences.language, preferences.text_size, (words.message)(kind).title)
    };
    let page = MessagePage { kind, home_href: "/".to_owned(), reference: None };
    document::page(|| page_shell(&shell, message_page(words, &page)))
}
