use leptos::prelude::*;

use super::{
    PageShell,
    options::{FORM_STYLE_SHEET, PRINT_STYLE_SHEET, STYLE_SHEETS},
};
use crate::{
    Language, TextSize,
    components::{breadcrumb::breadcrumb, demo_banner::demo_banner, said::said},
    words::{Words, language_of_content},
};

/// The national hotline, the same on every board.
const HOTLINE: &str = "12371";

/// The whole `html` element around what the page has to say.
pub fn page_shell(shell: &PageShell, main: AnyView) -> AnyView {
    let words = shell.language.words();
    view! {
        <html lang=shell.language.tag() data-text=shell.text_size.mark()>
            {head(words, shell)}
            <body>
                <a class="skip" href="#main">{words.shell.skip_to_content}</a>
                {shell.is_demo.then(|| demo_banner(words))}
                {site_header(words, shell)}
                <div class="wrap">
                    {(!shell.path.is_empty()).then(|| breadcrumb(words, &shell.path))}
                    <main id="main">{main}</main>
                </div>
                {site_footer(words, shell)}
            </body>
        </html>
    }
    .into_any()
}

fn head(words: &'static Words, shell: &PageShell) -> AnyView {
    let title = format!("{} - {}", shell.title, words.shell.product);
    let sheet = |name: &str| format!("{}{name}{}", shell.style_base, shell.style_version);
    let sheets = STYLE_SHEETS
        .into_iter()
        .chain(shell.has_form.then_some(FORM_STYLE_SHEET))
        .map(|name| view! { <link rel="stylesheet" href=sheet(name) /> })
        .collect_view();
    let forms = shell.other_forms.iter().map(|form| {
        view! { <link rel="alternate" type=form.media_type href=form.link.href.clone() title=form.link.label.clone() /> }
    });
    view! {
        <head>
            <meta charset="utf-8" />
            <title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <meta name="format-detection" content="telephone=no" />
            {shell.description.clone().map(|text| view! { <meta name="description" content=text /> })}
            {sheets}
            <link rel="stylesheet" media="print" href=sheet(PRINT_STYLE_SHEET) />
            {forms.collect_view()}
        </head>
    }
    .into_any()
}

/// The name of the place and the two switches.
pub fn site_header(words: &'static Words, shell: &PageShell) -> AnyView {
    let other = match shell.language {
        Language::Chinese => Language::English,
        Language::English => Language::Chinese,
    };
    let size = match shell.text_size {
        TextSize::Normal => words.shell.large_text,
        TextSize::Large => words.shell.normal_text,
    };
    view! {
        <header class="site-head">
            <div class="wrap">
                <a class="brand" href=shell.home_href.clone()>
                    <span class="seal" aria-hidden="true" lang="zh-Hans">"诺"</span>
                    <span class="brand-name">{words.shell.product}</span>
                    " "
                    <span class="brand-motto">{words.shell.motto}</span>
                </a>
                <nav class="switches" aria-label=words.shell.settings>
                    <a class="switch switch-size" href=shell.other_text_size_href.clone()>{size}</a>
                    <a class="switch" href=shell.other_language_href.clone() lang=other.tag() hreflang=other.tag()>{words.shell.other_language}</a>
                </nav>
            </div>
        </header>
    }
    .into_any()
}

/// Whom to call, for when the page holds, why it can be trusted.
pub fn site_footer(words: &'static Words, shell: &PageShell) -> AnyView {
    let supervision = shell.supervision_phone.as_deref().map(|phone| {
        view! { <li>{words.shell.supervision_phone}" "{phone_link(words, phone)}</li> }
    });
    let hotlines = shell.hotlines.iter().map(|(name, number)| {
        view! { <li>{said(words, name)}" "{phone_link(words, number)}</li> }
    });
    // An office that names it itself need not be told twice.
    let names_it = shell.hotlines.iter().any(|(_, number)| number == HOTLINE);
    let national = (!names_it).then(|| view! { <li>{words.shell.hotline}" "{phone_link(words, HOTLINE)}</li> });
    let as_at = shell.as_at.map(|moment| {
        view! { <p class="as-at"><time datetime=moment.machine()>{(words.shell.as_at)(&(words.time.moment)(moment))}</time></p> }
    });
    let forms = (!shell.other_forms.is_empty()).then(|| {
        let links = shell.other_forms.iter().map(|form| {
            let language = language_of_content(words, &form.link.label);
            view! { <li><a href=form.link.href.clone() type=form.media_type lang=language>{form.link.label.clone()}</a></li> }
        });
        view! {
            <nav aria-label=words.shell.other_forms><ul class="foot-links" role="list">{links.collect_view()}</ul></nav>
        }
    });
    let app = shell.app_href.clone().map(|href| view! { <p><a href=href>{words.shell.member_app}</a></p> });
    view! {
        <footer class="site-foot">
            <div class="wrap">
                <h2 class="foot-title">{words.shell.report_and_ask}</h2>
                <ul class="phones" role="list">
                    {supervision}
                    {hotlines.collect_view()}
                    {national}
                </ul>
                {as_at}
                <p class="foot-note">{words.shell.record_note}</p>
                {forms}
                {app}
            </div>
        </footer>
    }
    .into_any()
}

/// A phone number: a link that calls if it is plainly one number, else the words as they are.
pub fn phone_link(words: &'static Words, phone: &str) -> AnyView {
    match callable(phone) {
        Some(number) => {
            let name = (words.service_point.call)(phone);
            view! { <a class="phone" href=format!("tel:{number}") aria-label=name>{phone.to_owned()}</a> }.into_any()
        }
        None => said(words, phone),
    }
}

/// Fewest digits of a number that a phone should offer to call: emergency and service lines have three.
const PHONE_DIGITS_MIN: usize = 3;
/// Most digits of a number: E.164 allows 15, an international prefix adds up to four.
const PHONE_DIGITS_MAX: usize = 19;

fn callable(phone: &str) -> Option<String> {
    let mut number = String::new();
    for letter in phone.chars() {
        match letter {
            '0'..='9' => number.push(letter),
            '+' if number.is_empty() => number.push(letter),
            ' ' | '-' | '(' | ')' | '（' | '）' | '－' => {}
            _ => return None,
        }
    }
    let digits = number.trim_start_matches('+').len();
    (PHONE_DIGITS_MIN..=PHONE_DIGITS_MAX).contains(&digits).then_some(number)
}
