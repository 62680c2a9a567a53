use leptos::prelude::*;

use crate::{
    components::{
        empty_state::{EmptyState, empty_state},
        page_head::{PageHead, page_head},
        post_list::{Post, post_list},
    },
    pages::section,
    words::Words,
};

/// The catalogue of posts of an organisation.
#[derive(Clone, Debug)]
pub struct PostsPage {
    /// Its name and the moment.
    pub head: PageHead,
    /// The posts, by class.
    pub posts: Vec<Post>,
}

/// The list of posts, or that there are none.
pub fn posts_page(words: &'static Words, page: &PostsPage) -> AnyView {
    let list = match page.posts.as_slice() {
        [] => empty_state(EmptyState::new(words.pledging.no_posts)),
        posts => post_list(words, posts),
    };
    view! { {page_head(words, &page.head)}{section("posts", words.pledging.posts, list)} }.into_any()
}
