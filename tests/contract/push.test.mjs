// Pushing: what is taken in, once; what is refused, and how it is said (W9, W11).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { board, end, found, outcomes, post, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, Signer, newId, pledgeWords, toPush } from "../support/member.mjs";

const MINUTE_MS = 60_000;

let worker;
let village;
let now = Date.parse("2026-11-22T08:00:00+08:00");
/** A minute later, so that no test uses up another's share. */
const later = () => ({ "jiannuo-now-ms": String((now += MINUTE_MS)) });
const say = (said, headers = later()) => push(worker, "liuxi", said, headers);

before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, clock: "adjustable" });
  village = await Organisation.make({ foundingKey: root, clock: () => now });
  assert.equal((await found(worker, "liuxi", village, later())).status, 201);
});
after(async () => {
  try {
    await checkLog(`${worker.baseUrl}/o/liuxi/log`);
  } finally {
    await worker.dispose();
  }
});

const pledge = (fields = {}) => village.secretary.say("pledge.published", { words: pledgeWords(), ...fields });

test("w11_the_same_push_again_gets_the_same_indices_and_changes_nothing", async () => {
  const said = [await pledge(), await pledge()];
  const first = await say(said);
  const again = await say(said);
  assert.deepEqual(again, first);
  assert.deepEqual(outcomes(first), ["accepted", "accepted"]);
  assert.equal(first.answers[0].other_bytes, false);
});

test("w11_an_answer_was_lost_and_the_statement_made_anew_the_original_index_and_the_news_of_it", async () => {
  const original = await pledge();
  const first = await say([original]);
  const rebased = await pledge({ entry: original.entry, record: original.record, at: now + 5 });
  const answer = await say([rebased]);
  assert.equal(answer.answers[0].index, first.answers[0].index);
  assert.equal(answer.answers[0].received_ms, first.answers[0].received_ms);
  assert.equal(answer.answers[0].other_bytes, true);
  assert.equal(answer.size, first.size);
});

test("w11_a_statement_twice_in_one_push_is_taken_in_once", async () => {
  const said = await pledge();
  const answer = await say([said, said]);
  assert.equal(answer.answers[0].index, answer.answers[1].index);
  assert.equal(answer.size, answer.answers[0].index + 1);
});

test("w11_a_signature_holds_for_one_statement_one_key_one_organisation", async () => {
  const [one, two] = [await pledge(), await pledge()];
  const elsewhere = new Signer(newId(), village.secretary.key, () => now);
  const stranger = new Signer(village.id, await Key.make(), () => now);
  const forged = await pledge();
  forged.signed.signature = await stranger.key.sign(forged.signed.statement);
  const altered = await pledge();
  altered.signed.statement = altered.signed.statement.replace(/"at":(\d+)/, (_, at) => `"at":${Number(at) + 1}`);
  const flipped = await pledge();
  const bytes = Buffer.from(flipped.signed.signature, "base64");
  bytes[40] ^= 1;
  flipped.signed.signature = bytes.toString("base64");
  const swapped = await pledge();
  swapped.signed.signature = two.signed.signature;
  const answer = await say([
    one,
    forged,
    altered,
    flipped,
    swapped,
    await elsewhere.say("pledge.published", { words: pledgeWords() }),
    await stranger.say("pledge.published", { words: pledgeWords() }),
    two,
  ]);
  assert.deepEqual(outcomes(answer), [
    "accepted",
    "bad-signature",
    "bad-signature",
    "bad-signature",
    "bad-signature",
    "wrong-log",
    "unknown-key",
    "accepted",
  ]);
});

test("w11_a_key_that_is_no_point_of_the_curve_signs_nothing", async () => {
  const invitation = Buffer.from((await Key.make()).raw);
  invitation[64] ^= 1;
  const off = invitation.toString("base64");
  const invited = await village.secretary.say("invitation.issued", {
    codes: { public_key: off, expires_ms: now + 1e9 },
  });
  const { keyId } = await import("../support/log-reader.mjs");
  const device = await Key.make();
  const joined = await new Signer(village.id, { ...device, id: keyId(invitation), sign: (text) => device.sign(text) }).say(
    "device.joined",
    { record: device.id, codes: { public_key: device.publicKey } },
  );
  assert.deepEqual(outcomes(await say([invited, joined])), ["accepted", "bad-signature"]);
});

test("w11_what_a_newer_version_would_say_is_refused_at_the_door_the_rest_of_the_push_is_not", async () => {
  const answer = await say([
    await pledge({ weight: 3 }),
    await village.secretary.say("ballot.cast", { words: {} }),
    await pledge({ v: 2 }),
    await pledge({ words: { ...pledgeWords(), tail: 1 } }),
    await pledge(),
  ]);
  assert.deepEqual(outcomes(answer), ["malformed", "unknown-kind", "malformed", "words", "accepted"]);
  assert.equal(answer.answers[0].entry, undefined);
});

test("w11_a_statement_that_is_not_in_canonical_form_is_malformed", async () => {
  const said = await pledge();
  said.signed.statement = `${said.signed.statement} `;
  said.signed.signature = await village.secretary.key.sign(said.signed.statement);
  assert.deepEqual(outcomes(await say([said])), ["malformed"]);
});

