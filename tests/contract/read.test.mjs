// Reading: the log's read path, erasure, boards in all their forms, caches (W7, W8, W12 to W16).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { board, end, found, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";

let worker;
let village;
const log = () => `${worker.baseUrl}/o/liuxi/log`;
const get = (path, headers) => worker.fetch(path, { headers, redirect: "manual" });
const say = (...said) => push(worker, "liuxi", said);
const pledge = (words = pledgeWords()) => village.secretary.say("pledge.published", { words });

before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, today: "2026-11-22", clock: "adjustable" });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
});
after(async () => {
  try {
    await checkLog(log());
  } finally {
    await worker.dispose();
  }
});

test("w12_bundles_are_the_logs_leaves_for_ever", async () => {
  const { size } = await end(worker, "liuxi");
  const bundle = `/o/liuxi/log/tile/entries/000.p/${size}`;
  const answer = await get(`${bundle}?org=${village.id}`);
  assert.match(answer.headers.get("cache-control"), /immutable/);
  for (const question of ["", "?", "?org=", `?org=${"1".repeat(32)}`, `?v=1&org=${village.id}`]) {
    const named = await get(`${bundle}${question}`);
    assert.equal(named.headers.get("cache-control"), "no-cache", "a slug may be another organisation's one day");
    const again = await get(`${bundle}${question}`, { "if-none-match": named.headers.get("etag") });
    assert.equal(again.status, 304);
  }
  assert.equal(answer.headers.get("access-control-allow-origin"), "*");
  const all = Buffer.from(await answer.arrayBuffer());
  const first = Buffer.from(await (await get("/o/liuxi/log/tile/entries/000.p/1")).arrayBuffer());
  assert.ok(all.subarray(0, first.length).equals(first));
  for (const path of ["000", `000.p/${size + 1}`, "000.p/0", "000.p/256", "001.p/1", "0", "x000/000.p/1"]) {
    assert.equal((await get(`/o/liuxi/log/tile/entries/${path}`)).status, 404, path);
  }
});

test("w12_more_than_one_bundle", async () => {
  for (let pushes = 0; pushes < 3; pushes += 1) {
    await say(...(await Promise.all(Array.from({ length: 100 }, () => pledge()))));
  }
  const full = await get("/o/liuxi/log/tile/entries/000");
  assert.equal(full.status, 200);
  assert.ok((await checkLog(log())).length > 300);
  const lines = (await (await get("/o/liuxi/log/bodies/from/256")).text()).trim().split("\n").map((line) => JSON.parse(line));
  const statements = (await checkLog(log())).slice(256, 512).filter((statement) => statement.body);
  assert.deepEqual(lines.map((line) => line.hash), statements.map((statement) => statement.body));
});

test("w13_long_bodies_come_in_more_than_one_batch", async () => {
  const words = { title: "村务公开", kind: "village", date: "2026-11-01", body: "账".repeat(20_000) };
  const said = await Promise.all(Array.from({ length: 25 }, () => village.secretary.say("disclosure.published", { words })));
  const { answers } = await say(...said);
  const hashes = [];
  while (hashes.length < said.length) {
    const text = await (await get(`/o/liuxi/log/bodies/from/${answers[hashes.length].index}`)).text();
    assert.ok(text.length > 0 && Buffer.byteLength(text) < 1.1 * 1024 * 1024);
    hashes.push(...text.trim().split("\n").map((line) => JSON.parse(line).hash));
  }
  assert.deepEqual(hashes, said.map((one) => one.hash));
});

test("w13_a_body_is_served_under_its_hash_and_revalidated", async () => {
  const said = await pledge();
  await say(said);
  const answer = await get(`/o/liuxi/log/bodies/${said.hash}`);
  assert.equal(answer.headers.get("cache-control"), "no-cache");
  assert.deepEqual(await answer.json(), said.signed.body);
  const again = await get(`/o/liuxi/log/bodies/${said.hash}`, { "if-none-match": answer.headers.get("etag") });
  assert.equal(again.status, 304);
  assert.equal((await get(`/o/liuxi/log/bodies/${"0".repeat(64)}`)).status, 404);
  assert.equal((await get("/o/liuxi/log/bodies/no-hash")).status, 404);
});

