// The network of service points as an office keeps it and as somebody uses it who wants to get something done.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { BOARD_AGE_MOST_MS, beginDay } from "./support/day.mjs";

const SLUG = "liuxi";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Names a folder that is to get a picture of each page as a phone, a desk and a hall show it. */
const PICTURES = process.env.JIANNUO_PICTURES;
const SCREENS = [
  ["phone", { width: 390, height: 844 }],
  ["desk", { width: 1280, height: 800 }],
  ["hall", { width: 1080, height: 1920 }],
];

let day, secretary, resident, centre, guide;

const picture = async (person, name) => {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const [screen, size] of SCREENS) {
    await person.page.setViewportSize(size);
    await person.page.screenshot({ path: join(PICTURES, `${name}-${screen}.png`), fullPage: true });
  }
  await person.page.setViewportSize(SCREENS[0][1]);
};
/** Opens a public page once it shows all of this. */
const reads = async (path, ...texts) => {
  for (const text of texts) await resident.seesOnBoard(path, text, BOARD_AGE_MOST_MS + 10_000);
  await resident.open(path);
};
/** Nothing on the page is in the way of somebody with a screen reader, in normal and in large text; no part is cut off. */
const isReadable = async (person) => {
  await person.page.evaluate(AXE);
  for (const size of ["normal", "large"]) {
    if (size === "large") await person.press("长辈版");
    const { violations } = await person.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], size);
    const [inner, whole] = await person.page.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth]);
    assert.ok(whole <= inner, `${size} text: ${whole} of ${inner} pixels`);
  }
  await picture(person, `${new URL(person.page.url()).pathname.split("/").at(-1)}-large`);
  await person.press("长辈版");
};
/** Opens a public page once it does not show this any more; the front may remember a page for a moment. */
const readsWithout = async (path, text) => {
  const deadline = Date.now() + BOARD_AGE_MOST_MS + 10_000;
  await resident.open(path);
  while (await resident.nowSees(text)) {
    assert.ok(Date.now() < deadline, `${path} still shows ${text}`);
    await resident.open(path);
  }
};
const published = async () => {
  await secretary.press("公示");
  const id = await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  return id;
};

before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG, "柳溪镇");
  resident = await day.resident({ viewport: SCREENS[0][1] });
});
after(() => day?.end());

test("N1: points stand in a tree, with what they do, where they are, who can get in, and when somebody looked last", async () => {
  await secretary.open(`/app/o/${SLUG}/points/new`);
  await secretary.fill("名称", "柳溪镇便民服务中心");
  await secretary.choose("层级", "township");
  await secretary.fill("地址", "柳溪街 1 号");
  await secretary.fill("电话", "0571-00000000");
  await secretary.addsRow("服务功能", "功能", "社会保险");
  await secretary.addsRow("服务功能", "功能", "不动产登记");
  await secretary.fill("位置", "91, 120.1");
  await secretary.page.getByRole("checkbox", { name: "入口无台阶" }).check();
  await secretary.page.getByRole("checkbox", { name: "按铃有人协助" }).check();
  await secretary.press("公示");
  await secretary.sees("看不懂这个位置");
  await secretary.fill("位置", "30.25, 120.125");
  centre = await published();

  await secretary.open(`/app/o/${SLUG}/points/new`);
  await secretary.fill("名称", "河口村便民服务站");
  await secretary.choose("层级", "village");
  await secretary.fill("地址", "河口村委会一楼");
  await secretary.choose("上级网点", { label: "柳溪镇便民服务中心" });
  await secretary.fill("周一至周五", "22:00-06:00");
  await secretary.sees("跨过零点");
  const station = await published();
  await secretary.press("我核对过，信息没变");
  await secretary.allPublished();

  await reads(`/o/${SLUG}/points/${centre}`, "不动产登记", "入口无台阶", "按铃有人协助", "河口村便民服务站");
  const place = resident.page.locator('a[href^="geo:"]');
  assert.match(await place.getAttribute("href"), /^geo:30\.25,120\.125/);
  await picture(resident, "point");
  await reads(`/o/${SLUG}/points/${station}`, "最近核对", "次日 06:00", "柳溪镇便民服务中心");
  await reads(`/o/${SLUG}/points/`, "柳溪镇便民服务中心", "河口村便民服务站");
  await picture(resident, "points");
});

