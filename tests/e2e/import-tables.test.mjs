// Ledgers of every kind from workbooks: sheets, columns, questions, repetitions; bad files; a full phone, a browser that
// ends in the middle, no network.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { beginDay } from "./support/day.mjs";
import { ledger, utf8 } from "./support/ledgers.mjs";
import { archive, pledgeWorkbook, workbook } from "./support/workbooks.mjs";

const SLUG = "liuxi";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

let day, secretary;

/** Picks a file on the import page. */
async function picks(buffer, { name = "台账.xlsx", who = secretary, open = true } = {}) {
  if (open) await who.open(`/app/o/${SLUG}/import`);
  await who.page.getByLabel("台账文件").setInputFiles({ name, mimeType: name.endsWith("csv") ? "text/csv" : XLSX, buffer });
}
async function saves(count, who = secretary) {
  await who.press(`存为 ${count} 份草稿`);
  await who.sees(`${count} 份草稿已存本机`);
}
async function publishes(count) {
  await secretary.follow("去看草稿");
  await secretary.press(`整批公示（${count} 份）`);
  await secretary.page.getByText("导入的一批").waitFor({ state: "detached" });
  await secretary.allPublished();
}
async function previewed() {
  await secretary.sees("预览：");
  return (await secretary.page.locator(".preview > li").allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));
}
const refused = async (text) => {
  await secretary.sees(text);
  assert.equal(await secretary.page.getByRole("button", { name: /^存为/ }).count(), 0);
};
const draftsOf = (who) =>
  who.page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("jiannuo");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction("drafts").objectStore("drafts").count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG);
  await secretary.allPublished();
});
after(() => day?.end());

test("P1: pledges come out of a workbook with a title, two rows of headings, merged cells, dates and a hidden sheet", async () => {
  await picks(
    workbook(
      {
        name: "台账",
        rows: [
          ["柳溪村二〇二七年承诺台账", "", "", "", ""],
          ["承诺人", "承诺内容", "目标", "", "完成时限"],
          ["", "", "数量", "单位", ""],
          ["余望舒", "修好三组到小学的路灯", 12, "盏", { date: "2027-06-30" }],
          ["", "清理后山水沟", "８００", "米", "每半年"],
        ],
        merges: ["A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:A5"],
      },
      { name: "去年", hidden: true, rows: [["承诺内容"], ["旧的一条"]] },
    ),
  );
  const rows = await previewed();
  assert.match(rows[0], /修好三组到小学的路灯 第 4 行 · 余望舒 · 12 盏 · 2027-06-30/);
  assert.match(rows[1], /清理后山水沟 第 5 行 · 余望舒 · 800 米 · 每半年/);
  assert.equal(rows.length, 2, "the hidden sheet is left out");
  await secretary.sees("没有读隐藏的工作表：去年");
  await secretary.choose("读哪个工作表", { label: "去年（2 行）（隐藏）" });
  await secretary.sees("旧的一条");
  await secretary.choose("读哪个工作表", { label: "台账（5 行）" });
  await secretary.sees("预览：2 行可以导入");
  await saves(2);
  await publishes(2);
  const [lamps] = await day.onBoard(SLUG, "修好三组到小学的路灯");
  assert.deepEqual(lamps.words.due, { kind: "on", on: "2027-06-30" });
  assert.equal(lamps.owner.name, "余望舒");
});

test("P1: the same ledger again is seen to repeat what is there, and only the new row is imported", async () => {
  await picks(
    workbook({
      rows: [
        ["承诺人", "承诺内容", "数量", "单位", "完成时限"],
        ["余望舒", "修好三组到小学的路灯", 12, "盏", "2027年6月30日"],
        ["顾小满", "上门看望独居老人", 5, "户", "每月"],
        ["顾小满", "上门看望 独居老人", 5, "户", "每月"],
      ],
    }),
  );
  await secretary.sees("预览：1 行可以导入");
  await secretary.sees("2 行是重复的，已跳过");
  const rows = await previewed();
  assert.match(rows[0], /本机上已经有了/);
  assert.match(rows[2], /和第 3 行重复/);
  await saves(1);
  await publishes(1);
  assert.equal((await day.board(SLUG)).pledges.length, 3);
});

