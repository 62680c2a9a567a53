//! The demo district: filling a new demo store through the worker's own API, and how to try the app in it.
//!
//! The district itself is the crate `demo`, sent by the tool `xtask/seed`, because xtask depends on none of the
//! product's crates. Deliberately absent: any way to write into a store beside the API.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::compile;
use crate::process::capture;
use crate::workspace::Workspace;

const TOOL: &str = "jiannuo-seed";
/// Beside the marker of the demo store: one line for each unused invitation, its parts separated by tabs.
const INVITATIONS: &str = "invitations.txt";

/// Compiles the tool; slow at the first time, so it is done before the engine runs.
pub fn prepare(workspace: &Workspace) -> Result<()> {
    compile::tool(workspace, TOOL)
}

/// Fills a store that has just been made, and leaves the unused invitations in its folder. The engine at `base_url`
/// runs on it with the binding `CLOCK=adjustable`; it is started again without it before anybody is shown the address.
///
/// `founding_code` founds the first organisation; everybody's keys are derived from it.
///
/// A failure leaves the store unmarked, and the next start begins again with an empty one.
pub fn seed(workspace: &Workspace, base_url: &str, founding_code: &str, folder: &Path) -> Result<()> {
    let printed = capture(Command::new(workspace.tool(TOOL)).args([base_url, founding_code]))?;
    let path = folder.join(INVITATIONS);
    fs::write(&path, printed).with_context(|| format!("cannot write {}", path.display()))
}

/// Whether the demo in a folder was filled by this version's way; a demo is made anew otherwise.
pub fn is_filled(folder: &Path) -> bool {
    folder.join(INVITATIONS).is_file()
}

/// How to try the app in a demo store; each invitation lets one device in.
pub fn invitations(folder: &Path, base_url: &str) -> String {
    let Ok(lines) = fs::read_to_string(folder.join(INVITATIONS)) else {
        return String::new();
    };
    let shown: String = lines.lines().filter_map(|line| shown(line, base_url)).collect();
    format!("To try the app, open one of these on a phone or in another browser (each works once):\n{shown}")
}

/// One line of the file, as `purpose, slug, organisation, code`, in words.
fn shown(line: &str, base_url: &str) -> Option<String> {
    let mut parts = line.split('\t');
    let (purpose, slug, organisation, code) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(match purpose {
        "founding" => format!("  {purpose:<10} below {organisation}: {base_url}/app/found  code {code}\n"),
        _ => format!("  {purpose:<10} of {organisation}: {base_url}/app/join#{slug}.{code}\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_shown_as_the_link_that_the_app_reads() {
        let line = "member\thetang\t荷塘村\t0123-4567-89AB-CDEF";
        let shown = shown(line, "http://localhost:8787").unwrap_or_default();
        assert!(shown.ends_with("http://localhost:8787/app/join#hetang.0123-4567-89AB-CDEF\n"), "{shown}");
        assert_eq!(super::shown("half a line", "http://localhost:8787"), None);
    }
}
