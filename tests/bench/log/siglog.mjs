// The peer among logs: `siglog`, another Tessera-like log in Rust, built as its users get it.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { NoteKey, freePort, siglog } from "../../foreign/tools.mjs";

const START_LIMIT_MS = 30_000;
const POLL_PAUSE_MS = 20;

/**
 * Its settings, from its source. What it has answered is in its database on the disk; a part of it that wakes ten times a
 * second takes it into the tree, another signs the tree once a second, and no setting makes either more frequent.
 *
 * - `defaults`: a batch waits until it is a second old or has 256 entries.
 * - `prompt`: a batch waits for 5 ms, and the connections to its database share one cache. It reads the log's state before it
 *   writes, in one transaction; with a cache of its own for each connection SQLite lets that transaction write no more once
 *   the part that extends the tree has written meanwhile ("database is locked"), and the whole batch is answered with 500.
 */
export const SETTINGS = {
  defaults: { words: [], database: "" },
  prompt: { words: ["--batch-max-age-ms", "5"], database: "&cache=shared" },
};

const running = new Set();
process.once("exit", () => running.forEach((server) => server.kill("SIGKILL")));

/** Starts it on an empty folder. */
export async function startSiglog({ words, database }) {
  const program = join(siglog({ release: true }), "siglog");
  const [folder, port] = [mkdtempSync(join(tmpdir(), "jiannuo-siglog-")), await freePort()];
  const key = new NoteKey("example.org/bench", randomBytes(32));
  const place = ["--listen", `127.0.0.1:${port}`, "--storage-backend", "fs", "--fs-root", join(folder, "tiles")];
  const server = spawn(program, [...place, ...words], {
    stdio: "ignore",
    env: { ...process.env, DATABASE_URL: `sqlite:${join(folder, "log.db")}?mode=rwc${database}`, LOG_ORIGIN: key.name, LOG_PRIVATE_KEY: key.skey },
  });
  running.add(server);
  server.once("exit", () => running.delete(server));
  await answers(`http://127.0.0.1:${port}/health`, server);
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    async end() {
      server.kill("SIGKILL");
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(address, server) {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const answer = await fetch(address).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (server.exitCode !== null || Date.now() > deadline) throw new Error("siglog does not answer");
    await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE_MS));
  }
}
