// A log that has lost entries for good is continued by a new one, which says what is missing (W30).
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { checkLog } from "../support/check-log.mjs";
import { board, found, leavesOf, outcomes, post, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { consistencyProof } from "../support/log-reader.mjs";
import { Key, Organisation, newId, pledgeWords, toPush } from "../support/member.mjs";

let worker, office, steps;
const DAY_MS = 86_400_000;
const pledge = (organisation) => organisation.secretary.say("pledge.published", { words: pledgeWords() });
const page = async (slug) => (await worker.fetch(`/o/${slug}/`, { headers: { accept: "text/html" } })).text();
const listed = async (slug) => {
  const { organisations } = await (await worker.fetch("/organisations.json")).json();
  return organisations.find((one) => one.slug === slug);
};
const refusal = async (answer) => [answer.status, (await answer.json()).error];

before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, faults: true });
  office = await Organisation.make({ foundingKey: root, name: "柳溪镇", level: "township" });
  assert.equal((await found(worker, "liuxi", office)).status, 201);
  steps = (await (await worker.fetch("/__fault/points", { method: "POST" })).json()).succeeding;
});
after(() => worker.dispose());

/** A founding key that the office has given out, for the continuation of a log or for a beginning. */
async function invite(succeeds, by = office, slug = "liuxi") {
  const key = await Key.make();
  const codes = { public_key: key.publicKey, expires_ms: Date.now() + DAY_MS, succeeds };
  assert.deepEqual(outcomes(await push(worker, slug, [await by.secretary.say("founding.invited", { codes })])), ["accepted"]);
  return key;
}

/** Who founds a log that continues one, or none; invited for the same, or for what the options say. */
const founder = async (succeeds, options = {}) =>
  Organisation.make({ foundingKey: await invite("invited" in options ? options.invited : succeeds), parent: office.id, succeeds });

