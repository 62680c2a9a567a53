use leptos::prelude::*;

use super::{Attached, Paper, Picture};
use crate::{components::said::said, words::Words};

/// Pictures first, then papers, each in the order in which they are given; nothing where there are none.
pub fn attachments(words: &'static Words, attached: &[Attached]) -> AnyView {
    let pictures = attached.iter().filter_map(|one| match one {
        Attached::Picture(picture) => Some(picture),
        Attached::Paper(_) => None,
    });
    let papers = attached.iter().filter_map(|one| match one {
        Attached::Paper(paper) => Some(paper),
        Attached::Picture(_) => None,
    });
    let pictures: Vec<_> = (1..).zip(pictures).map(|(number, one)| picture(words, number, one)).collect();
    let papers: Vec<_> = papers.map(|one| paper(words, one)).collect();
    view! {
        {(!pictures.is_empty()).then(|| view! { <ul class="photos" role="list">{pictures}</ul> })}
        {(!papers.is_empty()).then(|| view! { <ul class="papers" role="list">{papers}</ul> })}
    }
    .into_any()
}

/// The words under a picture are those that are read out for it: they are heard once.
fn picture(words: &'static Words, number: usize, picture: &Picture) -> AnyView {
    let alternative = picture.shows.clone().unwrap_or_else(|| (words.attachments.photo)(number));
    let caption = picture
        .shows
        .as_deref()
        .map(|shows| view! { <span class="photo-shows" aria-hidden="true">{said(words, shows)}</span> });
    view! {
        <li class="photo">
            <a href=picture.href.clone() rel="external">
                <img
                    src=picture.thumbnail_src.clone()
                    width=picture.width
                    height=picture.height
                    alt=alternative
                    loading="lazy"
                    decoding="async"
                />
                {caption}
            </a>
        </li>
    }
    .into_any()
}

fn paper(words: &'static Words, paper: &Paper) -> AnyView {
    let about = format!("{} · {}", (words.attachments.kind)(paper.media), (words.attachments.size)(paper.bytes));
    view! {
        <li class="paper">
            <a href=paper.href.clone() download=paper.name.clone() rel="external">{said(words, &paper.name)}</a>
            " "
            <span class="paper-about">{about}</span>
        </li>
    }
    .into_any()
}
