//! Sends the demo district to a worker that runs with an adjustable clock: `jiannuo-seed BASE_URL FOUNDING_CODE [NOW_MS]`.
//! Without a time, the district is of the present day.
//!
//! A crate of its own, because it needs the product's crates and xtask depends on none. Everything goes through the
//! worker's own API; each push says with the header `jiannuo-now-ms` when it is received. The first statement that is
//! refused ends it. Printed: one line of progress on stderr; on stdout the unused invitations, one a line, as purpose,
//! slug, organisation and code with tabs between.

use std::env;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use jiannuo_demo::{DemoOrganisation, District, Invitation, Purpose, district};
use jiannuo_domain::invitation::Code;
use jiannuo_domain::key::PublicKey;
use jiannuo_domain::push::{Answer, Outcome};
use serde_json::{Value, json};
use ureq::Agent;

/// Where the worker reads the time of receipt while its clock is adjustable.
const NOW_HEADER: &str = "jiannuo-now-ms";
/// The engine answers in milliseconds; a machine under load may need seconds.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The reports of 17 logs take a tenth of a second each at the worst.
const REPORTS_WITHIN: Duration = Duration::from_secs(30);

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(base_url), Some(code), now, None) =
        (arguments.next(), arguments.next(), arguments.next(), arguments.next())
    else {
        bail!("usage: jiannuo-seed BASE_URL FOUNDING_CODE [NOW_MS]");
    };
    let founding_code: Code = code.parse().context("not a founding code")?;
    let now_ms = match now {
        Some(text) => text.parse().context("not a time in milliseconds")?,
        None => i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?,
    };
    let worker = Worker::new(base_url);
    let made = district(now_ms, &founding_code, worker.custodian()?)?;
    worker.seed_all(&made)?;
    worker.wait_for_front_page(&made)?;
    let (organisations, statements, pushes) = counts(&made);
    eprintln!("  {organisations} organisations, {statements} statements in {pushes} pushes");
    print!("{}", invitations(&made));
    Ok(())
}

fn counts(made: &District) -> (usize, usize, usize) {
    let pushes = || {
        made.organisations.iter().flat_map(|organisation| organisation.pushes.iter().chain([&organisation.founding]))
    };
    (made.organisations.len(), pushes().map(|dated| dated.push.entries.len()).sum(), pushes().count())
}

fn invitations(made: &District) -> String {
    let purpose = |purpose| match purpose {
        Purpose::Member => "member",
        Purpose::Secretary => "secretary",
        Purpose::Founding => "founding",
    };
    let line = |invitation: &Invitation| {
        let Invitation { slug, organisation, code, .. } = invitation;
        format!("{}\t{slug}\t{organisation}\t{code}\n", purpose(invitation.purpose))
    };
    made.invitations.iter().map(line).collect()
}

/// A running worker.
struct Worker {
    base_url: String,
    agent: Agent,
}

impl Worker {
    fn new(base_url: String) -> Self {
        let settings = Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false).build();
        Self { base_url, agent: settings.into() }
    }

    /// The key with which the worker speaks for itself.
    fn custodian(&self) -> Result<Option<PublicKey>> {
        let key = self.listing()?["custodian"].take();
        serde_json::from_value(key).context("the worker's own key")
    }

    fn listing(&self) -> Result<Value> {
        let mut response = self.agent.get(format!("{}/organisations.json", self.base_url)).call()?;
        Ok(serde_json::from_str(&response.body_mut().read_to_string()?)?)
    }

    /// Level by level, because an organisation is founded by the one above it; within a level all at once, because
    /// most of the time is waiting for the disk.
    fn seed_all(&self, made: &District) -> Result<()> {
        let mut level: Vec<_> =
            made.organisations.iter().filter(|organisation| organisation.parent.is_none()).collect();
        while !level.is_empty() {
            thread::scope(|scope| {
                let running: Vec<_> =
                    level.iter().map(|organisation| scope.spawn(|| self.seed(organisation))).collect();
                let ended =
                    running.into_iter().map(|thread| thread.join().unwrap_or_else(|_| bail!("a thread panicked")));
                ended.collect::<Result<()>>()
            })?;
            let above: Vec<_> = level.iter().map(|organisation| Some(organisation.org)).collect();
            level = made.organisations.iter().filter(|organisation| above.contains(&organisation.parent)).collect();
        }
        Ok(())
    }

    fn seed(&self, organisation: &DemoOrganisation) -> Result<()> {
        self.send(organisation).with_context(|| format!("organisation {}", organisation.slug))
    }

    fn send(&self, organisation: &DemoOrganisation) -> Result<()> {
        let founding = &organisation.founding;
        let content = json!({ "slug": organisation.slug, "push": founding.push });
        self.post("/organisations", founding.received_ms, &content)?;
        let path = format!("/o/{}/entries", organisation.slug);
        for dated in &organisation.pushes {
            self.post(&path, dated.received_ms, &serde_json::to_value(&dated.push)?)?;
        }
        Ok(())
    }

    /// Waits until the front page knows every log to its end; the logs report by themselves, a moment later.
    fn wait_for_front_page(&self, made: &District) -> Result<()> {
        let statements = |organisation: &DemoOrganisation| -> u64 {
            let pushes = organisation.pushes.iter().chain([&organisation.founding]);
            pushes.map(|dated| dated.push.entries.len() as u64).sum()
        };
        let begun = Instant::now();
        while begun.elapsed() < REPORTS_WITHIN {
            let listing = self.listing()?;
            let known = |organisation: &DemoOrganisation| {
                let listed = listing["organisations"].as_array().into_iter().flatten();
                listed.filter(|one| one["slug"] == organisation.slug).find_map(|one| one["size"].as_u64())
            };
            if made.organisations.iter().all(|organisation| known(organisation) == Some(statements(organisation))) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the front page does not know all of the logs after {} s", REPORTS_WITHIN.as_secs())
    }

    /// Sends content as received at a time; everything in it must be taken in.
    fn post(&self, path: &str, now_ms: i64, content: &Value) -> Result<()> {
        let mut response = self
            .agent
            .post(format!("{}{path}", self.base_url))
            .header("content-type", "application/json")
            .header(NOW_HEADER, now_ms.to_string())
            .send(content.to_string())?;
        let status = response.status();
        let text = response.body_mut().read_to_string()?;
        if !status.is_success() {
            bail!("POST {path} was answered {status}: {text}");
        }
        let answer: Value = serde_json::from_str(&text)?;
        let answers: Vec<Answer> = serde_json::from_value(answer["answers"].clone())?;
        let refused = answers.iter().find(|answer| !matches!(answer.outcome, Outcome::Accepted { .. }));
        match refused {
            Some(answer) => bail!("POST {path}: {}", serde_json::to_string(answer)?),
            None => Ok(()),
        }
    }
}
