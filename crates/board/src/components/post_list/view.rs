use leptos::prelude::*;

use super::Post;
use crate::{
    components::{
        byline::byline,
        pledge_row::pledge_list,
        said::{paragraphs, passage, said},
    },
    time::Day,
    words::Words,
};

/// One post.
pub fn post_item(words: &'static Words, post: &Post) -> AnyView {
    let names = &words.pledging;
    let holders = (!post.holders.is_empty()).then(|| {
        let people = post.holders.iter().map(|holder| view! { <li>{byline(words, holder)}</li> }).collect_view();
        view! { <p class="post-term">{names.holders}</p> <ul class="post-holders" role="list">{people}</ul> }
    });
    let past = (!post.past.is_empty()).then(|| {
        let held = |(name, from, until): &(String, Day, Option<Day>)| {
            let until = until.map(|until| (words.time.day)(until));
            let days = (names.held)(&(words.time.day)(*from), until.as_deref());
            view! { <li>{said(words, name)}" "<span class="event-times">{days}</span></li> }
        };
        let people = post.past.iter().map(held).collect_view();
        view! { <p class="post-term">{names.past_holders}</p> <ul class="post-holders" role="list">{people}</ul> }
    });
    let pledges = (!post.pledges.is_empty())
        .then(|| view! { <p class="post-term">{names.post_pledges}</p> {pledge_list(words, &post.pledges)} });
    let duties = post.duties.as_deref().map(|duties| view! { <div class="prose">{paragraphs(words, duties)}</div> });
    let class = post.class.as_deref().map(|class| view! { <span class="pledge-field">{said(words, class)}</span> });
    view! {
        <h3 id=post.anchor.clone()>{passage(words, &post.title)}</h3>
        <p class="post-places">{places(words, post)} " " {class}</p>
        {duties}
        {holders}
        {past}
        {pledges}
    }
    .into_any()
}

/// How many places are taken, and whether the post is vacant; or that it is gone.
fn places(words: &'static Words, post: &Post) -> AnyView {
    let names = &words.pledging;
    if let Some((moment, reason)) = &post.withdrawn {
        let day = (words.time.day)(moment.day);
        return view! { <b>{names.post_withdrawn}</b> " " {day} " " {said(words, reason)} }.into_any();
    }
    let taken = post.taken();
    let counted = post
        .places
        .map_or_else(|| (taken > 0).then(|| (names.held_by)(taken)), |places| Some((names.places)(taken, places)));
    let free = match (taken, post.free()) {
        (0, _) => Some(names.vacant.to_owned()),
        (_, 0) => None,
        (_, free) => Some((names.free)(free)),
    };
    view! { {counted} " " {free.map(|free| view! { <b class="post-vacant">{free}</b> })} }.into_any()
}

/// The list of posts.
pub fn post_list(words: &'static Words, posts: &[Post]) -> AnyView {
    let items = posts.iter().map(|post| view! { <li class="post">{post_item(words, post)}</li> }).collect_view();
    view! { <ul class="posts" role="list">{items}</ul> }.into_any()
}
