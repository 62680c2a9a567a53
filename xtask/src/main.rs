//! The commands of this workspace. `cargo xtask help` lists them.

mod assets;
mod bench;
mod check;
mod compile;
mod demo;
mod dist;
mod engine;
mod factory;
mod founding;
mod install;
mod log_keys;
mod process;
mod progress;
mod rotate;
mod screens;
mod serve;
mod stamp;
mod store;
mod workspace;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail, ensure};
use lexopt::{Arg, Parser, ValueExt as _};

use crate::check::Stage;
use crate::engine::Settings;
use crate::founding::Founding;
use crate::progress::Progress;
use crate::workspace::{Profile, Workspace};

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [--data DIR [--new]] [--port N] [--today YYYY-MM-DD]
          Install what is missing, build, start the worker and print its address.
          Without --data the demo district is shown; --data opens a store of your own,
          --new starts an empty one there. The port is 8787 unless another is named.
          --today shows the boards as on that day.
  rotate-log-key --data DIR [--finish]
          Put a new seed of the logs' keys before the old one. With both, every log that is opened makes the note by
          which its old key hands over to its new one. --finish asks every log for that note and drops the old seed;
          the store must not be served meanwhile.
  build [--release]
          Compile and bind app and worker.
  dist    Compile for users, optimise, print the sizes.
  test [--only STAGE]...
          Install what is missing and run every check: format, lint, unit, contract, store, e2e.
  bench [--brief] [--only PART]... [--clean-clone]
          Measure the release build beside its peers and write docs/benchmarks.md: the parts sizes, boards, publishing, log.
          --brief only tries every measurement; --clean-clone measures from an empty clone to the first board.
  screens [NAME]
          Take the pictures of docs/screens/ from a demo district of its own; only those whose name holds NAME.
  config --data DIR [--port N] [--today YYYY-MM-DD] [--adjustable-clock] [--demo]
         [--founding-key KEY] [--test-faults] [--release]
          Write the engine's configuration for the last build and print its path.
          The engine takes the seeds of the logs' keys from the environment variable JIANNUO_LOG_KEYS.
  founding-code
          Make a founding code and print it with its public key, as JSON. For tests: no store knows it.
  help    Show this.
";

const DEFAULT_PORT: u16 = 8787;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut parser = Parser::from_env();
    let command = match parser.next()? {
        Some(Arg::Value(name)) => name.string()?,
        None | Some(Arg::Long("help") | Arg::Short('h')) => "help".to_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        "serve" => serve::run(&Workspace::find()?, serve_options(&mut parser)?),
        "build" => build(&mut parser),
        "dist" => {
            nothing_more(&mut parser)?;
            dist::run_dist(&Workspace::find()?)
        }
        "test" => check::run(&Workspace::find()?, &stages(&mut parser)?),
        "bench" => bench::measure(&Workspace::find()?, &bench_options(&mut parser)?),
        "screens" => screens::take(&Workspace::find()?, optional_word(&mut parser)?.as_deref()),
        "founding-code" => {
            nothing_more(&mut parser)?;
            println!("{}", Founding::make(&Workspace::find()?)?.json());
            Ok(())
        }
        "finish-trunk" => {
            nothing_more(&mut parser)?;
            let folder = env::var_os("TRUNK_STAGING_DIR").context("finish-trunk is a hook of Trunk")?;
            let (workspace, progress) = (Workspace::find()?, Progress::start());
            compile::tool(&workspace, "jiannuo-bind")?;
            let importer = compile::importer(&workspace, Profile::Quick, &progress)?;
            assets::finish_trunk(&workspace, Path::new(&folder), &importer)
        }
        "config" => config(&mut parser),
        "rotate-log-key" => rotate_log_key(&mut parser),
        unknown => bail!("there is no command {unknown:?}\n\n{HELP}"),
    }
}

