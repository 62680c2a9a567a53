// What residents see of the proof: from the mark beside a line to what their own device has checked.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const TEXT = "给后山路口装 6 盏路灯";

let day, pledge, phone;

before(async () => {
  day = await beginDay();
  const secretary = await day.secretaryOf(SLUG);
  pledge = await secretary.pledges(SLUG, { text: TEXT, due: inDays(20) });
  await secretary.allPublished();
  await day.boardShows(SLUG, (board) => board.pledges.some((one) => one.words?.text === TEXT));
});
after(() => day?.end());

test("a board says how long its log is, that nobody has witnessed it, and how to check it", async () => {
  const resident = await day.resident();
  await resident.open(`/o/${SLUG}/`);
  await resident.sees(/本单位共有 \d+ 条记录/);
  await resident.sees("还没有别的单位见证");
  assert.equal(await resident.page.getByRole("link", { name: "怎样自己查证" }).getAttribute("href"), "/app/how");
  await resident.leaves();
});

test("a resident who is no member follows the mark and sees who entered it, its number, and what the phone checked", async () => {
  phone = await day.guest();
  await phone.open(`/o/${SLUG}/`);
  await phone.follow("查证这一条");
  await phone.page.waitForURL(new RegExp(`/app/check/${SLUG}/${pledge}$`));
  await phone.sees("查证通过");
  await phone.sees(TEXT);
  await phone.sees("梁一禾");
  await phone.sees(/这是记录的第 \d+ 条/);
  for (const ticked of ["签名是录入人的", "就在记录的这个位置", "文字没有改动"]) await phone.sees(`✓ ${ticked}`);
});

test("somebody who waits for a long record is told how far it is", async () => {
  const waiting = await day.guest();
  await waiting.page.route("**/log/tile/entries/**", async (route) => {
    await waiting.sees(/共 \d+ 条记录，已取回 0 条/);
    await route.continue();
  });
  await waiting.open(`/app/check/${SLUG}/${pledge}`);
  await waiting.sees("查证通过");
  await waiting.leaves();
});

test("the proof goes along as a file that others can check", async () => {
  await phone.page.getByText("技术细节").first().click();
  const [download] = await Promise.all([phone.page.waitForEvent("download"), phone.press("存下这一条的证明")]);
  assert.match(await readFile(await download.path(), "utf8"), /^c2sp\.org\/tlog-proof@v1\n/);
});

test("without a network the phone checks with what it holds, and says as of when", async () => {
  await phone.hasTheApp();
  await phone.goesOffline();
  await phone.page.reload();
  await phone.sees("查证通过");
  await phone.sees("现在联系不上服务器");
  await phone.goesOnline();
});

test("having checked something makes nobody a member", async () => {
  await phone.open("/app/");
  await phone.page.locator("main h1").waitFor();
  assert.equal(await phone.page.locator(".organisations").count(), 0);
});

test("how to check is said on one page", async () => {
  await phone.open("/app/how");
  await phone.sees("怎样自己查证");
  await phone.sees("它不能证明：写的事是真的");
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
