// What a resident reads without any script, and what an app's user does without a mouse or with a small screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { push } from "../support/client.mjs";
import { foundingCode } from "../support/engine.mjs";
import { inDays } from "./support/day.mjs";
import { HARMFUL, SLUG, appPages, beginVillageDay, publicPages } from "./support/village.mjs";

/** More presses of Tab than any page has things to come to. */
const TABS_MAX = 80;

let day, ids, village, resident;

const main = () => resident.page.locator("main").innerText();
const scrollsSideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
/** Presses Tab until the thing with this name has the focus. */
const tabsTo = async (page, name) => {
  for (let pressed = 0; pressed < TABS_MAX; pressed += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => {
      const focused = document.activeElement;
      const label = focused.labels?.[0]?.textContent ?? "";
      return `${label}|${focused.textContent}|${focused.getAttribute("aria-label") ?? ""}`;
    });
    if (here.split("|").some((text) => text.trim().startsWith(name))) return;
  }
  throw new Error(`no way to ${name} with the keyboard`);
};
/** A secretary of the village on a device with the app. */
const secretaryOnDevice = async (options) => {
  const { code, public_key: publicKey } = foundingCode();
  const invited = await village.secretary.say("invitation.issued", {
    subject: village.founder,
    codes: { public_key: publicKey, expires_ms: Date.now() + 86_400_000 },
  });
  await push(day.worker, SLUG, [invited]);
  const secretary = await day.guest(options);
  await secretary.joinsByCode(SLUG, code);
  await secretary.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  return secretary;
};

before(async () => {
  ({ day, ids, village } = await beginVillageDay());
  resident = await day.resident();
});
after(() => day?.end());

test("without script a resident gets from the front page to a pledge: who, what, by when, how far, what is overdue", async () => {
  await resident.open("/");
  await resident.follow("柳溪村");
  const board = await main();
  for (const text of ["给后山路口装 6 盏路灯", "林秋实", "完成时限", "已完成 2，共 6 盏", "已逾期"]) {
    assert.ok(board.includes(text), `the board does not say ${text}:\n${board}`);
  }
  await resident.follow("给后山路口装 6 盏路灯");
  const pledge = await main();
  for (const text of ["现场可数", "后山二十户", "买好灯杆", "量好了位置，定了灯杆", "公示以来文字未变更"]) {
    assert.ok(pledge.includes(text), `the pledge's page does not say ${text}:\n${pledge}`);
  }
  await resident.open(`/o/${SLUG}/pledges/${ids.overdue}`);
  const overdue = await main();
  for (const text of ["修好三组和四组的水闸", "已逾期", "四组的也坏了", "第 1 次变更"]) assert.ok(overdue.includes(text), text);
});

test("without script the lists of disclosures and service points lead to each of them", async () => {
  await resident.open(`/o/${SLUG}/disclosures/`);
  await resident.follow("第三季度收支");
  assert.match(await main(), /收入 12,000 元。\s+支出 9,500 元。/);
  await resident.open(`/o/${SLUG}/points/`);
  await resident.follow("柳溪村便民服务点");
  assert.match(await main(), /村委会一楼[^]*08:30[^]*12:00/);
});

test("the switches of language and text size work without script and hold on the next page", async () => {
  await resident.open(`/o/${SLUG}/`);
  const root = resident.page.locator("html");
  await resident.follow("长辈版");
  assert.equal(await root.getAttribute("data-text"), "large");
  await resident.follow("English");
  assert.equal(await root.getAttribute("lang"), "en");
  assert.equal(await root.getAttribute("data-text"), "large");
  assert.ok(!resident.page.url().includes("?"), "an address that is passed on carries nobody's preferences");
  await resident.follow("给后山路口装 6 盏路灯");
  assert.equal(await root.getAttribute("lang"), "en");
  assert.equal(await root.getAttribute("data-text"), "large");
  await resident.follow("中文");
  await resident.follow("标准版");
  assert.equal(await root.getAttribute("data-text"), null);
});

