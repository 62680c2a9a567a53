// The engine is killed, or an instance traps, at every named step of a push, a founding, a migration and a change of keys;
// what was acknowledged is there, once, under a checkpoint that holds, and a repetition ends as if nothing had happened
// (W19, invariant I1). The worker itself names the steps, so that none is left out here.
import assert from "node:assert/strict";
import { after, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { end, found, outcomes, post, push } from "../support/client.mjs";
import { TEST_SEED, startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";

const root = await Key.make();
const worker = await startWorker({ foundingKey: root.publicKey, faults: true });
after(() => worker.dispose());
const village = await Organisation.make({ foundingKey: root });
assert.equal((await found(worker, "liuxi", village)).status, 201);
const neighbour = await invited();
assert.equal((await found(worker, "zhuxi", neighbour)).status, 201);
const steps = await (await worker.fetch("/__fault/points", { method: "POST" })).json();
/** A trap there undoes what the transaction has written so far. */
const UNDONE = steps.push.filter((step) => step.startsWith("after-") && step !== "after-write").concat("before-write");
const named = (step) => step.replaceAll("-", "_");

const log = (slug) => checkLog(`${worker.baseUrl}/o/${slug}/log`);
const pledge = (organisation = village) => organisation.secretary.say("pledge.published", { words: pledgeWords() });

/** Ends a test that waits for what never comes. */
async function tooLong() {
  await new Promise((resolve) => setTimeout(resolve, 10_000).unref());
  throw new Error("a push was never answered");
}

/** Waits until no report is on its way, so that what stops next is what this test sends. */
async function untilQuiet() {
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function invited() {
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  const invitation = await village.secretary.say("founding.invited", { codes });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [invitation])), ["accepted"]);
  return Organisation.make({ foundingKey, parent: village.id });
}

