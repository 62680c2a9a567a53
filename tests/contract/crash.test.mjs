// The engine is killed, or an instance traps, at every named step of a push and of a founding; what was acknowledged is
// there, once, and a repetition ends as if nothing had happened (W19, invariant I1).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { found, outcomes, post, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";

const PUSH_STEPS = ["received", "verified", "before-write", "within-write", "after-write", "committed"];
const FOUNDING_STEPS = ["reserved", ...PUSH_STEPS, "appended", "activated"];

let worker;
let village;
let neighbour;
before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, faults: true });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  neighbour = await invited();
  assert.equal((await found(worker, "zhuxi", neighbour)).status, 201);
});
after(() => worker.dispose());

const log = (slug) => checkLog(`${worker.baseUrl}/o/${slug}/log`);
const pledge = (organisation = village) => organisation.secretary.say("pledge.published", { words: pledgeWords() });

async function invited() {
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  const invitation = await village.secretary.say("founding.invited", { codes });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [invitation])), ["accepted"]);
  return Organisation.make({ foundingKey, parent: village.id });
}

/** Sends a request that stops at a step, and kills the engine there. */
async function killAt(step, send) {
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

for (const step of PUSH_STEPS) {
  test(`w19_killed_at_${step.replace("-", "_")}_a_push_is_there_once_after_the_repetition`, async () => {
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

  test(`w19_a_trap_at_${step.replace("-", "_")}_leaves_all_or_nothing`, async () => {
    const before_ = (await log("liuxi")).length;
    const said = [await pledge(), await pledge()];
    const answer = await post(worker, "/o/liuxi/entries", toPush(said), { "jiannuo-fault": `panic@${step}` });
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), { error: "internal" });
    assert.ok(answer.headers.has("content-security-policy"));
    const between = (await log("liuxi")).length;
    assert.ok([before_, before_ + 2].includes(between), "all of a push or nothing");
    if (step === "within-write") assert.equal(between, before_, "the transaction was undone");
    assert.deepEqual(outcomes(await push(worker, "liuxi", said)), ["accepted", "accepted"]);
    assert.equal((await log("liuxi")).length, before_ + 2);
  });
}

for (const step of FOUNDING_STEPS) {
  test(`w19_killed_at_${step.replace("-", "_")}_a_founding_ends_when_it_is_repeated`, async () => {
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

test("w19_a_trap_in_one_organisations_push_leaves_its_neighbours_push_unhurt", async () => {
  const [here, there] = [(await log("liuxi")).length, (await log("zhuxi")).length];
  const pushes = [];
  for (let round = 0; round < 10; round += 1) {
    const trap = { "jiannuo-fault": "panic@within-write" };
    pushes.push(post(worker, "/o/liuxi/entries", toPush([await pledge()]), trap).then((answer) => answer.status));
    pushes.push(push(worker, "zhuxi", [await pledge(neighbour)]).then(outcomes));
  }
  const answers = await Promise.all(pushes);
  assert.ok(answers.filter((_, place) => place % 2 === 0).every((status) => status === 500));
  assert.ok(answers.filter((_, place) => place % 2 === 1).every(([outcome]) => outcome === "accepted"));
  assert.equal((await log("zhuxi")).length, there + 10);
  assert.equal((await log("liuxi")).length, here);
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
