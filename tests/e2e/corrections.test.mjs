// Putting right what was published: erasing words for good, correcting, withdrawing, objecting, and taking back in time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { checkLog } from "../support/check-log.mjs";
import { everythingOn } from "./support/database.mjs";
import { BOARD_AGE_MOST_MS, beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const OFFICE = "柳溪村";
const NAME = "顾小满";
/** What a pledge should never have said; invented, and no number that anybody has. */
const YEARS_DAYS = { 承诺截止日: 10, 年中检查日: 100, 述职截止日: 200, 结束日: 210 };
const PRIVATE = "葛大娘家在后山十九号，床头柜里放着存折";
const NOTICE = {
  title: "第三季度收支",
  body: "上级补助 12,000 元。\n\n修渠支出 95,000 元。\n\n结余转入下季度。",
  corrected: "上级补助 12,000 元。\n\n修渠支出 9,500 元。\n\n结余转入下季度。",
};

let day, secretary, member, resident;

/** A resident who loads the page again and again reads all of this before the board may be called old. */
const shows = async (path, ...texts) => {
  const deadline = Date.now() + BOARD_AGE_MOST_MS;
  for (;;) {
    await resident.open(path);
    const page = await resident.page.locator("main").innerText();
    const missing = texts.filter((text) => !page.includes(text));
    if (missing.length === 0) return page;
    assert.ok(Date.now() < deadline, `${path} does not say ${missing}:\n${page}`);
  }
};
const pledgePage = (id) => `/o/${SLUG}/pledges/${id}`;
const opens = (person, path) => person.open(`/app${path}`);
/** Everything that a device keeps of the log, as text. */
const kept = async (person) => JSON.stringify(await everythingOn(person));
const eventually = async (look, what) => {
  const deadline = Date.now() + 20_000;
  while (!(await look())) {
    assert.ok(Date.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

before(async () => {
  day = await beginDay();
  resident = await day.resident();
  secretary = await day.secretaryOf(SLUG, OFFICE);
  member = await day.memberOf(SLUG, secretary, NAME);
});
after(() => day?.end());

test("personal data in a pledge is erased for good: from the board, from the server and from other devices", async () => {
  const id = await secretary.pledges(SLUG, { text: `每周去看葛大娘。${PRIVATE}`, due: inDays(20), forWhom: NAME });
  await secretary.allPublished();
  await shows(pledgePage(id), PRIVATE);
  await opens(member, pledgePage(id));
  await member.sees(PRIVATE);
  assert.ok((await kept(member)).includes(PRIVATE), "the member's device has the words");
  const { owner } = (await day.board(SLUG)).pledges.find((pledge) => pledge.id === id);
  const log = await checkLog(`${day.worker.baseUrl}/o/${SLUG}/log`);
  const { body } = log.find((statement) => statement.record === id);
  assert.equal((await day.worker.fetch(`/o/${SLUG}/log/bodies/${body}`)).status, 200);

  await secretary.follow("永久删除文字");
  await secretary.sees("谁也不能恢复，你也不能反悔。");
  await secretary.press("下一步：核对");
  await secretary.sees("请至少选一条。");
  await secretary.page.getByRole("checkbox").first().check();
  await secretary.press("下一步：核对");
  await secretary.sees("请核对：以下文字将被永久删除");
  await secretary.sees(PRIVATE);
  await secretary.press("不删除");
  assert.ok(await secretary.page.getByRole("checkbox").first().isChecked());
  await secretary.press("下一步：核对");
  await secretary.press("永久删除，不能恢复");
  await secretary.seesThePledgesPage();
  await secretary.allPublished();

  const note = `由${OFFICE}依规删除，原因类别：含有个人信息`;
  for (const path of [pledgePage(id), `/o/${SLUG}/`]) {
    const page = await shows(path, note);
    assert.ok(!page.includes(PRIVATE), path);
  }
  const row = (await day.board(SLUG)).pledges.find((pledge) => pledge.id === id);
  assert.equal(row.words_state, "erased");
  assert.equal(row.erased.reason, "personal-data");
  assert.equal(row.erased.by.name, "梁一禾");
  assert.ok(row.erased.received_ms >= row.received_ms);
  assert.deepEqual(row.owner, owner, "that and who said it stays");
  assert.equal((await day.worker.fetch(`/o/${SLUG}/log/bodies/${body}`)).status, 410);

  await member.sees(note);
  await eventually(async () => !(await kept(member)).includes(PRIVATE), "another device keeps the erased words");
  await eventually(async () => !(await kept(secretary)).includes(PRIVATE), "the eraser's device keeps the erased words");
});

test("what an organisation said of itself, a post's duties and a yearly account are erased, and their places say so", async () => {
  const erases = async (text) => {
    await secretary.page.locator(".outbox > li", { hasText: text }).getByRole("checkbox").check();
    await secretary.press("下一步：核对");
    await secretary.press("永久删除，不能恢复");
    await secretary.page.waitForURL((url) => !url.pathname.endsWith("/erase"));
    await secretary.allPublished();
  };
  const describes = async (about) => {
    await opens(secretary, `/o/${SLUG}/describe`);
    await secretary.fill("单位简介", about);
    await secretary.press("公示");
    await secretary.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
    await secretary.allPublished();
  };
  await describes(PRIVATE);
  await describes("一个临溪的村子");
  await opens(secretary, `/o/${SLUG}/describe`);
  await secretary.follow("永久删除文字");
  await erases(PRIVATE);

  await opens(secretary, `/o/${SLUG}/posts/new`);
  await secretary.fill("岗位名称", "邻里照看岗");
  await secretary.fill("岗位职责", PRIVATE);
  await secretary.press("公示");
  await secretary.sees("邻里照看岗");
  await secretary.allPublished();
  await secretary.follow("永久删除文字");
  await erases(PRIVATE);
  assert.ok(!(await shows(`/o/${SLUG}/posts/`, "依规删除")).includes(PRIVATE));

  const year = new Date().getFullYear();
  await opens(secretary, `/o/${SLUG}/cycles/new`);
  await secretary.fill("哪一年", String(year));
  for (const [label, ahead] of Object.entries(YEARS_DAYS)) await secretary.fill(label, inDays(ahead));
  await secretary.press("公示");
  await secretary.follow(`${year}年度承诺`);
  await secretary.page.waitForURL(/\/cycles\/[0-9a-f]{32}$/);
  await secretary.allPublished();
  const cycle = secretary.page.url().split("/").at(-1);
  await opens(secretary, `/o/${SLUG}/cycles/${cycle}/account`);
  await secretary.page.getByRole("textbox").first().fill(`今年走访了三十户。${PRIVATE}`);
  await secretary.press("公示");
  await secretary.page.waitForURL(/\/cycles\/[0-9a-f]{32}$/);
  await secretary.allPublished();
  await shows(`/o/${SLUG}/cycles/${cycle}`, PRIVATE);
  await secretary.follow("永久删除文字");
  await erases(PRIVATE);
  assert.ok(!(await shows(`/o/${SLUG}/cycles/${cycle}`, "依规删除")).includes(PRIVATE));
  for (const path of ["", "posts/", "contacts/"]) assert.ok(!(await shows(`/o/${SLUG}/${path}`)).includes(PRIVATE), path);
  await eventually(async () => !(await kept(secretary)).includes(PRIVATE), "the eraser's device keeps the erased words");
  await eventually(async () => !(await kept(member)).includes(PRIVATE), "another device keeps the erased words");
  assert.equal((await day.board(SLUG)).organisation.about, "一个临溪的村子");
});

test("who is not a secretary is not offered to erase, and told so at the form's address", async () => {
  const id = await member.pledges(SLUG, { text: "每月清一次三组的水沟", quantity: "12", unit: "次", due: inDays(60) });
  await member.allPublished();
  assert.equal(await member.page.getByRole("link", { name: "永久删除文字" }).count(), 0);
  await opens(member, `${pledgePage(id)}/erase`);
  await member.sees("这要由书记来做。");
});

test("a progress entry that was wrong is taken back in public and counts no more", async () => {
  const id = await member.pledges(SLUG, { text: "走访 30 户老人", quantity: "30", unit: "户", due: inDays(60) });
  await member.addsProgress("走访了一组", "5");
  await member.addsProgress("走访了二组", "9");
  await member.allPublished();
  await shows(pledgePage(id), "已完成 14，共 30 户");
  await member.follow("撤回一条进展");
  await member.fill("为什么撤回", "数错了，二组还没去");
  await member.press("撤回一条进展");
  await member.sees("请选一条。");
  await member.picks(/走访了二组/);
  await member.press("撤回一条进展");
  await member.seesThePledgesPage();
  await member.allPublished();
  await shows(pledgePage(id), "已完成 5，共 30 户", "走访了二组", "已撤回，不计入", "数错了，二组还没去");
});

test("what was entered for a member who never said it is objected to in the member's words", async () => {
  const text = "一个人修好全村的路灯";
  const id = await secretary.pledges(SLUG, { text, due: inDays(30), forWhom: NAME });
  await secretary.allPublished();
  await opens(member, pledgePage(id));
  await member.sees("这是别人替你录入的");
  await member.follow("不是我的意思");
  await member.fill("哪里不对", "我只说过帮忙抬灯杆");
  await member.press("对代录的内容提出异议");
  await member.seesThePledgesPage();
  await member.allPublished();
  await shows(pledgePage(id), "本人不认可", "我只说过帮忙抬灯杆", text);
  assert.equal(await member.nowSees("这是别人替你录入的"), false);
});

test("a corrected disclosure shows what went, what came and why, paragraph by paragraph", async () => {
  const id = await secretary.discloses(SLUG, { title: NOTICE.title, kind: "finance", body: NOTICE.body });
  await secretary.allPublished();
  await secretary.follow("更正");
  await secretary.fill("正文", NOTICE.corrected);
  await secretary.press("公示更正");
  await secretary.sees("请改正以下问题");
  await secretary.fill("为什么修改", "支出多写一个零");
  await secretary.reviews();
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  const page = `/o/${SLUG}/disclosures/${id}`;
  await shows(page, "已更正", "第 1 次变更", "支出多写一个零", "修渠支出 9,500 元。");
  assert.match(await resident.page.locator("del").innerText(), /95,000/);
  assert.match(await resident.page.locator("ins").innerText(), /9,500/);
  assert.equal(await resident.page.locator("del").count(), 1, "paragraphs that stayed are not told again");

  await secretary.follow("撤回公开事项");
  await secretary.choose("原因", { label: "录入有误" });
  await secretary.fill("为什么撤回", "科目也记错了，重新公开");
  await secretary.press("撤回公开事项");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await shows(page, "已撤回", "录入有误", "科目也记错了，重新公开", NOTICE.title);
  await shows(`/o/${SLUG}/disclosures/`, NOTICE.title, "已撤回", "科目也记错了，重新公开");
  assert.equal(await secretary.page.getByRole("link", { name: "更正", exact: true }).count(), 0, "what is over is not corrected");
});

test("a service point with other hours says which, and one that was closed stays listed with the reason", async () => {
  const exception = { 从哪天: "2027-02-05", 到哪天: "2027-02-12", 说明: "春节休息" };
  const id = await secretary.opensPoint(SLUG, { name: "柳溪村便民服务点", address: "村委会一楼", exception });
  await secretary.allPublished();
  await secretary.follow("更正");
  for (const [label, text] of Object.entries(exception)) {
    assert.equal(await secretary.rows("特别日期").first().getByLabel(label).first().inputValue(), text);
  }
  await secretary.fill("周一至周五", "09:00-12:00 14:30-17:30");
  await secretary.fill("为什么修改", "冬天天亮得晚");
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  const page = `/o/${SLUG}/points/${id}`;
  await shows(page, "第 1 次变更", "冬天天亮得晚");
  assert.match(await resident.page.locator("ins").innerText(), /09:00/);

  await secretary.follow("关闭服务点");
  await secretary.fill("为什么撤回", "并入镇便民中心");
  await secretary.press("关闭服务点");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await shows(page, "已关闭", "并入镇便民中心");
  await shows(`/o/${SLUG}/points/`, "柳溪村便民服务点", "已关闭", "并入镇便民中心");
});

test("what is taken back in time is a draft again, with every word", async () => {
  await opens(member, `/o/${SLUG}`);
  await member.hasTheApp();
  await member.goesOffline();
  const text = "给后山路口装 8 盏路灯";
  const id = await member.pledges(SLUG, { text, quantity: "8", unit: "盏", due: inDays(20) });
  await opens(member, `/o/${SLUG}/outbox`);
  await member.press("取回");
  await member.sees("已取回，没有公示。");
  await member.sees("没有要发布的");
  await member.follow("接着改");
  await member.page.waitForFunction((text) => document.querySelector("#text")?.value === text, text);
  assert.equal(await member.page.getByLabel("数量").inputValue(), "8");
  await member.fill("承诺内容", "给后山路口装 6 盏路灯");
  await member.fill("数量", "6");
  await member.press("公示");
  assert.equal(await member.seesThePledgesPage(), id, "it is the same pledge");
  await member.goesOnline();
  await member.allPublished();
  await shows(pledgePage(id), "给后山路口装 6 盏路灯");
  assert.deepEqual(await day.onBoard(SLUG, text), []);
});

test("a progress entry that is taken back is in its form again", async () => {
  const id = await member.pledges(SLUG, { text: "巡查水渠", due: inDays(20) });
  await member.allPublished();
  await member.goesOffline();
  await member.addsProgress("看过东渠");
  await opens(member, `/o/${SLUG}/outbox`);
  await member.press("取回");
  await member.follow("接着改");
  await member.page.waitForFunction(() => document.querySelector("#note")?.value === "看过东渠");
  await member.fill("做了什么", "看过东渠和西渠");
  await member.press("公示");
  await member.seesThePledgesPage();
  await member.goesOnline();
  await member.allPublished();
  const page = await shows(pledgePage(id), "看过东渠和西渠");
  assert.equal(page.split("看过东渠").length, 2);
});

test("what has no draft to go back to says what is lost before it is taken back", async () => {
  const id = await secretary.pledges(SLUG, { text: "修补村道", due: inDays(20) });
  await secretary.allPublished();
  await secretary.hasTheApp();
  await secretary.goesOffline();
  await secretary.follow("永久删除文字");
  await secretary.page.getByRole("checkbox").first().check();
  await secretary.press("下一步：核对");
  await secretary.press("永久删除，不能恢复");
  await secretary.seesThePledgesPage();
  await opens(secretary, `/o/${SLUG}/outbox`);
  await secretary.press("取回");
  await secretary.sees("承诺 · 梁一禾");
  await secretary.sees("取回以后，文字就不删除了。");
  await secretary.press("确定取回");
  await secretary.sees("没有要发布的");
  await secretary.goesOnline();
  await opens(secretary, pledgePage(id));
  await secretary.sees("修补村道");
  await shows(pledgePage(id), "修补村道");
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