test("an address that is none says so and leads to the front page", async () => {
  for (const path of ["/o/nowhere/", `/o/${SLUG}/pledges/${"0".repeat(32)}`, "/no-such-page"]) {
    const answer = await resident.open(path);
    assert.equal(answer.status(), 404, path);
    assert.match(await main(), /没有找到这个页面/, path);
  }
  await resident.follow("首页");
  await resident.sees("柳溪村");
});

test("reordering, hidden and marked-up text is shown as text and harms nothing, scripts allowed or not", async () => {
  const reader = await day.guest();
  for (const [name, { visible }] of Object.entries(HARMFUL)) {
    for (const path of [`/o/${SLUG}/pledges/${ids[name]}`, `/o/${SLUG}/`]) {
      await reader.open(path);
      assert.ok((await reader.page.locator("main").innerText()).includes(visible), `${name} on ${path}`);
      assert.match(await reader.page.title(), /践诺/);
      assert.equal(await reader.page.locator("main script, main img").count(), 0);
    }
  }
  await reader.open(`/o/${SLUG}/pledges/${ids.direction}`);
  const fenced = await reader.page.locator("h1 bdi").count();
  assert.equal(fenced, 1, "what turns the direction is fenced in");
  await reader.leaves();
});

test("a text of 10,000 characters is refused with its number and stays in the form", async () => {
  const secretary = await secretaryOnDevice();
  await secretary.writesPledge(SLUG, { text: "字".repeat(10_000), due: inDays(9) });
  await secretary.press("公示");
  await secretary.sees("承诺内容有 10000 个字，最多 500 个。");
  assert.equal((await secretary.page.getByLabel("承诺内容").first().inputValue()).length, 10_000);
  await secretary.leaves();
});

test("the first press of Tab offers the way past the menu, on boards and in the app", async () => {
  const reader = await day.guest();
  for (const path of ["/", `/o/${SLUG}/`, "/app/"]) {
    await reader.open(path);
    await reader.page.locator("main h1").first().waitFor();
    await reader.page.keyboard.press("Tab");
    assert.equal(await reader.page.evaluate(() => document.activeElement.textContent), "跳到正文", path);
    await reader.page.keyboard.press("Enter");
    assert.equal(await reader.page.evaluate(() => location.hash), "#main", path);
  }
  await reader.leaves();
});

test("a pledge is written and published with the keyboard alone", async () => {
  const secretary = await secretaryOnDevice();
  const { page } = secretary;
  await secretary.open(`/app/o/${SLUG}/pledges/new`);
  await page.getByLabel("承诺内容").first().waitFor();
  await tabsTo(page, "承诺内容");
  await page.keyboard.type("整理村卫生室旁的空地");
  await tabsTo(page, "数量");
  await page.keyboard.type("1");
  await tabsTo(page, "单位");
  await page.keyboard.type("处");
  await tabsTo(page, "到某一天为止");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await tabsTo(page, "用文字说明时限");
  await page.keyboard.type("秋收之后");
  await tabsTo(page, "公示");
  await page.keyboard.press("Enter");
  await secretary.seesThePledgesPage();
  await secretary.allPublished();
  assert.equal((await day.onBoard(SLUG, "整理村卫生室旁的空地")).length, 1);
  await secretary.leaves();
});

for (const [width, size] of [
  [320, "normal"],
  [390, "large"],
]) {
  test(`no page scrolls sideways on a screen ${width} pixels wide with ${size} text`, async () => {
    const viewport = { width, height: 700 };
    const reader = await day.resident({ viewport });
    await reader.open(`/?text=${size}`);
    const wide = [];
    for (const path of publicPages(ids)) {
      await reader.open(path);
      if (await scrollsSideways(reader.page)) wide.push(path);
    }
    const secretary = await secretaryOnDevice({ viewport });
    if (size === "large") await secretary.press("长辈版");
    for (const path of appPages(SLUG, { ...ids, own: ids.lamps, claimed: ids.lamps })) {
      await secretary.open(path);
      await secretary.page.locator("main h1, main h2").first().waitFor();
      if (await scrollsSideways(secretary.page)) wide.push(path);
    }
    assert.deepEqual(wide, []);
    await reader.leaves();
    await secretary.leaves();
  });
}

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
