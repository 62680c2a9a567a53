use leptos::prelude::*;

use super::SearchForm;
use crate::words::Words;

/// The field, its button, and what came of the last search.
pub fn search_form(words: &'static Words, form: &SearchForm) -> AnyView {
    let names = &words.search;
    let kept = form.kept.iter().map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone() /> });
    let found = form.found.map(|found| {
        view! {
            <p class="search-found">
                {(names.found)(&form.sought, found)}
                " "
                <a href=form.clear_href.clone()>{names.clear}</a>
            </p>
        }
    });
    view! {
        <form class="search" role="search" method="get" action=form.action.clone()>
            {kept.collect_view()}
            <label for="board-search">{names.label}</label>
            <div class="search-line">
                <input
                    id="board-search"
                    type="search"
                    name="q"
                    enterkeyhint="search"
                    autocomplete="off"
                    value=form.sought.clone()
                />
                <button class="button button-second" type="submit">{names.submit}</button>
            </div>
            {found}
        </form>
    }
    .into_any()
}
