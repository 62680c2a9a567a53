// A ledger of pledges from a CSV file: looked over, kept as drafts, published as one batch, or taken back before.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { after, before, test } from "node:test";

import { beginDay } from "./support/day.mjs";
import { gbk, inventedIdNumber, ledger, utf8, utf8WithMark } from "./support/ledgers.mjs";

const SLUG = "liuxi";
const PUSH_LIMIT_MS = 60_000;
/** Names a real ledger that is to be imported too. */
const REAL_LEDGER = process.env.JIANNUO_REAL_LEDGER;

let day, secretary;

/** Picks a file on the import page. */
const picks = async (buffer, name = "台账.csv") => {
  await secretary.open(`/app/o/${SLUG}/import`);
  await secretary.page.getByLabel("台账文件").setInputFiles({ name, mimeType: "text/csv", buffer });
};
const saves = async (count) => {
  await secretary.press(`存为 ${count} 份草稿`);
  await secretary.sees(`${count} 份草稿已存本机`);
  await secretary.follow("去看草稿");
  await secretary.sees(`导入的一批：${count} 份`);
};
/** The preview's rows, each on one line. */
const previewed = async () =>
  (await secretary.page.locator(".preview > li").allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));
const noBatchIsLeft = () => secretary.page.getByText("导入的一批").waitFor({ state: "detached" });
const texts = async () => (await day.board(SLUG)).pledges.map((pledge) => pledge.words.text);

before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG);
});
after(() => day?.end());

const USUAL = ledger(
  "余望舒,委员,修好三组到小学的路灯,12,盏,2027年6月30日",
  "顾小满,妇女主任,每月上门看望独居老人,5,户,每月",
);
for (const [kind, bytes] of [
  ["UTF-8", utf8(USUAL)],
  ["UTF-8 with a byte order mark, as Excel saves it,", utf8WithMark(USUAL)],
  ["GBK, as older Excel saves it,", gbk(USUAL)],
]) {
  test(`a ledger in ${kind} is read with every name right`, async () => {
    await picks(bytes);
    await secretary.sees("预览：2 行可以导入");
    const [first, second] = await previewed();
    assert.match(first, /修好三组到小学的路灯 第 2 行 · 余望舒 · 12 盏 · 2027年6月30日/);
    assert.match(second, /每月上门看望独居老人 第 3 行 · 顾小满 · 5 户 · 每月/);
  });
}

test("同上 takes the cell above, where that can be meant", async () => {
  await picks(utf8(ledger("余望舒,委员,修路,3,公里,2027-12-31", "同上,同上,修桥,1,座,〃")));
  await secretary.sees("预览：2 行可以导入");
  assert.match((await previewed())[1], /修桥 第 3 行 · 余望舒 · 1 座 · 2027-12-31/);
});

test("a formula is kept as text and said to be one", async () => {
  await picks(utf8(ledger("余望舒,=HYPERLINK(1),修路,3,公里,2027-12-31")));
  await secretary.sees("像公式，按文字保存");
  await saves(1);
  await secretary.follow("修路");
  await secretary.press("删除草稿");
  await secretary.press("确定删除？再按一次");
  await secretary.page.waitForURL(/outbox$/);
  await noBatchIsLeft();
});

test("a ledger without the column of pledges is refused, and the column is named", async () => {
  await picks(utf8("承诺人,数量\n余望舒,3\n"));
  await secretary.page.getByText("承诺内容").first().waitFor();
  assert.equal(await secretary.page.getByText("没有成功").count(), 1);
  assert.equal(await secretary.page.getByRole("button", { name: /^存为/ }).count(), 0);
});