test("w11_words_their_hash_their_shape_their_length", async () => {
  const other = await pledge();
  other.signed.body = (await pledge({ words: pledgeWords("另一句话") })).signed.body;
  const none = await pledge();
  delete none.signed.body;
  const long = await pledge({ words: pledgeWords("诺".repeat(10_000)) });
  const spaced = await pledge({ words: JSON.stringify(pledgeWords(), null, 1) });
  const answer = await say([other, none, long, spaced]);
  assert.deepEqual(outcomes(answer), ["body-mismatch", "body", "words", "words"]);
  assert.deepEqual(
    answer.answers[2].refusal,
    { code: "words", problem: "too-long", field: "text", characters: 10_000, limit: 500 },
  );
});

test("w11_hostile_text_is_kept_as_it_is_and_never_becomes_markup", async () => {
  const text = "<script>alert(1)</script>\u202e反了\u200b&amp;";
  const said = await pledge({ words: pledgeWords(text) });
  assert.deepEqual(outcomes(await say([said])), ["accepted"]);
  const shown = await board(worker, "liuxi");
  assert.equal(shown.pledges.find((row) => row.id === said.record).words.text, text);
  const page = await (await worker.fetch(`/o/liuxi/pledges/${said.record}`)).text();
  assert.ok(page.includes("alert(1)"));
  assert.ok(!page.includes("<script>alert"));
});

test("w11_a_stale_head_is_refused_with_the_newer_one_the_rebased_statement_goes_in", async () => {
  const said = await pledge();
  const revise = (prev) =>
    village.secretary.say("pledge.revised", {
      record: said.record,
      prev,
      words: { ...pledgeWords("每月两次"), reason: "村民的建议" },
    });
  const [mine, yours] = [await revise(said.entry), await revise(said.entry)];
  assert.deepEqual(outcomes(await say([said, mine])), ["accepted", "accepted"]);
  const { answers } = await say([yours]);
  assert.deepEqual(answers[0].refusal, { code: "stale-head", head: mine.entry });
  assert.deepEqual(outcomes(await say([await revise(answers[0].refusal.head)])), ["accepted"]);
});

test("w11_what_builds_on_a_refused_statement_waits_for_it", async () => {
  const bad = await pledge({ subject: newId() });
  const after_ = await village.secretary.say("progress.added", {
    record: bad.record,
    words: { on: "2026-11-22", note: "第一次" },
  });
  const next = await village.secretary.say("pledge.withdrawn", {
    record: bad.record,
    prev: bad.entry,
    codes: { reason: "superseded" },
    words: { reason: "重复" },
  });
  const answer = await say([bad, after_, next, await pledge()]);
  assert.deepEqual(outcomes(answer), ["unknown-subject", "depends-on-refused", "depends-on-refused", "accepted"]);
  assert.equal(answer.answers[1].refusal.entry, bad.entry);
});

test("w11_a_member_joins_and_speaks_in_one_push_once_removed_speaks_no_more", async () => {
  const member = await village.newMember();
  const spoken = await member.device.say("pledge.published", { words: pledgeWords() });
  const answer = await say([member.added, member.invited, member.joined, spoken]);
  assert.deepEqual(outcomes(answer), ["accepted", "accepted", "accepted", "accepted"]);
  const removed = await village.secretary.say("member.removed", { record: member.member, prev: member.added.entry });
  assert.deepEqual(outcomes(await say([removed])), ["accepted"]);
  const late = await member.device.say("pledge.published", { words: pledgeWords(), at: 0 });
  assert.deepEqual(outcomes(await say([late])), ["member-removed"]);
});

test("w11_an_invitation_lets_one_device_in_and_only_in_its_time", async () => {
  const member = await village.newMember("何平", "member", now + 10 * MINUTE_MS);
  await say([member.added, member.invited, member.joined]);
  const second = await Key.make();
  const again = await new Signer(village.id, member.invitation, () => now).say("device.joined", {
    record: second.id,
    codes: { public_key: second.publicKey },
  });
  assert.deepEqual(outcomes(await say([again])), ["invitation-used"]);
  const slow = await village.newMember("许静", "member", now + 2 * MINUTE_MS);
  await say([slow.added, slow.invited]);
  now += 5 * MINUTE_MS;
  assert.deepEqual(outcomes(await say([slow.joined])), ["invitation-expired"]);
});

test("w11_a_device_in_1970_or_a_year_ahead_is_taken_in_the_time_of_receipt_is_the_logs", async () => {
  const said = [await pledge({ at: 0 }), await pledge({ at: now + 365 * 86_400_000 })];
  const answer = await say(said);
  assert.deepEqual(outcomes(answer), ["accepted", "accepted"]);
  assert.ok(answer.answers.every((one) => one.received_ms === now));
});

test("w11_a_clock_that_is_set_back_does_not_set_receipts_back", async () => {
  const first = await say([await pledge()]);
  const second = await say([await pledge()], { "jiannuo-now-ms": String(now - 86_400_000) });
  assert.equal(second.answers[0].received_ms, first.answers[0].received_ms);
});

