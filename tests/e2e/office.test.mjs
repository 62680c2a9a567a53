// What an office writes down for its members: offline too, read by members alone, corrected and erased in the open.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";

import { TEST_SEED } from "../support/engine.mjs";
import { beginDay } from "./support/day.mjs";

const SLUG = "liuxi";
const OFFICE = `/app/o/${SLUG}/office`;
const TITLE = "商量后山路灯怎么装";
const TEXT = "梁一禾、顾小满到会。\n议定先装东头三盏，月底前验收。";
/** What the deployment's seed is changed to. */
const NEW_SEED = "6f".repeat(32);
const PICTURES = process.env.JIANNUO_PICTURES;

let day, secretary, member;

const writes = async (person, title, text) => {
  await person.open(`${OFFICE}/new`);
  await person.fill("标题", title);
  await person.fill("内容", text);
  await person.press("记下");
  await person.page.waitForURL(new RegExp(`${OFFICE}$`));
};

/** A picture of the page for somebody who looks at it, where one is asked for. */
const picture = async (person, name) => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [look, width, height] of [["phone", 390, 844], ["desk", 1280, 800], ["hall", 1080, 1920]]) {
    await person.page.setViewportSize({ width, height });
    await person.page.screenshot({ path: `${PICTURES}/${name}-${look}.png`, fullPage: true });
  }
  await person.page.setViewportSize({ width: 390, height: 844 });
};

before(async () => {
  day = await beginDay({ faults: true });
  secretary = await day.secretaryOf(SLUG);
  member = await day.memberOf(SLUG, secretary, "顾小满");
});
after(() => day?.end());

test("an office without records says what they are for", async () => {
  await secretary.open(`/app/o/${SLUG}/manage`);
  await secretary.follow("内部记录");
  await secretary.sees("还没有内部记录");
  await secretary.sees(/公开记录(还没有锁定|已于)/);
  await picture(secretary, "office-empty");
});

test("minutes written without a network go out by themselves and reach the other members", async () => {
  await member.open(OFFICE);
  await member.hasTheApp();
  await member.sees("还没有内部记录");
  await member.open(`${OFFICE}/new`);
  await member.page.locator("#title").waitFor();
  await picture(member, "office-form");
  await member.goesOffline();
  await member.fill("标题", TITLE);
  await member.fill("内容", TEXT);
  await member.press("记下");
  await member.sees("已存本机，联网后自动记入");
  await member.sees("这次没有联上服务器");
  await picture(member, "office-offline");
  await member.goesOnline();
  await member.sees("第 2 条，顾小满");
  await secretary.open(OFFICE);
  await secretary.sees(TITLE);
  await secretary.follow(TITLE);
  await secretary.sees("议定先装东头三盏，月底前验收。");
});

test("nobody who is not a member sees any of it", async () => {
  const stranger = await day.guest();
  await stranger.open(OFFICE);
  await stranger.sees("这台设备还没有加入这个组织");
  const answer = await day.worker.fetch(`/o/${SLUG}/office/bodies/from/0`);
  assert.equal(answer.status, 401);
  const resident = await day.resident();
  await resident.open(`/o/${SLUG}/`);
  assert.ok(!(await resident.nowSees(TITLE)));
  await stranger.leaves();
  await resident.leaves();
});

test("the public log fixes how far the office log has come, and the page says so", async () => {
  await secretary.open(OFFICE);
  await secretary.sees("公开记录已于");
  await picture(secretary, "office-fixed");
});

test("a correction needs a reason, and the words before stay to be read", async () => {
  await member.open(OFFICE);
  await member.follow(TITLE);
  await member.follow("更正");
  await member.fill("内容", "梁一禾、顾小满到会。\n议定先装西头三盏，月底前验收。");
  await member.press("记下");
  await member.sees("请填写");
  await member.fill("为什么修改", "东西记反了");
  await member.press("记下");
  await member.page.waitForURL(new RegExp(`${OFFICE}$`));
  await member.follow(TITLE);
  await member.sees("议定先装西头三盏");
  await member.sees("以前的文字");
  await member.sees("议定先装东头三盏");
  await picture(member, "office-corrected");
});

test("a secretary erases words for good after a second look, and that they were erased stays", async () => {
  await secretary.open(OFFICE);
  await secretary.follow(TITLE);
  await secretary.sees("以前的文字");
  await secretary.page.getByRole("button", { name: "永久删除文字" }).last().click();
  await secretary.sees("谁也不能恢复");
  await picture(secretary, "office-erasing");
  await secretary.press("确定永久删除，不能恢复");
  await secretary.page.locator("li .erased", { hasText: "文字已永久删除" }).waitFor();
  await member.open(OFFICE);
  await member.follow(TITLE);
  await member.page.locator("li .erased", { hasText: "文字已永久删除" }).waitFor();
  assert.ok(!(await member.nowSees("先装东头")));
});

test("a member who has left reads on what was here and gets and writes nothing more", async () => {
  await secretary.removesMember(SLUG, "顾小满");
  await writes(member, "不该再记的一条", "我已经离开了。");
  await member.sees("服务器不认这台设备是成员的设备");
  await writes(secretary, "只有留下的人看的一条", "后山路灯已验收。");
  await secretary.sees("只有留下的人看的一条");
  await member.open(OFFICE);
  await member.sees(TITLE);
  assert.ok(!(await member.nowSees("只有留下的人看的一条")));
  await picture(member, "office-left");
});

test("after a change of the server's key a secretary appoints it again, and records go on", async () => {
  await day.worker.restart({ logKeys: [NEW_SEED, TEST_SEED] });
  await secretary.open(OFFICE);
  // Only a log that was asked has handed over to its new key.
  await secretary.sees("公开记录已于");
  await day.worker.restart({ logKeys: [NEW_SEED] });
  await writes(secretary, "换了密钥以后记的", "服务器换过密钥。");
  await secretary.open(`/app/o/${SLUG}/manage`);
  await secretary.follow("记账服务器");
  await secretary.sees("现在这台服务器还没有任命");
  await secretary.press("任命这台服务器");
  await secretary.sees("现在这台服务器已经任命。");
  await secretary.sees("另一台已任命的服务器");
  await secretary.press("免去");
  await secretary.page.getByText("另一台已任命的服务器").waitFor({ state: "detached" });
  await picture(secretary, "custodian");
  await secretary.allPublished();
  await secretary.open(OFFICE);
  await secretary.page.getByRole("link", { name: "换了密钥以后记的" }).waitFor();
});

test("at the end of the day the public log is whole and no page has complained", () => day.isInOrder(SLUG));
