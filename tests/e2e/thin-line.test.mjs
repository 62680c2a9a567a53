// The main job: a pledge written offline on a phone becomes a line on a public board.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";

let day;

before(async () => {
  day = await beginDay();
});
after(() => day?.end());

test("a member joins by a link and writes a pledge offline; it is there after closing, and published once online", async () => {
  const secretary = await day.secretaryOf(SLUG);
  const member = await day.memberOf(SLUG, secretary, "顾小满", { device: await day.person() });
  await member.hasTheApp();

  await member.goesOffline();
  const id = await member.pledges(SLUG, { text: "给后山路口装 6 盏路灯", quantity: "6", unit: "盏", due: inDays(20) });
  await member.sees("已存本机，联网后自动发布");
  await member.addsProgress("量好了位置", "0");
  await member.closesAndOpens(`/app/o/${SLUG}/pledges/${id}`, true);
  await member.sees("给后山路口装 6 盏路灯");
  await member.sees("量好了位置");

  await member.goesOnline();
  await member.seesOnBoard(`/o/${SLUG}/`, "给后山路口装 6 盏路灯", 5_000);
  const { pledges } = await day.board(SLUG);
  assert.deepEqual(pledges.map((pledge) => [pledge.id, pledge.owner.name]), [[id, "顾小满"]]);
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
