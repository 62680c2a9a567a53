// The office log (W31): for members only, judged by the public log's roster, fixed by the public log, and as durable.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { tilePath } from "../support/check-log.mjs";
import { custodian, end, found, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { consistencyProof, rootOf, splitBundle } from "../support/log-reader.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";

const PATIENCE_MS = 20_000;
const MEMO = { kind: "minutes", title: "路灯安排", day: "2026-06-01", text: "议定先修东头三盏。" };

let worker, folder, village, member;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jiannuo-office-"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, data: folder, faults: true });
  village = await Organisation.make({ foundingKey: root, custodian: await custodian(worker) });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  member = await letIn("周晓禾");
});
after(async () => {
  await worker.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function letIn(name) {
  const made = await village.newMember(name);
  assert.deepEqual(outcomes(await push(worker, "liuxi", [made.added, made.invited, made.joined])), ["accepted", "accepted", "accepted"]);
  return made;
}

/** An organisation below the village. */
async function below(slug, appointed) {
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  const invitation = await village.secretary.say("founding.invited", { codes });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [invitation])), ["accepted"]);
  const made = await Organisation.make({ foundingKey, parent: village.id, name: "石桥组", level: "group", custodian: appointed });
  assert.equal((await found(worker, slug, made)).status, 201);
  return made;
}

/** The header with which a device shows who asks. */
async function token(signer, method, path, timeMs = Date.now(), org = village.id) {
  const text = `jiannuo/reader/v1\njiannuo/${org}/office\n${method} ${path}\n${timeMs}\n`;
  return { "jiannuo-reader": `${signer.key.id} ${timeMs} ${await signer.key.signBytes(Buffer.from(text))}` };
}

async function ask(signer, path, options = {}) {
  const headers = signer ? await token(signer, "GET", path, options.timeMs) : {};
  return worker.fetch(`/o/liuxi/office/${path}`, { headers: { ...headers, ...options.headers } });
}

async function send(signer, said, headers = {}) {
  const reader = await token(signer, "POST", "entries");
  return worker.fetch("/o/liuxi/office/entries", {
    method: "POST",
    headers: { ...reader, ...headers },
    body: JSON.stringify(toPush(said)),
  });
}

const memo = (signer, words = MEMO) => signer.say("memo.written", { log: "office", words });

/** The words in an answer of bodies. */
const wordsIn = (lines) => lines.trim().split("\n").map((line) => JSON.parse(JSON.parse(line).text));

async function officeEnd(signer = village.secretary) {
  const answer = await ask(signer, "checkpoint");
  const note = await answer.text();
  assert.equal(answer.status, 200, note);
  const [origin, size, root] = note.split("\n");
  return { origin, size: Number(size), root };
}

/** All leaves of the office log, held against its signed root. */
async function leaves(signer = village.secretary) {
  const { origin, size, root } = await officeEnd(signer);
  assert.equal(origin, `jiannuo/${village.id}/office`);
  const answer = await ask(signer, `tile/entries/${tilePath(0)}.p/${size}`);
  assert.equal(answer.status, 200);
  const all = splitBundle(Buffer.from(await answer.arrayBuffer()));
  assert.equal(Buffer.from(rootOf(all)).toString("base64"), root);
  return all.map((leaf) => JSON.parse(leaf.toString().split("\n")[0]));
}

async function until(what, look) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("w31_a_member_writes_and_another_reads_and_the_first_entry_names_the_public_log", async () => {
  const { size, root } = await end(worker, "liuxi");
  const said = [await memo(member.device), await memo(member.device)];
  const answer = await send(member.device, said);
  assert.equal(answer.status, 200);
  assert.deepEqual(outcomes(await answer.json()), ["accepted", "accepted"]);
  const all = await leaves();
  assert.deepEqual(all.map(({ kind }) => kind), ["roster.anchored", "memo.written", "memo.written"]);
  assert.deepEqual(all[0].codes.public_log, { root, size });
  const bodies = await ask(village.secretary, "bodies/from/0");
  assert.deepEqual(wordsIn(await bodies.text()), [MEMO, MEMO]);
});

