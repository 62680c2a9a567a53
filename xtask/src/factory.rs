//! Turning the binder's glue into a factory, so that one engine can hold several instances of the worker.
//!
//! The binder writes a module with one wasm instance and its state at module level. After a trap the
//! worker needs a fresh instance *beside* the trapped one: requests of other organisations are still
//! running there and must end normally. (The binder's own way, resetting the state in place, makes
//! every closure of the old instance throw, which ends exactly those requests.) So the glue is wrapped:
//!
//! ```js
//! export function instantiate(module, host) { …glue…; return { …what it exported… }; }
//! ```
//!
//! `host.guard` gets the raw exports before the glue does, `host.queueMicrotask` stands in for the
//! global one; `worker/entry/entry.js` supplies both. Glue of an unexpected shape fails the build.

use anyhow::{Result, bail, ensure};

/// Changes when what this module writes changes, so that finished builds are made anew.
pub const SHAPE: &str = "factory 1";

const RAW_EXPORTS: &str = "    wasm = instance.exports;";
const GUARDED_EXPORTS: &str = "    wasm = host.guard(instance.exports);";
const CLOSING_EXPORT: &str = "export { initSync, __wbg_init as default };";

/// The factory module made from the glue of the web target.
pub fn from_glue(glue: &str) -> Result<String> {
    let mut imports = String::new();
    let mut body = String::new();
    let mut exported = Vec::new();
    let mut closed = false;
    for line in glue.lines() {
        if line.starts_with("import ") {
            ensure!(line.ends_with(';'), "an import over several lines: {line}");
            imports.push_str(line);
            imports.push('\n');
        } else if line == CLOSING_EXPORT {
            closed = true;
        } else if let Some(declaration) = line.strip_prefix("export ") {
            exported.push(declared_name(declaration)?);
            push_line(&mut body, declaration);
        } else {
            push_line(&mut body, line);
        }
    }
    ensure!(closed, "the glue does not end with `{CLOSING_EXPORT}`");
    ensure!(body.matches(RAW_EXPORTS).count() == 1, "the glue does not take the raw exports in exactly one place");
    let body = body.replace(RAW_EXPORTS, GUARDED_EXPORTS);
    let exported = exported.join(", ");
    Ok(format!(
        "{imports}\nexport function instantiate(module, host) {{\n\
         const queueMicrotask = host.queueMicrotask;\n\
         {body}initSync({{ module }});\nreturn {{ {exported} }};\n}}\n"
    ))
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// The name in `class Name {` or `function name(…`.
fn declared_name(declaration: &str) -> Result<&str> {
    let rest = ["class ", "function ", "async function "].iter().find_map(|keyword| declaration.strip_prefix(keyword));
    let Some(rest) = rest else {
        bail!("an export of an unknown shape: {declaration}");
    };
    let end = rest
        .find(|character: char| !(character.is_alphanumeric() || character == '_' || character == '$'))
        .unwrap_or(rest.len());
    ensure!(end > 0, "an export without a name: {declaration}");
    Ok(&rest[..end])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const GLUE: &str = "import { state } from './snippets/a.js';\n\
        export class Log {\n}\n\
        export function fetch(request) {\n    return wasm.fetch(request);\n}\n\
        function __wbg_finalize_init(instance) {\n    wasm = instance.exports;\n}\n\
        export { initSync, __wbg_init as default };\n";

    #[test]
    fn imports_stay_outside_and_exports_are_returned() {
        let factory = from_glue(GLUE).unwrap();
        assert!(factory.starts_with("import { state } from './snippets/a.js';\n\nexport function instantiate("));
        assert!(factory.contains("\nclass Log {"));
        assert!(factory.contains("return { Log, fetch };"));
        assert!(factory.contains("host.guard(instance.exports)"));
        assert_eq!(factory.matches("export ").count(), 1);
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        assert!(from_glue(&GLUE.replace("instance.exports", "made.exports")).is_err());
        assert!(from_glue(&GLUE.replace("export {", "// {")).is_err());
        assert!(from_glue(&GLUE.replace("export class", "export const")).is_err());
    }
}