test("N1: service points come with hours as people write them; one answer is for all rows that say the same", async () => {
  await picks(
    workbook({
      rows: [
        ["名称", "级别", "地址", "开放时间", "电话"],
        ["柳溪村便民服务站", "村级", "村委会一楼", "周一至周五 8:30-12:00，14:30-17:30，法定节假日除外", "0595-00000000"],
        ["一组服务点", "组", "村口", "上午9:00-11:00", ""],
        ["二组服务点", "组", "桥头", "上午9:00-11:00", ""],
        ["三组服务点", "组", "晒场", "夏季8:00-11:00；冬季9:00-11:00", ""],
      ],
    }),
  );
  await secretary.sees("预览：4 行可以导入");
  const rows = await previewed();
  assert.match(rows[0], /周一–周五 08:30–12:00 14:30–17:30/);
  await secretary.sees("开放时间，2 行，从第 3 行起");
  await secretary.press("工作日 上午9:00-11:00");
  await secretary.page.getByText("开放时间，2 行").waitFor({ state: "detached" });
  assert.match((await previewed())[2], /周一–周五 09:00–11:00/);
  await secretary.page.getByLabel("换个写法").fill("看情况");
  await secretary.press("按这样理解");
  await secretary.sees("这样写也认不准，请再换个写法。");
  await saves(4);
  await publishes(4);
  const points = (await day.board(SLUG)).points;
  const hours = Object.fromEntries(points.map(({ words }) => [words.name, words]));
  assert.equal(hours["柳溪村便民服务站"].hours.follows_working_days, true);
  assert.equal(hours["一组服务点"].hours.weekly[0].length, 1);
  assert.equal(hours["三组服务点"].hours_written, "夏季8:00-11:00；冬季9:00-11:00");
});

test("D1: disclosures, guides and the catalogue come from ledgers too, each told by its headings", async () => {
  await picks(
    workbook({
      rows: [
        ["标题", "类别", "日期", "正文", "收支明细"],
        ["第三季度收支", "财务", { date: "2026-10-09" }, "村集体账目", "项目|收入\n租金|12000\n合计|12000"],
        ["选举结果", "公示", "2026年9月", "谁当组长", ""],
      ],
    }),
  );
  await secretary.sees("预览：1 行可以导入");
  await secretary.page.getByLabel("换个写法").fill("2026-09-15");
  await secretary.press("按这样理解");
  await secretary.sees("预览：2 行可以导入");
  await saves(2);
  await publishes(2);
  await picks(
    workbook({
      rows: [
        ["事项名称", "办理部门", "承诺时限", "申请材料", "办理流程", "收费"],
        ["老年优待证", "民政办", "当场办结", "身份证；一寸照片", "交材料→制证", "不收费"],
      ],
    }),
  );
  await secretary.sees("材料 2 份，流程 2 步");
  await saves(1);
  await publishes(1);
  await picks(
    workbook({
      rows: [
        ["一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体", "公开渠道", "公开方式", "公开层级"],
        ["财务", "收支明细", "每笔收支", "村务条例", "信息形成之日起10个工作日内", "村委会", "村务公开栏;网站", "主动", "村级"],
      ],
    }),
  );
  await secretary.sees("每次 10 个工作日内");
  await saves(1);
  await publishes(1);
  const board = await day.board(SLUG);
  assert.equal(board.disclosures.length, 2);
  assert.equal(board.disclosures.find(({ words }) => words.title === "第三季度收支").words.tables.length, 1);
});

