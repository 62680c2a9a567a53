// A secretary is reminded of service points whose description nobody has looked at for a quarter.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BOARD_AGE_MOST_MS, beginDay } from "./support/day.mjs";

const SLUG = "liuxi";
const NAME = "余望舒";
/** Longer than the ninety days after which a description is stale. */
const LONG_AGO_MS = 100 * 86_400_000;
const OLD = "柳溪村便民服务点";
const NEW = "渡口代办点";
const REMINDER = /超过 90 天没有核对/;

let day, secretary, member, old;

const reminder = (person) => person.page.getByRole("region", { name: REMINDER });

before(async () => {
  day = await beginDay({ clock: "adjustable" });
  secretary = await day.guest();
  const { context } = secretary.device;
  // The log of these acts is of then; what comes after them is of now.
  await context.setExtraHTTPHeaders({ "jiannuo-now-ms": String(Date.now() - LONG_AGO_MS) });
  await secretary.founds(day.foundingCode, { slug: SLUG, name: "柳溪村", person: "梁一禾", post: "书记" });
  old = await secretary.opensPoint(SLUG, { name: OLD, address: "村委会一楼" });
  await secretary.allPublished();
  await context.setExtraHTTPHeaders({});
  await secretary.opensPoint(SLUG, { name: NEW, address: "老渡口" });
  await secretary.allPublished();
  member = await day.memberOf(SLUG, secretary, NAME);
});
after(() => day?.end());

test("N1: a secretary sees which points are stale, as the board says, and none once they were checked; others are not bothered", async () => {
  await member.seesOnBoard(`/o/${SLUG}/points/${old}`, "没有核对", BOARD_AGE_MOST_MS + 10_000);
  await secretary.open(`/app/o/${SLUG}`);
  await reminder(secretary).waitFor();
  const text = await reminder(secretary).innerText();
  assert.match(text, /1 个服务点/);
  assert.ok(text.includes(OLD) && text.includes("最近核对：") && !text.includes(NEW), text);
  await member.open(`/app/o/${SLUG}`);
  await member.sees("看公开的承诺榜");
  assert.equal(await reminder(member).count(), 0, "who keeps no points is not reminded");

  await reminder(secretary).getByRole("link", { name: OLD }).click();
  await secretary.press("我核对过，信息没变");
  await secretary.page.getByText("没有核对").waitFor({ state: "detached" });
  await secretary.allPublished();
  await secretary.open(`/app/o/${SLUG}`);
  await secretary.sees("看公开的承诺榜");
  assert.equal(await reminder(secretary).count(), 0);
  assert.equal(await secretary.nowSees("没有核对"), false);
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
