//! The catalogue of posts with who holds them.

use jiannuo_domain::{
    board::post_rows,
    id::RecordId,
    ledger::{Ledger, Notice},
    relations::Relations,
    words::PostWords,
};

use super::{
    Addresses, Context,
    board::head,
    disclosures::{in_force, withdrawal},
    kinds::list_row,
    people::byline,
};
use crate::{
    components::{post_list::Post, said::Passage},
    pages::PostsPage,
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
        pledges: pledges.filter_map(|id| list_row(ledger, relations, id, addresses, context)).collect(),
        withdrawn: withdrawal(ledger, notice, context),
    }
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
