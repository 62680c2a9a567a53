// The log's tree: signed checkpoints, tiles, keys, and pushes that are written together (W12, W21, W22, W23).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { end, found, outcomes, post, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, Signer, pledgeWords, toPush } from "../support/member.mjs";

const HASH_BYTES = 32;

let worker;
let village;
const get = (path, headers) => worker.fetch(`/o/liuxi/log/${path}`, { headers });
const pledge = (signer = village.secretary) => signer.say("pledge.published", { words: pledgeWords() });
const many = (count) => Promise.all(Array.from({ length: count }, () => pledge()));

before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
});
after(async () => {
  try {
    await checkLog(`${worker.baseUrl}/o/liuxi/log`);
  } finally {
    await worker.dispose();
  }
});

test("w21_a_checkpoint_is_a_signed_note_of_three_lines_that_anybody_may_read_and_must_ask_for_anew", async () => {
  const answer = await get("checkpoint");
  assert.equal(answer.headers.get("content-type"), "text/plain; charset=utf-8");
  assert.equal(answer.headers.get("cache-control"), "no-cache");
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  assert.match(answer.headers.get("access-control-expose-headers"), /jiannuo-time-ms/);
  assert.ok(Math.abs(Number(answer.headers.get("jiannuo-time-ms")) - Date.now()) < 60_000);
  const origin = `jiannuo/${village.id}/public`;
  assert.match(await answer.text(), new RegExp(`^${origin}\\n2\\n[A-Za-z0-9+/]{43}=\\n\\n— ${origin} [A-Za-z0-9+/]+=*\\n$`));
  assert.equal((await get("head")).status, 404, "the checkpoint is the log's end, and nothing else is");
});

test("w21_the_checkpoints_validator_changes_with_the_log_and_an_unchanged_one_still_tells_the_time", async () => {
  const etag = (await get("checkpoint")).headers.get("etag");
  assert.match(etag, /^"[0-9a-f]{64}"$/);
  const same = await get("checkpoint", { "if-none-match": etag });
  assert.equal(same.status, 304);
  assert.ok(Math.abs(Number(same.headers.get("jiannuo-time-ms")) - Date.now()) < 60_000);
  await push(worker, "liuxi", [await pledge()]);
  const other = await get("checkpoint", { "if-none-match": etag });
  assert.equal(other.status, 200);
  assert.notEqual(other.headers.get("etag"), etag);
});

test("w21_what_was_acknowledged_is_under_the_checkpoint_that_is_served_next", async () => {
  const { answers } = await push(worker, "liuxi", await many(3));
  assert.equal((await end(worker, "liuxi")).size, answers.at(-1).index + 1);
});

test("w21_a_board_names_the_root_that_the_checkpoint_signs", async () => {
  const { size, root } = await end(worker, "liuxi");
  const { identity } = await (await worker.fetch("/o/liuxi/board.json?on=2026-01-01")).json();
  assert.deepEqual([identity.size, identity.root], [size, root]);
});

test("w21_w12_a_tile_of_any_width_is_a_prefix_of_its_later_self_and_is_there_once_its_hashes_are", async () => {
  const before_ = await end(worker, "liuxi");
  const old = Buffer.from(await (await get(`tile/0/000.p/${before_.size}`)).arrayBuffer());
  assert.equal(old.length, before_.size * HASH_BYTES);
  for (let rounds = 0; rounds < 3; rounds += 1) await push(worker, "liuxi", await many(100));
  const full = Buffer.from(await (await get("tile/0/000")).arrayBuffer());
  assert.equal(full.length, 256 * HASH_BYTES);
  for (const width of [1, 7, before_.size, 255]) {
    const part = Buffer.from(await (await get(`tile/0/000.p/${width}`)).arrayBuffer());
    assert.ok(part.equals(full.subarray(0, width * HASH_BYTES)), String(width));
  }
  assert.ok(full.subarray(0, old.length).equals(old));
  const { size } = await end(worker, "liuxi");
  assert.equal((await get(`tile/0/001.p/${size - 256}`)).status, 200);
  assert.equal((await get("tile/1/000.p/1")).status, 200);
  for (const path of ["0/001", `0/001.p/${size - 255}`, "1/000", "1/000.p/2", "2/000.p/1", "0/000.p/256", "00/000", "0/0", "8/000.p/1"]) {
    assert.equal((await get(`tile/${path}`)).status, 404, path);
  }
});

