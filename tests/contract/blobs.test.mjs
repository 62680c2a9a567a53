// Files beside the log: brought piece by piece before the statement that names them, whatever happens on the way, handed
// out once one does, and gone with the words that named them (W32 to W35).
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { found, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { EXIF, PIECE_BYTES, blobOf, jpeg, offsetOf, paper, photo, reader, sendPiece, told, upload } from "../support/files.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";

let worker;
let village;
let steps;
const root = await Key.make();
const blobPath = (hash) => `/o/liuxi/blobs/${hash}`;
const get = (hash, headers) => worker.fetch(blobPath(hash), { headers });
const status = async (hash) => (await get(hash)).status;
const say = async (...said) => outcomes(await push(worker, "liuxi", said));
const secretary = () => village.secretary;
const bring = (blob, bytes, options) => upload(worker, "liuxi", secretary(), blob, bytes, options);
const code = async (answer) => [answer.status, (await answer.json()).error];

/** A disclosure that names files. */
const disclosure = (attachments, fields = {}) =>
  secretary().say(fields.prev ? "disclosure.revised" : "disclosure.published", {
    words: { kind: "village", title: "水闸修好了", date: "2026-11-20", body: "第三组的水闸已经修好。", attachments },
    ...fields,
  });

/** Brings all files of something. */
async function bringAll(...things) {
  for (const [blob, bytes] of things.flatMap((thing) => thing.files)) {
    assert.equal((await bring(blob, bytes)).status, 204);
  }
}

const erase = (said) =>
  secretary().say("body.erased", { record: village.id, codes: { entry: said.entry, reason: "personal-data" } });

before(async () => {
  worker = await startWorker({ foundingKey: root.publicKey, faults: true, clock: "adjustable" });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  steps = await (await worker.fetch("/__fault/points", { method: "POST" })).json();
});
after(async () => {
  try {
    await checkLog(`${worker.baseUrl}/o/liuxi/log`);
  } finally {
    await worker.dispose();
  }
});

test("w32_a_file_comes_in_pieces_and_is_whole_when_it_is_what_its_name_says", async () => {
  const bytes = jpeg(2 * PIECE_BYTES + 5_000);
  const blob = blobOf(bytes);
  assert.equal((await offsetOf(worker, "liuxi", secretary(), blob.hash)).status, 404);
  const first = await sendPiece(worker, "liuxi", secretary(), blob, bytes.subarray(0, PIECE_BYTES), 0);
  assert.deepEqual(told(first), { status: 204, offset: PIECE_BYTES, isComplete: false });
  assert.deepEqual(await offsetOf(worker, "liuxi", secretary(), blob.hash), { ...told(first) });
  const again = await sendPiece(worker, "liuxi", secretary(), blob, bytes.subarray(0, PIECE_BYTES), 0);
  assert.deepEqual(told(again), { status: 409, offset: PIECE_BYTES, isComplete: false }, "it says where to go on");
  const last = await bring(blob, bytes, { from: PIECE_BYTES });
  assert.deepEqual(told(last), { status: 204, offset: bytes.length, isComplete: true });
  const repeated = await sendPiece(worker, "liuxi", secretary(), blob, bytes.subarray(0, PIECE_BYTES), 0);
  assert.deepEqual(told(repeated), told(last), "what is whole is not taken anew");
  assert.equal(await status(blob.hash), 404, "nothing names it yet");
});

test("w32_only_a_member_brings_a_file_and_each_piece_shows_who_does", async () => {
  const bytes = jpeg();
  const blob = blobOf(bytes);
  const send = (headers) => sendPiece(worker, "liuxi", undefined, blob, bytes, 0, headers);
  assert.deepEqual(await code(await send()), [401, "reader-missing"]);
  assert.deepEqual(await code(await send({ "jiannuo-reader": "x" })), [401, "reader-missing"]);
  const old = await reader(secretary(), "PATCH", blob.hash, Date.now() - 10 * 60_000);
  assert.deepEqual(await code(await send(old)), [401, "reader-clock"]);
  const stranger = { ...secretary(), org: village.id, key: await Key.make() };
  assert.deepEqual(await code(await send(await reader(stranger, "PATCH", blob.hash))), [403, "reader-refused"]);
  const other = await reader(secretary(), "PATCH", "0".repeat(64));
  assert.deepEqual(await code(await send(other)), [403, "reader-refused"], "a token is for one file");
  const asking = await reader(secretary(), "GET", blob.hash);
  assert.deepEqual(await code(await send(asking)), [403, "reader-refused"], "and for one deed");
  assert.equal((await bring(blob, bytes)).status, 204);
});

test("w32_what_is_no_piece_of_a_file_is_not_kept", async () => {
  const bytes = jpeg(PIECE_BYTES);
  const blob = blobOf(bytes);
  const send = (piece, offset, headers) => sendPiece(worker, "liuxi", secretary(), blob, piece, offset, headers);
  assert.deepEqual(await code(await send(bytes.subarray(0, 1_000), 0)), [400, "piece-size"]);
  assert.deepEqual(await code(await send(bytes, 0)), [413, "too-large"]);
  assert.deepEqual(await code(await send(bytes.subarray(0, PIECE_BYTES), 0, { "upload-length": "4194305" })), [413, "too-large"]);
  for (const name of ["upload-length", "upload-offset", "upload-complete", "jiannuo-blob-salt", "jiannuo-blob-media"]) {
    assert.deepEqual(await code(await send(bytes.subarray(0, PIECE_BYTES), 0, { [name]: "nonsense" })), [400, "malformed"]);
  }
  const ahead = await send(bytes.subarray(PIECE_BYTES), PIECE_BYTES);
  assert.deepEqual(told(ahead), { status: 409, offset: 0, isComplete: false });
  assert.equal((await offsetOf(worker, "liuxi", secretary(), blob.hash)).status, 404);
});

test("w32_a_file_that_is_not_what_it_is_said_to_be_is_not_kept", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const page = Buffer.from("<!doctype html><script>alert(1)</script>");
  const refused = [
    [blobOf(jpeg(1_000, EXIF)), jpeg(1_000, EXIF), "blob-mismatch"],
    [svg, "image/png", "blob-type"],
    [page, "text/csv", "blob-type"],
    [jpeg(), "image/png", "blob-type"],
    [jpeg(1_000, EXIF), "image/jpeg", "blob-metadata"],
    [Buffer.concat([jpeg(), Buffer.from("a film")]), "image/jpeg", "blob-metadata"],
  ];
  for (const [what, how, expected] of refused) {
    const [blob, bytes] = Buffer.isBuffer(what) ? [blobOf(what, how), what] : [what, how];
    assert.deepEqual(await code(await bring(blob, bytes)), [422, expected]);
    assert.equal((await offsetOf(worker, "liuxi", secretary(), blob.hash)).status, 404, "nothing of it is left");
  }
});