test("N2: a hall says which window does what, who is on duty and who stands in, and a correction keeps the rest", async () => {
  await secretary.open(`/app/o/${SLUG}/points/${centre}/revise`);
  const first = await secretary.addsRow("服务窗口", "窗口", { 窗口名称: "1 号窗口", 办理事项: "医保\n社保" });
  const duties = secretary.rows("谁值班", first);
  await secretary.fillsRow(duties.first(), { "值班（A 岗）": "顾小满", "替岗（B 岗）": "余望舒" });
  const other = await secretary.addsRow("谁值班", "值班", { "值班（A 岗）": "陆知行" }, first);
  await secretary.press("公示更正");
  await secretary.sees("已经安排了别人");
  for (const weekday of ["星期六", "星期日"]) await other.getByRole("checkbox", { name: weekday }).check();
  await secretary.addsRow("服务窗口", "窗口", { 窗口名称: "2 号窗口", 办理事项: "不动产登记" });
  await picture(secretary, "point-form");
  await isReadable(secretary);
  await secretary.fill("为什么修改", "公开窗口值班");
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/points/${centre}`, "1 号窗口", "医保", "顾小满", "余望舒", "陆知行", "2 号窗口");
  const text = await resident.page.locator("main").innerText();
  for (const kept of ["不动产登记", "入口无台阶", "0571-00000000"]) assert.ok(text.includes(kept), `${kept} was dropped`);
  await picture(resident, "windows");
});

test("N2: rows of a list are moved by keyboard, taken back after they were removed, and pasted as a whole", async () => {
  await secretary.open(`/app/o/${SLUG}/points/${centre}/revise`);
  const windows = secretary.rows("服务窗口");
  const names = () => windows.getByLabel("窗口名称").evaluateAll((inputs) => inputs.map((input) => input.value));
  const pressed = (label) => secretary.page.getByRole("button", { name: label, exact: true }).press("Enter");
  const focused = () => secretary.page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
  const isFocused = async (name) => {
    await secretary.page.waitForFunction((name) => (document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent) === name, name).catch(async () => assert.equal(await focused(), name));
  };
  await windows.nth(1).waitFor();
  assert.deepEqual(await names(), ["1 号窗口", "2 号窗口"]);
  await pressed("下移：窗口 1");
  assert.deepEqual(await names(), ["2 号窗口", "1 号窗口"]);
  await isFocused("上移：窗口 2");
  await pressed("删除：窗口 2");
  await secretary.sees("已删除“1 号窗口”。");
  assert.deepEqual(await names(), ["2 号窗口"]);
  await isFocused("恢复");
  await secretary.page.keyboard.press("Enter");
  assert.deepEqual(await names(), ["2 号窗口", "1 号窗口"]);
  assert.equal(await windows.nth(1).getByLabel("值班（A 岗）").first().inputValue(), "顾小满", "its duties came back with it");
  for (const button of await secretary.list("服务窗口").getByRole("button").all()) {
    const { width, height } = await button.boundingBox();
    assert.ok(width >= 44 && height >= 44, `${await button.innerText()} is ${width} by ${height}`);
  }
  const functions = secretary.rows("服务功能");
  await functions.last().getByRole("textbox").focus();
  await secretary.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "不动产登记\n户籍\n\n养老认证\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  const texts = await functions.getByRole("textbox").evaluateAll((inputs) => inputs.map((input) => input.value));
  assert.deepEqual(texts, ["社会保险", "不动产登记", "户籍", "养老认证"]);
  await secretary.fill("为什么修改", "窗口换了顺序");
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  const board = await day.boardShows(SLUG, (board) => board.points.find((point) => point.words?.functions?.length === 4));
  assert.deepEqual(board.words.windows.map((window) => window.name), ["2 号窗口", "1 号窗口"]);
  assert.deepEqual(board.words.windows[1].duties, [{ on_duty: "顾小满", stand_in: "余望舒" }, { weekdays: [6, 7], on_duty: "陆知行" }]);
});

test("D5 and N6: whom to call stands on cards with a code, hotlines under every page, each one tap away", async () => {
  await secretary.open(`/app/o/${SLUG}/describe`);
  const hotline = await secretary.addsRow("服务热线", "热线", { 热线名称: "政务服务热线", 号码: "热线" });
  await secretary.press("公示");
  await secretary.sees("这个号码拨不出去");
  await secretary.fillsRow(hotline, { 号码: "12345" });
  await secretary.addsRow("服务热线", "热线", { 热线名称: "党员服务热线", 号码: "12371" });
  const contact = await secretary.addsRow("联系卡", "联系人", { 姓名: "梁一禾", 职务: "书记" });
  await secretary.press("公示");
  await secretary.sees("电话和接待时间至少写一项");
  await secretary.fillsRow(contact, { 电话: "0571-00000001", 接待时间: "每周三上午", 接待地点: "便民服务中心二楼" });
  await picture(secretary, "describe");
  await isReadable(secretary);
  await secretary.press("公示");
  await secretary.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await secretary.allPublished();
  await reads(`/o/${SLUG}/contacts/`, "梁一禾", "每周三上午", "便民服务中心二楼");
  assert.equal(await resident.page.locator("svg.qr").count(), 1, "the card has its code without a script");
  await picture(resident, "contacts");
  for (const path of ["", "points/", "disclosures/", "contacts/", `points/${centre}`]) {
    await reads(`/o/${SLUG}/${path}`, "12371");
    for (const number of ["12345", "12371"]) {
      assert.ok((await resident.page.locator(`a[href="tel:${number}"]`).count()) > 0, `${number} on ${path || "the board"}`);
    }
  }
});

test("a telephone that looks like somebody's own stops the description until it is masked or a reason is given, which is published", async () => {
  await secretary.open(`/app/o/${SLUG}/describe`);
  await secretary.fillsRow(secretary.rows("联系卡").first(), { 电话: "13800000000" });
  await secretary.press("公示");
  await secretary.sees("公示前请看：里面像有个人信息");
  await secretary.fill("不遮盖的理由", "工作手机，本人同意");
  await secretary.press("不遮盖，照样公示");
  await secretary.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await secretary.allPublished();
  const reason = await day.boardShows(SLUG, (board) => board.organisation.personal_data_reason);
  assert.equal(reason, "工作手机，本人同意");
});

test("D4: a guide tells everything at once, with the promised limit beside the legal one, and prints as a card", async () => {
  await secretary.open(`/app/o/${SLUG}/guides/new`);
  await secretary.fill("事项", "办理居住证明");
  await secretary.fill("承诺时限", "当场办结");
  await secretary.fill("法定时限", "5 个工作日");
  await secretary.fill("办理依据", "《居住证暂行条例》");
  await secretary.addsRow("所需材料", "材料", { 材料名称: "身份证", 形式: "原件" });
  const contract = await secretary.addsRow("所需材料", "材料", { 材料名称: "租房合同", 形式: "复印件", 份数: "一份" });
  await secretary.addsRow("办理流程", "步骤", "到窗口提交材料");
  await secretary.addsRow("办理流程", "步骤", "核对后当场领取");
  await secretary.page.getByRole("checkbox", { name: "柳溪镇便民服务中心" }).check();
  await secretary.fill("收费", "不收费");
  await secretary.fill("办理地点", "便民服务中心 1 号窗口");
  await secretary.press("公示");
  await secretary.sees("份数请填 1 到 99 的数字");
  await secretary.fillsRow(contract, { 份数: "1" });
  await picture(secretary, "guide-form");
  await isReadable(secretary);
  guide = await published();
  const told = ["办理居住证明", "当场办结", "5 个工作日", "身份证", "租房合同", "1 份", "核对后当场领取", "不收费"];
  await reads(`/o/${SLUG}/guides/${guide}`, ...told);
  assert.equal(await resident.page.locator("svg.qr").count(), 1);
  await picture(resident, "guide");
  await resident.page.emulateMedia({ media: "print" });
  assert.ok(await resident.page.getByText("租房合同").first().isVisible());
  await picture(resident, "guide-printed");
  await resident.page.emulateMedia({ media: "screen" });
  await reads(`/o/${SLUG}/guides/`, "办理居住证明");
  await picture(resident, "guides");

  await secretary.follow("更正");
  await secretary.fill("承诺时限", "1 个工作日");
  await secretary.press("公示更正");
  await secretary.sees("请改正以下问题");
  await secretary.fill("为什么修改", "系统要隔天才出结果");
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/guides/${guide}`, "1 个工作日", "系统要隔天才出结果", "身份证");
  const words = await day.boardShows(SLUG, (board) => board.guides.find((one) => one.words?.promised_limit === "1 个工作日")?.words);
  assert.deepEqual(words.papers, [{ name: "身份证", format: "原件" }, { name: "租房合同", format: "复印件", copies: 1 }]);
});