test("w11_keys_that_strangers_introduce_to_each_other_are_not_looked_at", async () => {
  const stranger = await Organisation.make({ clock: () => now });
  const member = await stranger.newMember();
  const chain = [stranger.founding, stranger.naming, member.added, member.invited, member.joined];
  const forged = await village.secretary.say("invitation.issued", {
    codes: { public_key: member.invitation.publicKey, expires_ms: now + 1e9 },
  });
  // With these signatures nothing that was looked at would be called by another name.
  for (const said of [...chain, forged]) said.signed.signature = (await pledge()).signed.signature;
  assert.deepEqual(outcomes(await say(chain)), ["already-founded", ...Array(4).fill("unknown-key")]);
  const joined = await new Signer(village.id, member.invitation, () => now).say("device.joined", {
    record: member.device.key.id,
    codes: { public_key: member.device.key.publicKey },
  });
  const spoken = await new Signer(village.id, member.device.key, () => now).say("pledge.published", { words: pledgeWords() });
  assert.deepEqual(outcomes(await say([forged, joined, spoken])), ["bad-signature", "unknown-key", "unknown-key"]);
});

test("w9_content_that_is_no_push_is_refused_whole", async () => {
  const size = async () => (await end(worker, "liuxi")).size;
  const before_ = await size();
  const good = (await pledge()).signed;
  for (const [content, status, error] of [
    ["", 400, "malformed"],
    ["{", 400, "malformed"],
    ["[]", 400, "malformed"],
    [{ entries: {} }, 400, "malformed"],
    [{ entries: [good], more: 1 }, 400, "malformed"],
    [{ entries: [good, { ...good, signature: 7 }] }, 400, "malformed"],
    [{ entries: [good, { ...good, signature: "AA==" }] }, 400, "malformed"],
    [{ entries: [{ ...good, body: { salt: "00", text: "{}" } }] }, 400, "malformed"],
    [Buffer.from([0xff, 0xfe]), 400, "malformed"],
    [{ entries: Array(101).fill(good) }, 413, "too-many-entries"],
    [`{"entries":[],"pad":"${"x".repeat(2 * 1024 * 1024)}"}`, 413, "too-large"],
  ]) {
    const answer = await post(worker, "/o/liuxi/entries", content, later());
    assert.equal(answer.status, status);
    assert.equal((await answer.json()).error, error);
  }
  assert.equal(await size(), before_);
});

test("w9_content_without_a_length_is_cut_off_at_the_bound", async () => {
  const chunk = Buffer.alloc(64 * 1024, 0x20);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += chunk.length;
      if (sent > 8 * 1024 * 1024) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const answer = await post(worker, "/o/liuxi/entries", endless, later()).catch((error) => error);
  // The engine may close the connection before the client has sent everything.
  if (answer instanceof Error) return assert.match(String(answer.cause ?? answer), /closed|reset|EPIPE|ECONNRESET|other side/i);
  assert.equal(answer.status, 413);
});

test("w9_a_hundred_statements_with_long_words_are_one_push", async () => {
  const words = { title: "村务公开", kind: "village", date: "2026-11-01", body: "账".repeat(3_000) };
  const said = await Promise.all(
    Array.from({ length: 100 }, () => village.secretary.say("disclosure.published", { words })),
  );
  const answer = await say(said);
  assert.ok(outcomes(answer).every((one) => one === "accepted"));
});

test("w9_a_key_has_its_share_of_pushes_a_minute_repetitions_and_forgeries_do_not_use_it_up", async () => {
  const minute = later();
  const known = await pledge();
  for (let count = 0; count < 60; count += 1) {
    await say([count === 0 ? known : await pledge()], minute);
    if (count % 20 === 0) {
      const forged = await pledge();
      forged.signed.signature = known.signed.signature;
      assert.deepEqual(outcomes(await say([known, forged], minute)), ["accepted", "bad-signature"]);
    }
  }
  const answer = await post(worker, "/o/liuxi/entries", toPush([await pledge()]), minute);
  assert.equal(answer.status, 429);
  assert.deepEqual(await answer.json(), { error: "too-many-pushes" });
  const wait = Number(answer.headers.get("retry-after"));
  assert.ok(wait >= 1 && wait <= 60);
  assert.deepEqual(outcomes(await say([known], minute)), ["accepted"]);
  assert.deepEqual(outcomes(await say([await pledge()], later())), ["accepted"]);
});

test("w11_without_the_binding_nobody_sets_the_clock", async () => {
  const root = await Key.make();
  const real = await startWorker({ foundingKey: root.publicKey });
  try {
    const organisation = await Organisation.make({ foundingKey: root });
    const founded = await found(real, "liuxi", organisation, { "jiannuo-now-ms": "1000" });
    const [{ received_ms: receivedMs }] = (await founded.json()).answers;
    assert.ok(Math.abs(receivedMs - Date.now()) < MINUTE_MS);
    const { nowMs } = await end(real, "liuxi", { "jiannuo-now-ms": "1000" });
    assert.ok(Math.abs(nowMs - Date.now()) < MINUTE_MS);
  } finally {
    await real.dispose();
  }
});
