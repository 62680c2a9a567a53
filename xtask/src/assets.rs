//! The files that the worker serves as they are: `public/`, the app's page and code, the list for the service worker.
//!
//! File names carry no hash. The service worker takes the whole set or nothing: its list names every
//! file of the app with its SHA-256, the browser checks each one (subresource integrity) while it
//! installs, and a set mixed from two builds is refused.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::stamp::hexadecimal;
use crate::workspace::{Profile, Workspace};

/// The line of `public/app/service-worker.js` that a build replaces.
const UNBUILT_LIST: &str = "const BUILD = null;";
/// How characters are read: the app fetches it when something is first sought.
const READINGS: &str = "crates/finding/data/pinyin.txt";
const SERVICE_WORKER: &str = "app/service-worker.js";
/// The list for the server and for whoever compares what it hands out: the words of `release.served`.
const RELEASE_LIST: &str = "app/release.json";
/// Bytes of the digest of all files that name a build; 8 bytes keep accidental equality out of reach.
const VERSION_BYTES: usize = 8;

/// Lays out `assets/` of a profile: what is in `public/`, the app under `app/`.
pub fn lay_out(workspace: &Workspace, profile: Profile, bound: &[&Path]) -> Result<()> {
    let folder = workspace.output(profile).join("assets");
    let fresh = workspace.output(profile).join("assets.new");
    empty(&fresh)?;
    copy_folder(&workspace.root().join("public"), &fresh)?;
    let app = fresh.join("app");
    for bound in bound {
        copy_folder(bound, &app)?;
    }
    for script in ["start.js", "importer.js"] {
        fs::copy(workspace.root().join("app").join(script), app.join(script))?;
    }
    fs::copy(workspace.root().join(READINGS), app.join("pinyin.txt"))?;
    let page = fs::read_to_string(workspace.root().join("app/index.html"))?;
    fs::write(app.join("index.html"), without_trunk(&page))?;
    list_for_service_worker(&fresh)?;
    replace_contents(&fresh, &folder)
}

/// Finishes what Trunk has staged: the reader of ledgers, the files of `public/app/` and the list for the service worker.
///
/// Trunk's folder is the app's folder; styles and icons come from the worker behind it.
pub fn finish_trunk(workspace: &Workspace, staged: &Path, importer: &Path) -> Result<()> {
    let whole = workspace.stamps().with_file_name("trunk");
    empty(&whole)?;
    copy_folder(&workspace.root().join("public"), &whole)?;
    copy_folder(staged, &whole.join("app"))?;
    copy_folder(importer, &whole.join("app"))?;
    list_for_service_worker(&whole)?;
    copy_folder(&whole.join("app"), staged)
}

/// The page without the lines that only Trunk reads.
fn without_trunk(page: &str) -> String {
    page.lines().filter(|line| !line.contains("data-trunk")).map(|line| format!("{line}\n")).collect()
}

/// Writes the list of files and the build's name into the service worker of a finished folder.
pub fn list_for_service_worker(assets: &Path) -> Result<()> {
    let path = assets.join(SERVICE_WORKER);
    let script = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    ensure!(script.matches(UNBUILT_LIST).count() == 1, "{} has no line `{UNBUILT_LIST}` to replace", path.display());
    let mut whole = Sha256::new();
    let mut list = Vec::new();
    for name in files(assets)? {
        if name == SERVICE_WORKER || !needed_offline(&name) {
            continue;
        }
        let hash = Sha256::digest(fs::read(assets.join(&name))?);
        whole.update(name.as_bytes());
        whole.update([0]);
        whole.update(hash);
        let integrity = format!("sha256-{}", STANDARD.encode(hash));
        list.push(json!({ "path": address(&name), "integrity": integrity }));
    }
    whole.update(script.as_bytes());
    let digest = whole.finalize();
    let version = hexadecimal(digest.get(..VERSION_BYTES).unwrap_or(&digest));
    let build = json!({ "version": version, "files": list });
    let built = script.replace(UNBUILT_LIST, &format!("const BUILD = {build};"));
    fs::write(&path, built).with_context(|| format!("cannot write {}", path.display()))?;
    list_for_everybody(assets, &version)
}

