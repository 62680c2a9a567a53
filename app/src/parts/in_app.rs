//! A browser inside another app keeps its own storage and installs nothing: say what that means where it matters.

use jiannuo_board::components::notice::{Notice, NoticeKind, notice};
use jiannuo_store::device::{self, InAppBrowser};
use leptos::prelude::*;

use crate::words::Words;

/// A warning with the app's name in it; nothing in a browser of its own.
pub fn in_app_browser(words: Words, title: &str, text: impl Fn(&str) -> String) -> Option<AnyView> {
    let browser = device::in_app_browser()?;
    let text = text(browser_name(words, browser));
    Some(notice(words.board(), Notice { kind: NoticeKind::Warning, title: title.to_owned(), text: Some(text) }))
}

/// What people call the app that the browser is in.
fn browser_name(words: Words, browser: InAppBrowser) -> &'static str {
    match browser {
        InAppBrowser::WeChat => words.app_wechat(),
        InAppBrowser::Qq => words.app_qq(),
        InAppBrowser::Weibo => words.app_weibo(),
        InAppBrowser::DingTalk => words.app_dingtalk(),
        InAppBrowser::Feishu => words.app_feishu(),
        InAppBrowser::Alipay => words.app_alipay(),
        InAppBrowser::Douyin => words.app_douyin(),
        InAppBrowser::Baidu => words.app_baidu(),
        InAppBrowser::Xiaohongshu => words.app_xiaohongshu(),
    }
}
