use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

/// White squares around a code that readers rely on (ISO/IEC 18004).
const QUIET_SQUARES: i32 = 4;

/// The drawing, under a name for those who do not see it; `None` when the text is too long for any code.
pub fn qr(name: &str, text: &str) -> Option<AnyView> {
    // Medium: a seventh of it may be lost to glare or a crack; more would make the squares smaller.
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET_SQUARES;
    Some(
        view! {
            <svg class="qr" role="img" aria-label=name.to_owned() viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
                <title>{name.to_owned()}</title>
                <rect width=side.to_string() height=side.to_string() fill="#fff" />
                <path fill="#000" d=outline(&code) />
            </svg>
        }
        .into_any(),
    )
}

/// The dark squares, those side by side in one piece.
fn outline(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|place| code.get_module(*place, y)).count();
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + QUIET_SQUARES, y + QUIET_SQUARES));
            }
            x += run + 1;
        }
    }
    path
}