fn build(parser: &mut Parser) -> Result<()> {
    let profile = profile(parser)?;
    let (workspace, progress) = (Workspace::find()?, Progress::start());
    install::wasm_target(&workspace, &progress)?;
    install::npm_packages(&workspace, &progress)?;
    compile::all(&workspace, profile, &progress)
}

/// The rest of the command line when only `--release` may follow.
fn profile(parser: &mut Parser) -> Result<Profile> {
    let mut profile = Profile::Quick;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("release") => profile = Profile::Release,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(profile)
}

fn bench_options(parser: &mut Parser) -> Result<bench::Options> {
    let mut options = bench::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("clean-clone") => options.clean_clone = true,
            Arg::Long("brief") => options.brief = true,
            Arg::Long("only") => options.only.push(parser.value()?.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

/// One word, or nothing.
fn optional_word(parser: &mut Parser) -> Result<Option<String>> {
    match parser.next()? {
        None => Ok(None),
        Some(Arg::Value(word)) => {
            nothing_more(parser)?;
            Ok(Some(word.string()?))
        }
        Some(other) => Err(other.unexpected().into()),
    }
}

fn nothing_more(parser: &mut Parser) -> Result<()> {
    match parser.next()? {
        Some(other) => Err(other.unexpected().into()),
        None => Ok(()),
    }
}

fn stages(parser: &mut Parser) -> Result<Vec<Stage>> {
    let mut stages = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("only") => stages.push(Stage::named(&parser.value()?.string()?)?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(stages)
}

fn serve_options(parser: &mut Parser) -> Result<serve::Options> {
    let mut options = serve::Options { data: None, new: false, port: DEFAULT_PORT, today: None };
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("data") => options.data = Some(absolute(parser)?),
            Arg::Long("new") => options.new = true,
            Arg::Long("port") => options.port = parser.value()?.parse()?,
            Arg::Long("today") => options.today = Some(day(parser)?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn rotate_log_key(parser: &mut Parser) -> Result<()> {
    let (mut data, mut finish) = (None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("data") => data = Some(absolute(parser)?),
            Arg::Long("finish") => finish = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let folder = data.context("rotate-log-key needs --data DIR")?;
    if finish { rotate::finish(&Workspace::find()?, &folder) } else { rotate::begin(&folder) }
}

fn config(parser: &mut Parser) -> Result<()> {
    let mut settings = Settings::default();
    let mut data = None;
    let mut profile = Profile::Quick;
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("data") => data = Some(absolute(parser)?),
            Arg::Long("port") => settings.port = parser.value()?.parse()?,
            Arg::Long("today") => settings.today = Some(day(parser)?),
            Arg::Long("adjustable-clock") => settings.adjustable_clock = true,
            Arg::Long("demo") => settings.demo = true,
            Arg::Long("founding-key") => settings.founding_key = Some(parser.value()?.string()?),
            Arg::Long("witness") => settings.witness = Some(parser.value()?.string()?),
            Arg::Long("log-policy") => settings.log_policy = Some(parser.value()?.string()?),
            Arg::Long("test-faults") => settings.test_faults = true,
            Arg::Long("release") => profile = Profile::Release,
            other => return Err(other.unexpected().into()),
        }
    }
    settings.data = data.context("config needs --data DIR")?;
    let path = engine::write_configuration(&Workspace::find()?, profile, &settings)?;
    println!("{}", path.display());
    Ok(())
}

fn absolute(parser: &mut Parser) -> Result<PathBuf> {
    Ok(std::path::absolute(parser.value()?)?)
}

/// A day as `YYYY-MM-DD`; whether the month has it is for the worker's calendar to say.
fn day(parser: &mut Parser) -> Result<String> {
    let text = parser.value()?.string()?;
    let shape: String =
        text.chars().map(|character| if character.is_ascii_digit() { '9' } else { character }).collect();
    ensure!(shape == "9999-99-99", "--today needs a day as YYYY-MM-DD, not {text:?}");
    Ok(text)
}