test("D1: an imported guide, a service point and a disclosure are changed in their forms, put back, and go out with their batch", async () => {
  const changes = async (title) => {
    await secretary.open(`/app/o/${SLUG}/outbox`);
    await secretary.page.locator(".drafts li", { hasText: title }).getByRole("button", { name: "修改这一份" }).click();
    await secretary.page.waitForURL(/\/new\?row=[0-9a-f]{32}$/);
  };
  const putsBack = async () => {
    await secretary.press("放回这一批");
    await secretary.page.waitForURL(/\/outbox$/);
  };
  await picks(
    workbook({
      rows: [
        ["事项名称", "办理部门", "承诺时限", "申请材料", "办理流程", "收费"],
        ["农机借用", "合作社", "当场办结", "驾驶证", "登记→交接", "不收费"],
        ["场地预约", "村委会", "当场办结", "", "选日子→登记", "不收费"],
      ],
    }),
  );
  await saves(2);
  await changes("农机借用");
  await secretary.fill("事项", "");
  await secretary.press("放回这一批");
  await secretary.sees("请改正以下问题");
  await secretary.fill("事项", "农机和农具借用");
  await secretary.fill("承诺时限", "1 个工作日");
  await secretary.sees("草稿已存本机");
  // What is typed is still there, and the row is as it was, until it is put back.
  await secretary.open(`/app/o/${SLUG}/outbox`);
  await secretary.sees("农机借用");
  await changes("农机借用");
  await secretary.page.waitForFunction(() => document.querySelector("#matter")?.value === "农机和农具借用");
  await putsBack();
  await secretary.sees("农机和农具借用");
  await secretary.press("整批公示（2 份）");
  await secretary.page.getByText("导入的一批").waitFor({ state: "detached" });
  await secretary.allPublished();
  const guides = (await day.board(SLUG)).guides.map(({ words }) => words);
  const changed = guides.find(({ matter }) => matter === "农机和农具借用");
  assert.deepEqual([changed.promised_limit, changed.steps, changed.papers.length], ["1 个工作日", ["登记", "交接"], 1]);
  assert.ok(guides.some(({ matter }) => matter === "场地预约") && !guides.some(({ matter }) => matter === "农机借用"));

  await picks(workbook({ rows: [["名称", "级别", "地址", "开放时间", "电话"], ["四组服务点", "组", "渡口", "周一至周五 8:30-12:00", ""]] }));
  await saves(1);
  await changes("四组服务点");
  await secretary.page.waitForFunction(() => document.querySelector("#name")?.value === "四组服务点");
  await secretary.fill("地址", "渡口茶亭旁");
  await putsBack();
  await secretary.press("整批公示（1 份）");
  await secretary.page.getByText("导入的一批").waitFor({ state: "detached" });
  await picks(workbook({ rows: [["标题", "类别", "日期", "正文"], ["渡口修缮", "财务", "2026-10-09", "花了三千元"]] }));
  await saves(1);
  await changes("渡口修缮");
  await secretary.page.waitForFunction(() => document.querySelector("#title")?.value === "渡口修缮");
  await secretary.fill("正文", "花了三千二百元");
  await secretary.reviews();
  await putsBack();
  await secretary.press("整批公示（1 份）");
  await secretary.page.getByText("导入的一批").waitFor({ state: "detached" });
  await secretary.allPublished();
  const board = await day.board(SLUG);
  assert.equal(board.points.find(({ words }) => words.name === "四组服务点").words.address, "渡口茶亭旁");
  assert.equal(board.disclosures.find(({ words }) => words.title === "渡口修缮").words.body, "花了三千二百元");
  assert.equal(await draftsOf(secretary), 0, "nothing is left of the forms");
});

test("D22: a board's workbook as it is downloaded is imported by another office, and at home all of it is seen to be there", async () => {
  const download = Buffer.from(await (await day.worker.fetch(`/o/${SLUG}/pledges.xlsx`)).arrayBuffer());
  const told = async (of, slug) => {
    const { pledges } = await of.board(slug);
    const said = ({ owner, words: { text, quantity, unit } }) => JSON.stringify([owner.name, text, quantity, unit]);
    return pledges.map(said).sort();
  };
  const here = await told(day, SLUG);
  assert.ok(here.length > 2);
  await picks(download, { name: "pledges.xlsx" });
  await secretary.sees(`${here.length} 行是重复的，已跳过`);
  const elsewhere = await beginDay();
  try {
    const other = await elsewhere.secretaryOf(SLUG, "河口村", "章知夏");
    await picks(download, { name: "pledges.xlsx", who: other });
    await saves(here.length, other);
    await other.follow("去看草稿");
    await other.press(`整批公示（${here.length} 份）`);
    await other.page.getByText("导入的一批").waitFor({ state: "detached" });
    await other.allPublished();
    assert.deepEqual(await told(elsewhere, SLUG), here);
    await elsewhere.isInOrder(SLUG);
  } finally {
    await elsewhere.end();
  }
});

test("P1: columns that are not recognised are mapped by hand, and the next file like it is read the same way", async () => {
  const rows = [["要做的事", "谁来做", "做到几时"], ["给晒场铺水泥", "余望舒", "2027-09-30"]];
  await picks(workbook({ rows }));
  await secretary.sees("没有找到“承诺内容”这一列");
  await secretary.choose("这是什么台账", "pledges");
  await secretary.choose("要做的事", "text");
  await secretary.sees("预览：1 行可以导入");
  await secretary.page.getByText("各列认成什么").click();
  await secretary.choose("谁来做", "pledger");
  await secretary.sees("第 2 行 · 余望舒");
  await picks(workbook({ rows: [...rows, ["修村口的桥", "顾小满", "2027-10-31"]] }));
  await secretary.sees("预览：2 行可以导入");
  assert.match((await previewed())[1], /修村口的桥 第 3 行 · 顾小满/);
});

