// Two phones held together: the code on one is read off its screen and opened on the other.
import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { push } from "../support/client.mjs";
import { readCode } from "../support/read-code.mjs";
import { inDays } from "./support/day.mjs";
import { beginVillageDay, SLUG } from "./support/village.mjs";

let day, village, first, second;

/** The link in the code on somebody's screen, as another phone's camera reads it. */
const codeOf = async (person) => {
  await person.page.locator(".qr").waitFor();
  const link = readCode(await person.page.locator(".qr").screenshot());
  assert.ok(link, "no code can be read off the screen");
  return link;
};
const grows = async (text) => {
  const words = { text, due: { kind: "on", on: inDays(20) } };
  await push(day.worker, SLUG, [await village.secretary.say("pledge.published", { words })]);
};
const shows = (person) => person.open(`/app/compare/${SLUG}`);

before(async () => {
  ({ day, village } = await beginVillageDay());
  first = await day.guest();
  second = await day.guest();
});
after(() => day?.end());

test("the foot of a board leads to a code that says what this phone holds", async () => {
  await first.open(`/o/${SLUG}/`);
  await first.follow("和别的手机比对");
  await first.page.waitForURL(new RegExp(`/app/compare/${SLUG}$`));
  await first.sees("上次核对");
  await first.sees("刚刚");
  const link = await codeOf(first);
  assert.match(link, new RegExp(`^${day.worker.baseUrl}/app/compare#1\\.[0-9a-f]{32}\\.public\\.\\d+\\.`));
  await first.page.getByText("看这个码里的文字").click();
  await first.sees(link);
});

test("the code is read off a hall's screen, a small phone's, in large text and in the dark", async () => {
  const link = await codeOf(first);
  for (const viewport of [{ width: 320, height: 568 }, { width: 1080, height: 1920 }]) {
    await first.page.setViewportSize(viewport);
    assert.equal(await codeOf(first), link);
  }
  await first.page.setViewportSize({ width: 390, height: 844 });
  await first.press("长辈版");
  await first.page.emulateMedia({ colorScheme: "dark" });
  assert.equal(await codeOf(first), link);
  await first.page.emulateMedia({ colorScheme: "light" });
  await first.press("长辈版");
});

test("a phone that has never been here opens the code and sees that it is the same record", async () => {
  await second.page.goto(await codeOf(first));
  await second.sees("是同一份记录");
  await second.sees("一条不差");
});

test("a phone that has seen more says that the other one's record is how its own begins", async () => {
  const earlier = await codeOf(first);
  await grows("清理村东水渠");
  await shows(second);
  await second.sees("上次核对");
  await second.page.goto(earlier);
  await second.sees("是同一份记录，这台设备的更新");
});

test("a phone that has seen less looks at the server first, and without a network says what it can", async () => {
  await shows(second);
  const later = await codeOf(second);
  await first.hasTheApp();
  await first.goesOffline();
  await first.page.goto(later);
  await first.sees("现在还比不出来");
  await first.goesOnline();
  await first.page.reload();
  await first.sees("一条不差");
});

test("a link is pasted; one that lost its end is not taken for anything", async () => {
  const link = await codeOf(second);
  await first.open("/app/compare");
  await first.fill("对方的链接", link.slice(0, -3));
  await first.press("比对");
  await first.sees("没有比成");
  await first.fill("对方的链接", link);
  await first.press("比对");
  await first.sees("一条不差");
});

test("a code that the log's key has not signed proves nothing", async () => {
  const forged = (await codeOf(second)).replace(/\.public\.(\d+)\./, (_, size) => `.public.${Number(size) - 1}.`);
  await first.open("/app/how");
  await first.page.goto(forged);
  await first.sees("没有比成");
  assert.equal(await first.page.getByText("发现两份不同的记录").count(), 0);
});

test("two phones that were shown two histories find out as soon as one opens the other's code", async () => {
  const { worker } = day;
  const common = `${worker.data}-common`;
  await worker.stop();
  cpSync(worker.data, common, { recursive: true });
  await worker.start();
  await grows("给第一部手机看的");
  await shows(first);
  await first.sees("刚刚");
  const shownToTheFirst = await codeOf(first);
  // The server shows the second one a log in which that never happened. The first one is away meanwhile.
  await first.page.goto("about:blank");
  await worker.stop();
  rmSync(worker.data, { recursive: true });
  cpSync(common, worker.data, { recursive: true });
  rmSync(common, { recursive: true });
  await worker.start();
  await grows("给第二部手机看的");
  await shows(second);
  await second.sees("刚刚");
  await second.page.goto(shownToTheFirst);
  await second.sees("发现两份不同的记录");
  const [download] = await Promise.all([second.page.waitForEvent("download"), second.press("存下证据文件")]);
  const [evidence] = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(evidence.contradiction.kind, "forked");
  assert.ok(evidence.held && evidence.offered && evidence.held !== evidence.offered);
});

test("the evidence stays, and the settings tell of it before a copy is removed", async () => {
  await shows(second);
  await second.sees("这份记录前后矛盾");
  await second.open("/app/settings");
  await second.sees("存有前后矛盾的证据");
  await second.press("从这台设备移除");
  await second.press("移除后就发现不了以前的改动。确定？再按一次");
  await second.page.getByText("查证时存下的记录").waitFor({ state: "detached" });
  await second.page.reload();
  await second.page.getByText("本机已用空间").waitFor();
  assert.equal(await second.page.getByText("查证时存下的记录").count(), 0);
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
