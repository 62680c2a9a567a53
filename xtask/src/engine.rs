//! The engine: writing workerd's configuration, starting it, waiting for it, stopping it.
//!
//! This is the one place that knows the configuration; the Node tests ask for it with `cargo xtask config`.
//! The unique keys of the namespaces name folders in a store: they are part of the format on disk.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::assets;
use crate::log_keys::LogKeys;
use crate::stamp::Inputs;
use crate::workspace::{Profile, Workspace};

/// The runtime behaviour the worker was written against; no later than the pinned engine knows.
const COMPATIBILITY_DATE: &str = "2026-11-17";
/// `nodejs_als`: the entry script finds the request that trapped through the asynchronous context.
const COMPATIBILITY_FLAGS: [&str; 1] = ["nodejs_als"];
/// A young generation of 16 MB: with the default of 1 MB, collections put the 99th percentile of a
/// request at 47 ms; with this, at 0.3 ms.
const V8_FLAGS: [&str; 1] = ["--min-semi-space-size=16"];

/// The variable from which the engine takes the seeds of the logs' keys: a configuration is a file that stays.
const LOG_KEYS_VARIABLE: &str = "JIANNUO_LOG_KEYS";

/// The worker's main module.
const ENTRY: &str = "entry.js";

/// A Durable Object class: its binding, its name in the worker, its folder in a store.
struct Namespace {
    binding: &'static str,
    class: &'static str,
    unique_key: &'static str,
}

const NAMESPACES: [Namespace; 3] = [
    Namespace { binding: "ORGANISATION_LOG", class: "OrganisationLog", unique_key: "jiannuo-organisation-log" },
    Namespace { binding: "DIRECTORY", class: "Directory", unique_key: "jiannuo-directory" },
    Namespace { binding: "WITNESS_LOG", class: "WitnessLog", unique_key: "jiannuo-witness-log" },
];

/// How often a starting or stopping engine is looked at.
const POLL_PAUSE: Duration = Duration::from_millis(25);
/// A cold start takes well under a second; a machine under load may need some.
const START_LIMIT: Duration = Duration::from_secs(30);
/// After this the engine is killed; nothing acknowledged depends on a clean stop.
const STOP_LIMIT: Duration = Duration::from_secs(5);

/// One way to run the worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the Durable Objects' files.
    pub data: PathBuf,
    /// The port on the loopback interface; 0 takes a free one.
    pub port: u16,
    /// A fixed day in place of the clock.
    pub today: Option<String>,
    /// Whether requests may set the clock (seeding, tests).
    pub adjustable_clock: bool,
    /// Whether pages say that everything shown is invented.
    pub demo: bool,
    /// Public key of the founding code.
    pub founding_key: Option<String>,
    /// The seeds of the logs' keys; without them nothing is appended to any log.
    pub log_keys: Option<LogKeys>,
    /// What makes the worker a witness: its name, then the keys of the logs that it watches, a line each.
    pub witness: Option<String>,
    /// Whom the logs ask to cosign their checkpoints, as a C2SP tlog-policy.
    pub log_policy: Option<String>,
    /// Whether the routes that provoke faults exist (tests).
    pub test_faults: bool,
}

impl Settings {
    fn text_bindings(&self) -> Vec<(&'static str, &str)> {
        let mut bindings = Vec::new();
        if let Some(today) = &self.today {
            bindings.push(("TODAY", today.as_str()));
        }
        if self.adjustable_clock {
            bindings.push(("CLOCK", "adjustable"));
        }
        if self.demo {
            bindings.push(("DEMO", "1"));
        }
        if let Some(key) = &self.founding_key {
            bindings.push(("FOUNDING_KEY", key.as_str()));
        }
        if let Some(witness) = &self.witness {
            bindings.push(("WITNESS", witness.as_str()));
        }
        if let Some(policy) = &self.log_policy {
            bindings.push(("LOG_POLICY", policy.as_str()));
        }
        if self.test_faults {
            bindings.push(("TEST_FAULTS", "1"));
        }
        bindings
    }
}