test("w31_nobody_else_reads_or_writes_anything_of_it", async () => {
  const paths = ["checkpoint", "keys", "tile/0/000.p/1", `tile/entries/000.p/1`, "bodies/from/0", "bodies/" + "0".repeat(64), "board.json", ""];
  const stranger = { key: await Key.make() };
  for (const path of paths) {
    assert.equal((await ask(undefined, path)).status, 401, path);
    assert.equal((await ask(stranger, path)).status, 403, path);
    const { device } = member;
    // A token for one question is for no other, and for its time only.
    const other = await token(device, "GET", "another");
    assert.equal((await ask(undefined, path, { headers: other })).status, 403, path);
    const elsewhere = await token(device, "GET", path, Date.now(), "0".repeat(32));
    assert.equal((await ask(undefined, path, { headers: elsewhere })).status, 403, path);
    const old = await ask(device, path, { timeMs: Date.now() - 6 * 60_000 });
    assert.deepEqual([old.status, (await old.json()).error], [401, "reader-clock"]);
  }
  assert.equal((await send(stranger, [await memo(member.device)])).status, 403);
  const written = await worker.fetch("/o/liuxi/office/entries", { method: "POST", body: "{}" });
  assert.equal(written.status, 401);
});

test("w31_no_cache_keeps_it_and_no_other_page_reads_it", async () => {
  for (const path of ["checkpoint", "keys", `tile/entries/000.p/1?org=${village.id}`, "bodies/from/0"]) {
    const { status, headers } = await ask(member.device, path);
    assert.equal(status, 200, path);
    assert.equal(headers.get("cache-control"), "no-store", path);
    assert.equal(headers.get("access-control-allow-origin"), null, path);
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", path);
  }
});

test("w31_nothing_of_it_is_on_the_board_or_in_the_public_log", async () => {
  await send(member.device, [await memo(member.device, { ...MEMO, title: "只给成员看的一句" })]);
  for (const path of ["", "board.json", "board.csv", "feed.atom", "log/bodies/from/0"]) {
    const text = await (await worker.fetch(`/o/liuxi/${path}`)).text();
    assert.ok(!text.includes("只给成员看的一句") && !text.includes(MEMO.title), path);
  }
  assert.ok(!(await (await worker.fetch("/organisations.json")).text()).includes("memo"));
});

test("w31_who_left_reads_and_writes_nothing_from_the_next_question_on", async () => {
  const leaver = await letIn("方小满");
  assert.deepEqual(outcomes(await (await send(leaver.device, [await memo(leaver.device)])).json()), ["accepted"]);
  assert.equal((await ask(leaver.device, "checkpoint")).status, 200);
  const removed = await village.secretary.say("member.removed", { record: leaver.member, prev: leaver.added.entry });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [removed])), ["accepted"]);
  assert.equal((await ask(leaver.device, "checkpoint")).status, 403);
  const late = await memo(leaver.device);
  assert.equal((await send(leaver.device, [late])).status, 403);
  // Brought by somebody who may ask, it is judged by the newer roster.
  const brought = await (await send(member.device, [late])).json();
  assert.deepEqual(outcomes(brought), ["member-removed"]);
  assert.equal((await leaves()).at(-1).kind, "roster.anchored", "which the log has named before it refused");
});

test("w31_erased_words_are_gone_and_the_entry_stays", async () => {
  const said = await memo(member.device, { ...MEMO, text: "某人的电话" });
  await send(member.device, [said]);
  const erasure = await village.secretary.say("body.erased", {
    log: "office",
    record: village.id,
    codes: { entry: said.entry, reason: "personal-data" },
  });
  assert.deepEqual(outcomes(await (await send(village.secretary, [erasure])).json()), ["accepted"]);
  assert.equal((await ask(member.device, `bodies/${said.hash}`)).status, 410);
  assert.ok(!(await (await ask(member.device, "bodies/from/0")).text()).includes("某人的电话"));
  assert.ok((await leaves()).some(({ entry }) => entry === said.entry));
});

test("w31_the_public_log_fixes_how_far_it_has_come", async () => {
  await send(member.device, [await memo(member.device)]);
  const { size, root } = await officeEnd();
  const fixed = async () => {
    const words = wordsIn(await (await worker.fetch("/o/liuxi/log/bodies/from/0")).text());
    return words.flatMap(({ children }) => children ?? []).find((child) => child.org === village.id && child.size === size);
  };
  const child = await until("the public log has not fixed it", fixed);
  assert.equal(child.root, root);
});

test("w31_killed_at_every_step_what_was_acknowledged_is_there_once", async () => {
  const { push: steps } = await (await worker.fetch("/__fault/points", { method: "POST" })).json();
  // A log's first entries make its tables: those steps are tried where it begins, below.
  for (const step of steps.filter((step) => !["after-tables", "after-key"].includes(step))) {
    const acknowledged = await memo(member.device);
    assert.deepEqual(outcomes(await (await send(member.device, [acknowledged])).json()), ["accepted"]);
    const said = [await memo(member.device), await memo(member.device)];
    const seen = worker.output.length;
    const lost = send(member.device, said, { "jiannuo-fault": `hang@${step}` }).catch(() => "lost");
    await until(`nothing came to ${step}`, () => worker.output.slice(seen).includes('"event":"fault"'));
    await worker.kill();
    assert.equal(await lost, "lost");
    await worker.start();
    const again = await (await send(member.device, said)).json();
    assert.deepEqual(outcomes(again), ["accepted", "accepted"], step);
    const entries = (await leaves()).map(({ entry }) => entry);
    assert.ok([acknowledged, ...said].every(({ entry }) => entries.filter((one) => one === entry).length === 1), step);
  }
});

