//! The catalogue of posts with who holds them.

use jiannuo_domain::{
    board::post_rows,
    day::Day as RecordDay,
    id::RecordId,
    ledger::{Ledger, Notice, Stamp},
    relations::Relations,
    words::PostWords,
};

use super::{
    Addresses, Context,
    board::head,
    context::shown,
    disclosures::{in_force, withdrawal},
    kinds::list_row,
    people::{byline, counted_ms, member_name},
};
use crate::{
    components::{post_list::Post, said::Passage},
    pages::PostsPage,
    time::Day,
};

/// The catalogue as a page.
pub fn posts_page(ledger: &Ledger, addresses: &Addresses, context: &Context) -> PostsPage {
    PostsPage { head: head(ledger, context), posts: posts(ledger, addresses, context) }
}

/// The posts, by class and title; withdrawn ones come last and say so.
pub fn posts(ledger: &Ledger, addresses: &Addresses, context: &Context) -> Vec<Post> {
    let relations = Relations::of(ledger);
    let rows = post_rows(ledger, &relations);
    let rows = rows.iter().filter_map(|row| ledger.posts.get(&row.id));
    rows.map(|notice| post(ledger, &relations, notice, addresses, context)).collect()
}

fn post(
    ledger: &Ledger,
    relations: &Relations,
    notice: &Notice<PostWords>,
    addresses: &Addresses,
    context: &Context,
) -> Post {
    let words = notice.words();
    let pledges = relations.for_post(&notice.id).iter();
    let holders = ledger.holders(&notice.id).into_iter().map(|(_, stamp)| byline(ledger, &stamp, context));
    Post {
        anchor: anchor(&notice.id),
        title: in_force(ledger, notice, context, |words| words.title.clone()),
        class: words.and_then(|words| words.class.clone()),
        duties: words.and_then(|words| words.duties.clone()),
        places: words.and_then(|words| words.places).map(u32::from),
        holders: if notice.withdrawal.is_some() { Vec::new() } else { holders.collect() },
        past: past(ledger, notice, context),
        pledges: pledges.filter_map(|id| list_row(ledger, relations, id, addresses, context)).collect(),
        withdrawn: withdrawal(ledger, notice, context),
    }
}

/// Who held it before. With the post itself, those who held it last are of the past too.
fn past(ledger: &Ledger, notice: &Notice<PostWords>, context: &Context) -> Vec<(String, Day, Option<Day>)> {
    let day = |stamp: &Stamp| shown(RecordDay::in_shanghai(counted_ms(stamp)));
    let held =
        |from: &Stamp, until: Option<&Stamp>| (member_name(ledger, &from.about, context), day(from), until.map(day));
    let withdrawn = notice.withdrawal.as_ref().map(|(_, told)| told.stamp);
    let last = ledger.holders(&notice.id);
    let last = last.iter().filter_map(|(_, from)| withdrawn.as_ref().map(|until| held(from, Some(until))));
    let past = ledger.past_holders(&notice.id);
    last.chain(past.iter().map(|past| held(&past.from, past.until.as_ref()))).collect()
}

/// How many posts stand, and how many have a free place.
pub(super) fn counted(ledger: &Ledger) -> (usize, usize) {
    let stand = ledger.posts.values().filter(|post| post.withdrawal.is_none());
    stand.fold((0, 0), |(posts, free), post| {
        let places = post.words().and_then(|words| words.places).map_or(1, usize::from);
        (posts + 1, free + usize::from(ledger.holders(&post.id).len() < places))
    })
}

/// Where a post is on the page.
pub(super) fn anchor(post: &RecordId) -> String {
    format!("post-{post}")
}

/// A post's title, or what stands in its place.
pub fn post_title(ledger: &Ledger, post: &RecordId, context: &Context) -> String {
    let title = ledger.posts.get(post).map(|notice| in_force(ledger, notice, context, |words| words.title.clone()));
    match title {
        Some(Passage::Written(text) | Passage::Erased(text)) => text,
        None => context.words.pledge.words_missing.to_owned(),
    }
}
