// First synced, then answered: the engine runs under strace, and the trace shows for each answer that what it acknowledges
// was written, committed and synced successfully before the answer's first byte went to the socket (W19, invariant I1).
// The checker is tried on false traces, and the disk is made to fail while the engine runs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { found, outcomes, post, push } from "../support/client.mjs";
import { TEST_SEED, startWorker } from "../support/engine.mjs";
import { blobOf, upload } from "../support/files.mjs";
import { Key, Organisation, newId, pledgeWords, toPush } from "../support/member.mjs";
import { callsOf, exchangesOf, finishedTrace, orderOf, traceTo } from "../support/system-calls.mjs";

const TOGETHER = 12;
const ORDER = ["read", "written", "committed", "synced", "answered"];
const LOGS = "jiannuo-organisation-log";
const DIRECTORY = "jiannuo-directory";
const WITNESS = "jiannuo-witness-log";
const NEW_SEED = "6f".repeat(32);

let folder, village, said, trace, checkpoint, handedOver, later, table;

const pledge = () => village.secretary.say("pledge.published", { words: pledgeWords() });
const log = (worker) => `${worker.baseUrl}/o/liuxi/log`;

/** Runs an engine under strace for as long as something is done with it; the trace's lines. */
async function traced(name, options, act) {
  const file = join(folder, `${name}.trace`);
  const worker = await startWorker({ ...options, data: join(folder, "data"), under: traceTo(file) });
  const { pid } = worker;
  try {
    await act(worker);
  } finally {
    await worker.stop();
  }
  return finishedTrace(file, pid);
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "jiannuo-durability-"));
  const foundingKey = await Key.make();
  village = await Organisation.make({ foundingKey });
  said = { alone: [await pledge(), await pledge(), await pledge()] };
  said.together = await Promise.all(Array.from({ length: TOGETHER }, pledge));
  said.erased = await pledge();
  const codes = { entry: said.erased.entry, reason: "personal-data" };
  said.erasure = await village.secretary.say("body.erased", { record: village.id, codes });
  const marker = newId();
  const bytes = Buffer.from(`name,amount\n${marker},3\n`);
  table = { marker, bytes, blob: blobOf(bytes, "text/csv") };
  mkdirSync(join(folder, "data"));
  const options = { foundingKey: foundingKey.publicKey };
  trace = await traced("pushes", options, async (worker) => {
    assert.equal((await found(worker, "liuxi", village)).status, 201);
    for (const one of said.alone) assert.deepEqual(outcomes(await push(worker, "liuxi", [one])), ["accepted"]);
    const answers = await Promise.all(said.together.map((one) => push(worker, "liuxi", [one])));
    assert.deepEqual(answers.flatMap(outcomes), said.together.map(() => "accepted"));
    for (const one of [said.erased, said.erasure]) assert.deepEqual(outcomes(await push(worker, "liuxi", [one])), ["accepted"]);
    assert.equal((await upload(worker, "liuxi", village.secretary, table.blob, table.bytes)).status, 204);
    checkpoint = await (await worker.fetch("/o/liuxi/log/checkpoint")).text();
    [handedOver] = (await (await worker.fetch("/o/liuxi/log/keys")).json()).keys;
  });
  const witness = `witness.qingshui.example\n${handedOver.vkey}\n`;
  later = await traced("later", { ...options, logKeys: [NEW_SEED, TEST_SEED], witness }, async (worker) => {
    const { keys } = await (await worker.fetch("/o/liuxi/log/keys")).json();
    assert.deepEqual([keys.length, keys[0]], [2, handedOver]);
    handedOver = keys[1];
    const body = `old 0\n\n${checkpoint}`;
    const cosigned = await worker.fetch("/witness/add-checkpoint", { method: "POST", body });
    assert.equal(cosigned.status, 200, await cosigned.text());
  });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const pushed = ({ entry }) => ({
  asked: ["POST /o/liuxi/entries ", entry],
  told: ["HTTP/1.1 200 OK\r\n", `"entry":"${entry}","outcome":"accepted"`],
  marker: entry,
  folder: LOGS,
});

/** The steps of one request, which must all be there, one after the other. */
function shown(lines, question) {
  const { steps, missing } = orderOf(lines, question);
  assert.equal(missing, undefined, `the trace of ${question.marker} shows no ${missing}: ${JSON.stringify(Object.keys(steps))}`);
  for (const [place, step] of ORDER.slice(1).entries()) {
    const isLater = steps[step].began > steps[ORDER[place]].ended || (step === "committed" && steps.committed === steps.written);
    assert.ok(isLater || (step === "written" && question.before), `${step} came before ${ORDER[place]}`);
  }
  return steps;
}