/// Writes the configuration for these settings beside the build and returns its path.
pub fn write_configuration(workspace: &Workspace, profile: Profile, settings: &Settings) -> Result<PathBuf> {
    let output = workspace.output(profile);
    let modules = assets::files(&output.join("worker")).context("there is no build yet")?;
    let text = configuration(settings, &output.join("assets"), &modules)?;
    let digest = Inputs::new().text(&text).digest();
    let path = output.join(format!("engine-{}.capnp", digest.get(..16).unwrap_or(&digest)));
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(path)
}

/// The whole configuration as text.
fn configuration(settings: &Settings, assets: &Path, modules: &[String]) -> Result<String> {
    // The engine takes the first module as the main one.
    let mut modules = modules.to_vec();
    modules.sort_by_key(|name| name != ENTRY);
    let modules = modules.iter().map(|name| module(name)).collect::<Result<Vec<_>>>()?;
    let mut bindings: Vec<String> = NAMESPACES
        .iter()
        .map(|namespace| {
            let (binding, class) = (quoted(namespace.binding), quoted(namespace.class));
            format!("(name = {binding}, durableObjectNamespace = {class})")
        })
        .collect();
    bindings.push("(name = \"ASSETS\", service = \"assets\")".to_owned());
    bindings.push(format!("(name = \"LOG_KEYS\", fromEnvironment = {})", quoted(LOG_KEYS_VARIABLE)));
    for (name, text) in settings.text_bindings() {
        bindings.push(format!("(name = {}, text = {})", quoted(name), quoted(text)));
    }
    let namespaces = NAMESPACES.map(|namespace| {
        let (class, key) = (quoted(namespace.class), quoted(namespace.unique_key));
        format!("(className = {class}, uniqueKey = {key}, enableSql = true)")
    });
    Ok(format!(
        r#"using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  v8Flags = {v8_flags},
  services = [
    (name = "main", worker = .worker),
    (name = "store", disk = (path = {store}, writable = true)),
    (name = "assets", disk = (path = {assets})),
    (name = "internet", network = (allow = [{reachable}]{trust})),
  ],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "main")],
);

const worker :Workerd.Worker = (
  modules = {modules},
  compatibilityDate = {date},
  compatibilityFlags = {flags},
  bindings = {bindings},
  durableObjectNamespaces = {namespaces},
  durableObjectStorage = (localDisk = "store"),
);
"#,
        // A worker that asks nobody reaches nobody. Witnesses are where the operator's policy says, often next door.
        reachable = if settings.log_policy.is_some() { "\"public\", \"private\"" } else { "" },
        trust = if settings.log_policy.is_some() { ", tlsOptions = (trustBrowserCas = true)" } else { "" },
        v8_flags = list(&V8_FLAGS.map(quoted)),
        store = quoted(text_of(&settings.data)?),
        assets = quoted(text_of(assets)?),
        port = settings.port,
        modules = list(&modules),
        date = quoted(COMPATIBILITY_DATE),
        flags = list(&COMPATIBILITY_FLAGS.map(quoted)),
        bindings = list(&bindings),
        namespaces = list(&namespaces),
    ))
}

fn module(name: &str) -> Result<String> {
    let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("js") => "esModule",
        Some("wasm") => "wasm",
        _ => bail!("the worker's folder has a file that is no module: {name}"),
    };
    let embedded = quoted(format!("worker/{name}"));
    Ok(format!("(name = {}, {kind} = embed {embedded})", quoted(name)))
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(", "))
}

/// A Cap'n Proto text literal.
fn quoted(text: impl AsRef<str>) -> String {
    let mut literal = String::from('"');
    for character in text.as_ref().chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            control if control.is_ascii_control() => {
                literal.push_str(&format!("\\x{:02x}", u32::from(control)));
            }
            other => literal.push(other),
        }
    }
    literal.push('"');
    literal
}

fn text_of(path: &Path) -> Result<&str> {
    path.to_str().with_context(|| format!("the path {} is not UTF-8", path.display()))
}

