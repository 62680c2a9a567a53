// A log that was set back to yesterday, or has lost entries, is filled again by those who remember them (W24).
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { found, leavesOf, post, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { consistencyProof } from "../support/log-reader.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";

let worker, village, folder;
const log = () => `${worker.baseUrl}/o/liuxi/log`;
const pledge = () => village.secretary.say("pledge.published", { words: pledgeWords() });
const say = async (count = 1) => push(worker, "liuxi", await Promise.all(Array.from({ length: count }, pledge)));
const checkpoint = async () => (await fetch(`${log()}/checkpoint`)).text();
const sizeOf = (note) => Number(note.split("\n")[1]);

/** What a phone holds: the checkpoint, the leaves, the words. */
async function phone() {
  const bodies = [];
  const leaves = await leavesOf(log());
  for (let from = 0; from < leaves.length; from += 256) {
    const lines = (await (await fetch(`${log()}/bodies/from/${from}`)).text()).split("\n").filter(Boolean);
    bodies.push(...lines.map((line) => JSON.parse(line)));
  }
  return { note: await checkpoint(), leaves, bodies };
}

const remember = ({ note, leaves }, size) =>
  worker.fetch("/o/liuxi/log/remembered", {
    method: "POST",
    body: `old ${size}\n${consistencyProof(size, leaves).map((hash) => `${hash}\n`).join("")}\n${note}`,
  });

/** The batch of entries from an index on that a phone sends. */
function batch({ leaves, bodies }, from, count = 100) {
  const some = leaves.slice(from, from + count);
  const named = new Set(some.map((leaf) => JSON.parse(leaf.toString().split("\n")[0]).body));
  const proof = consistencyProof(from + some.length, leaves);
  return { from, leaves: some.map(String), bodies: bodies.filter(({ hash }) => named.has(hash)), proof };
}

const give = (restore, headers) => post(worker, "/o/liuxi/log/restore", restore, headers);

async function fill(held) {
  for (let size = (await (await remember(held, 0)).json()).size; size < held.leaves.length; ) {
    const answer = await give(batch(held, size));
    assert.equal(answer.status, 200, await answer.clone().text());
    ({ size } = await answer.json());
  }
}

/** Sets the server back to what it was before `work`. */
async function setBack(work) {
  await worker.stop();
  cpSync(join(folder, "data"), join(folder, "yesterday"), { recursive: true });
  await worker.start();
  await work();
  const held = await phone();
  await worker.stop();
  rmSync(join(folder, "data"), { recursive: true });
  cpSync(join(folder, "yesterday"), join(folder, "data"), { recursive: true });
  rmSync(join(folder, "yesterday"), { recursive: true });
  await worker.start();
  return held;
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jiannuo-restore-"));
  mkdirSync(join(folder, "data"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, data: join(folder, "data"), faults: true });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  await say(20);
});
after(async () => {
  try {
    await checkLog(log());
  } finally {
    await worker?.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("w24_a_log_that_was_set_back_takes_nothing_new_and_is_filled_again_with_words_and_erasures", async () => {
  let erased, erasedWords, kept;
  const held = await setBack(async () => {
    const [gone, stays] = [await pledge(), await pledge()];
    await push(worker, "liuxi", [gone, stays]);
    for (let pushes = 0; pushes < 3; pushes += 1) await say(100);
    const codes = { entry: gone.entry, reason: "personal-data" };
    await push(worker, "liuxi", [await village.secretary.say("body.erased", { record: village.id, codes })]);
    erasedWords = gone.signed.body;
    [erased, kept] = [gone, stays].map((said) => JSON.parse(said.signed.statement).body);
  });
  const size = sizeOf(await checkpoint());
  assert.ok(size < held.leaves.length);
  const told = await remember(held, size);
  assert.deepEqual(await told.json(), { answer: "wanted", size });
  const refused = await post(worker, "/o/liuxi/entries", toPush([await pledge()]));
  assert.deepEqual([refused.status, await refused.json()], [503, { error: "read-only" }]);
  assert.equal((await worker.fetch("/o/liuxi/")).status, 200, "it can still be read");
  await fill(held);
  assert.equal(await checkpoint(), held.note, "the log stands by its word");
  assert.deepEqual((await leavesOf(log())).map(String), held.leaves.map(String));
  assert.equal((await worker.fetch(`/o/liuxi/log/bodies/${kept}`)).status, 200);
  assert.equal((await worker.fetch(`/o/liuxi/log/bodies/${erased}`)).status, 410);
  await say();
  assert.equal((await checkLog(log())).length, held.leaves.length + 1);
  // Nobody brings back what was erased.
  const words = held.bodies.find(({ hash }) => hash === erased);
  assert.ok(words.erased);
  await give({ from: 0, leaves: [], proof: [], bodies: [{ hash: erased, ...erasedWords }] });
  assert.equal((await worker.fetch(`/o/liuxi/log/bodies/${erased}`)).status, 410);
});

test("w24_leaves_that_a_disk_lost_come_back", async () => {
  await say();
  const held = await phone();
  assert.equal((await worker.fetch(`/o/${village.id}/__fault/lose-last-entry`, { method: "POST" })).status, 204);
  const refused = await post(worker, "/o/liuxi/entries", toPush([await pledge()]));
  assert.equal(refused.status, 503);
  await fill(held);
  await say();
  assert.equal((await checkLog(log())).length, held.leaves.length + 1);
});

test("w24_a_restoration_that_is_killed_at_any_step_goes_on", async () => {
  const { restoring } = await (await worker.fetch("/__fault/points", { method: "POST" })).json();
  assert.ok(restoring.length >= 4);
  const held = await setBack(() => say(restoring.length * 3));
  await remember(held, sizeOf(await checkpoint()));
  for (const point of restoring) {
    const { size } = await (await remember(held, 0)).json();
    const seen = worker.output.length;
    const hangs = give(batch(held, size, 2), { "jiannuo-fault": `hang@${point}` });
    hangs.catch(() => undefined);
    while (!worker.output.slice(seen).includes('"event":"fault"')) await new Promise((resolve) => setTimeout(resolve, 20));
    await worker.kill();
    await worker.start();
    const now = await (await remember(held, 0)).json();
    assert.ok([size, size + 2].includes(now.size), `${point}: all of a batch or nothing`);
  }
  await fill(held);
  assert.equal(await checkpoint(), held.note);
  await checkLog(log());
});

test("w24_nothing_is_taken_that_the_log_has_not_signed", async () => {
  const held = await setBack(() => say(10));
  const size = sizeOf(await checkpoint());
  const early = await give(batch(held, size));
  assert.deepEqual([early.status, await early.json()], [409, { error: "nothing-wanted" }]);
  const forged = { ...held, note: held.note.replace(/\n(\d+)\n/, (_, entries) => `\n${Number(entries) + 1}\n`) };
  assert.equal((await remember(forged, size)).status, 403, "a checkpoint that the log has not signed");
  assert.equal((await remember({ ...held, leaves: [...held.leaves.slice(0, -1), Buffer.from("x\n")] }, size)).status, 422);
  assert.equal((await remember(held, size)).status, 200);
  const good = batch(held, size, 5);
  const words = (text) => ({ ...good.bodies[0], text });
  for (const [bad, status] of [
    [{ ...good, leaves: good.leaves.map((leaf, place) => (place === 2 ? leaf.replace(/\d+\n$/, "1\n") : leaf)) }, 422],
    [{ ...good, leaves: good.leaves.toReversed() }, 422],
    [{ ...good, proof: good.proof.toReversed() }, 422],
    [{ ...good, from: size + 1 }, 409],
    [{ ...good, more: 1 }, 400],
    ["nonsense", 400],
  ]) {
    assert.equal((await give(bad)).status, status);
  }
  // Words that are not those of the hash are left out; whoever has the true ones can still bring them.
  assert.equal((await give({ ...good, bodies: [words("{}")] })).status, 200);
  assert.equal((await worker.fetch(`/o/liuxi/log/bodies/${good.bodies[0].hash}`)).status, 404);
  await fill(held);
  assert.equal((await give({ from: 0, leaves: [], proof: [], bodies: [words("{}")] })).status, 200);
  assert.equal((await worker.fetch(`/o/liuxi/log/bodies/${good.bodies[0].hash}`)).status, 404);
  assert.equal((await give({ from: 0, leaves: [], proof: [], bodies: good.bodies })).status, 200);
  assert.equal((await worker.fetch(`/o/liuxi/log/bodies/${good.bodies[0].hash}`)).status, 200);
  // Whoever repeats what is here has the log neither written nor folded anew.
  await checkpoint();
  const seen = worker.output.length;
  assert.equal((await give({ from: 0, leaves: [], proof: [], bodies: good.bodies })).status, 200);
  assert.equal((await give({ from: 0, leaves: [], proof: [], bodies: held.bodies.concat(held.bodies) })).status, 413);
  assert.ok((await say()).answers);
  assert.ok(!worker.output.slice(seen).includes('"event":"open"'));
  const known = await remember(held, 0);
  assert.deepEqual(await known.json(), { answer: "known" });
});
