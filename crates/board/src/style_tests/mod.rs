//! What must hold for the style sheets and for everything that is rendered with them.

#![allow(clippy::unwrap_used)]

mod contrast;
mod pages;

/// The style sheets as they are served.
const SHEETS: [(&str, &str); 5] = [
    ("tokens.css", include_str!("../../../../public/style/tokens.css")),
    ("page.css", include_str!("../../../../public/style/page.css")),
    ("board.css", include_str!("../../../../public/style/board.css")),
    ("form.css", include_str!("../../../../public/style/form.css")),
    ("print.css", include_str!("../../../../public/style/print.css")),
];

fn sheet(name: &str) -> &'static str {
    SHEETS.iter().find(|(own, _)| *own == name).unwrap().1
}

/// The value of a token in the block that a selector opens.
fn token(selector: &str, name: &str) -> String {
    let sheet = sheet("tokens.css");
    let block = sheet.split_once(&format!("{selector} {{")).unwrap().1.split_once('}').unwrap().0;
    let value = block.split_once(&format!("--{name}:")).unwrap().1;
    value.split_once(';').unwrap().0.trim().to_owned()
}