test("w19_each_push_is_synced_before_its_answer_leaves", () => {
  const syncs = said.alone.map((one) => shown(trace, pushed(one)).synced.began);
  assert.equal(new Set(syncs).size, syncs.length, "each has a sync of its own");
});

test("w19_w23_pushes_that_are_written_together_are_synced_before_any_of_their_answers_leaves", () => {
  const syncs = said.together.map((one) => shown(trace, pushed(one)).synced.began);
  assert.ok(new Set(syncs).size < TOGETHER, `some share a sync: ${syncs}`);
});

test("w19_a_founding_is_synced_in_its_log_and_in_the_directory_before_its_answer_leaves", () => {
  const asked = ["POST /organisations ", '"slug":"liuxi"'];
  const told = ["HTTP/1.1 201 ", village.founding.entry, village.naming.entry];
  for (const { entry } of [village.founding, village.naming]) shown(trace, { asked, told, marker: entry, folder: LOGS });
  const directory = { asked, told, marker: `${village.id}liuxi`, folder: DIRECTORY };
  const reserved = shown(trace, directory);
  const activated = shown(trace, { ...directory, every: true });
  assert.ok(activated.written.began > reserved.synced.ended, "reserved first, public in the end");
});

test("w13_w19_an_erasure_is_synced_before_its_answer_leaves", () => {
  shown(trace, pushed(said.erasure));
});

test("w19_w32_a_piece_of_a_file_is_synced_before_its_answer_leaves", () => {
  const asked = [`PATCH /o/liuxi/blobs/${table.blob.hash} `];
  shown(trace, { asked, told: ["HTTP/1.1 204 No Content\r\n"], marker: table.marker, folder: LOGS });
});

test("w19_w22_a_new_key_is_synced_before_anybody_sees_it", () => {
  const { vkey } = handedOver;
  const asked = ["GET /o/liuxi/log/keys "];
  shown(later, { asked, told: ["HTTP/1.1 200 OK\r\n", JSON.stringify(vkey)], marker: vkey, folder: LOGS, before: true });
});

test("w19_w25_what_a_witness_has_seen_is_synced_before_its_cosignature_leaves", () => {
  const [, , root] = checkpoint.split("\n");
  const told = ["HTTP/1.1 200 OK\r\n", "— witness.qingshui.example ".replace("—", "\u00e2\u0080\u0094")];
  shown(later, { asked: ["POST /witness/add-checkpoint ", root], told, marker: root, folder: WITNESS });
});

// The checker itself: what it says of traces in which the order is wrong.

const isSync = ({ name, on }, { written }) => ["fsync", "fdatasync"].includes(name) && on === written.on;

/** The real trace without the lines on which a push's database was synced before the answer, and those lines. */
function withoutSyncs(steps) {
  const syncs = callsOf(trace).filter((call) => isSync(call, steps) && call.began > steps.read.ended && call.began < steps.answered.began);
  const numbers = new Set(syncs.flatMap(({ began, ended }) => [began, ended]));
  return { lines: trace.filter((_, number) => !numbers.has(number)), syncs: trace.filter((_, number) => numbers.has(number)) };
}

/** Puts lines after or before a line that is there once. */
function put(lines, more, beside, offset) {
  const place = lines.indexOf(beside) + offset;
  return [...lines.slice(0, place), ...more, ...lines.slice(place)];
}

test("w19_a_trace_in_which_the_order_is_wrong_is_told_from_a_good_one", () => {
  // One of whose lines none was cut in two by another thread's.
  const isWhole = (one) => Object.values(shown(trace, pushed(one))).every(({ began, ended }) => began === ended);
  const question = pushed(said.alone.find(isWhole));
  const steps = shown(trace, question);
  const line = (step) => trace[steps[step].began];
  const { lines, syncs } = withoutSyncs(steps);
  assert.ok(syncs.length > 0);
  const pid = /^\d+/.exec(syncs[0])[0];
  const [call, result] = syncs[0].split(") ");
  const halves = [`${call} <unfinished ...>`, `${pid} <... ${/ (\w+)\(/.exec(call)[1]} resumed>) ${result}`];
  const inPlace = (more) => put(lines, more, line("committed"), 1);
  const wrong = {
    "no sync": lines,
    "a sync behind the answer": put(lines, syncs, line("answered"), 1),
    "a sync before the commit": put(lines, syncs, line("committed"), 0),
    "a sync that failed": inPlace(syncs.map((one) => one.replace(/= 0$/, "= -1 EIO (Input/output error)"))),
    "a sync that never ended": inPlace([halves[0].replace(/^\d+/, "1")]),
    "a sync that ended behind the answer": put(inPlace([halves[0].replace(/^\d+/, "1")]), [halves[1].replace(/^\d+/, "1")], line("answered"), 1),
    "a sync of another file": inPlace(syncs.map((one) => one.replace(".sqlite-wal>", ".sqlite>"))),
  };
  for (const [name, doctored] of Object.entries(wrong)) assert.equal(orderOf(doctored, question).missing, "sync", name);
  const early = put(trace.filter((one) => one !== line("answered")), [line("answered")], line("read"), 1);
  assert.equal(orderOf(early, question).missing, "write", "an answer before anything was written");
  const isWrite = (one) => one.includes(" pwrite64(") && one.includes(question.marker);
  assert.equal(orderOf(trace.filter((one) => !isWrite(one)), question).missing, "write");
  assert.equal(orderOf(trace.filter((one) => one !== line("answered")), question).missing, "answer");
  assert.equal(orderOf(trace, pushed({ entry: "0".repeat(32) })).missing, "request");
  assert.equal(orderOf([...trace, `${pid} io_uring_enter(4, 1, 0, 0, NULL, 8) = 1`], question).missing, "sight");
  // And what is still right when the calls of several threads are mixed.
  shown(inPlace(syncs), question);
  shown(inPlace(halves), question);
});

