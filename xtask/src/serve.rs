//! `serve`: from a clone to an address that answers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::engine::{self, Engine, Settings};
use crate::founding::Founding;
use crate::progress::Progress;
use crate::store::Store;
use crate::workspace::{Profile, Workspace};
use crate::{compile, demo, install};

const DEMO_FOLDER: &str = ".jiannuo/demo";

/// What the user asked for.
#[derive(Debug)]
pub struct Options {
    /// A real store; without one the demo is shown.
    pub data: Option<PathBuf>,
    /// Start an empty store in `data`.
    pub new: bool,
    /// The port on the loopback interface.
    pub port: u16,
    /// A fixed day in place of the clock.
    pub today: Option<String>,
}

/// Installs, builds, starts, and stays until it is interrupted.
pub fn run(workspace: &Workspace, options: Options) -> Result<()> {
    let progress = Progress::start();
    // What can be refused is refused before anything slow.
    engine::check_port(options.port)?;
    check_store(&options)?;
    install::wasm_target(workspace, &progress)?;
    install::npm_packages(workspace, &progress)?;
    compile::all(workspace, Profile::Quick, &progress)?;
    let mut store = match &options.data {
        Some(folder) => real_store(workspace, folder, &options, &progress)?,
        None => demo_store(workspace, &options, &progress)?,
    };
    let _lock = store.lock()?;
    let settings = Settings { demo: options.data.is_none(), ..settings(&mut store, &options)? };
    let engine = progress.step("start the engine", || Engine::start(workspace, Profile::Quick, &settings))?;
    println!();
    println!("{}/   (app: {0}/app/, stop: Ctrl-C)", engine.base_url());
    println!("log: {}", engine::log_of(&settings.data).display());
    if options.data.is_none() {
        print!("{}", demo::invitations(&workspace.root().join(DEMO_FOLDER), &engine.base_url()));
    }
    stay(engine)
}

fn check_store(options: &Options) -> Result<()> {
    match &options.data {
        Some(folder) if options.new => Store::check_free(folder),
        Some(folder) => Store::open(folder).map(|_| ()),
        None if options.new => bail!("--new needs --data DIR: where should the store be?"),
        None => Ok(()),
    }
}

/// The store in a folder; with `--new` it is made now, and its founding code shown.
fn real_store(workspace: &Workspace, folder: &Path, options: &Options, progress: &Progress) -> Result<Store> {
    if !options.new {
        return Store::open(folder);
    }
    progress.step("make the store", || {
        let founding = Founding::make(workspace)?;
        let store = Store::create(folder, Some(&founding.public_key))?;
        println!();
        println!("Founding code:  {}", founding.code);
        println!("It founds the first organisation. It is shown only now and kept nowhere: write it down.");
        println!();
        Ok(store)
    })
}

/// The demo store, made and filled at the first start.
fn demo_store(workspace: &Workspace, options: &Options, progress: &Progress) -> Result<Store> {
    let folder = workspace.root().join(DEMO_FOLDER);
    match Store::open(&folder) {
        Ok(store) if demo::is_filled(&folder) => Ok(store),
        _ => progress.step("make the demo district", || make_demo(workspace, options, &folder)),
    }
}

/// Fills the demo beside its final place and moves it there when it is whole.
fn make_demo(workspace: &Workspace, options: &Options, folder: &Path) -> Result<Store> {
    let unfinished = folder.with_extension("new");
    for leftover in [folder, &unfinished] {
        if leftover.exists() {
            fs::remove_dir_all(leftover)?;
        }
    }
    demo::prepare(workspace)?;
    let founding = Founding::make(workspace)?;
    let mut store = Store::create(&unfinished, Some(&founding.public_key))?;
    let seeding = Settings { demo: true, adjustable_clock: true, ..settings(&mut store, options)? };
    let engine = Engine::start(workspace, Profile::Quick, &seeding)?;
    demo::seed(workspace, &engine.base_url(), &founding.code, &unfinished)?;
    engine.stop()?;
    fs::rename(&unfinished, folder)?;
    Store::open(folder)
}

fn settings(store: &mut Store, options: &Options) -> Result<Settings> {
    Ok(Settings {
        data: store.objects(),
        port: options.port,
        today: options.today.clone(),
        founding_key: store.founding_key().map(str::to_owned),
        log_keys: Some(store.log_keys()?),
        witness: store.text("witness")?,
        log_policy: store.text("log-policy")?,
        ..Settings::default()
    })
}

/// Waits until the user or the engine ends it. The engine may get the terminal's interrupt itself;
/// it is asked in any case, so that ending only this process leaves no engine behind.
fn stay(mut engine: Engine) -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let handle = signals.handle();
    let id = engine.id();
    let waiter = std::thread::spawn(move || {
        let interrupted = signals.forever().next().is_some();
        if interrupted {
            engine::terminate(id);
        }
        interrupted
    });
    let status = engine.wait()?;
    handle.close();
    let interrupted = waiter.join().unwrap_or(false);
    if interrupted {
        println!("\nstopped");
        return Ok(());
    }
    bail!("workerd ended with {status}")
}