test("w31_killed_while_it_begins_it_begins_once", async () => {
  for (const step of ["before-write", "after-tables", "after-key", "after-checkpoint", "after-write", "committed"]) {
    const other = await below(step, await custodian(worker));
    const question = async (headers = {}) => {
      const reader = await token(other.secretary, "GET", "checkpoint", Date.now(), other.id);
      return worker.fetch(`/o/${step}/office/checkpoint`, { headers: { ...reader, ...headers } });
    };
    const seen = worker.output.length;
    const lost = question({ "jiannuo-fault": `hang@${step}` }).catch(() => "lost");
    await until(`nothing came to ${step}`, () => worker.output.slice(seen).includes('"event":"fault"'));
    await worker.kill();
    assert.equal(await lost, "lost");
    await worker.start();
    const answer = await question();
    assert.equal(answer.status, 200, step);
    assert.deepEqual((await answer.text()).split("\n").slice(0, 2), [`jiannuo/${other.id}/office`, "1"], step);
  }
});

test("w31_lost_as_a_whole_it_waits_for_a_member_who_remembers_it_and_does_not_begin_again", async () => {
  const files = () => readdirSync(join(folder, "jiannuo-organisation-log")).filter((name) => /^[0-9a-f]+\.sqlite$/.test(name));
  const before_ = new Set(files());
  const other = await below("zhuxi", await custodian(worker));
  const publics = new Set(files());
  const asks = async (method, path, content) => {
    const reader = await token(other.secretary, method, path, Date.now(), other.id);
    return worker.fetch(`/o/zhuxi/office/${path}`, { method, headers: reader, body: content });
  };
  const said = [await memo(other.secretary), await memo(other.secretary)];
  assert.deepEqual(outcomes(await (await asks("POST", "entries", JSON.stringify(toPush(said)))).json()), ["accepted", "accepted"]);
  const note = await (await asks("GET", "checkpoint")).text();
  const leaves = splitBundle(Buffer.from(await (await asks("GET", "tile/entries/000.p/3")).arrayBuffer())).map(String);
  const bodies = (await (await asks("GET", "bodies/from/0")).text()).trim().split("\n").map((line) => JSON.parse(line));
  await until("the public log has not fixed it", async () => {
    const words = wordsIn(await (await worker.fetch("/o/zhuxi/log/bodies/from/0")).text());
    return words.some(({ children }) => children?.some(({ org, size }) => org === other.id && size === 3));
  });
  await worker.stop();
  const lost = files().filter((name) => !publics.has(name));
  assert.deepEqual([lost.length, publics.size - before_.size], [1, 1]);
  for (const name of readdirSync(join(folder, "jiannuo-organisation-log")).filter((name) => name.startsWith(lost[0].split(".")[0]))) {
    rmSync(join(folder, "jiannuo-organisation-log", name));
  }
  await worker.start();
  const empty = await asks("GET", "checkpoint");
  assert.deepEqual([empty.status, (await empty.json()).error], [503, "read-only"]);
  const pushed = await asks("POST", "entries", JSON.stringify(toPush([await memo(other.secretary)])));
  assert.equal(pushed.status, 503, "it does not begin again, which would be a second history");
  const forged = note.replace(/^3$/m, "4");
  assert.equal((await asks("POST", "remembered", `old 0\n\n${forged}`)).status, 403);
  const wanted = await (await asks("POST", "remembered", `old 0\n\n${note}`)).json();
  assert.deepEqual(wanted, { answer: "wanted", size: 0 });
  const restored = await asks("POST", "restore", JSON.stringify({ from: 0, leaves, bodies, proof: [] }));
  assert.deepEqual(await restored.json(), { size: 3, is_whole: true });
  assert.equal(await (await asks("GET", "checkpoint")).text(), note);
  const next = await asks("POST", "entries", JSON.stringify(toPush([await memo(other.secretary)])));
  assert.deepEqual(outcomes(await next.json()), ["accepted"]);
});

