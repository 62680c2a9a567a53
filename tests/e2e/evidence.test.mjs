// A server that goes back to yesterday: phones notice, fill it again, and send nothing until somebody has looked.
import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const KEPT = "给后山路口装 6 盏路灯";
const WAITING = "修好三组的水闸";
/** How long a phone and a server may take to notice and to mend; a machine under load needs most of it. */
const PATIENCE_MS = 45_000;

let day, secretary, held;
const checkpoint = async () => (await day.worker.fetch(`/o/${SLUG}/log/checkpoint`)).text();
const textOf = (note) => note.slice(0, note.indexOf("\n\n"));

before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG);
  await secretary.allPublished();
});
after(() => day?.end());

test("a phone that has today finds a server set back to yesterday out, says so and fills it again", async () => {
  const yesterday = `${day.worker.data}-yesterday`;
  await day.worker.stop();
  cpSync(day.worker.data, yesterday, { recursive: true });
  await day.worker.start();
  await secretary.open(`/app/o/${SLUG}`);
  await secretary.pledges(SLUG, { text: KEPT, due: inDays(20) });
  await secretary.allPublished();
  held = await checkpoint();
  await day.worker.stop();
  rmSync(day.worker.data, { recursive: true });
  cpSync(yesterday, day.worker.data, { recursive: true });
  rmSync(yesterday, { recursive: true });
  await day.worker.start();
  assert.notEqual(textOf(await checkpoint()), textOf(held));
  await secretary.open(`/app/o/${SLUG}`);
  await secretary.sees("这份记录前后矛盾");
  const deadline = Date.now() + PATIENCE_MS;
  while (textOf(await checkpoint()) !== textOf(held)) {
    assert.ok(Date.now() < deadline, "the server is where it was");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});

test("nothing is sent until a person has seen the evidence, which stays", async () => {
  await secretary.pledges(SLUG, { text: WAITING, due: inDays(10) });
  await secretary.open(`/app/o/${SLUG}/outbox`);
  await secretary.sees("这份记录前后矛盾");
  assert.ok(!(await (await day.worker.fetch(`/o/${SLUG}/board.json`)).text()).includes(WAITING));
  await secretary.press("我看过了，继续使用");
  await secretary.allPublished();
  await secretary.seesOnBoard(`/o/${SLUG}/`, WAITING, PATIENCE_MS);
  await secretary.open(`/app/o/${SLUG}`);
  await secretary.sees(KEPT);
  assert.ok(!(await secretary.nowSees("这份记录前后矛盾")));
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