/// Writes the list of what a build hands out, the finished service worker included, with the hash of each file.
fn list_for_everybody(assets: &Path, build: &str) -> Result<()> {
    let mut list = Vec::new();
    for name in files(assets)? {
        if name != RELEASE_LIST && needed_offline(&name) {
            let hash = Sha256::digest(fs::read(assets.join(&name))?);
            list.push((address(&name), hexadecimal(&hash)));
        }
    }
    // An address need not stand where its file's name does.
    list.sort();
    let list: Vec<_> = list.into_iter().map(|(path, sha256)| json!({ "path": path, "sha256": sha256 })).collect();
    let path = assets.join(RELEASE_LIST);
    let release = json!({ "build": build, "files": list });
    fs::write(&path, format!("{release}\n")).with_context(|| format!("cannot write {}", path.display()))
}

/// What the app needs without a network: its own files, the styles, the icons.
fn needed_offline(name: &str) -> bool {
    ["app/", "style/", "icons/"].iter().any(|folder| name.starts_with(folder)) && !name.ends_with(".map")
}

/// The address a file is served under; the app's page is served as its folder.
fn address(name: &str) -> String {
    match name {
        "app/index.html" => "/app/".to_owned(),
        _ => format!("/{name}"),
    }
}

/// All files under a folder, as sorted relative names with `/`.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("cannot list {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Some(name) = path.strip_prefix(folder)?.to_str() {
                found.push(name.replace('\\', "/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Makes a folder that is there and empty.
pub fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Copies what is in one folder into another.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for name in files(from)? {
        let target = to.join(&name);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(from.join(&name), &target).with_context(|| format!("cannot copy {name} to {}", target.display()))?;
    }
    Ok(())
}

/// Brings a folder to the contents of another one, which is used up. The folder itself stays the same,
/// because a running engine holds it open; files that did not change keep their time.
fn replace_contents(fresh: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let wanted = files(fresh)?;
    for name in files(folder)? {
        if !wanted.contains(&name) {
            fs::remove_file(folder.join(name))?;
        }
    }
    for name in &wanted {
        let (from, to) = (fresh.join(name), folder.join(name));
        if fs::read(&to).is_ok_and(|old| fs::read(&from).is_ok_and(|new| new == old)) {
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(from, to)?;
    }
    fs::remove_dir_all(fresh)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_page_of_the_app_is_listed_as_its_folder() {
        assert_eq!(address("app/index.html"), "/app/");
        assert_eq!(address("style/tokens.css"), "/style/tokens.css");
    }

    #[test]
    fn lines_for_trunk_are_left_out() {
        let page = "<head>\n<link data-trunk rel=\"rust\">\n<title>践诺</title>\n</head>\n";
        assert_eq!(without_trunk(page), "<head>\n<title>践诺</title>\n</head>\n");
    }

    #[test]
    fn the_build_is_named_after_every_listed_file() {
        let folder = std::env::temp_dir().join(format!("jiannuo-assets-{}", std::process::id()));
        let build = |style: &str| {
            empty(&folder).unwrap();
            fs::create_dir_all(folder.join("app")).unwrap();
            fs::create_dir_all(folder.join("style")).unwrap();
            fs::write(folder.join(SERVICE_WORKER), format!("{UNBUILT_LIST}\n")).unwrap();
            fs::write(folder.join("app/index.html"), "page").unwrap();
            fs::write(folder.join("style/a.css"), style).unwrap();
            list_for_service_worker(&folder).unwrap();
            fs::read_to_string(folder.join(SERVICE_WORKER)).unwrap()
        };
        let first = build("a{}");
        assert!(first.contains("\"path\":\"/app/\"") && first.contains("\"path\":\"/style/a.css\""));
        assert_ne!(first, build("b{}"));
        let release = fs::read_to_string(folder.join(RELEASE_LIST)).unwrap();
        let release: serde_json::Value = serde_json::from_str(&release).unwrap();
        let script = hexadecimal(&Sha256::digest(fs::read(folder.join(SERVICE_WORKER)).unwrap()));
        let paths: Vec<_> = release["files"].as_array().unwrap().iter().map(|file| &file["path"]).collect();
        assert_eq!(paths, ["/app/", "/app/service-worker.js", "/style/a.css"]);
        assert_eq!(release["files"][1]["sha256"], script, "the finished one");
        assert!(!first.contains(RELEASE_LIST));
        assert!(list_for_service_worker(&folder).is_err(), "a listed folder is not listed twice");
        fs::remove_dir_all(&folder).unwrap();
    }
}