/** An organisation with an office log, its two objects' files, and how its secretary asks. */
async function house(slug) {
  const place = join(folder, "jiannuo-organisation-log");
  const objects = () => new Set(readdirSync(place).map((name) => name.split(".")[0]));
  const newest = (before_) => [...objects()].find((name) => !before_.has(name));
  let before_ = objects();
  const made = await below(slug, await custodian(worker));
  const publicLog = newest(before_);
  before_ = objects();
  const asks = async (method, path, content) => {
    const reader = await token(made.secretary, method, path, Date.now(), made.id);
    return worker.fetch(`/o/${slug}/office/${path}`, { method, headers: reader, body: content });
  };
  const writes = async () => {
    const answer = await asks("POST", "entries", JSON.stringify(toPush([await memo(made.secretary)])));
    return answer.status === 200 ? outcomes(await answer.json())[0] : [answer.status, (await answer.json()).error].join(" ");
  };
  assert.equal(await writes(), "accepted");
  const files = { publicLog, office: newest(before_) };
  /** Keeps or puts back the files of one of the two while the engine is stopped. */
  const copy = (which, from, to) => {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(to).filter((name) => name.startsWith(files[which]))) rmSync(join(to, name));
    for (const name of readdirSync(from).filter((name) => name.startsWith(files[which]))) cpSync(join(from, name), join(to, name));
  };
  return { made, asks, writes, copy, place };
}

test("w31_it_waits_while_the_public_log_is_shorter_than_it_names_and_goes_on_when_that_is_back", async () => {
  const { made, asks, writes, copy, place } = await house("meixi");
  await worker.stop();
  copy("publicLog", place, join(folder, "before"));
  await worker.start();
  const added = await made.newMember("方小满");
  assert.deepEqual(outcomes(await push(worker, "meixi", [added.added, added.invited, added.joined])), ["accepted", "accepted", "accepted"]);
  assert.equal(await writes(), "accepted");
  const note = await (await asks("GET", "checkpoint")).text();
  await worker.stop();
  copy("publicLog", place, join(folder, "after"));
  copy("publicLog", join(folder, "before"), place);
  await worker.start();
  assert.equal((await asks("GET", "checkpoint")).status, 503);
  assert.equal(await writes(), "503 read-only");
  await worker.stop();
  copy("publicLog", join(folder, "after"), place);
  await worker.start();
  assert.equal(await (await asks("GET", "checkpoint")).text(), note, "nothing was signed meanwhile");
  assert.equal(await writes(), "accepted");
});

test("w31_set_back_behind_what_the_public_log_fixes_it_is_filled_again_and_not_gone_on_with", async () => {
  const { made, asks, writes, copy, place } = await house("shanwan");
  await worker.stop();
  copy("office", place, join(folder, "yesterday"));
  await worker.start();
  assert.equal(await writes(), "accepted");
  const note = await (await asks("GET", "checkpoint")).text();
  const leaves = splitBundle(Buffer.from(await (await asks("GET", "tile/entries/000.p/3")).arrayBuffer())).map(String);
  const bodies = (await (await asks("GET", "bodies/from/0")).text()).trim().split("\n").map((line) => JSON.parse(line));
  await until("the public log has not fixed it", async () => {
    const words = wordsIn(await (await worker.fetch("/o/shanwan/log/bodies/from/0")).text());
    return words.some(({ children }) => children?.some(({ org, size }) => org === made.id && size === 3));
  });
  await worker.stop();
  copy("office", join(folder, "yesterday"), place);
  await worker.start();
  assert.equal(await writes(), "503 read-only");
  const proof = consistencyProof(2, leaves.map((leaf) => Buffer.from(leaf)));
  const remembered = `old 2\n${proof.map((hash) => `${hash}\n`).join("")}\n${note}`;
  assert.deepEqual(await (await asks("POST", "remembered", remembered)).json(), { answer: "wanted", size: 2 });
  const restored = await asks("POST", "restore", JSON.stringify({ from: 2, leaves: leaves.slice(2), bodies, proof: [] }));
  assert.deepEqual(await restored.json(), { size: 3, is_whole: true });
  assert.equal(await (await asks("GET", "checkpoint")).text(), note);
  assert.equal(await writes(), "accepted");
});

test("w31_without_a_custodian_nothing_is_written_and_it_says_why", async () => {
  const other = await below("shiqiao");
  const headers = await token(other.secretary, "GET", "checkpoint", Date.now(), other.id);
  const answer = await worker.fetch("/o/shiqiao/office/checkpoint", { headers });
  assert.deepEqual([answer.status, (await answer.json()).error], [409, "no-custodian"]);
});

test("w31_what_is_for_the_other_log_is_refused", async () => {
  const pledge = await member.device.say("pledge.published", { log: "office", words: pledgeWords() });
  assert.deepEqual(outcomes(await (await send(member.device, [pledge])).json()), ["wrong-log"]);
  assert.deepEqual(outcomes(await push(worker, "liuxi", [await memo(member.device)])), ["wrong-log"]);
});