test("D4: a guide names the points where it is handled, each page leads to the other, and a closed point is named nowhere", async () => {
  await reads(`/o/${SLUG}/guides/${guide}`, "柳溪镇便民服务中心");
  await resident.follow("柳溪镇便民服务中心");
  await resident.page.waitForURL(new RegExp(`/points/${centre}$`));
  await resident.follow("办理居住证明");
  await resident.page.waitForURL(new RegExp(`/guides/${guide}$`));

  await secretary.open(`/app/o/${SLUG}/points/new`);
  await secretary.fill("名称", "渡口代办点");
  await secretary.fill("地址", "老渡口");
  const ferry = await published();
  await secretary.open(`/app/o/${SLUG}/guides/${guide}/revise`);
  await secretary.page.getByRole("checkbox", { name: "柳溪镇便民服务中心" }).uncheck();
  await secretary.page.getByRole("checkbox", { name: "渡口代办点" }).check();
  await secretary.fill("为什么修改", "改在渡口办");
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/points/${ferry}`, "办理居住证明");
  await readsWithout(`/o/${SLUG}/points/${centre}`, "办理居住证明");

  await secretary.open(`/app/o/${SLUG}/points/${ferry}/withdraw`);
  await secretary.fill("为什么撤回", "渡口停用");
  await secretary.press("关闭服务点");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/points/${ferry}`, "渡口停用");
  await readsWithout(`/o/${SLUG}/guides/${guide}`, "渡口代办点");
});