/** Loads a page again until it has a text, as a reader would: it may be a second old. */
async function pageWith(slug, text) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const shown = await page(slug);
    if (shown.includes(text)) return shown;
    assert.ok(Date.now() < deadline, `the page of ${slug} never says ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A village that has lost its last entry; with what a phone remembers of it, and what its successor has to say. */
async function lose(slug) {
  const village = await Organisation.make({ foundingKey: await invite(), parent: office.id });
  assert.equal((await found(worker, slug, village)).status, 201);
  await push(worker, slug, [await pledge(village), await pledge(village)]);
  const log = `${worker.baseUrl}/o/${slug}/log`;
  const held = { note: await (await fetch(`${log}/checkpoint`)).text(), leaves: await leavesOf(log) };
  held.bodies = (await (await fetch(`${log}/bodies/from/0`)).text()).split("\n").filter(Boolean).map((line) => JSON.parse(line));
  assert.equal((await worker.fetch(`/o/${village.id}/__fault/lose-last-entry`, { method: "POST" })).status, 204);
  await page(slug);
  const deadline = Date.now() + 20_000;
  for (let lost; ; ) {
    lost = (await listed(slug)).lost;
    if (lost) return { village, held, lost };
    assert.ok(Date.now() < deadline, "the directory never heard of it");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Gives back what was lost. */
async function giveBack(slug, { note, leaves, bodies }, from) {
  const remembered = `old ${from}\n${consistencyProof(from, leaves).map((hash) => `${hash}\n`).join("")}\n${note}`;
  await worker.fetch(`/o/${slug}/log/remembered`, { method: "POST", body: remembered });
  const answer = await post(worker, `/o/${slug}/log/restore`, { from, leaves: leaves.slice(from).map(String), bodies, proof: [] });
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.deepEqual(await answer.json(), { size: leaves.length, is_whole: true });
}

test("w30_a_successor_says_what_is_missing_and_both_boards_show_it", async () => {
  const { village, held, lost } = await lose("meixi");
  const [, size, root] = held.note.split("\n");
  assert.deepEqual([lost.org, lost.size, lost.root, lost.kept], [village.id, Number(size), root, Number(size) - 1]);
  assert.ok((await page("meixi")).includes("记录有缺失"));
  const successor = await founder(lost);
  assert.equal((await found(worker, "meixi-2", successor)).status, 201);
  const said = await board(worker, "meixi-2");
  assert.deepEqual(said.succeeds, lost);
  const [old, young] = [await pageWith("meixi", "不再续写"), await page("meixi-2")];
  assert.ok(old.includes("第 4 条") && old.includes('href="/o/meixi-2/"'), "the old board leads on");
  assert.ok(young.includes("前 3 条") && young.includes("第 4 条") && young.includes(`href="/o/${village.id}/"`), "the new one leads back");
  const moved = await worker.fetch(`/o/${village.id}/`, { redirect: "manual" });
  assert.deepEqual([moved.status, moved.headers.get("location")], [308, "/o/meixi/"]);
  assert.equal((await listed("meixi")).successor, successor.id);
  const front = async () => (await worker.fetch("/", { headers: { accept: "text/html" } })).text();
  const deadline = Date.now() + 20_000;
  while (!(await front()).includes("已另有公示接续")) assert.ok(Date.now() < deadline, "the front page never says it");
  assert.ok((await front()).includes("接续旧记录"));
  await push(worker, "meixi-2", [await pledge(successor)]);
  await checkLog(`${worker.baseUrl}/o/meixi-2/log`);
  const line = ["run", "--quiet", "--package", "jiannuo-verify", "--bin", "jiannuo", "--", "verify", `${worker.baseUrl}/o/meixi-2/`, "--json"];
  const report = JSON.parse((await promisify(execFile)("cargo", line)).stdout);
  assert.deepEqual([report.verdict, report.succeeds], ["holds", lost], "a check from outside says what it continues");
  assert.ok(!("succeeds" in (await board(worker, "liuxi"))), "a board without a history of loss has no word of it");
});

test("w30_a_log_that_has_a_successor_takes_back_what_was_lost_and_nothing_new", async () => {
  const { village, held, lost } = await lose("zhuxi");
  const successor = await founder(lost);
  assert.equal((await found(worker, "zhuxi-2", successor)).status, 201);
  const push_ = async () => refusal(await post(worker, "/o/zhuxi/entries", toPush([await pledge(village)])));
  assert.deepEqual(await push_(), [409, "succeeded"]);
  await giveBack("zhuxi", held, lost.kept);
  assert.deepEqual(await push_(), [409, "succeeded"]);
  await worker.restart();
  assert.deepEqual(await push_(), [409, "succeeded"], "for ever");
  assert.equal((await checkLog(`${worker.baseUrl}/o/zhuxi/log`)).length, held.leaves.length, "it can be checked as a whole again");
  assert.equal(await (await worker.fetch("/o/zhuxi/log/checkpoint")).text(), held.note, "nothing was signed anew");
  const shown = await pageWith("zhuxi", "已经补回");
  assert.ok(shown.includes('href="/o/zhuxi-2/"'));
  assert.equal((await found(worker, "zhuxi-2", successor)).status, 201, "the same founding again gets the same answer");
});

test("w30_a_founding_that_says_something_else_than_what_is_missing_uses_up_neither_key_nor_name", async () => {
  const { village, held, lost } = await lose("shanwan");
  const elsewhere = await founder();
  assert.equal((await found(worker, "elsewhere", elsewhere)).status, 201);
  for (const [says, options, expected] of [
    [{ ...lost, kept: lost.kept - 1 }, {}, [409, "succession-differs"]],
    [{ ...lost, size: lost.size + 1 }, {}, [409, "succession-differs"]],
    [{ ...lost, root: lost.kept_root }, {}, [409, "succession-differs"]],
    [{ ...lost, kept_root: lost.root }, {}, [409, "succession-differs"]],
    [{ ...lost, org: newId() }, {}, [422, "succession-unknown"]],
    [{ ...lost, org: office.id }, { invited: undefined }, [403, "succession-not-invited"]],
    [{ ...lost, org: elsewhere.id }, {}, [409, "succession-not-needed"]],
    [lost, { invited: undefined }, [403, "succession-not-invited"]],
    [undefined, { invited: lost }, [403, "succession-not-invited"]],
    [lost, { invited: { ...lost, kept: 1 } }, [403, "succession-not-invited"]],
    [{ ...lost, kept: lost.size }, { invited: undefined }, [422, "refused"]],
  ]) {
    const organisation = await founder(says, options);
    assert.deepEqual(await refusal(await found(worker, "shanwan-2", organisation)), expected, JSON.stringify(says));
  }
  // Of another parent: invited by one that has nothing to do with the lost log.
  const foreign = await Organisation.make({ foundingKey: await invite(lost, elsewhere, "elsewhere"), parent: elsewhere.id, succeeds: lost });
  assert.deepEqual(await refusal(await found(worker, "shanwan-2", foreign)), [422, "succession-unknown"]);
  const good = await founder(lost);
  const late = await founder(lost);
  assert.equal((await found(worker, "shanwan-2", good)).status, 201);
  assert.deepEqual(await refusal(await found(worker, "shanwan-3", late)), [409, "has-successor"]);
  assert.equal((await listed("shanwan")).successor, good.id);
  // What has come back in time needs no successor.
  const again = await lose("yunkeng");
  const needless = await founder(again.lost);
  await giveBack("yunkeng", again.held, again.lost.kept);
  assert.deepEqual(await refusal(await found(worker, "yunkeng-2", needless)), [409, "succession-not-needed"]);
  await push(worker, "yunkeng", [await pledge(again.village)]);
  assert.ok(village.id && held);
});

test("w30_killed_at_every_step_a_successor_is_founded_once_when_it_is_repeated", async () => {
  assert.ok(steps.includes("before-succeeding") && steps.includes("after-succeeding") && steps.includes("succeeded"));
  for (const step of steps) {
    const { lost } = await lose(`old-${step}`);
    const successor = await founder(lost);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const seen = worker.output.length;
    const dead = found(worker, `new-${step}`, successor, { "jiannuo-fault": `hang@${step}` }).catch(() => "lost");
    const deadline = Date.now() + 20_000;
    while (!worker.output.slice(seen).includes('"event":"fault"')) {
      assert.ok(Date.now() < deadline, `nothing came to ${step}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await worker.kill();
    assert.equal(await dead, "lost");
    await worker.start();
    if (step === "succeeded") {
      // Whoever comes in between finds it continued, and by that the directory hears of it.
      const other = await founder(lost);
      assert.deepEqual(await refusal(await found(worker, "another", other)), [409, "has-successor"]);
      assert.equal((await listed(`old-${step}`)).successor, successor.id);
    }
    const again = await found(worker, `new-${step}`, successor);
    assert.equal(again.status, 201, step);
    assert.deepEqual((await again.json()).answers.map(({ index, other_bytes }) => [index, other_bytes]), [[0, false], [1, false]]);
    assert.equal((await listed(`old-${step}`)).successor, successor.id);
    assert.equal((await checkLog(`${worker.baseUrl}/o/new-${step}/log`)).length, 2);
  }
});

test("w20_a_directory_of_format_1_is_brought_up_to_date_when_it_is_opened", async () => {
  const { lost } = await lose("shiqiao");
  const known = (await (await worker.fetch("/organisations.json")).json()).organisations.length;
  assert.equal((await worker.fetch("/__fault/directory-format-1", { method: "POST" })).status, 204);
  await worker.restart();
  const { organisations } = await (await worker.fetch("/organisations.json")).json();
  assert.equal(organisations.length, known);
  const successor = await founder(lost);
  assert.equal((await found(worker, "shiqiao-2", successor)).status, 201);
  assert.equal((await listed("shiqiao")).successor, successor.id);
});