test("w21_a_tile_may_be_kept_for_ever_where_the_question_names_the_organisation", async () => {
  assert.match((await get(`tile/0/000?org=${village.id}`)).headers.get("cache-control"), /immutable/);
  const plain = await get("tile/0/000");
  assert.equal(plain.headers.get("cache-control"), "no-cache");
  assert.equal(plain.headers.get("access-control-allow-origin"), "*");
  assert.equal((await get("tile/0/000", { "if-none-match": plain.headers.get("etag") })).status, 304);
});

test("w22_a_log_that_never_changed_its_key_has_one_that_nobody_handed_over_to", async () => {
  const answer = await get("keys");
  assert.equal(answer.headers.get("cache-control"), "no-cache");
  const { keys } = await answer.json();
  assert.equal(keys.length, 1);
  assert.deepEqual(Object.keys(keys[0]), ["vkey", "since_ms"]);
  assert.ok(keys[0].vkey.startsWith(`jiannuo/${village.id}/public+`));
  await worker.restart();
  assert.deepEqual((await (await get("keys")).json()).keys, keys);
});

test("w22_without_the_seed_that_a_log_has_signed_with_it_is_read_and_not_written", async () => {
  const before_ = await end(worker, "liuxi");
  const said = await pledge();
  try {
    for (const logKeys of [[], ["01".repeat(32)], ["02".repeat(32), "01".repeat(32)], ["no seed"]]) {
      await worker.restart({ logKeys });
      const refused = await post(worker, "/o/liuxi/entries", toPush([said]));
      assert.deepEqual([refused.status, await refused.json()], [503, { error: "read-only" }]);
      assert.equal((await end(worker, "liuxi")).note, before_.note);
      assert.equal((await worker.fetch("/o/liuxi/")).status, 200);
      await checkLog(`${worker.baseUrl}/o/liuxi/log`);
      assert.match(worker.output, /"event":"read-only"/);
    }
  } finally {
    await worker.restart({ logKeys: undefined });
  }
  assert.deepEqual(outcomes(await push(worker, "liuxi", [said])), ["accepted"]);
});

test("w23_pushes_at_the_same_time_each_get_their_own_answer_and_are_each_in_one_piece", async () => {
  const members = await Promise.all(Array.from({ length: 20 }, () => village.newMember()));
  await push(worker, "liuxi", members.flatMap(({ added, invited, joined }) => [added, invited, joined]));
  const { size } = await end(worker, "liuxi");
  const pushes = await Promise.all(
    members.flatMap(({ device }) => [1, 2, 3].map(() => Promise.all([pledge(device), pledge(device)]))),
  );
  const stranger = new Signer(village.id, await Key.make());
  const forged = [await pledge(stranger)];
  const answers = await Promise.all([...pushes, forged].map((said) => push(worker, "liuxi", said)));
  assert.deepEqual(outcomes(answers.pop()), ["unknown-key"]);
  const indices = answers.map((answer) => answer.answers.map((one) => one.index));
  assert.ok(indices.every(([first, second]) => second === first + 1));
  assert.deepEqual(indices.flat().sort((a, b) => a - b), Array.from({ length: 120 }, (_, place) => size + place));
  answers.forEach((answer) => assert.ok(answer.size > answer.answers.at(-1).index));
});

test("w23_the_same_push_from_many_sides_at_once_is_in_the_log_once", async () => {
  const said = [await pledge(), await pledge()];
  const answers = await Promise.all(Array.from({ length: 8 }, () => push(worker, "liuxi", said)));
  assert.equal(new Set(answers.map(({ answers: each }) => JSON.stringify(each))).size, 1);
  assert.equal((await end(worker, "liuxi")).size, answers[0].answers[1].index + 1);
});
