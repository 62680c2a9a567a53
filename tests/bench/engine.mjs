// Engines for measuring: like those of the tests, but what they print goes nowhere, so that nobody has to read it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { engineEnvironment, xtask } from "../support/engine.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PEERS = fileURLToPath(new URL("peer", import.meta.url));
const PROGRAM = join(ROOT, `node_modules/@cloudflare/workerd-${process.arch === "x64" ? "linux-64" : "linux-arm64"}/bin/workerd`);

/** What is measured is the release, unless a trial of a script alone says otherwise. */
const RELEASE = process.env.JIANNUO_PROFILE === "quick" ? [] : ["--release"];

/** What runs now; nothing of it outlives this process, however that ends. */
const running = new Set();
process.once("exit", () => running.forEach((engine) => engine.kill("SIGKILL")));

/** The product on an empty store that a key founds. */
export async function startProduct(foundingKey) {
  const data = mkdtempSync(join(tmpdir(), "jiannuo-bench-"));
  const configuration = xtask(["config", "--data", data, "--port", "0", "--founding-key", foundingKey, ...RELEASE]);
  const engine = await start(configuration, ["http"], data);
  return Object.assign(engine, { configuration });
}

/** The peers in an engine of their own, with the settings of the product's engine. */
export async function startPeers(configuration) {
  const text = readFileSync(configuration, "utf8");
  const setting = (name) => text.match(new RegExp(`${name} = (.*),`))[1];
  const data = mkdtempSync(join(tmpdir(), "jiannuo-bench-"));
  const path = join(data, "peers.capnp");
  // The configuration may name files beside it only.
  for (const name of ["hello.js", "rows.js"]) copyFileSync(join(PEERS, name), join(data, name));
  writeFileSync(path, peers(setting("v8Flags"), setting("compatibilityDate"), data));
  return start(path, ["hello", "rows"], data);
}

const peers = (v8Flags, date, data) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = ${v8Flags},
  services = [
    (name = "hello", worker = .hello),
    (name = "rows", worker = .rows),
    (name = "store", disk = (path = ${JSON.stringify(data)}, writable = true)),
  ],
  sockets = [
    (name = "hello", address = "127.0.0.1:0", http = (), service = "hello"),
    (name = "rows", address = "127.0.0.1:0", http = (), service = "rows"),
  ],
);
const hello :Workerd.Worker = (
  modules = [(name = "hello.js", esModule = embed "hello.js")],
  compatibilityDate = ${date},
);
const rows :Workerd.Worker = (
  modules = [(name = "rows.js", esModule = embed "rows.js")],
  compatibilityDate = ${date},
  bindings = [(name = "ROWS", durableObjectNamespace = "Rows")],
  durableObjectNamespaces = [(className = "Rows", uniqueKey = "rows", enableSql = true)],
  durableObjectStorage = (localDisk = "store"),
);
`;

async function start(configuration, sockets, data) {
  const engine = spawn(PROGRAM, ["serve", "--experimental", "--control-fd=3", configuration], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    env: engineEnvironment(),
  });
  running.add(engine);
  engine.once("exit", () => running.delete(engine));
  const ports = await listening(engine, sockets);
  return {
    ports,
    pid: engine.pid,
    baseUrl: `http://localhost:${Object.values(ports)[0]}`,
    fetch: (path, init) => fetch(`http://localhost:${Object.values(ports)[0]}${path}`, init),
    async end() {
      engine.kill("SIGKILL");
      await once(engine, "exit");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function listening(engine, sockets) {
  const ports = {};
  let text = "";
  return new Promise((resolve, reject) => {
    engine.stdio[3].on("data", (chunk) => {
      text += chunk;
      const lines = text.split("\n");
      text = lines.pop();
      for (const message of lines.map((line) => JSON.parse(line)).filter((message) => message.event === "listen")) {
        ports[message.socket] = message.port;
      }
      if (sockets.every((name) => ports[name])) resolve(ports);
    });
    engine.once("exit", (code, signal) => reject(new Error(`workerd ended at its start (${code ?? signal})`)));
    engine.once("error", reject);
  });
}