/** Sends a request that stops at a step, and kills the engine there. */
async function killAt(step, send) {
  await untilQuiet();
  const seen = worker.output.length;
  const lost = send({ "jiannuo-fault": `hang@${step}` }).catch(() => "lost");
  const deadline = Date.now() + 10_000;
  while (!worker.output.slice(seen).includes('"event":"fault"')) {
    assert.ok(Date.now() < deadline, `nothing came to ${step}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await worker.kill();
  assert.equal(await lost, "lost", "nobody was answered");
  await worker.start();
}

for (const step of steps.push) {
  test(`w19_killed_at_${named(step)}_a_push_is_there_once_after_the_repetition`, async () => {
    const acknowledged = await pledge();
    await push(worker, "liuxi", [acknowledged]);
    const before_ = (await log("liuxi")).length;
    const said = [await pledge(), await pledge()];
    await killAt(step, (headers) => post(worker, "/o/liuxi/entries", toPush(said), headers));
    const between = await log("liuxi");
    assert.ok(between.some((statement) => statement.entry === acknowledged.entry), "what was acknowledged is there");
    assert.ok([before_, before_ + 2].includes(between.length), "all of a push or nothing");
    if (step === "committed") assert.equal(between.length, before_ + 2);
    const answer = await push(worker, "liuxi", said);
    assert.deepEqual(answer.answers.map((one) => one.index), [before_, before_ + 1]);
    assert.equal((await log("liuxi")).length, before_ + 2);
  });

  test(`w19_a_trap_at_${named(step)}_leaves_all_or_nothing`, async () => {
    const before_ = (await log("liuxi")).length;
    const said = [await pledge(), await pledge()];
    const answer = await post(worker, "/o/liuxi/entries", toPush(said), { "jiannuo-fault": `panic@${step}` });
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), { error: "internal" });
    assert.ok(answer.headers.has("content-security-policy"));
    const between = (await log("liuxi")).length;
    assert.ok([before_, before_ + 2].includes(between), "all of a push or nothing");
    if (UNDONE.includes(step)) assert.equal(between, before_, "the transaction was undone");
    assert.deepEqual(outcomes(await push(worker, "liuxi", said)), ["accepted", "accepted"]);
    assert.equal((await log("liuxi")).length, before_ + 2);
  });
}

for (const step of steps.founding) {
  test(`w19_killed_at_${named(step)}_a_founding_ends_when_it_is_repeated`, async () => {
    const organisation = await invited();
    const slug = `founded-${step}`;
    await killAt(step, (headers) => found(worker, slug, organisation, headers));
    const again = await found(worker, slug, organisation);
    assert.equal(again.status, 201);
    const { answers } = await again.json();
    assert.deepEqual(answers.map(({ index, other_bytes }) => [index, other_bytes]), [[0, false], [1, false]]);
    assert.equal((await log(slug)).length, 2);
  });
}

test("w19_killed_while_many_pushes_are_written_together_each_is_there_once_after_the_repetition", async () => {
  const acknowledged = (await log("liuxi")).length;
  const pushes = await Promise.all(Array.from({ length: 12 }, async () => [await pledge(), await pledge()]));
  await killAt("after-tiles", async (fault) => {
    const answers = pushes.map((said, place) => post(worker, "/o/liuxi/entries", toPush(said), place === 5 ? fault : {}));
    const codes = await Promise.allSettled(answers);
    assert.equal(codes[5].status, "rejected");
    throw codes[5].reason;
  });
  const entries = (await log("liuxi")).map((statement) => statement.entry);
  for (const said of pushes) {
    const places = said.map(({ entry }) => entries.indexOf(entry));
    assert.ok(places.every((place) => place < 0) || (places[0] >= acknowledged && places[1] === places[0] + 1), "whole or not");
  }
  const answers = await Promise.all(pushes.map((said) => push(worker, "liuxi", said)));
  const indices = answers.flatMap(({ answers: each }) => each.map((one) => one.index)).sort((a, b) => a - b);
  assert.deepEqual(indices, Array.from({ length: 24 }, (_, place) => acknowledged + place));
  assert.equal((await log("liuxi")).length, acknowledged + 24);
});

for (const step of steps.push) {
  test(`w19_a_trap_at_${named(step)}_while_many_push_ends_every_waiting_push_and_the_next_ones_go_in`, async () => {
    const before_ = (await log("liuxi")).length;
    const pushes = await Promise.all(Array.from({ length: 12 }, async () => [await pledge()]));
    const trap = { "jiannuo-fault": `panic@${step}` };
    const sent = pushes.map((said, place) => post(worker, "/o/liuxi/entries", toPush(said), place === 5 ? trap : {}));
    const statuses = await Promise.race([Promise.all(sent.map(async (answer) => (await answer).status)), tooLong()]);
    assert.equal(statuses[5], 500);
    assert.ok(statuses.every((status) => status === 200 || status === 500), String(statuses));
    const entries = (await log("liuxi")).map((statement) => statement.entry);
    pushes.forEach(([{ entry }], place) => assert.ok(statuses[place] === 500 || entries.includes(entry), "what was acknowledged"));
    for (const said of pushes) assert.deepEqual(outcomes(await push(worker, "liuxi", said)), ["accepted"]);
    assert.equal((await log("liuxi")).length, before_ + 12);
  });
}

for (const step of steps.migration) {
  for (const mode of ["killed", "trapped"]) {
    test(`w20_${mode}_at_${named(step)}_a_store_of_format_1_is_brought_up_to_date_once`, async () => {
      const before_ = await end(worker, "liuxi");
      const bytes = (await log("liuxi")).length;
      const made = await worker.fetch(`/o/${village.id}/__fault/format-1`, { method: "POST" });
      assert.equal(made.status, 204, await made.text());
      await stop(mode, step, (headers) => worker.fetch("/o/liuxi/log/checkpoint", { headers }));
      assert.equal((await log("liuxi")).length, bytes);
      const after_ = await end(worker, "liuxi");
      assert.deepEqual([after_.size, after_.root], [before_.size, before_.root]);
      await push(worker, "liuxi", [await pledge()]);
      assert.equal((await log("liuxi")).length, bytes + 1);
    });
  }
}

/** Has a reading request end at a step, by a killed engine or by a trap. */
async function stop(mode, step, send) {
  if (mode === "killed") return killAt(step, send);
  assert.equal((await send({ "jiannuo-fault": `panic@${step}` })).status, 500);
}

test("w19_a_trap_in_one_organisations_push_leaves_its_neighbours_push_unhurt", async () => {
  const [here, there] = [(await log("liuxi")).length, (await log("zhuxi")).length];
  const pushes = [];
  for (let round = 0; round < 10; round += 1) {
    const trap = { "jiannuo-fault": "panic@after-leaves" };
    pushes.push(post(worker, "/o/liuxi/entries", toPush([await pledge()]), trap).then((answer) => answer.status));
    pushes.push(push(worker, "zhuxi", [await pledge(neighbour)]).then(outcomes));
  }
  const answers = await Promise.all(pushes);
  assert.ok(answers.filter((_, place) => place % 2 === 0).every((status) => status === 500));
  assert.ok(answers.filter((_, place) => place % 2 === 1).every(([outcome]) => outcome === "accepted"));
  assert.equal((await log("zhuxi")).length, there + 10);
  assert.equal((await log("liuxi")).length, here);
});

test("w22_killed_and_trapped_at_every_step_of_a_change_of_keys_a_log_hands_over_once", async () => {
  // Only this log goes through the changes; at the end it has a key for each of them, and one that it began with.
  let seed = TEST_SEED;
  const stops = steps["key-change"].flatMap((step) => [["killed", step], ["trapped", step]]);
  for (const [place, [mode, step]] of stops.entries()) {
    const fresh = (place + 1).toString(16).padStart(2, "0").repeat(32);
    await worker.restart({ logKeys: [fresh, seed] });
    seed = fresh;
    await stop(mode, step, (headers) => worker.fetch("/o/liuxi/log/checkpoint", { headers }));
    const { note } = await end(worker, "liuxi");
    assert.equal(note.split("\n— ").length - 1, 2, "both keys sign");
    const { keys } = await (await worker.fetch("/o/liuxi/log/keys")).json();
    assert.equal(keys.length, place + 2, `${mode} at ${step}`);
    await push(worker, "liuxi", [await pledge()]);
    await log("liuxi");
  }
  await worker.restart({ logKeys: [seed] });
  await push(worker, "liuxi", [await pledge()]);
  const { note } = await end(worker, "liuxi");
  assert.equal(note.split("\n— ").length - 1, 1);
  await log("liuxi");
});

test("w19_faults_are_asked_for_in_vain_without_the_tests_binding", async () => {
  const root = await Key.make();
  const plain = await startWorker({ foundingKey: root.publicKey });
  try {
    const organisation = await Organisation.make({ foundingKey: root });
    assert.equal((await found(plain, "liuxi", organisation, { "jiannuo-fault": "panic@received" })).status, 201);
  } finally {
    await plain.dispose();
  }
});