test("w32_what_nobody_names_is_bounded_and_goes_after_a_day", async () => {
  const member = await village.newMember();
  assert.deepEqual(await say(member.added, member.invited, member.joined), ["accepted", "accepted", "accepted"]);
  const begin = async (signer) => {
    const bytes = jpeg(4 * 1024 * 1024 - 100);
    const blob = blobOf(bytes);
    return [blob, await sendPiece(worker, "liuxi", signer, blob, bytes.subarray(0, PIECE_BYTES), 0)];
  };
  const begun = [];
  for (;;) {
    const [blob, answer] = await begin(member.device);
    if (answer.status !== 204) {
      assert.deepEqual(await code(answer), [429, "too-many-blobs"]);
      assert.ok(Number(answer.headers.get("retry-after")) > 0);
      break;
    }
    begun.push(blob);
    assert.ok(begun.length <= 20, "80 MiB at most");
  }
  assert.equal(begun.length, 20);
  const [others, answer] = await begin(secretary());
  assert.equal(answer.status, 204, "nobody else loses by it");
  assert.equal((await worker.fetch(`/o/${village.id}/__fault/age-orphans`, { method: "POST" })).status, 204);
  const named = photo();
  await bringAll(named);
  assert.deepEqual(await say(await disclosure([named.attachment])), ["accepted"]);
  const deadline = Date.now() + 20_000;
  while ((await offsetOf(worker, "liuxi", secretary(), others.hash)).status !== 404) {
    assert.ok(Date.now() < deadline, "orphans stay");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal((await offsetOf(worker, "liuxi", secretary(), begun[0].hash)).status, 404);
  assert.equal(await status(named.attachment.file.hash), 200);
});

test("w33_a_file_is_handed_out_as_what_it_is_and_runs_nothing", async () => {
  const [seen, read] = [photo(PIECE_BYTES + 3), paper()];
  await bringAll(seen, read);
  assert.deepEqual(await say(await disclosure([seen.attachment, read.attachment])), ["accepted"]);
  const picture = await get(seen.attachment.file.hash);
  assert.equal(picture.status, 200);
  assert.ok(Buffer.from(await picture.arrayBuffer()).equals(seen.files[0][1]));
  assert.equal(picture.headers.get("content-type"), "image/jpeg");
  assert.equal(picture.headers.get("content-disposition"), null);
  const document = await get(read.attachment.file.hash);
  assert.equal(document.headers.get("content-type"), "application/pdf");
  assert.equal(document.headers.get("content-disposition"), "attachment");
  for (const { headers } of [picture, document]) {
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.match(headers.get("content-security-policy"), /^default-src 'none'; sandbox/);
    assert.equal(headers.get("cache-control"), "no-cache", "it may be erased");
  }
  const etag = picture.headers.get("etag");
  assert.equal((await get(seen.attachment.file.hash, { "if-none-match": etag })).status, 304);
  const head = await worker.fetch(blobPath(seen.attachment.file.hash), { method: "HEAD" });
  assert.deepEqual([head.status, head.headers.get("content-type")], [200, "image/jpeg"]);
  const part = await get(seen.attachment.file.hash, { range: "bytes=2-5" });
  assert.deepEqual([part.status, part.headers.get("content-range")], [206, `bytes 2-5/${seen.attachment.file.bytes}`]);
  assert.ok(Buffer.from(await part.arrayBuffer()).equals(seen.files[0][1].subarray(2, 6)));
  for (const unknown of ["0".repeat(64), "x", "", `${etag}/1`]) assert.equal(await status(unknown), 404);
  const elsewhere = await worker.fetch(`/o/${village.id}/blobs/${seen.attachment.file.hash}`);
  assert.equal(elsewhere.status, 200, "its identity leads to its slug");
});

test("w34_a_statement_is_taken_when_its_files_are_there_and_are_what_it_says", async () => {
  const [first, second] = [photo(), paper()];
  const said = await disclosure([first.attachment, second.attachment]);
  assert.deepEqual(await say(said), ["blob-missing"]);
  await bringAll(first);
  const answer = await push(worker, "liuxi", [said]);
  assert.deepEqual(answer.answers[0].refusal, { code: "blob-missing", hash: second.attachment.file.hash });
  const [blob, bytes] = second.files[0];
  await bringAll(second);
  assert.deepEqual(await say(said), ["accepted"], "the same statement, once its files are there");
  assert.equal(await status(blob.hash), 200);
  const other = paper(bytes);
  await bringAll(other);
  const wrong = { ...other.attachment, file: { ...other.attachment.file, bytes: blob.bytes + 1 } };
  assert.deepEqual(await say(await disclosure([wrong])), ["blob-mismatch"]);
});

test("w34_a_file_is_one_records_and_a_rewording_may_name_it_again", async () => {
  const [first, second] = [photo(), photo()];
  await bringAll(first, second);
  const said = await disclosure([first.attachment]);
  const foreign = await disclosure([first.attachment, second.attachment]);
  assert.deepEqual(await say(said, foreign), ["accepted", "blob-taken"], "in one push");
  assert.deepEqual(await say(await disclosure([first.attachment])), ["blob-taken"], "and later");
  const revised = await disclosure([first.attachment, second.attachment], { record: said.record, prev: said.entry });
  assert.deepEqual(await say(revised), ["accepted"]);
  assert.equal(await status(second.attachment.file.hash), 200);
});

test("w35_files_go_with_the_last_words_that_name_them", async () => {
  const [first, second] = [photo(), photo()];
  await bringAll(first, second);
  const said = await disclosure([first.attachment, second.attachment]);
  const revised = await disclosure([first.attachment], { record: said.record, prev: said.entry });
  assert.deepEqual(await say(said, revised), ["accepted", "accepted"]);
  const hashes = [first, second].map((thing) => thing.attachment.file.hash);
  assert.deepEqual(await say(await erase(said)), ["accepted"]);
  assert.deepEqual(await Promise.all(hashes.map(status)), [200, 410], "the rewording still names the first");
  assert.deepEqual(await say(await erase(revised)), ["accepted"]);
  assert.deepEqual(await Promise.all(hashes.map(status)), [410, 410]);
  assert.equal(await status(first.attachment.thumbnail.hash), 410);
  for (const [blob, bytes] of first.files) {
    assert.deepEqual(await code(await bring(blob, bytes)), [410, "erased"], "nobody brings it back");
    assert.equal((await offsetOf(worker, "liuxi", secretary(), blob.hash)).status, 410);
  }
  assert.equal((await get(hashes[0], { "if-none-match": `"${hashes[0]}"` })).status, 410, "not even to whom has it");
});

test("w35_words_and_their_erasure_in_one_push_leave_no_file", async () => {
  const seen = photo();
  await bringAll(seen);
  const said = await disclosure([seen.attachment]);
  assert.deepEqual(await say(said, await erase(said)), ["accepted", "accepted"]);
  assert.equal(await status(seen.attachment.file.hash), 410);
});

test("w32_a_file_that_words_name_and_that_was_lost_comes_from_anybody_who_has_it", async () => {
  const seen = photo(PIECE_BYTES + 10);
  await bringAll(seen);
  assert.deepEqual(await say(await disclosure([seen.attachment])), ["accepted"]);
  assert.equal((await worker.fetch(`/o/${village.id}/__fault/lose-blobs`, { method: "POST" })).status, 204);
  const [blob, bytes] = seen.files[0];
  assert.equal(await status(blob.hash), 404);
  const wrong = Buffer.from(bytes);
  wrong[PIECE_BYTES + 9] ^= 1;
  assert.deepEqual(await code(await upload(worker, "liuxi", undefined, blob, wrong)), [422, "blob-mismatch"]);
  const lied = { ...blob, media: "image/png" };
  assert.deepEqual(await code(await upload(worker, "liuxi", undefined, lied, bytes)), [401, "reader-missing"]);
  assert.equal((await upload(worker, "liuxi", undefined, blob, bytes)).status, 204);
  assert.ok(Buffer.from(await (await get(blob.hash)).arrayBuffer()).equals(bytes));
});

test("w20_a_store_of_format_2_is_given_the_tables_of_files", async () => {
  const other = await Organisation.make({ foundingKey: await invite(), parent: village.id });
  assert.equal((await found(worker, "zhuxi", other)).status, 201);
  assert.equal((await worker.fetch(`/o/${other.id}/__fault/format-2`, { method: "POST" })).status, 204);
  const bytes = jpeg();
  assert.equal((await upload(worker, "zhuxi", other.secretary, blobOf(bytes), bytes)).status, 204);
});

/** A founding key that the village gives out. */
async function invite() {
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  assert.deepEqual(await say(await secretary().say("founding.invited", { codes })), ["accepted"]);
  return foundingKey;
}

test("w19_killed_at_any_step_of_a_piece_the_file_goes_on_where_it_was", async () => {
  assert.ok(steps.bringing.length >= 3);
  for (const step of steps.bringing) {
    const bytes = jpeg(3 * PIECE_BYTES);
    const blob = blobOf(bytes);
    const piece = (number) => bytes.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES);
    assert.equal((await sendPiece(worker, "liuxi", secretary(), blob, piece(0), 0)).status, 204);
    await killAt(step, (headers) => sendPiece(worker, "liuxi", secretary(), blob, piece(1), PIECE_BYTES, headers));
    const there = await offsetOf(worker, "liuxi", secretary(), blob.hash);
    assert.equal(there.status, 204);
    const expected = step === "piece-kept" ? [2 * PIECE_BYTES] : [PIECE_BYTES, 2 * PIECE_BYTES];
    assert.ok(expected.includes(there.offset), `${step}: ${there.offset}`);
    assert.equal((await bring(blob, bytes, { from: there.offset })).status, 204);
    const words = { file: blob, size: { width_pixels: 4, height_pixels: 3 } };
    assert.deepEqual(await say(await disclosure([words])), ["accepted"]);
    assert.ok(Buffer.from(await (await get(blob.hash)).arrayBuffer()).equals(bytes), step);
  }
});

