// Two who changed one record without a network: each is shown both versions, decides once, and nothing is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const OUTBOX = `/app/o/${SLUG}/outbox`;

let day, office, tablet;

/** What is shown on one side of what waits for a decision. */
const side = (person, which) => person.page.locator(".version").nth(which).innerText();
const marks = (person) => person.page.locator(".version .differs").allInnerTexts();
/** Has both devices change one record while neither has a network, the office first at the server. */
const bothChange = async (path, change) => {
  for (const person of [office, tablet]) {
    await person.open(path);
    await person.page.locator("main h1").first().waitFor();
    await person.goesOffline();
  }
  await change(office, 0);
  await change(tablet, 1);
  await office.goesOnline();
  await office.allPublished();
  await tablet.goesOnline();
  await tablet.sees("有 1 条需要您处理");
  await tablet.open(OUTBOX);
  await tablet.sees("你离线时，有人改了这里的文字。请决定。");
};
const corrects = async (person, fields, reason) => {
  await person.follow("更正");
  for (const [label, text] of Object.entries(fields)) await person.fill(label, text);
  await person.fill("为什么修改", reason);
  if (person.page.url().includes("/disclosures/")) await person.reviews();
  await person.press("公示更正");
  await person.seesTheNoticesPage();
};
const decidedForGood = async () => {
  await tablet.allPublished();
  await tablet.open(OUTBOX);
  await tablet.sees("没有要发布的");
};

before(async () => {
  day = await beginDay();
  office = await day.secretaryOf(SLUG);
  await office.hasTheApp();
  tablet = await day.memberOf(SLUG, office, "顾小满", { role: "secretary" });
  await tablet.hasTheApp();
});
after(() => day?.end());

test("P1: two reword a pledge offline; the second writes both into one, and it is asked once", async () => {
  const id = await office.pledges(SLUG, { text: "每个月把三组的水沟清理一次，雨季加一次", due: inDays(40) });
  await office.allPublished();
  const path = `/app/o/${SLUG}/pledges/${id}`;
  await tablet.open(path);
  await tablet.sees("每个月把三组的水沟清理一次");
  await bothChange(path, async (person, turn) => {
    const text = ["每个月把二组三组的水沟清理一次，雨季加一次", "每个月把三组的水沟清理两次，雨季加一次"][turn];
    await person.follow("修改文字");
    await person.fill("承诺内容", text);
    if (turn === 0) await person.fill("最后一天", inDays(50));
    await person.fill("为什么修改", ["二组也要清", "雨季到了"][turn]);
    await person.press("公示修改");
    await person.seesThePledgesPage();
  });
  assert.match(await side(tablet, 0), /你写的[^]*三组的水沟清理两次/);
  assert.match(await side(tablet, 1), /现在公开的[^]*梁一禾[^]*二组也要清[^]*二组三组的水沟清理一次/);
  assert.ok((await marks(tablet)).length >= 2);
  await tablet.follow("合起来改");
  await tablet.sees("下面的表已经把两边的改动合在一起");
  const text = tablet.page.locator("#text");
  await tablet.page.waitForFunction(() => document.querySelector("#text")?.value.includes("清理两次"));
  assert.equal(await tablet.page.locator("#due").inputValue(), inDays(50), "what only the other changed is theirs");
  assert.equal(await tablet.page.locator("#reason").inputValue(), "雨季到了");
  await text.fill("每个月把二组三组的水沟清理两次，雨季加一次");
  await tablet.press("公示修改");
  await tablet.seesThePledgesPage();
  await decidedForGood();
  const published = await day.onBoard(SLUG, "每个月把二组三组的水沟清理两次，雨季加一次");
  assert.equal(published.length, 1);
  assert.equal(published[0].words.due.on, inDays(50));
});

test("D3: two correct a disclosure offline; the second puts theirs on top, and the newer words stay in the history", async () => {
  const id = await office.discloses(SLUG, { title: "第三季度收支", body: "修渠支出 95,000 元。\n买灯支出 600 元。" });
  await office.allPublished();
  const path = `/app/o/${SLUG}/disclosures/${id}`;
  await tablet.open(path);
  await tablet.sees("买灯支出 600 元");
  await bothChange(path, async (person, turn) => {
    const body = ["修渠支出 9,500 元。\n买灯支出 600 元。", "修渠支出 95,000 元。\n买灯支出 660 元。"][turn];
    await corrects(person, { 正文: body }, ["多写一个零", "漏了运费"][turn]);
  });
  assert.match(await side(tablet, 0), /买灯支出 660 元/);
  assert.match(await side(tablet, 1), /修渠支出 9,500 元/);
  await tablet.press("用我写的");
  await decidedForGood();
  const board = await day.boardShows(SLUG, (board) => board.disclosures.find((one) => one.words?.body.includes("660")));
  assert.match(board.words.body, /95,000/);
  await tablet.open(path);
  await tablet.sees("多写一个零");
});

test("N1: two correct a service point offline; the second takes the public words after reading and copying their own", async () => {
  const id = await office.opensPoint(SLUG, { name: "柳溪村便民服务点", address: "村委会一楼" });
  await office.allPublished();
  const path = `/app/o/${SLUG}/points/${id}`;
  await tablet.open(path);
  await tablet.sees("村委会一楼");
  await bothChange(path, async (person, turn) => {
    await corrects(person, { 地址: ["村委会二楼", "老学校一楼"][turn] }, ["搬到二楼", "搬到老学校"][turn]);
  });
  assert.match(await side(tablet, 0), /老学校一楼/);
  assert.match(await side(tablet, 1), /梁一禾[^]*搬到二楼[^]*村委会二楼/);
  await tablet.press("用榜上的");
  const own = tablet.page.locator(".own-text");
  await own.waitFor();
  assert.match(await own.innerText(), /地址: 老学校一楼[^]*搬到老学校/);
  await tablet.press("先不放弃");
  await tablet.press("用榜上的");
  await tablet.press("复制我写的");
  await tablet.sees("已复制");
  await tablet.press("确定放弃我写的");
  await tablet.sees("没有要发布的");
  await tablet.open(OUTBOX);
  await tablet.sees("没有要发布的");
  await day.boardShows(SLUG, (board) => board.points.some((point) => point.words?.address === "村委会二楼"));
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
