// Our log and our witness beside programs that nobody here wrote: Go's own log packages, and `siglog` with its witness.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { after, before, test } from "node:test";

import { found, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";
import { NoteKey, checkLine, freePort, goReader, siglog, startServer } from "./tools.mjs";

/** More than two full bundles, so that there are full tiles, partial ones and a second level. */
const PLEDGES = 560;
const WITNESS_NAME = "witness.liuxi.example";

// Never in step with this process: whoever reads the engine's output must not stand still while the engine is asked.
const run = promisify(execFile);

let worker, village, foreignLog, foreignWitness, folder, programs, reader;
const foreignKey = new NoteKey("example.org/foreign-log", randomBytes(32));
const foreignWitnessKey = new NoteKey("example.org/foreign-witness", randomBytes(32));
const log = () => `${worker.baseUrl}/o/liuxi/log/`;
const vkey = async () => (await (await fetch(`${log()}keys`)).json()).keys.at(-1).vkey;
const text = async (address) => (await fetch(address)).text();

/** The size that a checkpoint says. */
const sizeOf = (signed) => Number(signed.split("\n")[1]);

/** Text and signature lines of a note. */
function note(signed) {
  const end = signed.indexOf("\n\n") + 1;
  return { text: signed.slice(0, end), lines: signed.slice(end + 1).split("\n").filter(Boolean) };
}

async function pledges(count) {
  for (let left = count; left > 0; left -= 100) {
    const some = Array.from({ length: Math.min(left, 100) }, () => village.secretary.say("pledge.published", { words: pledgeWords() }));
    await push(worker, "liuxi", await Promise.all(some));
  }
}

before(async () => {
  // First of all: installing takes minutes, and connections to an engine that waits meanwhile would be stale.
  [programs, reader] = [siglog(), goReader()];
  folder = mkdtempSync(join(tmpdir(), "jiannuo-foreign-"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, witness: `${WITNESS_NAME}\n${foreignKey.vkey}\n` });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  await pledges(PLEDGES);
});
after(async () => {
  await foreignLog?.stop();
  await foreignWitness?.stop();
  await worker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("Go's own packages read a log of ours and verify every entry, every tile and every earlier size", async (t) => {
  if (!reader && !process.env.CI) {
    t.diagnostic("not run: Go's packages come with Python's pip, which is not here");
    return;
  }
  const size = sizeOf(await text(`${log()}checkpoint`));
  assert.ok(size > PLEDGES);
  assert.equal((await run(reader, [log(), await vkey()])).stdout, `${size} entries verified\n`);
  const other = new NoteKey((await vkey()).split("+")[0], randomBytes(32));
  await assert.rejects(run(reader, [log(), other.vkey]), { code: 1 }, "under another key nothing is believed");
});

test("a foreign witness cosigns our checkpoints as they grow, and no other history", async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const [origin] = (await vkey()).split("+");
  foreignWitness = await startServer(
    join(programs, "witness"),
    ["--listen", `127.0.0.1:${port}`, "--log", `${origin}=${await vkey()}`],
    { DATABASE_URL: `sqlite:${join(folder, "witness.db")}?mode=rwc`, WITNESS_PRIVATE_KEY: foreignWitnessKey.skey },
    address,
    "/health",
  );
  const ask = (body) => fetch(`${address}/add-checkpoint`, { method: "POST", body });
  const first = await text(`${log()}checkpoint`);
  const answer = await ask(`old 0\n\n${first}`);
  assert.equal(answer.status, 200, foreignWitness.output());
  assert.ok(checkLine(foreignWitnessKey.vkey, note(first).text, await answer.text()), "the cosignature holds");
  await pledges(1);
  const second = await text(`${log()}checkpoint`);
  assert.equal((await ask(`old 0\n\n${second}`)).status, 409);
  assert.equal((await ask(`old ${sizeOf(first)}\n${"A".repeat(43)}=\n\n${second}`)).status, 422, "without proof it does not cosign");
});

test("our witness cosigns a foreign log's checkpoints and refuses what does not extend them", async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  foreignLog = await startServer(
    join(programs, "siglog"),
    ["--listen", `127.0.0.1:${port}`, "--storage-backend", "fs", "--fs-root", join(folder, "tiles"), "--checkpoint-interval", "1"],
    { DATABASE_URL: `sqlite:${join(folder, "log.db")}?mode=rwc`, LOG_ORIGIN: foreignKey.name, LOG_PRIVATE_KEY: foreignKey.skey },
    address,
    "/health",
  );
  const ours = (await text(`${worker.baseUrl}/witness/key`)).trim();
  assert.match(ours, new RegExp(`^${WITNESS_NAME}\\+`));
  const ask = (body) => worker.fetch("/witness/add-checkpoint", { method: "POST", body });
  const grown = async (size) => {
    for (let waits = 0; waits < 100; waits += 1) {
      const signed = await text(`${address}/checkpoint`);
      if (sizeOf(signed) >= size) return signed;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the foreign log stays small:\n${foreignLog.output()}`);
  };
  await fetch(`${address}/add`, { method: "POST", body: "one" });
  const first = await grown(1);
  const answer = await ask(`old 0\n\n${first}`);
  assert.equal(answer.status, 200);
  const cosigned = checkLine(ours, note(first).text, await answer.text());
  assert.ok(Math.abs(cosigned.time - Date.now() / 1_000) < 60, "as of now");

  const again = await ask(`old 0\n\n${first}`);
  assert.deepEqual([again.status, again.headers.get("content-type"), await again.text()], [409, "text/x.tlog.size", "1\n"]);
  await fetch(`${address}/add`, { method: "POST", body: "two" });
  const second = await grown(2);
  assert.equal((await ask(`old 1\n\n${second}`)).status, 422, "without proof it does not cosign");
  // The proof from one leaf to two is the second leaf's hash, the second 32 bytes of the log's first tile.
  const tile = Buffer.from(await (await fetch(`${address}/tile/0/000.p/2`)).arrayBuffer());
  const proven = await ask(`old 1\n${tile.subarray(32, 64).toString("base64")}\n\n${second}`);
  assert.equal(proven.status, 200);

  const forked = `${foreignKey.name}\n2\n${randomBytes(32).toString("base64")}\n`;
  assert.equal((await ask(`old 2\n\n${forked}\n${foreignKey.line(forked)}`)).status, 409, "another history of the same size");
  const stranger = new NoteKey("example.org/stranger", randomBytes(32));
  const unknown = `${stranger.name}\n2\n${randomBytes(32).toString("base64")}\n`;
  assert.equal((await ask(`old 0\n\n${unknown}\n${stranger.line(unknown)}`)).status, 404);
  const forged = `${foreignKey.name}\n3\n${randomBytes(32).toString("base64")}\n`;
  const otherKey = new NoteKey(foreignKey.name, randomBytes(32));
  assert.equal((await ask(`old 2\n\n${forged}\n${otherKey.line(forged)}`)).status, 403);
  assert.equal((await ask("nonsense")).status, 400);
});