test("P1: a preview with errors, questions and columns is for everybody, in normal and large text", async () => {
  await picks(
    workbook({
      rows: [
        ["名称", "级别", "地址", "开放时间"],
        ["四组服务点", "片", "渡口", "看船期"],
        ["", "组", "渡口", "上午9:00-11:00"],
        ["四组服务点", "片", "渡口", ""],
      ],
    }),
  );
  await secretary.sees("预览：1 行可以导入");
  await secretary.page.getByText("各列认成什么").click();
  const { page } = secretary;
  for (const _size of ["normal", "large"]) {
    // Evaluated by the driver, which a page's content security policy does not concern.
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join("; ")}`), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the phone`);
    await page.getByRole("button", { name: /^(长辈版|标准版)$/ }).click();
  }
});

for (const [what, name, bytes, answer] of [
  ["a picture with another ending", "台账.xlsx", Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "latin1"), "这个文件不是表格"],
  ["a workbook that grows beyond its bound", "台账.xlsx", archive({ "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": " ".repeat(80_000_000) }), "文件有 65536 KB"],
  ["a workbook that was cut off", "台账.xlsx", pledgeWorkbook(5).subarray(0, 900), "文件读不了，可能坏了"],
  ["ten thousand rows", "台账.xlsx", pledgeWorkbook(10_000), "超过 5000 行"],
  ["an empty file", "台账.csv", Buffer.alloc(0), "没有内容"],
]) {
  test(`P1: ${what} is refused with what to do next, and the next file is read all the same`, async () => {
    await picks(bytes, { name });
    await refused(answer);
    await picks(utf8(ledger("余望舒,委员,给小学围墙刷白,60,米,2027-08-31")), { name: "台账.csv", open: false });
    await secretary.sees("预览：1 行可以导入");
  });
}

test("P1: with the app on the device, a workbook is imported without a network", async () => {
  await secretary.hasTheApp();
  await secretary.goesOffline();
  await picks(workbook({ rows: [["承诺人", "承诺内容"], ["余望舒", "断网时导入的一条"]] }));
  await saves(1);
  await secretary.goesOnline();
  await secretary.follow("去看草稿");
  await secretary.sees("断网时导入的一条");
  await secretary.press("撤回这一批");
  await secretary.press("确定撤回这 1 份？再按一次");
  await secretary.page.getByText("导入的一批").waitFor({ state: "detached" });
});

test("P1: a phone that is full in the middle of an import keeps nothing of it, and with room the same press saves all", async () => {
  const phone = await day.memberOf(SLUG, secretary, "梁小禾", { role: "secretary", device: await day.person() });
  await phone.device.close();
  await phone.device.open();
  await phone.takeUpTheDevice();
  const session = await phone.device.context.newCDPSession(phone.page);
  await phone.open(`/app/o/${SLUG}/import`);
  const { usage } = await session.send("Storage.getUsageAndQuota", { origin: phone.baseUrl });
  await session.send("Storage.overrideQuotaForOrigin", { origin: phone.baseUrl, quotaSize: Math.round(usage) + 200_000 });
  await picks(pledgeWorkbook(2_000), { who: phone, open: false });
  await phone.press("存为 2000 份草稿");
  await phone.sees("手机空间不足");
  assert.equal(await draftsOf(phone), 0);
  await session.send("Storage.overrideQuotaForOrigin", { origin: phone.baseUrl });
  await saves(2_000, phone);
  assert.equal(await draftsOf(phone), 2_000);
});

test("P1: a browser that ends in the middle of an import leaves all of it or nothing", async () => {
  const phone = await day.memberOf(SLUG, secretary, "梁大禾", { role: "secretary", device: await day.person() });
  for (const afterRows of [0, 1_000]) {
    await picks(pledgeWorkbook(4_000), { who: phone });
    const before = await draftsOf(phone);
    await phone.sees("可以导入");
    const press = phone.page.getByRole("button", { name: /^存为 \d+ 份草稿/ });
    const count = Number((await press.innerText()).match(/\d+/)[0]);
    await press.click();
    const reached = phone.page.waitForFunction(
      (rows) => Number(document.querySelector("main")?.innerText.match(/(\d+) \/ \d+/)?.[1] ?? -1) >= rows || /已存本机/.test(document.body.innerText),
      afterRows,
    );
    await reached;
    await phone.device.kill();
    await phone.opensAgain(`/app/o/${SLUG}/outbox`);
    await phone.page.getByRole("heading", { level: 1 }).waitFor();
    const kept = (await draftsOf(phone)) - before;
    assert.ok(kept === 0 || kept === count, `${kept} of ${count}`);
  }
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