test("every bad row is named with its line and reason, can be downloaded as a list, and leaves the others good", async () => {
  await picks(
    utf8(
      ledger(
        "余望舒,委员,修路,3,公里,2027-12-31",
        "余望舒,委员,,3,公里,2027-12-31",
        "余望舒,委员,修桥,若干,座,2027-12-31",
        "余望舒,委员,修渠,-3,米,2027-12-31",
        "余望舒,委员,修塘,1,口,2027年2月30日",
        `余望舒,委员,${"修".repeat(501)},1,口,2027-12-31`,
        "余望舒,委员,修井",
      ),
    ),
  );
  await secretary.sees("预览：1 行可以导入");
  const expected = [
    ["3", "没有承诺内容"],
    ["4", "请填数字"],
    ["5", "数量不能小于零"],
    ["6", "没有这一天"],
    ["7", "有 501 个字，最多 500 个"],
    ["8", "有 3 格，表头有 6 格"],
  ];
  const shown = await secretary.page.getByRole("alert").innerText();
  for (const [line, reason] of expected) assert.match(shown, new RegExp(`第 ${line} 行.*${reason}`));
  const [download] = await Promise.all([secretary.page.waitForEvent("download"), secretary.press("下载错误清单")]);
  const list = await readFile(await download.path(), "utf8");
  assert.ok(list.startsWith("\u{FEFF}"), "Excel needs the mark to read Chinese");
  for (const [line, reason] of expected) assert.match(list, new RegExp(`^\u{FEFF}?${line},.*${reason}`, "m"));
});

test("an imported batch is taken back as a whole, and nothing of it was ever published", async () => {
  await picks(utf8(USUAL));
  await saves(2);
  await secretary.press("撤回这一批");
  await secretary.press("确定撤回这 2 份？再按一次");
  await noBatchIsLeft();
  assert.deepEqual(await texts(), []);
});

test("a batch with an identity card's number is stopped; masked, every row is on the board exactly once", async () => {
  const idNumber = inventedIdNumber();
  await picks(
    utf8(
      ledger(
        "余望舒,委员,修好三组到小学的路灯,12,盏,2027年6月30日",
        `顾小满,妇女主任,帮老人（${idNumber}）办好医保,1,人,2027-12-31`,
        "余望舒,委员,清理后山水沟,800,米,2027-12-31",
      ),
    ),
  );
  await saves(3);
  await secretary.press("整批公示（3 份）");
  await secretary.sees("公示前请看：里面像有个人信息");
  await secretary.sees("身份证号");
  assert.deepEqual(await texts(), [], "nothing goes out before the secretary has decided");
  await secretary.press("遮盖后公示");
  await noBatchIsLeft();
  await secretary.allPublished();
  const masked = `${idNumber.slice(0, 2)}*************${idNumber.slice(-3)}`;
  const expected = ["修好三组到小学的路灯", `帮老人（${masked}）办好医保`, "清理后山水沟"];
  assert.deepEqual((await texts()).sort(), expected.sort());
  const owners = (await day.board(SLUG)).pledges.map((pledge) => pledge.owner.name);
  assert.deepEqual(owners.sort(), ["余望舒", "余望舒", "顾小满"].sort());
});

test("going on without the mask needs a reason, which is published too", async () => {
  const idNumber = inventedIdNumber("35990019000101001");
  await picks(utf8(ledger(`余望舒,委员,为 ${idNumber} 补办证件,1,人,2027-12-31`)));
  await saves(1);
  await secretary.press("整批公示（1 份）");
  await secretary.sees("身份证号");
  await secretary.press("不遮盖，照样公示");
  await secretary.sees("不遮盖就要写明理由。");
  await secretary.fill("不遮盖的理由", "编造的号码，仅作样张");
  await secretary.press("不遮盖，照样公示");
  await noBatchIsLeft();
  await secretary.allPublished();
  const [pledge] = await day.onBoard(SLUG, `为 ${idNumber} 补办证件`);
  assert.equal(pledge.words.personal_data_reason, "编造的号码，仅作样张");
});

if (REAL_LEDGER) {
  test("a whole office's ledger is published as a batch, every good row once", async () => {
    const before = (await texts()).length;
    await picks(await readFile(REAL_LEDGER), basename(REAL_LEDGER));
    const title = await secretary.page.getByRole("heading", { name: /^预览/ }).innerText();
    const count = Number(title.match(/\d+/)[0]);
    await saves(count);
    await secretary.press(`整批公示（${count} 份）`);
    const mask = secretary.page.getByRole("button", { name: "遮盖后公示" });
    if (await mask.isVisible()) await mask.click();
    await noBatchIsLeft();
    await day.boardShows(SLUG, (board) => board.pledges.length === before + count, PUSH_LIMIT_MS);
    console.log(`${count} rows published`);
  });
}

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