/// The engine's program in the npm packages, for this machine.
pub fn program(workspace: &Workspace) -> Result<PathBuf> {
    let system = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux-64",
        ("linux", "aarch64") => "linux-arm64",
        (system, machine) => bail!("this project pins no workerd for {system} on {machine}"),
    };
    let path = workspace.root().join(format!("node_modules/@cloudflare/workerd-{system}/bin/workerd"));
    if !path.is_file() {
        bail!("workerd is not installed: {} is missing", path.display());
    }
    Ok(path)
}

/// Refuses a port that something else listens on, before anything slow is done.
pub fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!("port {port} cannot be used ({error}): name another one with --port"),
    }
}

/// A port that nothing listens on now.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// A running engine; dropping it stops it.
#[derive(Debug)]
pub struct Engine {
    child: Child,
    port: u16,
}

impl Engine {
    /// Starts the engine and waits until it answers.
    pub fn start(workspace: &Workspace, profile: Profile, settings: &Settings) -> Result<Self> {
        fs::create_dir_all(&settings.data)?;
        let configuration = write_configuration(workspace, profile, settings)?;
        check_port(settings.port)?;
        let child = Command::new(program(workspace)?)
            .args(["serve", "--experimental"])
            .arg(&configuration)
            .env_remove(LOG_KEYS_VARIABLE)
            .envs(settings.log_keys.as_ref().map(|keys| (LOG_KEYS_VARIABLE, keys.text())))
            .stdout(fresh_log(&log_of(&settings.data))?)
            .spawn()
            .context("cannot start workerd")?;
        let mut engine = Self { child, port: settings.port };
        engine.wait_until_ready()?;
        Ok(engine)
    }