test("w19_a_trap_at_any_step_of_a_piece_keeps_it_whole_or_not_at_all", async () => {
  for (const step of steps.bringing) {
    const bytes = jpeg();
    const blob = blobOf(bytes);
    const trap = { "jiannuo-fault": `panic@${step}` };
    assert.equal((await sendPiece(worker, "liuxi", secretary(), blob, bytes, 0, trap)).status, 500);
    const there = await offsetOf(worker, "liuxi", secretary(), blob.hash);
    assert.ok(there.status === 404 || (there.isComplete && there.offset === bytes.length), step);
    assert.equal((await bring(blob, bytes)).status, 204);
  }
});

test("w19_what_is_there_when_a_statement_is_acknowledged_is_there_after_a_kill", async () => {
  const seen = photo(PIECE_BYTES);
  await bringAll(seen);
  assert.deepEqual(await say(await disclosure([seen.attachment])), ["accepted"]);
  await worker.kill();
  await worker.start();
  for (const [blob, bytes] of seen.files) {
    assert.ok(Buffer.from(await (await get(blob.hash)).arrayBuffer()).equals(bytes));
  }
});

/** Sends a request that stops at a step, and kills the engine there. */
async function killAt(step, send) {
  const seen = worker.output.length;
  const lost = send({ "jiannuo-fault": `hang@${step}` }).catch(() => "lost");
  const deadline = Date.now() + 20_000;
  while (!worker.output.slice(seen).includes('"event":"fault"')) {
    assert.ok(Date.now() < deadline, `nothing came to ${step}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await worker.kill();
  assert.equal(await lost, "lost", "nobody was answered");
  await worker.start();
}

test("w32_random_names_take_no_room", async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => worker.fetch(blobPath(randomBytes(32).toString("hex")), { method: "PATCH", body: "x" })),
  );
  assert.deepEqual(answers.map((answer) => answer.status), [400, 400, 400, 400, 400]);
});
