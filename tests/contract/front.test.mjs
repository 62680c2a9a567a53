// The front page of a district for any day: derived from what the logs have told, equal to what their boards say (W15).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { board, found, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation } from "../support/member.mjs";

const DAY_MS = 86_400_000;
const PATIENCE_MS = 20_000;
/** Days from today: before anything was due, between the due days, today, and after all of them. */
const DAYS = [-80, -50, -38, -36, -20, -8, -5, 0, 5, 24, 40, 90];

let worker, village;
const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const front = async (question = "") => (await worker.fetch(`/${question}`, { headers: { accept: "text/html", "accept-language": "zh" } })).text();

before(async () => {
  const root = await Key.make();
  // Where the clock is adjustable a log tells the directory at once, and not once a minute.
  worker = await startWorker({ foundingKey: root.publicKey, clock: "adjustable" });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  const words = [
    ...[-40, -40, -10, 20, 60].map((days) => ({ text: "修好水闸", due: { kind: "on", on: inDays(days) } })),
    { text: "每月理发一次", due: { kind: "every", every: "month", from: inDays(-100) } },
    { text: "以后再说", due: { kind: "as-written", written: "有条件时" } },
  ];
  const said = await Promise.all(words.map((one) => village.secretary.say("pledge.published", { words: one })));
  const answered = outcomes(await push(worker, "liuxi", said));
  assert.deepEqual(answered.filter((one) => one !== "accepted"), []);
});
after(() => worker.dispose());

/** How many are overdue on a day, as the board of that day says. */
const onBoard = async (on) => {
  const { pledges } = await board(worker, "liuxi", `?on=${on}`);
  return pledges.filter(({ standing }) => standing.status === "overdue").length;
};

test("w15_the_front_page_is_derived_for_any_day", async () => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await front()).includes("7 项承诺")) assert.ok(Date.now() < deadline, "the front page never hears of them");
  const counts = [];
  for (const days of DAYS) {
    const on = inDays(days);
    const html = await front(`?on=${on}`);
    const overdue = await onBoard(on);
    counts.push(overdue);
    const says = overdue === 0 ? /7 项承诺(?!，逾期)/ : new RegExp(`7 项承诺，逾期 ${overdue} 项`);
    assert.match(html, says, on);
    assert.ok(html.includes(`/o/liuxi/?on=${on}`), "its boards are of the same day");
    assert.ok(html.includes("的逾期情况"), "it says for which day it is");
  }
  assert.deepEqual(counts, counts.toSorted((one, other) => one - other), "nothing more was said, so nothing gets better");
  assert.ok(new Set(counts).size >= 4, `days that differ: ${counts}`);
  assert.ok(!(await front()).includes("的逾期情况"), "today needs no notice");
});

test("w15_a_day_that_is_none_is_named_as_such", async () => {
  const answer = await worker.fetch("/?on=2026-02-30");
  assert.equal(answer.status, 400);
});