    /// The address without a path.
    pub fn base_url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The process id, for a signal handler.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The content at an address of the worker's.
    pub fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(START_LIMIT))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, content) = answer.split_once("\r\n\r\n").context("the worker's answer ends in its headers")?;
        if !head.starts_with("HTTP/1.1 200 ") {
            bail!("{path} was answered {:?}", head.lines().next().unwrap_or_default());
        }
        let is_chunked = head.to_ascii_lowercase().contains("\r\ntransfer-encoding: chunked");
        if is_chunked { unchunked(content) } else { Ok(content.to_owned()) }
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("workerd ended at its start with {status}");
            }
            if answers(self.port) {
                return Ok(());
            }
            if started.elapsed() > START_LIMIT {
                bail!("workerd does not answer after {} s", START_LIMIT.as_secs());
            }
            sleep(POLL_PAUSE);
        }
    }

    /// Waits until the engine ends by itself.
    pub fn wait(&mut self) -> Result<std::process::ExitStatus> {
        Ok(self.child.wait()?)
    }

    /// Stops the engine: asks, waits, and kills it when it does not listen.
    pub fn stop(mut self) -> Result<()> {
        self.stop_now()
    }

    fn stop_now(&mut self) -> Result<()> {
        if self.child.try_wait()?.is_some() {
            return Ok(());
        }
        terminate(self.child.id());
        let asked = Instant::now();
        while asked.elapsed() < STOP_LIMIT {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            sleep(POLL_PAUSE);
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

/// Where the engine's lines go, one JSON object for each request; the last start's are kept beside it.
pub fn log_of(data: &Path) -> PathBuf {
    data.with_file_name("engine.log")
}

fn fresh_log(path: &Path) -> Result<File> {
    if path.exists() {
        fs::rename(path, path.with_extension("log.1"))?;
    }
    File::create(path).with_context(|| format!("cannot write {}", path.display()))
}

impl Drop for Engine {
    fn drop(&mut self) {
        // An error here means that the process is gone already.
        let _ = self.stop_now();
    }
}

/// Asks a process to end.
pub fn terminate(id: u32) {
    if let Some(pid) = i32::try_from(id).ok().and_then(Pid::from_raw) {
        // The process may have ended in the meantime.
        let _ = kill_process(pid, Signal::TERM);
    }
}

/// The content of an answer that came in chunks: each after its length in hexadecimal digits, the last one empty.
fn unchunked(mut rest: &str) -> Result<String> {
    let mut content = String::new();
    loop {
        let (length, after) = rest.split_once("\r\n").context("the answer ends before a chunk")?;
        let length = usize::from_str_radix(length, 16).context("a chunk without a length")?;
        let chunk = after.get(..length).context("the answer ends in a chunk")?;
        if length == 0 {
            return Ok(content);
        }
        content.push_str(chunk);
        rest = after.get(length..).and_then(|rest| rest.strip_prefix("\r\n")).context("a chunk without an end")?;
    }
}

/// Whether `GET /healthz` gets any HTTP answer.
fn answers(port: u16) -> bool {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let Ok(mut stream) = TcpStream::connect_timeout(&address, Duration::from_secs(1)) else {
        return false;
    };
    let request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut start = [0_u8; 8];
    stream.set_read_timeout(Some(Duration::from_secs(10))).is_ok()
        && stream.write_all(request).is_ok()
        && stream.read_exact(&mut start).is_ok()
        && start.starts_with(b"HTTP/1.")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn modules() -> Vec<String> {
        ["entry.js", "a.js", "a_bg.wasm"].map(str::to_owned).to_vec()
    }

    #[test]
    fn texts_cannot_leave_their_literal() {
        assert_eq!(quoted("a\"b\\c\nd\u{1}践"), "\"a\\\"b\\\\c\\nd\\x01践\"");
        let settings = Settings { data: PathBuf::from("/data/\"), (name = \"x"), ..Settings::default() };
        let text = configuration(&settings, Path::new("/assets"), &modules()).unwrap();
        assert!(text.contains("path = \"/data/\\\"), (name = \\\"x\""));
    }

    #[test]
    fn bindings_are_there_only_when_they_are_asked_for() {
        let plain = configuration(&Settings::default(), Path::new("/assets"), &modules()).unwrap();
        for name in ["TODAY", "CLOCK", "DEMO", "FOUNDING_KEY", "TEST_FAULTS", "\"WITNESS\"", "LOG_POLICY", "public"] {
            assert!(!plain.contains(name), "{name}");
        }
        let settings = Settings {
            today: Some("2026-03-01".into()),
            adjustable_clock: true,
            demo: true,
            founding_key: Some("key".into()),
            test_faults: true,
            ..Settings::default()
        };
        let all = configuration(&settings, Path::new("/assets"), &modules()).unwrap();
        assert!(all.contains("(name = \"TODAY\", text = \"2026-03-01\")"));
        assert!(all.contains("(name = \"CLOCK\", text = \"adjustable\")"));
        assert!(all.contains("(name = \"TEST_FAULTS\", text = \"1\")"));
    }

    #[test]
    fn a_configuration_holds_no_seed() {
        let folder = std::env::temp_dir().join(format!("jiannuo-engine-keys-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let keys = LogKeys::create(&folder).unwrap();
        let settings = Settings { log_keys: Some(keys.clone()), ..Settings::default() };
        let text = configuration(&settings, Path::new("/assets"), &modules()).unwrap();
        assert!(text.contains("(name = \"LOG_KEYS\", fromEnvironment = \"JIANNUO_LOG_KEYS\")"));
        assert!(!text.contains(keys.text().trim()));
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn an_answer_in_chunks_is_put_together_or_is_an_error() {
        assert_eq!(unchunked("4\r\nabcd\r\nA\r\n0123456789\r\n0\r\n\r\n").unwrap(), "abcd0123456789");
        for bad in ["", "4\r\nabc", "4\r\nabcdX\r\n0\r\n", "x\r\n"] {
            assert!(unchunked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_entry_is_the_first_module() {
        let modules = ["a.js", "a_bg.wasm", "entry.js"].map(str::to_owned);
        let text = configuration(&Settings::default(), Path::new("/assets"), &modules).unwrap();
        assert!(text.contains("modules = [(name = \"entry.js\", esModule = embed \"worker/entry.js\")"));
    }

    #[test]
    fn the_keys_of_a_store_never_change() {
        let keys = NAMESPACES.map(|namespace| namespace.unique_key);
        assert_eq!(keys, ["jiannuo-organisation-log", "jiannuo-directory", "jiannuo-witness-log"]);
    }
}
