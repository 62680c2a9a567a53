//! Browsers inside other apps, told by what they call themselves.
//!
//! Links travel through chat apps, whose browsers keep a storage of their own and install nothing. Nobody should write a
//! pledge there and look for it elsewhere.

/// An app with a browser inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InAppBrowser {
    /// WeChat, also its desktop and work editions.
    WeChat,
    /// QQ, the chat app; not QQ Browser, which is a browser.
    Qq,
    /// Weibo.
    Weibo,
    /// DingTalk.
    DingTalk,
    /// Feishu, also known as Lark.
    Feishu,
    /// Alipay.
    Alipay,
    /// Douyin and Toutiao, whose apps share an engine.
    Douyin,
    /// Baidu's app.
    Baidu,
    /// Xiaohongshu, also known as RedNote.
    Xiaohongshu,
}

/// What the apps call themselves, in lower case, most particular first.
const NAMES: [(&str, InAppBrowser); 13] = [
    ("micromessenger", InAppBrowser::WeChat),
    ("wxwork", InAppBrowser::WeChat),
    ("weibo", InAppBrowser::Weibo),
    ("dingtalk", InAppBrowser::DingTalk),
    ("lark/", InAppBrowser::Feishu),
    ("feishu", InAppBrowser::Feishu),
    ("alipayclient", InAppBrowser::Alipay),
    ("aweme", InAppBrowser::Douyin),
    ("newsarticle", InAppBrowser::Douyin),
    ("baiduboxapp", InAppBrowser::Baidu),
    ("xhsdiscover", InAppBrowser::Xiaohongshu),
    ("discover/", InAppBrowser::Xiaohongshu),
    (" qq/", InAppBrowser::Qq),
];

/// The app that a user agent names.
pub(crate) fn in_app(user_agent: &str) -> Option<InAppBrowser> {
    let lower = user_agent.to_ascii_lowercase();
    NAMES.iter().find(|(name, _)| lower.contains(name)).map(|(_, app)| *app)
}

/// Whether it is iOS. An iPad calls itself a Macintosh; no Macintosh has a touch screen.
pub(crate) fn is_ios(user_agent: &str, touch_points: f64) -> bool {
    let named = ["iPhone", "iPad", "iPod"].iter().any(|name| user_agent.contains(name));
    named || (user_agent.contains("Macintosh") && touch_points > 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const IPHONE: &str =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

    #[wasm_bindgen_test]
    fn browsers_inside_apps_are_told_from_browsers() {
        for (tail, app) in [
            (" Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI", Some(InAppBrowser::WeChat)),
            (" Mobile/15E148 QQ/9.0.80.607 V1_IPH_SQ", Some(InAppBrowser::Qq)),
            (" Mobile/15E148 Weibo (iPhone15,2__weibo__14.7.0)", Some(InAppBrowser::Weibo)),
            (" Mobile/15E148 AliApp(DingTalk/7.5.20)", Some(InAppBrowser::DingTalk)),
            (" Mobile/15E148 AliApp(AP/10.6.0) AlipayClient/10.6.0", Some(InAppBrowser::Alipay)),
            (" Version/17.0 Mobile/15E148 Safari/604.1", None),
            (" Version/17.0 MQQBrowser/14.9 Mobile/15E148 Safari/604.1 QBWebViewUA/2", None),
        ] {
            assert_eq!(in_app(&format!("{IPHONE}{tail}")), app, "{tail}");
        }
    }

    #[wasm_bindgen_test]
    fn an_ipad_that_calls_itself_a_macintosh_is_one() {
        let macintosh = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15";
        assert!(is_ios(IPHONE, 5.0));
        assert!(is_ios(macintosh, 5.0));
        assert!(!is_ios(macintosh, 0.0));
        assert!(!is_ios("Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile", 5.0));
    }
}