test("what was typed into a point or a description is there again after a reload, and hides nothing that others said meanwhile", async () => {
  await secretary.open(`/app/o/${SLUG}/points/new`);
  await secretary.fill("名称", "山坳服务点");
  await secretary.page.getByRole("checkbox", { name: "低位服务台" }).check();
  await secretary.addsRow("服务窗口", "窗口", { 窗口名称: "综合窗口" });
  await secretary.sees("草稿已存本机");
  await secretary.page.reload();
  await secretary.rows("服务窗口").getByLabel("窗口名称").waitFor();
  assert.equal(await secretary.rows("服务窗口").getByLabel("窗口名称").inputValue(), "综合窗口");
  assert.ok(await secretary.page.getByRole("checkbox", { name: "低位服务台" }).isChecked());
  assert.equal(await secretary.page.getByRole("checkbox", { name: "手语服务" }).isChecked(), false);

  const about = () => secretary.page.getByLabel("单位简介").inputValue();
  const colleague = await day.memberOf(SLUG, secretary, "余望舒", { role: "secretary" });
  await secretary.open(`/app/o/${SLUG}/describe`);
  await secretary.fill("单位简介", "山水之间的小镇");
  await secretary.fillsRow(secretary.rows("联系卡").first(), { 电话: "0571-00000001" });
  await secretary.rows("服务热线").nth(1).getByRole("button", { name: "删除：热线 2" }).click();
  await secretary.sees("草稿已存本机");
  await secretary.page.reload();
  await secretary.page.waitForFunction(() => document.querySelector("#about")?.value === "山水之间的小镇");
  assert.equal(await secretary.rows("服务热线").count(), 1);

  await colleague.open(`/app/o/${SLUG}/describe`);
  await colleague.fill("地址", "新街 2 号");
  await colleague.fillsRow(colleague.rows("联系卡").first(), { 电话: "0571-00000001" });
  await colleague.press("公示");
  await colleague.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await colleague.allPublished();
  await secretary.open(`/app/o/${SLUG}`);
  const offered = secretary.page.getByText("有一份没公示的草稿");
  for (let tries = 0; tries < 20 && !(await offered.count()); tries += 1) {
    await secretary.open(`/app/o/${SLUG}/describe`);
    await offered.waitFor({ timeout: 2_000 }).catch(() => {});
  }
  assert.equal(await secretary.page.getByLabel("地址").first().inputValue(), "新街 2 号");
  assert.equal(await about(), "", "the older draft waits to be chosen");
  await picture(secretary, "older-draft");
  await secretary.press("用草稿的内容");
  assert.equal(await about(), "山水之间的小镇");
  await secretary.fill("地址", "新街 2 号");
  await secretary.press("公示");
  await secretary.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await secretary.allPublished();
  const words = await day.boardShows(SLUG, (board) => board.organisation.about && board.organisation);
  assert.deepEqual([words.about, words.address, words.hotlines.length], ["山水之间的小镇", "新街 2 号", 1]);
  await secretary.open(`/app/o/${SLUG}/describe`);
  await secretary.page.getByLabel("单位简介").waitFor();
  assert.equal(await offered.count(), 0, "what was published is no draft any more");
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
