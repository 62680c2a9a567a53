// Witnesses: a log asks, another deployment cosigns, readers see it (W25, W26).
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { found, leavesOf, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { consistencyProof } from "../support/log-reader.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";
import { checkLine } from "../foreign/tools.mjs";

const NAME = "witness.qingshui.example";
const PATIENCE_MS = 20_000;

let worker, neighbour, village, witnessKey, folder;
const say = async (count = 1) =>
  push(worker, "liuxi", await Promise.all(Array.from({ length: count }, () => village.secretary.say("pledge.published", { words: pledgeWords() }))));
const checkpoint = async () => (await worker.fetch("/o/liuxi/log/checkpoint")).text();
const textOf = (note) => note.slice(0, note.indexOf("\n\n") + 1);

/** The checkpoint once the witness's word stands under it; its time in seconds. */
async function witnessed() {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const note = await checkpoint();
    const line = note.split("\n").find((one) => one.startsWith(`— ${NAME} `));
    if (line) {
      const cosigned = checkLine(witnessKey, textOf(note), line);
      assert.ok(cosigned, "the cosignature is over exactly this checkpoint");
      return { note, ...cosigned };
    }
    if (Date.now() > deadline) throw new Error(`not cosigned:\n${note}\n${worker.output.slice(-2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jiannuo-witness-"));
  mkdirSync(join(folder, "log"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, data: join(folder, "log") });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  const [{ vkey }] = (await (await worker.fetch("/o/liuxi/log/keys")).json()).keys;
  neighbour = await startWorker({ witness: `${NAME}\n${vkey}\n`, logKeys: ["77".repeat(32)], faults: true });
  witnessKey = (await (await neighbour.fetch("/witness/key")).text()).trim();
  await worker.restart({ logPolicy: `witness next-door ${witnessKey} ${neighbour.baseUrl}/witness\nquorum next-door\n` });
});
after(async () => {
  try {
    await checkLog(`${worker.baseUrl}/o/liuxi/log`);
  } finally {
    await worker?.dispose();
    await neighbour?.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("w26_a_checkpoint_is_cosigned_a_moment_after_it_was_made", async () => {
  await say();
  const first = await witnessed();
  assert.ok(Math.abs(first.time - Date.now() / 1_000) < 60);
  for (let pushes = 0; pushes < 3; pushes += 1) await say(100);
  const second = await witnessed();
  assert.notEqual(textOf(second.note), textOf(first.note));
});

test("w26_a_push_never_waits_for_a_witness_that_is_away_and_the_next_one_is_cosigned_again", async () => {
  await neighbour.stop();
  const { answers } = await say();
  assert.equal(answers[0].outcome, "accepted");
  assert.ok(!(await checkpoint()).includes(NAME));
  await neighbour.start();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  await say();
  await witnessed();
});

test("w25_a_witness_that_dies_before_or_after_it_wrote_down_what_it_cosigns_goes_on_from_there", async () => {
  for (const point of ["before-witnessing", "after-witnessing"]) {
    await neighbour.stop();
    await say();
    const note = await checkpoint();
    await neighbour.start();
    const lines = note.split("\n");
    const before = neighbour.output.length;
    // Asked for with the size that it has seen: from its own answer to a wrong one.
    const asked = await neighbour.fetch("/witness/add-checkpoint", { method: "POST", body: `old 0\n\n${note}` });
    const old = Number(await asked.text());
    assert.equal(asked.status, 409);
    assert.ok(old < Number(lines[1]));
    const proof = await proofTo(old, Number(lines[1]));
    const body = `old ${old}\n${proof.map((hash) => `${hash}\n`).join("")}\n${note}`;
    const hangs = neighbour.fetch("/witness/add-checkpoint", { method: "POST", body, headers: { "jiannuo-fault": `hang@${point}` } });
    hangs.catch(() => undefined);
    while (!neighbour.output.slice(before).includes('"event":"fault"')) await new Promise((resolve) => setTimeout(resolve, 20));
    await neighbour.kill();
    await neighbour.start();
    const again = await neighbour.fetch("/witness/add-checkpoint", { method: "POST", body });
    // What was written down may or may not have reached the disk; either way it never goes back.
    assert.ok(again.status === 200 || (again.status === 409 && (await again.text()) === `${lines[1]}\n`), `${point}: ${again.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await say();
    await witnessed();
  }
});

test("w26_a_log_that_was_rolled_back_gets_no_second_cosignature", async () => {
  await say();
  await witnessed();
  await worker.stop();
  cpSync(join(folder, "log"), join(folder, "yesterday"), { recursive: true });
  await worker.start();
  await say(3);
  const today = await witnessed();
  await worker.stop();
  rmSync(join(folder, "log"), { recursive: true });
  cpSync(join(folder, "yesterday"), join(folder, "log"), { recursive: true });
  await worker.start();
  await say();
  const deadline = Date.now() + PATIENCE_MS;
  while (!worker.output.includes("more than this log has")) {
    assert.ok(Date.now() < deadline, "the log says why");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(!(await checkpoint()).includes(NAME));
  // The witness still stands by what it saw.
  const asked = await neighbour.fetch("/witness/add-checkpoint", { method: "POST", body: `old 0\n\n${textOf(today.note)}\n${today.note.split("\n\n")[1]}` });
  assert.deepEqual([asked.status, await asked.text()], [409, `${today.note.split("\n")[1]}\n`]);
});

test("w25_a_deployment_that_is_no_witness_says_so", async () => {
  assert.equal((await worker.fetch("/witness/key")).status, 404);
  assert.equal((await worker.fetch("/witness/add-checkpoint", { method: "POST", body: "old 0\n\nx" })).status, 404);
  assert.equal((await neighbour.fetch("/witness/add-checkpoint")).status, 405);
  const long = await neighbour.fetch("/witness/add-checkpoint", { method: "POST", body: "x".repeat(3_000_000) });
  assert.equal(long.status, 413);
});

/** The proof that the log of one size is a beginning of the log of another. */
const proofTo = async (old, size) => consistencyProof(old, (await leavesOf(`${worker.baseUrl}/o/liuxi/log`)).slice(0, size));
