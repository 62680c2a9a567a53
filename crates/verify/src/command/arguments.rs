//! The command line.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiannuo_domain::day::Day;
use jiannuo_tlog::VerifierKey;
use jiannuo_tlog::note::MAX_NOTE_BYTES;
use jiannuo_tlog::policy::{MAX_POLICY_BYTES, Policy};
use jiannuo_verify::words::Language;
use lexopt::{Arg, Parser, ValueExt as _};

/// How the command is called.
pub(crate) const USAGE: &str = "\
用法 Usage: jiannuo verify URL [选项 options]

  URL                 组织的地址，例如 https://host/o/liuxi/
                      an organisation's address
  --key VKEY          日志的公钥（name+id+base64）；不给则相信日志自己公布的
                      the log's key; without it the log's own list is believed
  --checkpoint FILE   早先留存的检查点，可给多个
                      an earlier checkpoint that the log must continue; may be repeated
  --keep DIR          留存检查点和公钥，下次核对时自动比对
                      keep checkpoint and key there, and compare with them the next time
  --policy FILE       见证人策略（C2SP tlog-policy）
                      which witnesses must have cosigned
  --on YYYY-MM-DD     核对这一天的公示板，而不是今天的
                      check the board of this day instead of the present one
  --json              机器可读的结果 the report for programs
  --lang zh|en        语言，默认按 LANG the language, by LANG without it

退出状态 Exit status: 0 全部相符 all holds, 1 有不符之处 something does not, 2 未能核对 could not be checked";

/// What is asked.
pub(crate) enum Request {
    /// How to call it.
    Help,
    /// A check.
    Verify(Box<Arguments>),
}

/// A check as it is asked for; files are read already.
pub(crate) struct Arguments {
    pub(crate) url: String,
    pub(crate) key: Option<VerifierKey>,
    pub(crate) checkpoints: Vec<Vec<u8>>,
    pub(crate) keep: Option<PathBuf>,
    pub(crate) policy: Option<Policy>,
    pub(crate) on: Option<Day>,
    pub(crate) json: bool,
    pub(crate) language: Language,
}

/// Reads the command line, the program's name included.
pub(crate) fn read(line: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut parser = Parser::from_iter(line);
    let mut words: Vec<String> = Vec::new();
    let mut arguments = Arguments {
        url: String::new(),
        key: None,
        checkpoints: Vec::new(),
        keep: None,
        policy: None,
        on: None,
        json: false,
        language: language_of_environment(),
    };
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Long("json") => arguments.json = true,
            Arg::Long("key") => arguments.key = Some(value(&mut parser)?.parse().map_err(text)?),
            Arg::Long("on") => {
                let day = value(&mut parser)?;
                arguments.on = Some(day.parse().map_err(|_| format!("{day} is not a day as YYYY-MM-DD"))?);
            }
            Arg::Long("lang") => arguments.language = Language::of(&value(&mut parser)?),
            Arg::Long("keep") => arguments.keep = Some(parser.value().map_err(text)?.into()),
            Arg::Long("checkpoint") => {
                let path: PathBuf = parser.value().map_err(text)?.into();
                arguments.checkpoints.push(read_file(&path, MAX_NOTE_BYTES)?);
            }
            Arg::Long("policy") => {
                let path: PathBuf = parser.value().map_err(text)?.into();
                let policy = Policy::parse(&read_file(&path, MAX_POLICY_BYTES)?);
                arguments.policy = Some(policy.map_err(|error| format!("{}: {error}", path.display()))?);
            }
            Arg::Value(word) => words.push(word.string().map_err(text)?),
            other => return Err(text(other.unexpected())),
        }
    }
    match words.as_slice() {
        [command, url] if command == "verify" => {
            arguments.url.clone_from(url);
            Ok(Request::Verify(Box::new(arguments)))
        }
        [command] if command == "help" => Ok(Request::Help),
        _ => Err("say `verify` and one address".to_owned()),
    }
}

fn text(error: impl ToString) -> String {
    error.to_string()
}

fn value(parser: &mut Parser) -> Result<String, String> {
    parser.value().map_err(text)?.string().map_err(text)
}

/// The first of the variables that POSIX asks for a language.
fn language_of_environment() -> Language {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let tag = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    Language::of(&tag.unwrap_or_default())
}

/// Reads a small file.
pub(crate) fn read_file(path: &Path, limit_bytes: usize) -> Result<Vec<u8>, String> {
    let named = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut content = Vec::new();
    let limit = limit_bytes as u64;
    File::open(path).map_err(named)?.take(limit + 1).read_to_end(&mut content).map_err(named)?;
    if content.len() > limit_bytes {
        return Err(format!("{}: more than {limit_bytes} bytes", path.display()));
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn asked(line: &[&str]) -> Result<Request, String> {
        read(["jiannuo"].iter().chain(line).map(OsString::from))
    }

    #[test]
    fn a_check_needs_one_address() {
        assert!(matches!(asked(&["verify", "http://localhost/o/a/"]), Ok(Request::Verify(_))));
        assert!(matches!(asked(&["--help"]), Ok(Request::Help)));
        for bad in [&[][..], &["verify"], &["check", "x"], &["verify", "x", "y"], &["verify", "x", "--fast"]] {
            assert!(asked(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_and_not_passed_over() {
        for bad in [
            &["verify", "x", "--key", "no key"][..],
            &["verify", "x", "--on", "2026-13-01"],
            &["verify", "x", "--checkpoint", "/nowhere/at/all"],
            &["verify", "x", "--policy", "/nowhere/at/all"],
        ] {
            assert!(asked(bad).is_err(), "{bad:?}");
        }
    }
}