test("w19_lines_of_a_trace_are_read_as_they_were_meant", () => {
  const calls = callsOf([
    '7 recvfrom(4<socket:[9]>,  <unfinished ...>',
    '8 pwrite64(5</d/a.sqlite-wal>, "\\0\\12\\"\\\\) = 7\\3018", 12, 0) = 12',
    '7 <... recvfrom resumed>"POST / \\r\\n", 8192, 0, NULL, NULL) = 9',
    '8 fsync(5</d/a.sqlite-wal> <unfinished ...>',
    '7 writev(4<socket:[9]>, [{iov_base="HTTP", iov_len=4}, {iov_base="/1.1", iov_len=4}], 2) = 8',
    '8 <... fsync resumed>)               = 0',
    '8 --- SIGTERM {si_signo=SIGTERM} ---',
    '8 +++ killed by SIGTERM +++',
  ]);
  assert.deepEqual(calls.map(({ name, began, ended, on, result }) => [name, began, ended, on, result]), [
    ["recvfrom", 0, 2, "socket:[9]", "9"],
    ["pwrite64", 1, 1, "/d/a.sqlite-wal", "12"],
    ["fsync", 3, 5, "/d/a.sqlite-wal", "0"],
    ["writev", 4, 4, "socket:[9]", "8"],
  ]);
  assert.equal(calls[1].bytes, '\0\n"\\) = 7\u00c18');
  const [{ request, answer }] = exchangesOf(calls);
  assert.deepEqual([request, answer], ["POST / \r\n", "HTTP/1.1"]);
  assert.throws(() => callsOf(["7 <... fsync resumed>) = 0"]), /did not begin/);
  assert.throws(() => callsOf(['7 write(1<socket:[9]>, "HTTP"..., 9) = 9']), /was cut/);
  assert.throws(() => callsOf(["strace: something else"]), /not a line/);
});

/** Lets every sync of a running engine fail until what is returned is called. */
async function failingSyncs(worker) {
  const tracer = spawn("strace", ["-f", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-p", String(worker.pid)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  await new Promise((resolve, reject) => {
    tracer.once("exit", () => reject(new Error(`strace ended: ${output}`)));
    tracer.once("error", reject);
    tracer.stderr.on("data", (text) => {
      output += text;
      if (/attached/.test(output)) resolve();
    });
  });
  return async () => {
    tracer.kill("SIGTERM");
    if (tracer.exitCode === null && tracer.signalCode === null) await once(tracer, "exit");
    return output;
  };
}

test("w19_a_push_that_the_disk_did_not_take_is_not_acknowledged_and_is_there_once_after_the_repetition", async () => {
  const foundingKey = await Key.make();
  const other = await Organisation.make({ foundingKey });
  const worker = await startWorker({ foundingKey: foundingKey.publicKey });
  try {
    assert.equal((await found(worker, "liuxi", other)).status, 201);
    const kept = await other.secretary.say("pledge.published", { words: pledgeWords() });
    await push(worker, "liuxi", [kept]);
    const lost = await other.secretary.say("pledge.published", { words: pledgeWords() });
    const heal = await failingSyncs(worker);
    const status = await post(worker, "/o/liuxi/entries", toPush([lost])).then(async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    }, () => "lost");
    assert.match(await heal(), /f(data)?sync\(.*EIO.*INJECTED/, "the disk did fail");
    assert.ok(status === 500 || status === "lost", `answered with ${status}`);
    assert.deepEqual(outcomes(await push(worker, "liuxi", [lost])), ["accepted"]);
    const entries = (await checkLog(log(worker))).map(({ entry }) => entry);
    assert.deepEqual(entries, [other.founding.entry, other.naming.entry, kept.entry, lost.entry]);
  } finally {
    await worker.dispose();
  }
});
