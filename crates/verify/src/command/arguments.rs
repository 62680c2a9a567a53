//! The command line.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiannuo_domain::day::Day;
use jiannuo_domain::invitation::Code;
use jiannuo_tlog::VerifierKey;
use jiannuo_tlog::note::MAX_NOTE_BYTES;
use jiannuo_tlog::policy::{MAX_POLICY_BYTES, Policy};
use jiannuo_verify::words::Language;
use lexopt::{Arg, Parser, ValueExt as _};

/// How the command is called.
pub(crate) const USAGE: &str = "\
用法 Usage: jiannuo verify URL|DIR [选项 options]     核对 check
            jiannuo archive URL DIR [选项 options]    归档 keep a whole log in a folder
            jiannuo restore DIR URL [选项 options]    恢复 bring an archive back to a server

  URL                 组织的地址，例如 https://host/o/liuxi/
                      an organisation's address
  DIR                 归档所在的文件夹 the folder of an archive
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
  --release           verify：再核对服务器提供的应用是否与日志所记一致
                      check as well that the server hands out the app that the log tells of
  --founding-code CODE
                      restore：服务器上还没有这个组织时，用这台服务器的建立码（不会用掉）
                      the code of the server's store, where it does not know the organisation; it is not used up
  --json              机器可读的结果 the report for programs
  --lang zh|en        语言，默认按 LANG the language, by LANG without it

退出状态 Exit status: 0 全部相符 all holds, 1 有不符之处 something does not, 2 未能核对 could not be checked";

/// What is asked.
pub(crate) enum Request {
    /// How to call it.
    Help,
    /// A check.
    Verify(Box<Arguments>),
    /// A log into a folder.
    Archive(PathBuf, Box<Arguments>),
    /// A folder back to a server.
    Restore(PathBuf, Box<Arguments>),
}

/// What is asked for with its options; files are read already.
pub(crate) struct Arguments {
    /// An organisation's address; of a check also the folder of an archive.
    pub(crate) place: String,
    pub(crate) key: Option<VerifierKey>,
    pub(crate) checkpoints: Vec<Vec<u8>>,
    pub(crate) keep: Option<PathBuf>,
    pub(crate) policy: Option<Policy>,
    pub(crate) on: Option<Day>,
    pub(crate) release: bool,
    pub(crate) founding_code: Option<Code>,
    pub(crate) json: bool,
    pub(crate) language: Language,
}

/// Reads the command line, the program's name included.
pub(crate) fn read(line: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut parser = Parser::from_iter(line);
    let mut words: Vec<String> = Vec::new();
    let mut arguments = Arguments {
        place: String::new(),
        key: None,
        checkpoints: Vec::new(),
        keep: None,
        policy: None,
        on: None,
        release: false,
        founding_code: None,
        json: false,
        language: language_of_environment(),
    };
    while let Some(argument) = parser.next().map_err(text)? {
        match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Request::Help),
            Arg::Long("json") => arguments.json = true,
            Arg::Long("release") => arguments.release = true,
            Arg::Long("founding-code") => {
                arguments.founding_code = Some(value(&mut parser)?.parse().map_err(text)?);
            }
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
    request(&words, arguments)
}

fn request(words: &[String], mut arguments: Arguments) -> Result<Request, String> {
    let [command, rest @ ..] = words else { return Err("say what to do".to_owned()) };
    match (command.as_str(), rest) {
        ("help", []) => Ok(Request::Help),
        ("verify", [place]) => {
            only(&arguments, true, false)?;
            arguments.place.clone_from(place);
            Ok(Request::Verify(Box::new(arguments)))
        }
        ("archive", [url, folder]) => {
            only(&arguments, false, false)?;
            arguments.place.clone_from(url);
            Ok(Request::Archive(folder.into(), Box::new(arguments)))
        }
        ("restore", [folder, url]) => {
            only(&arguments, false, true)?;
            arguments.place.clone_from(url);
            Ok(Request::Restore(folder.into(), Box::new(arguments)))
        }
        _ => Err("say `verify` and one address, `archive` an address and a folder, or `restore` them back".to_owned()),
    }
}

/// Options that a command does not heed are an error: whoever gives one relies on it.
fn only(arguments: &Arguments, is_check: bool, is_restoration: bool) -> Result<(), String> {
    let is_of_checks = arguments.keep.is_some() || arguments.on.is_some() || arguments.release;
    if is_of_checks && !is_check {
        return Err("--keep, --on and --release are for `verify`".to_owned());
    }
    if arguments.founding_code.is_some() && !is_restoration {
        return Err("--founding-code is for `restore`".to_owned());
    }
    Ok(())
}

impl Arguments {
    /// The same for another log, of which nothing is known beforehand but what was kept.
    pub(crate) fn without_expectations(&self) -> Self {
        Self {
            place: String::new(),
            key: None,
            checkpoints: Vec::new(),
            keep: self.keep.clone(),
            policy: self.policy.clone(),
            on: self.on,
            release: self.release,
            founding_code: None,
            json: self.json,
            language: self.language,
        }
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

    #[test]
    fn an_option_that_a_command_does_not_heed_is_refused() {
        let code = "0123-4567-89AB-CDEF";
        assert!(matches!(asked(&["archive", "x", "y"]), Ok(Request::Archive(..))));
        assert!(matches!(asked(&["restore", "x", "y", "--founding-code", code]), Ok(Request::Restore(..))));
        for bad in [
            &["archive", "x"][..],
            &["archive", "x", "y", "--release"],
            &["archive", "x", "y", "--founding-code", code],
            &["verify", "x", "--founding-code", code],
            &["restore", "x", "y", "--keep", "z"],
            &["restore", "x", "y", "--founding-code", "0123"],
        ] {
            assert!(asked(bad).is_err(), "{bad:?}");
        }
    }
}