test("w13_erased_words_are_gone_from_everywhere_also_after_a_restart_the_entry_stays", async () => {
  const secret = "某人的电话写在这里";
  const said = await pledge(pledgeWords(secret));
  await say(said);
  const etag = (await get(`/o/liuxi/log/bodies/${said.hash}`)).headers.get("etag");
  const erased = await village.secretary.say("body.erased", {
    record: village.id,
    codes: { entry: said.entry, reason: "personal-data" },
  });
  assert.deepEqual(outcomes(await say(erased)), ["accepted"]);
  for (const moment of ["now", "after a restart"]) {
    const gone = await get(`/o/liuxi/log/bodies/${said.hash}`, { "if-none-match": etag });
    assert.equal(gone.status, 410, moment);
    const shown = await board(worker, "liuxi");
    const row = shown.pledges.find((one) => one.id === said.record);
    assert.equal(row.words_state, "erased", moment);
    assert.ok(!JSON.stringify(shown).includes(secret));
    const index = (await checkLog(log())).findIndex((one) => one.entry === said.entry);
    const lines = (await (await get(`/o/liuxi/log/bodies/from/${index}`)).text()).split("\n");
    assert.deepEqual(JSON.parse(lines[0]), { hash: said.hash, erased: true });
    assert.equal((await get(`/o/liuxi/pledges/${said.record}`)).status, 200);
    await worker.restart();
  }
});

test("w14_a_board_is_canonical_JSON_for_a_day", async () => {
  const said = await pledge(pledgeWords("修桥", { kind: "on", on: "2026-12-01" }));
  await say(said);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const status = async (question) =>
    (await board(worker, "liuxi", question)).pledges.find((row) => row.id === said.record).standing.status;
  assert.equal(await status("?on=2026-11-20"), "published");
  assert.equal(await status("?on=2026-12-01"), "due-soon");
  assert.equal(await status("?on=2026-12-04"), "in-grace");
  assert.equal(await status("?on=2026-12-05"), "overdue");
  assert.equal((await board(worker, "liuxi")).identity.today, "2026-11-22");
  const wrong = await get("/o/liuxi/board.json?on=2026-02-30");
  assert.equal(wrong.status, 400);
});

test("w14_a_feed_with_the_latest", async () => {
  const said = await pledge(pledgeWords("装<路>灯"));
  await say(said);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const answer = await get("/o/liuxi/feed.atom");
  assert.match(answer.headers.get("content-type"), /^application\/atom\+xml/);
  const feed = await answer.text();
  assert.ok(feed.includes("<title>装&lt;路&gt;灯</title>"));
  assert.ok(feed.includes(`href="${worker.baseUrl}/o/liuxi/pledges/${said.record}"`));
  assert.ok((feed.match(/<entry>/g) ?? []).length <= 50);
});

test("w7_a_page_has_a_validator_that_changes_with_all_it_depends_on_and_with_nothing_else", async () => {
  // A page says at which minute it holds: here it is always the same one.
  const minute = { "jiannuo-now-ms": String(Date.now()) };
  const ask = (path, headers) => get(path, { ...minute, ...headers });
  const etag = async (path, headers) => (await ask(path, headers)).headers.get("etag");
  const chinese = await etag("/o/liuxi/");
  assert.equal(await etag("/o/liuxi/"), chinese);
  const others = [
    await etag("/o/liuxi/", { "accept-language": "en" }),
    await etag("/o/liuxi/", { cookie: "text=large" }),
    await etag("/o/liuxi/disclosures/"),
    await etag("/o/liuxi/board.json"),
    await etag("/o/liuxi/board.json?on=2026-11-23"),
  ];
  assert.equal(new Set([chinese, ...others]).size, 6);
  assert.equal(await etag("/o/liuxi/?x=1&page=1"), chinese, "what no page understands makes no other one");
  assert.equal(await etag("/?x=1"), await etag("/?x=2"));
  await worker.restart();
  assert.equal(await etag("/o/liuxi/"), chinese);
  const unchanged = await ask("/o/liuxi/", { "if-none-match": chinese });
  assert.equal(unchanged.status, 304);
  assert.equal((await unchanged.text()).length, 0);
  await say(await pledge());
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.notEqual(await etag("/o/liuxi/"), chinese);
  assert.equal((await ask("/o/liuxi/", { "if-none-match": chinese })).status, 200);
});

