// Founding an organisation: who may, under which name, and that every step can be repeated (W6, W10).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";
import { board, found, post, push } from "../support/client.mjs";

let worker;
let root;
let county;
before(async () => {
  root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey });
  county = await Organisation.make({ foundingKey: root, name: "青禾区", level: "county" });
});
after(() => worker.dispose());

/** An organisation below another, with an invitation in the parent's log. */
async function invited(parent, slug, options = {}) {
  const foundingKey = await Key.make();
  const invitation = await parent.secretary.say("founding.invited", {
    codes: { public_key: foundingKey.publicKey, expires_ms: options.expiresMs ?? Date.now() + 86_400_000 },
  });
  await push(worker, slug, [invitation]);
  return Organisation.make({ foundingKey, parent: parent.id, name: "柳溪镇", level: "township" });
}

test("w10_a_key_that_nobody_gave_out_founds_nothing", async () => {
  const stranger = await Organisation.make();
  const answer = await found(worker, "stranger", stranger);
  assert.equal(answer.status, 403);
  assert.deepEqual(await answer.json(), { error: "founding-key-unknown" });
});

test("w10_the_founding_code_founds_the_first_organisation_whose_board_is_there_at_once", async () => {
  const answer = await found(worker, "qinghe", county);
  assert.equal(answer.status, 201);
  const founded = await answer.json();
  assert.equal(founded.org, county.id);
  assert.equal(founded.size, 2);
  assert.deepEqual(founded.answers.map((one) => one.outcome), ["accepted", "accepted"]);
  const said = await county.secretary.say("pledge.published", { words: pledgeWords() });
  const pushed = await push(worker, "qinghe", [said]);
  assert.equal(pushed.answers[0].index, 2);
  const shown = await board(worker, "qinghe");
  assert.equal(shown.organisation.name, "青禾区");
  assert.equal(shown.pledges[0].words.text, pledgeWords().text);
  assert.equal(shown.pledges[0].owner.name, "林秋实");
  assert.equal((await checkLog(`${worker.baseUrl}/o/qinghe/log`)).length, 3);
});

test("w10_the_same_founding_again_gets_the_same_answer_another_one_with_that_key_none", async () => {
  const again = await found(worker, "qinghe", county);
  assert.equal(again.status, 201);
  const { answers } = await again.json();
  assert.deepEqual(answers.map(({ index, other_bytes }) => [index, other_bytes]), [[0, false], [1, false]]);
  const other = await Organisation.make({ foundingKey: root });
  const refused = await found(worker, "another", other);
  assert.equal(refused.status, 409);
  assert.deepEqual(await refused.json(), { error: "founding-key-used" });
});

test("w10_an_invitation_in_the_parents_log_founds_one_organisation_below_it", async () => {
  const town = await invited(county, "qinghe");
  assert.equal((await found(worker, "liuxi", town)).status, 201);
  const twice = await Organisation.make({ foundingKey: town.foundingKey, parent: county.id });
  assert.equal((await found(worker, "liuxi-2", twice)).status, 409);
  const tree = await (await worker.fetch("/organisations.json")).json();
  const listed = tree.organisations.find((one) => one.slug === "liuxi");
  assert.equal(listed.parent, county.id);
});

test("w10_an_expired_invitation_one_of_another_parent_and_one_without_a_parent_found_nothing", async () => {
  const late = await invited(county, "qinghe", { expiresMs: Date.now() - 1 });
  assert.equal((await found(worker, "late", late)).status, 403);
  const elsewhere = await Organisation.make({ parent: "0".repeat(32) });
  assert.equal((await found(worker, "elsewhere", elsewhere)).status, 403);
  const known = await invited(county, "qinghe");
  const parentless = await Organisation.make({ foundingKey: known.foundingKey });
  assert.equal((await found(worker, "parentless", parentless)).status, 403);
});

test("w10_a_forged_founding_uses_up_neither_the_key_nor_the_name", async () => {
  const town = await invited(county, "qinghe");
  const forged = await Organisation.make({ foundingKey: town.foundingKey, parent: county.id });
  forged.founding.signed.signature = await (await Key.make()).sign(forged.founding.signed.statement);
  const answer = await found(worker, "zhuxi", forged);
  assert.equal(answer.status, 422);
  assert.equal((await answer.json()).refusal.code, "bad-signature");
  assert.equal((await found(worker, "zhuxi", town)).status, 201);
});

test("w6_a_name_is_given_once_and_has_a_form", async () => {
  const town = await invited(county, "qinghe");
  for (const [slug, status, error] of [
    ["qinghe", 409, "slug-taken"],
    ["Qinghe", 422, "slug-malformed"],
    ["no", 422, "slug-malformed"],
    ["admin", 422, "slug-reserved"],
    ["0".repeat(32), 422, "slug-malformed"],
  ]) {
    const answer = await found(worker, slug, town);
    assert.equal(answer.status, status, slug);
    assert.deepEqual(await answer.json(), { error });
  }
  assert.equal((await found(worker, "meixi", town)).status, 201);
});

test("w10_a_founding_that_is_longer_than_a_push_uses_up_neither_the_key_nor_the_name", async () => {
  const town = await invited(county, "qinghe");
  const content = { slug: "shanwan", push: toPush([town.founding, town.naming]) };
  const room = 2 * 1024 * 1024 - JSON.stringify(content.push).length;
  content.push.entries[1].body.text += "x".repeat(room + 1);
  const answer = await post(worker, "/organisations", content);
  assert.equal(answer.status, 413);
  assert.deepEqual(await answer.json(), { error: "too-large" });
  const other = await Organisation.make({ foundingKey: town.foundingKey, parent: county.id });
  assert.equal((await found(worker, "shanwan", other)).status, 201);
});

test("w10_what_is_not_a_founding_is_refused_before_anything_is_reserved", async () => {
  const said = await county.secretary.say("pledge.published", { words: pledgeWords() });
  for (const content of [
    { slug: "nothing", push: { entries: [] } },
    { slug: "nothing", push: toPush([said]) },
  ]) {
    const answer = await post(worker, "/organisations", content);
    assert.equal(answer.status, 422);
    assert.deepEqual(await answer.json(), { error: "not-a-founding" });
  }
  const extra = await post(worker, "/organisations", { slug: "nothing", push: { entries: [] }, more: 1 });
  assert.equal(extra.status, 400);
});

test("w6_an_identity_leads_to_the_slug_question_included_unknown_names_lead_nowhere", async () => {
  const moved = await worker.fetch(`/o/${county.id}/board.json?on=2026-01-01`, { redirect: "manual" });
  assert.equal(moved.status, 308);
  assert.equal(moved.headers.get("location"), "/o/qinghe/board.json?on=2026-01-01");
  const bare = await worker.fetch("/o/qinghe", { redirect: "manual" });
  assert.deepEqual([bare.status, bare.headers.get("location")], [308, "/o/qinghe/"]);
  for (const path of ["/o/nowhere/", `/o/${"1".repeat(32)}/`, "/o/may-found/", "/o/qinghe/may-found"]) {
    assert.equal((await worker.fetch(path)).status, 404, path);
  }
});
