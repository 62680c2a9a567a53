// The server that keeps the logs, where it speaks for itself: the app's files (W27) and the logs below (W28).
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { custodian, end, found, outcomes, push } from "../support/client.mjs";
import { TEST_SEED, startWorker } from "../support/engine.mjs";
import { keyId, rootOf, splitBundle } from "../support/log-reader.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";

const PATIENCE_MS = 20_000;
const LEVELS = ["qingshui", "hekou", "liuxi"];

let worker, county, town, village, folder, files;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A log, checked from its read path; read again where it grew meanwhile. */
async function log(slug) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await checkLog(`${worker.baseUrl}/o/${slug}/log`);
    } catch (error) {
      if (tries > 5 || !error.message.startsWith("the checkpoint is of")) throw error;
    }
  }
}

const pledge = async (organisation = village) =>
  organisation.secretary.say("pledge.published", { words: pledgeWords() });

/** Waits until something is so, and gives it. */
async function until(what, look) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what}:\n${worker.output.split("\n").filter((line) => !line.includes('"request"')).slice(-20).join("\n")}`);
    await pause(50);
  }
}

async function words(slug, statement) {
  const answer = await worker.fetch(`/o/${slug}/log/bodies/${statement.body}`);
  assert.equal(answer.status, 200);
  return JSON.parse((await answer.json()).text);
}

/** The words of a kind in a log, in order, each checked to be the custodian's. */
async function said(slug, kind) {
  const all = await log(slug);
  const appointed = all.filter((one) => one.kind === "custodian.appointed").map((one) => one.record);
  const statements = all.filter((one) => one.kind === kind);
  assert.ok(statements.every(({ key, record, subject, prev }) => appointed.includes(key) && record === key && !subject && !prev));
  return Promise.all(statements.map((one) => words(slug, one)));
}

/** All that a log has fixed of another, in order. */
async function fixed(slug, org) {
  const told = (await said(slug, "children.fixed")).flatMap(({ children }) => children);
  return told.filter((child) => child.org === org);
}

/** Waits until a log has fixed another at its present size. */
const untilFixed = (slug, child, organisation) =>
  until(`${slug} has not fixed ${child}`, async () => {
    const { size, root } = await end(worker, child);
    const newest = (await fixed(slug, organisation.id)).at(-1);
    return newest?.size === size && newest.root === root ? newest : undefined;
  });

/** Waits until nobody says anything more. */
async function untilQuiet() {
  await until("it never gets quiet", async () => {
    const sizes = async () => JSON.stringify(await Promise.all(LEVELS.map(async (slug) => (await end(worker, slug)).size)));
    const before_ = await sizes();
    await pause(1_200);
    return (await sizes()) === before_;
  });
}

async function leaves(slug) {
  const { size } = await end(worker, slug);
  assert.ok(size < 256);
  const answer = await worker.fetch(`/o/${slug}/log/tile/entries/000.p/${size}`);
  return splitBundle(Buffer.from(await answer.arrayBuffer()));
}

/** The names of an object's files, which are told apart by who was founded when. */
const objects = () => {
  const place = join(folder, "jiannuo-organisation-log");
  return new Set(readdirSync(place).map((name) => name.split(".")[0]));
};

async function below(parent, slug, above, name, level) {
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  const invitation = await above.secretary.say("founding.invited", { codes });
  assert.deepEqual(outcomes(await push(worker, parent, [invitation])), ["accepted"]);
  const made = await Organisation.make({ foundingKey, parent: above.id, name, level, custodian: await custodian(worker) });
  const answer = await found(worker, slug, made);
  assert.equal(answer.status, 201);
  assert.deepEqual(outcomes(await answer.json()), ["accepted", "accepted", "accepted"]);
  return made;
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jiannuo-custodian-"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, data: folder, faults: true });
  county = await Organisation.make({ foundingKey: root, name: "清水县", level: "county", custodian: await custodian(worker) });
  assert.equal((await found(worker, "qingshui", county)).status, 201);
  town = await below("qingshui", "hekou", county, "河口镇", "township");
  const before_ = objects();
  village = await below("hekou", "liuxi", town, "柳溪村", "village");
  files = [...objects()].filter((name) => !before_.has(name));
  assert.equal(files.length, 1, "the village's own files");
});
after(async () => {
  await worker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("w27_the_key_is_published_and_each_founding_appoints_it", async () => {
  const key = await custodian(worker);
  assert.equal(Buffer.from(key, "base64").length, 65);
  for (const slug of LEVELS) {
    const [, appointed] = await log(slug);
    assert.deepEqual([appointed.kind, appointed.codes.public_key], ["custodian.appointed", key]);
    assert.equal(appointed.record, keyId(Buffer.from(key, "base64")));
  }
});

test("w27_the_root_says_which_files_are_handed_out_and_they_are", async () => {
  const [release] = await until("no release", async () => {
    const told = await said("qingshui", "release.served");
    return told.length > 0 ? told : undefined;
  });
  assert.ok(release.files.length > 10 && release.files.some(({ path }) => path === "/app/service-worker.js"));
  for (const { path, sha256 } of release.files) {
    const answer = await worker.fetch(path);
    const hash = createHash("sha256").update(Buffer.from(await answer.arrayBuffer())).digest("hex");
    assert.equal(hash, sha256, path);
  }
  const list = await (await worker.fetch("/app/release.json")).json();
  assert.deepEqual(list, release);
  assert.deepEqual(await said("hekou", "release.served"), [], "once, where all hang together");
});

test("w28_a_push_is_fixed_by_the_log_above_and_by_the_one_above_that", async () => {
  await push(worker, "liuxi", [await pledge(), await pledge()]);
  const newest = await untilFixed("hekou", "liuxi", village);
  assert.equal(newest.root, rootOf(await leaves("liuxi")).toString("base64"));
  await untilFixed("qingshui", "hekou", town);
  for (const told of await said("hekou", "children.fixed")) {
    assert.deepEqual(told.children.map(({ org }) => org), [village.id], "its own only");
  }
});

test("w27_w28_the_same_build_after_a_restart_says_nothing_new", async () => {
  await untilQuiet();
  const sizes = async () => Promise.all(LEVELS.map(async (slug) => (await end(worker, slug)).size));
  await push(worker, "liuxi", [await pledge()]);
  await untilFixed("hekou", "liuxi", village);
  await untilFixed("qingshui", "hekou", town);
  const before_ = await sizes();
  await worker.restart();
  await untilQuiet();
  assert.deepEqual(await sizes(), before_);
  assert.equal((await said("qingshui", "release.served")).length, 1);
});

test("w28_killed_at_any_moment_nothing_is_fixed_twice", async () => {
  for (const wait of [0, 5, 15, 40, 100]) {
    await push(worker, "liuxi", [await pledge()]);
    await pause(wait);
    await worker.kill();
    await worker.start();
    await push(worker, "liuxi", [await pledge()]);
    await untilFixed("hekou", "liuxi", village);
    await untilFixed("qingshui", "hekou", town);
  }
  await untilQuiet();
  for (const [slug, child] of [["hekou", village], ["qingshui", town]]) {
    const sizes = (await fixed(slug, child.id)).map(({ size }) => size);
    assert.deepEqual(sizes, [...new Set(sizes)].sort((one, other) => one - other), `${slug}: each once, growing`);
  }
  assert.equal((await said("qingshui", "release.served")).length, 1);
});

test("w27_during_a_change_of_seeds_the_appointed_key_speaks", async () => {
  const appointed = await custodian(worker);
  await worker.restart({ logKeys: ["77".repeat(32), TEST_SEED] });
  assert.notEqual(await custodian(worker), appointed, "who is founded now appoints the new one");
  await push(worker, "liuxi", [await pledge()]);
  const key = keyId(Buffer.from(appointed, "base64"));
  const size = (await end(worker, "liuxi")).size;
  await until("the old key says nothing", async () => {
    const newest = (await log("hekou")).findLast((one) => one.kind === "children.fixed");
    return newest.key === key && (await words("hekou", newest)).children[0].size === size;
  });
  await worker.restart({ logKeys: ["77".repeat(32)] });
  const before_ = (await end(worker, "hekou")).size;
  assert.deepEqual(outcomes(await push(worker, "liuxi", [await pledge()])), ["accepted"]);
  await pause(1_500);
  assert.equal((await end(worker, "hekou")).size, before_, "a key whose seed is gone says nothing");
});

test("w28_a_child_that_goes_back_is_refused_and_nothing_of_it_is_fixed", async () => {
  // The change of seeds is over: the town dismisses the old key and appoints the new one.
  const record = (await log("hekou"))[1].record;
  const next = await custodian(worker);
  const dismissed = await town.secretary.say("custodian.dismissed", { record, prev: town.appointing.entry });
  const codes = { public_key: next };
  const appointed = await town.secretary.say("custodian.appointed", { record: keyId(Buffer.from(next, "base64")), codes });
  assert.deepEqual(outcomes(await push(worker, "hekou", [dismissed, appointed])), ["accepted", "accepted"]);
  await push(worker, "liuxi", [await pledge()]);
  await untilFixed("hekou", "liuxi", village);
  await worker.stop();
  copyVillage(folder, join(folder, "yesterday"));
  await worker.start();
  await push(worker, "liuxi", [await pledge(), await pledge()]);
  const honest = await untilFixed("hekou", "liuxi", village);
  await worker.stop();
  copyVillage(join(folder, "yesterday"), folder);
  await worker.start();
  // Going on from yesterday: shorter first, then longer than what the town knows.
  const from = worker.output.length;
  const forks = () => worker.output.slice(from).split('"event":"child-forked"').length - 1;
  await push(worker, "liuxi", [await pledge()]);
  await until("the shorter one is not refused", () => forks() > 0);
  const shorter = forks();
  await push(worker, "liuxi", await Promise.all(Array.from({ length: 5 }, () => pledge())));
  assert.ok((await end(worker, "liuxi")).size > honest.size);
  await until("the longer one is not refused", () => forks() > shorter);
  await pause(1_500);
  assert.deepEqual((await fixed("hekou", village.id)).at(-1), honest, "nothing of the other history is fixed");
});

test("w28_a_child_whose_parent_cannot_be_reached_goes_on", async () => {
  await worker.stop();
  const place = join(folder, "jiannuo-organisation-log");
  // The engine's own file of alarms lies beside those of the objects.
  const others = readdirSync(place).filter((name) => /^[0-9a-f]{64}\./.test(name) && !files.includes(name.split(".")[0]));
  for (const name of others) {
    if (name.endsWith(".sqlite")) writeFileSync(join(place, name), "no database");
    else if (/-(wal|shm)$/.test(name)) rmSync(join(place, name));
  }
  await worker.start();
  const from = worker.output.length;
  assert.deepEqual(outcomes(await push(worker, "liuxi", [await pledge()])), ["accepted"]);
  await until("it does not say why", () => worker.output.slice(from).includes('"event":"not-rolled-up"'));
  assert.deepEqual(outcomes(await push(worker, "liuxi", [await pledge()])), ["accepted"]);
  await log("liuxi");
});

function copyVillage(from, to) {
  const [source, target] = [from, to].map((one) => join(one, "jiannuo-organisation-log"));
  mkdirSync(target, { recursive: true });
  const own = (place) => readdirSync(place).filter((name) => files.includes(name.split(".")[0]));
  for (const name of own(target)) rmSync(join(target, name));
  for (const name of own(source)) cpSync(join(source, name), join(target, name));
}