test("w7_a_page_is_at_most_a_second_old", async () => {
  await get("/o/liuxi/board.json");
  const said = await pledge(pledgeWords("一秒之内"));
  await say(said);
  const pushed = Date.now();
  for (;;) {
    const page = await (await get("/o/liuxi/board.json")).text();
    if (page.includes("一秒之内")) break;
    assert.ok(Date.now() - pushed < 1_500, "a page older than a second");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test("w8_a_question_sets_the_preference_and_goes_away", async () => {
  const answer = await get("/o/liuxi/?status=overdue&lang=en");
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get("location"), "/o/liuxi/?status=overdue");
  assert.match(answer.headers.get("set-cookie"), /^lang=en; Path=\/; Max-Age=31536000; SameSite=Lax; HttpOnly$/);
  const both = await get("/?lang=en&text=large");
  assert.deepEqual(both.headers.getSetCookie().map((cookie) => cookie.split(";")[0]), ["lang=en", "text=large"]);
  const page = await get("/o/liuxi/", { cookie: "lang=en; text=large", "accept-language": "zh-CN" });
  assert.equal(page.headers.get("content-language"), "en");
  assert.match(page.headers.get("vary"), /accept-language, cookie/);
  assert.match(await page.text(), /<html lang="en" data-text="large">/);
});

test("w15_the_front_page_hears_of_what_was_published_and_what_is_overdue_on_its_own_day", async () => {
  const deadline = Date.now() + 5_000;
  let listed;
  do {
    [listed] = (await (await get("/organisations.json")).json()).organisations;
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (listed.name === null && Date.now() < deadline);
  assert.equal(listed.name, "柳溪村");
  assert.equal(listed.level, "village");
  assert.equal(typeof listed.pledges, "number");
  assert.equal(listed.overdue, 0);
  assert.match(await (await get("/")).text(), /柳溪村/);
});

test("w15_a_push_that_brings_nothing_tells_the_directory_nothing", async () => {
  const asAt = async () => (await (await get("/organisations.json")).json()).organisations[0].as_at_ms;
  const said = await pledge();
  await say(said);
  const deadline = Date.now() + 5_000;
  const before_ = await asAt();
  // The report of the push above, unless it was here already.
  while ((await asAt()) === before_ && Date.now() < deadline - 4_000) await new Promise((resolve) => setTimeout(resolve, 50));
  const told = await asAt();
  await say();
  await say(said);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(await asAt(), told);
});

test("w16_pages_of_records_each_has_its_own_unknown_ones_are_not_there", async () => {
  const disclosure = await village.secretary.say("disclosure.published", {
    words: { title: "三季度收支", kind: "finance", date: "2026-10-08", body: "收入三万元" },
  });
  const point = await village.secretary.say("point.published", {
    words: {
      name: "便民服务点",
      level: "village",
      address: "村委会一楼",
      hours: { weekly: Array(7).fill([{ opens: "08:30", closes: "17:00" }]), follows_working_days: true },
    },
  });
  assert.deepEqual(outcomes(await say(disclosure, point)), ["accepted", "accepted"]);
  for (const [path, text] of [
    [`disclosures/${disclosure.record}`, "收入三万元"],
    [`points/${point.record}`, "村委会一楼"],
    ["disclosures/", "三季度收支"],
    ["points/", "便民服务点"],
  ]) {
    const answer = await get(`/o/liuxi/${path}`);
    assert.equal(answer.status, 200, path);
    assert.ok((await answer.text()).includes(text), path);
  }
  for (const path of [`pledges/${point.record}`, "pledges/", "pledges/x", "points/x", "blobs/x", "%2e%2e/"]) {
    assert.equal((await get(`/o/liuxi/${path}`)).status, 404, path);
  }
});
