// A worker on a real engine for one test: fresh data or given data, any port, faults and clocks on request.
// The engine's configuration comes from `xtask config`: there is no second copy of it here.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
// A machine under load needs seconds for what takes a tenth of one otherwise.
const START_LIMIT_MS = 30_000;
const POLL_PAUSE_MS = 20;
// An engine that was asked to end waits for connections that clients keep open; nothing acknowledged depends on it.
const STOP_LIMIT_MS = 2_000;

/** The seed of the logs' keys in tests, which keep nothing that anybody relies on. */
export const TEST_SEED = "5e".repeat(32);

/** The environment of an engine whose worker has these seeds. */
export const engineEnvironment = (seeds = [TEST_SEED]) => ({
  ...process.env,
  ...(seeds.length > 0 ? { JIANNUO_LOG_KEYS: seeds.map((seed) => `${seed}\n`).join("") } : {}),
});

/**
 * Starts a worker and waits until it answers.
 *
 * options: `data` (folder; a temporary one without it), `port` (a free one without it), `today`
 * (YYYY-MM-DD), `clock: "adjustable"`, `demo: true`, `foundingKey` (public key as the store's marker
 * holds it), `logKeys` (the seeds of the logs' keys, newest first, none for a worker without any; one of the tests' own
 * otherwise), `witness` (a witness's name and the keys of the logs that it watches, a line each), `logPolicy` (whom the
 * logs ask to cosign), `faults: true`, `release: true` (the build of `cargo xtask build --release`), `under` (a command that
 * runs the engine as its last words say, such as a tracer that becomes it).
 */
export async function startWorker(options = {}) {
  const worker = new Worker(options);
  await worker.start();
  return worker;
}

class Worker {
  #options;
  #process;
  #ownsData;

  constructor(options) {
    this.#options = { ...options };
    this.#ownsData = options.data === undefined;
    this.data = options.data ?? mkdtempSync(join(tmpdir(), "jiannuo-test-"));
    this.port = options.port ?? 0;
    this.output = "";
  }

  /** Address without a path. */
  get baseUrl() {
    return `http://localhost:${this.port}`;
  }

  /** The number of the engine's process while it runs. */
  get pid() {
    return this.#process?.pid;
  }

  /** Starts the engine; also after `stop` and `kill`, on the same data and port. */
  async start() {
    const configuration = writeConfiguration(this.data, this.port, this.#options);
    const words = [engineProgram(), "serve", "--experimental", "--control-fd=3", configuration];
    const [program, ...rest] = [...(this.#options.under ?? []), ...words];
    const engine = spawn(program, rest, {
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      env: engineEnvironment(this.#options.logKeys),
    });
    this.#process = engine;
    engine.stdout.on("data", (text) => this.#note(text));
    engine.stderr.on("data", (text) => this.#note(text));
    this.port = await listeningPort(engine, () => this.output);
    await this.#untilHealthy();
  }

  /** Ends the engine as a user would. */
  async stop() {
    await this.#end("SIGTERM");
  }

  /** Ends the engine as a power cut would. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Ends the engine and starts it again on the same data and port, with other options where some are given. */
  async restart(options = {}) {
    await this.stop();
    Object.assign(this.#options, options);
    await this.start();
  }

  /** Ends the engine and removes temporary data. */
  async dispose() {
    await this.stop();
    if (this.#ownsData) {
      rmSync(this.data, { recursive: true, force: true });
    }
  }

  fetch(path, init) {
    return fetch(this.baseUrl + path, init);
  }

  async #end(signal) {
    const engine = this.#process;
    this.#process = undefined;
    if (engine && engine.exitCode === null && engine.signalCode === null) {
      engine.kill(signal);
      const impatience = setTimeout(() => engine.kill("SIGKILL"), STOP_LIMIT_MS);
      await once(engine, "exit");
      clearTimeout(impatience);
    }
  }

  async #untilHealthy() {
    const deadline = Date.now() + START_LIMIT_MS;
    for (;;) {
      const answer = await this.fetch("/healthz").catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(`the worker is not healthy:\n${this.output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE_MS));
    }
  }

  #note(text) {
    this.output += text;
    if (process.env.JIANNUO_ENGINE_OUTPUT) {
      process.stderr.write(text);
    }
  }
}

function writeConfiguration(data, port, options) {
  const words = ["config", "--data", data, "--port", String(port)];
  if (options.today) words.push("--today", options.today);
  if (options.clock === "adjustable") words.push("--adjustable-clock");
  if (options.demo) words.push("--demo");
  if (options.foundingKey) words.push("--founding-key", options.foundingKey);
  if (options.witness) words.push("--witness", options.witness);
  if (options.logPolicy) words.push("--log-policy", options.logPolicy);
  if (options.faults) words.push("--test-faults");
  if (options.release || process.env.JIANNUO_PROFILE === "release") words.push("--release");
  return xtask(words);
}

/** Runs an xtask command that prints one thing, and returns it. */
export function xtask(words) {
  // `cargo xtask test` names its own program; a test run by hand goes through cargo.
  const program = process.env.JIANNUO_XTASK;
  const [command, before] = program ? [program, []] : ["cargo", ["run", "--quiet", "--package", "xtask", "--"]];
  return execFileSync(command, [...before, ...words], { cwd: ROOT, encoding: "utf8" }).trim();
}

/** A new founding code with its public key: `{ code, public_key }`; start a worker with `foundingKey: public_key`. */
export function foundingCode() {
  return JSON.parse(xtask(["founding-code"]));
}

function engineProgram() {
  const machine = { x64: "linux-64", arm64: "linux-arm64" }[process.arch];
  const program = join(ROOT, `node_modules/@cloudflare/workerd-${machine}/bin/workerd`);
  if (!existsSync(program)) {
    throw new Error("workerd is not installed: run `cargo xtask serve` or `npm ci` once");
  }
  return program;
}

/** The port the engine really listens on, which it tells on its control pipe. */
async function listeningPort(engine, output) {
  let text = "";
  return new Promise((resolve, reject) => {
    engine.stdio[3].on("data", (chunk) => {
      text += chunk;
      for (const line of text.split("\n").slice(0, -1)) {
        const message = JSON.parse(line);
        if (message.event === "listen" && message.socket === "http") {
          resolve(message.port);
        }
      }
    });
    engine.once("exit", (code, signal) =>
      setTimeout(() => reject(new Error(`workerd ended at its start (${code ?? signal}):\n${output()}`)), 50),
    );
    engine.once("error", reject);
  });
}
