use jiannuo_domain::board::{Person, PostRow};
use jiannuo_domain::tables::Cell;
use jiannuo_domain::words::PostWords;

use super::{ColumnOf, Source, column, lines, notice_state, placeholder};

/// A post of the catalogue, and where it is from.
pub(super) struct Row<'a> {
    source: Source<'a>,
    row: &'a PostRow,
}

pub(super) fn rows(source: Source<'_>) -> impl Iterator<Item = Row<'_>> {
    source.board.posts.iter().map(move |row| Row { source, row })
}

pub(super) fn columns<'a>() -> [ColumnOf<Row<'a>>; 8] {
    [
        column("id", "编号", "id", |row| Cell::text(row.row.id.to_string())),
        column("title", "岗位名称", "post", |row| {
            row.words()
                .map_or_else(|| placeholder(row.row.words_state, row.source.context), |words| Cell::text(&words.title))
        }),
        column("class", "岗位类别", "class", |row| row.words().and_then(|words| words.class.as_ref()).into()),
        column("duties", "岗位职责", "duties", |row| row.words().and_then(|words| words.duties.as_ref()).into()),
        column("places", "名额", "places", |row| {
            row.words().and_then(|words| words.places).map_or(Cell::Empty, |places| Cell::count(places.into()))
        }),
        column("holders", "认领人", "holders", |row| {
            let unnamed = row.source.context.words.pledge.name_erased;
            let name = |person: &Person| person.name.clone().unwrap_or_else(|| unnamed.to_owned());
            lines(row.row.holders.iter().map(name))
        }),
        column("pledges", "承诺数", "pledges", |row| Cell::count(row.row.pledges.len() as u64)),
        column("state", "状态", "state", |row| notice_state(row.row.is_withdrawn, false, row.source.context)),
    ]
}

impl<'a> Row<'a> {
    const fn words(&self) -> Option<&'a PostWords> {
        self.row.words.as_ref()
    }
}
