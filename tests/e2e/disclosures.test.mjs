// What must be disclosed: the catalogue, accounts with sums, notices with objections, circulars, reviews and corrections.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { found, outcomes, push } from "../support/client.mjs";
import { foundingCode } from "../support/engine.mjs";
import { Key, Organisation } from "../support/member.mjs";
import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "luxi";
const TOLD = "hexi";
const BOARD_WITHIN_MS = 20_000;
/** A pause in typing of 0.4 s, and what a machine under load takes to write. */
const SAVED_AFTER_MS = 3_000;

let day, secretary, resident, told;

const main = () => resident.page.locator("main").innerText();
const reads = async (path, ...texts) => {
  await resident.seesOnBoard(path, texts[0], BOARD_WITHIN_MS);
  await resident.open(path);
  const page = await main();
  for (const text of texts) assert.ok(page.includes(text), `${path} does not say ${text}:\n${page}`);
};
/** The first day of the month so many months before this one. */
const monthStart = (back) => {
  const now = new Date(`${inDays(0)}T00:00:00Z`);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 10);
};
/** Has somebody else's device say something in the village that is told by plain statements. */
const say = async (kind, fields) => {
  const said = await told.secretary.say(kind, fields);
  assert.deepEqual(outcomes(await push(day.worker, TOLD, [said])), ["accepted"]);
  return said;
};
const limit = (more) => ({ kind: "every", every: "month", days: 10, count: "calendar", ...more });
const row = (item, time_limit) => ({ matter: "财务", item, kind: "finance", level: "village", mode: "proactive", time_limit });

before(async () => {
  const root = await Key.make();
  day = await beginDay({ foundingKey: root.publicKey });
  told = await Organisation.make({ foundingKey: root });
  assert.equal((await found(day.worker, TOLD, told)).status, 201);
  const { code, public_key: publicKey } = foundingCode();
  const codes = { public_key: publicKey, expires_ms: Date.now() + 86_400_000 };
  assert.deepEqual(outcomes(await push(day.worker, TOLD, [await told.secretary.say("founding.invited", { codes })])), ["accepted"]);
  secretary = await day.guest();
  await secretary.founds(code, { slug: SLUG, name: "芦溪村", person: "梁一禾", post: "书记", parent: TOLD });
  resident = await day.resident();
});
after(() => day?.end());

test("D1: a catalogue to begin with is looked over, edited and published as a batch; each row says how it stands", async () => {
  const { page } = secretary;
  await secretary.open(`/app/o/${SLUG}/catalogue/starter`);
  await secretary.sees("收支明细");
  await page.getByRole("checkbox", { name: /惠农补贴发放/ }).uncheck();
  const first = page.locator(".preview > li").first();
  await first.getByRole("button", { name: "修改" }).click();
  await secretary.fill("公开内容", "每笔收入和支出，附票据编号");
  await secretary.fill("期满后多少天内", "8");
  await first.getByRole("button", { name: "改好了" }).click();
  await secretary.press("公示");
  await page.waitForURL(new RegExp(`/app/o/${SLUG}/catalogue$`));
  await secretary.allPublished();
  const { catalogue } = await day.boardShows(SLUG, (board) => (board.catalogue ?? []).length >= 10 && board);
  assert.ok(!catalogue.some((one) => one.words.item === "惠农补贴发放"), "what was left out is not there");
  const accounts = catalogue.find((one) => one.words.item === "收支明细");
  assert.equal(accounts.words.time_limit.days, 8);
  assert.equal(accounts.standing.status, "upcoming", "asked for from today: no month is over");
  await reads(`/o/${SLUG}/catalogue/`, "收支明细", "集体资产", "未到期", "期满后 8 天内", "还没有公开过");
  await reads(`/o/${SLUG}/catalogue/${accounts.id}`, "每笔收入和支出，附票据编号", "村民委员会组织法", "公示栏（电子屏）", "全社会", "主动公开", "芦溪村");
  await secretary.open(`/app/o/${SLUG}/catalogue/${accounts.id}`);
  await secretary.follow("更正");
  await secretary.fill("公开依据", "村务公开办法");
  await secretary.fill("为什么修改", "依据换了新办法");
  await secretary.press("公示更正");
  await secretary.sees("第 1 次变更");
  await secretary.allPublished();
  await reads(`/o/${SLUG}/catalogue/${accounts.id}`, "第 1 次变更", "依据换了新办法");
});

test("D1: a row that is withdrawn keeps what was disclosed of it, and both say so", async () => {
  const item = await secretary.definesItem(SLUG, { matter: "村级事务", item: "防汛物资", days: "5" });
  await secretary.follow("公开这一项");
  assert.equal(await secretary.page.getByLabel("对应目录").inputValue(), item);
  await secretary.fill("标题", "防汛物资清点");
  await secretary.fill("形成日期", inDays(0));
  await secretary.fill("正文", "沙袋 400 只，水泵 2 台。");
  await secretary.reviews();
  await secretary.press("公示");
  const id = await secretary.seesTheNoticesPage();
  await secretary.sees("村级事务 · 防汛物资");
  await secretary.open(`/app/o/${SLUG}/catalogue/${item}/withdraw`);
  await secretary.fill("为什么撤回", "并入应急公开");
  await secretary.press("撤出目录");
  await secretary.page.waitForURL(new RegExp(`/catalogue/${item}$`));
  await secretary.allPublished();
  await reads(`/o/${SLUG}/catalogue/${item}`, "已撤出目录", "并入应急公开", "防汛物资清点");
  await reads(`/o/${SLUG}/disclosures/${id}`, "防汛物资清点", "村级事务 · 防汛物资");
  const board = await day.board(SLUG);
  const withdrawn = board.catalogue.find((one) => one.id === item);
  assert.deepEqual([withdrawn.standing.status, withdrawn.standing.disclosures], ["withdrawn", [id]]);
});

test("D2: what recurs is due, late and never disclosed by itself, on the board and for any day", async () => {
  const never = await say("catalogue.defined", { words: row("债权债务", limit({ from: monthStart(3) })) });
  const kept = await say("catalogue.defined", { words: row("收支明细", limit({ from: monthStart(2) })) });
  const disclose = (back) =>
    say("disclosure.published", {
      words: {
        title: `往月收支${back}`,
        kind: "finance",
        date: inDays(0),
        body: "明细",
        item: kept.record,
        period: { every: "month", from: monthStart(back) },
      },
    });
  await disclose(2);
  const find = (board, { record }) => board.catalogue.find((one) => one.id === record).standing;
  let board = await day.boardShows(TOLD, (now) => now.catalogue?.length === 2 && now);
  assert.equal(find(board, never).status, "never");
  assert.ok(find(board, never).missed >= 2);
  assert.equal(find(board, kept).late, 1, "the month before last was disclosed today, after its due day");
  await reads(`/o/${TOLD}/`, "从未公开", "债权债务", `有 ${find(board, never).missed} 期未公开`);
  const before = await (await day.worker.fetch(`/o/${TOLD}/board.json?on=${monthStart(2)}`)).json();
  assert.equal(find(before, never).status, "due", "on the first of the month before last, a month was just over");
  await disclose(1);
  board = await day.boardShows(TOLD, (now) => find(now, kept).disclosures.length === 2 && now);
  assert.equal(find(board, kept).missed, 0);
  const later = await (await day.worker.fetch(`/o/${TOLD}/board.json?on=${inDays(80)}`)).json();
  assert.equal(find(later, kept).status, "overdue", "nobody says it: the day does");
});

test("D2: last period's disclosure is carried over to the next one", async () => {
  const item = await secretary.definesItem(SLUG, { matter: "财务", item: "食堂账", every: "month", days: "10", from: monthStart(2) });
  await secretary.follow("公开这一项");
  const period = secretary.page.getByLabel("所属期间");
  assert.equal(await period.inputValue(), `month:${monthStart(2)}`, "the earliest that is wanting");
  await secretary.press("加一张表格");
  await secretary.page.getByText("从 Excel 粘贴").first().click();
  await secretary.fill("粘贴到这里", "项目\t支出\n买菜\t310.5\n煤气\t96");
  await secretary.press("放进表格");
  await secretary.reviews();
  await secretary.press("公示");
  await secretary.seesTheNoticesPage();
  await secretary.sees("406.5");
  await secretary.follow("照此公开下一期");
  await secretary.sees("各栏已经带过来");
  assert.equal(await period.inputValue(), `month:${monthStart(1)}`);
  assert.equal(await secretary.page.locator("#cell-0-0-0").inputValue(), "买菜");
  assert.equal(await secretary.page.locator("#cell-0-0-1").inputValue(), "");
  await secretary.press("带上上期数字");
  assert.equal(await secretary.page.locator("#cell-0-0-1").inputValue(), "310.5");
  await secretary.reviews();
  await secretary.press("公示");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  const board = await day.boardShows(SLUG, (now) => now.catalogue.find((one) => one.id === item)?.standing.disclosures.length === 2 && now);
  assert.equal(board.catalogue.find((one) => one.id === item).standing.missed, 0);
});

test("D3: accounts are typed with the keyboard, sums are checked, and what does not add up is pointed out and not changed", async () => {
  const { page } = secretary;
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.fill("标题", "水渠清淤账");
  await secretary.choose("类别", "finance");
  await secretary.press("加一张表格");
  await page.locator("#cell-0-0-0").focus();
  await page.keyboard.type("挖机");
  await page.keyboard.press("Tab");
  await page.keyboard.type("4,295");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "cell-0-1-1");
  await page.keyboard.type("24");
  await page.locator("#cell-0-1-0").fill("=HYPERLINK(\"x\")");
  await page.locator("#cell-0-2-0").fill("合计");
  await page.locator("#cell-0-2-1").fill("2,228");
  await page.getByLabel("这一行是 3").selectOption("total");
  await secretary.sees("比其中最大的一项 4295 还小");
  await page.locator("#cell-0-2-1").fill("4,320");
  await secretary.sees("各项相加是 4319");
  await page.locator("#cell-0-2-1").press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "cell-0-3-0");
  await secretary.reviews();
  await secretary.press("公示");
  const id = await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${id}`, "4,320", "各项相加是 4319", "下载表格（CSV）");
  const heads = await resident.page.locator("main table th[scope=row]").allInnerTexts();
  assert.deepEqual(heads, ["挖机", "=HYPERLINK(\"x\")", "合计"]);
  const answer = await day.worker.fetch(`/o/${SLUG}/disclosures/${id}.csv`);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type"), /text\/csv/);
  assert.match(answer.headers.get("content-disposition"), /attachment/);
  const csv = await answer.text();
  assert.ok(csv.includes('"挖机",4295\r\n') && csv.includes("\"'=HYPERLINK(\"\"x\"\")\",24\r\n"), csv);
  assert.equal((await day.worker.fetch(`/o/${SLUG}/disclosures/${"0".repeat(32)}.csv`)).status, 404);
});

test("D3: 10,000 rows are refused with the way out, and a draft of a table survives", async () => {
  const { page } = secretary;
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.press("加一张表格");
  // A browser takes minutes to type so much; people paste it.
  await page.locator("#cell-0-0-0").evaluate((cell, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, `项目\t金额\n${"租金\t1\n".repeat(10_000)}`);
  await secretary.sees("有 10000 行，一张表最多 500 行。请把整个表格作为附件");
  await page.getByText("从 Excel 粘贴").first().click();
  await secretary.fill("粘贴到这里", "日期\t收入\t支出\t结余\n上月结余\t\t\t100\n租金\t50\t\t150\n电费\t\t30\t130");
  await secretary.press("放进表格");
  await secretary.sees("对不上的地方");
  await page.locator("#cell-0-2-3").fill("120");
  await page.getByText("对不上的地方").waitFor({ state: "detached" });
  // The line is there from an earlier pause; this one is saved after its own.
  await page.waitForTimeout(SAVED_AFTER_MS);
  await secretary.open(`/app/o/${SLUG}/write`);
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await page.locator("#cell-0-2-3").waitFor();
  assert.equal(await page.locator("#cell-0-2-3").inputValue(), "120");
  await secretary.press("删除这张表格");
  await secretary.sees("草稿已存本机");
});

test("D7: a circular is published for everybody and stands in the feed", async () => {
  const id = await secretary.discloses(SLUG, { title: "汛期值班抽查通报", kind: "circular", body: "抽查 12 次，脱岗 1 次。" });
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${id}`, "通报", "脱岗 1 次", "首次公开，未变更");
  assert.match(await (await day.worker.fetch(`/o/${SLUG}/feed.atom`)).text(), /汛期值班抽查通报/);
});

test("D8: a notice runs for its working days, says where to object, and its outcome is published after its end", async () => {
  const { page } = secretary;
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.fill("标题", "拟推荐护林员公示");
  await secretary.choose("类别", "notice");
  await secretary.fill("正文", "拟推荐 1 名护林员。");
  await secretary.fill("公示从哪天起", inDays(0));
  await secretary.picks("公示到某一天");
  await secretary.fill("最后一天", inDays(-1));
  await secretary.reviews();
  await secretary.press("公示");
  await secretary.sees("公示不能在开始之前结束。");
  await secretary.sees("写明异议电话或受理地点，群众才知道找谁。");
  await secretary.picks("公示几个工作日");
  await secretary.fill("工作日数", "5");
  await secretary.fill("异议电话", "0000-5550120");
  await secretary.fill("受理人", "吴秘书");
  await secretary.press("公示");
  const id = await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${id}`, "公示中", "个工作日", "0000-5550120", "吴秘书");
  assert.equal(await page.getByRole("link", { name: "公布公示结果" }).count(), 0, "not before its end");
  await secretary.open(`/app/o/${SLUG}/disclosures/${id}/conclude`);
  await secretary.press("公布公示结果");
  await secretary.sees("期满以后再公布结果");
  const over = await (await day.worker.fetch(`/o/${SLUG}/board.json?on=${inDays(40)}`)).json();
  assert.equal(over.public_notices.find((one) => one.disclosure === id).status, "outcome-missing");
  // One that is over: published days ago by another device, here with a past first day.
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.fill("标题", "道路养护分段公示");
  await secretary.choose("类别", "notice");
  await secretary.fill("正文", "分六段。");
  await secretary.fill("公示从哪天起", inDays(-9));
  await secretary.picks("公示到某一天");
  await secretary.fill("最后一天", inDays(-3));
  await secretary.fill("受理地点", "村委会二楼");
  await secretary.sees("群众能提意见的天数会变少");
  await secretary.reviews();
  await secretary.press("公示");
  const past = await secretary.seesTheNoticesPage();
  await secretary.follow("公布公示结果");
  await secretary.fill("收到异议件数", "2");
  await secretary.press("公布公示结果");
  await secretary.sees("有异议就要写明怎样处理。");
  await secretary.fill("处理结果", "一件属实，第四段改由两户承包；一件查无此事。");
  await secretary.press("公布公示结果");
  await secretary.page.waitForURL(new RegExp(`/disclosures/${past}$`));
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${past}`, "公示已有结果", "收到异议 2 件。", "第四段改由两户承包", "才公开：群众实际可以提意见的天数少了");
});

test("D8: a disclosure dated ahead, or before what it tells came about, is not published", async () => {
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.fill("标题", "明天的会议决定");
  await secretary.fill("正文", "还没有开会。");
  await secretary.fill("日期", inDays(3));
  await secretary.reviews();
  await secretary.press("公示");
  await secretary.sees("这一天还没有到。");
  await secretary.fill("日期", inDays(0));
  await secretary.fill("形成日期", inDays(13));
  await secretary.press("公示");
  await secretary.sees("公开日期不能早于形成日期。");
  assert.equal((await day.board(SLUG)).disclosures.filter((one) => one.words.title === "明天的会议决定").length, 0);
  const late = await told.secretary.say("disclosure.published", {
    words: { title: "通水公告", kind: "village", date: inDays(0), body: "通水", arose_on: inDays(13) },
  });
  assert.notDeepEqual(outcomes(await push(day.worker, TOLD, [late])), ["accepted"], "nor does the log take it");
});

test("D10: nothing is published unreviewed; corrections major and minor and a withdrawal are public with their reasons", async () => {
  await secretary.open(`/app/o/${SLUG}/disclosures/new`);
  await secretary.fill("标题", "三季度务工补贴");
  await secretary.fill("正文", "发放 32 户，共 9,600 元。");
  await secretary.page.getByRole("checkbox", { name: /^保密：/ }).check();
  await secretary.press("公示");
  await secretary.sees("三项审查都要完成，逐项打勾。");
  await secretary.reviews();
  await secretary.fill("审查人", "顾小满");
  await secretary.press("公示");
  const id = await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${id}`, "保密、必要性、准确性三项均已审查：顾小满", "首次公开，未变更");
  await secretary.follow("更正");
  await secretary.fill("正文", "发放 32 户，共 9,900 元。");
  await secretary.reviews();
  await secretary.press("公示更正");
  await secretary.sees("请填写");
  await secretary.fill("为什么修改", "漏记一户");
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.follow("更正");
  await secretary.fill("标题", "第三季度务工补贴");
  await secretary.picks("更正笔误：意思不变");
  await secretary.reviews();
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${id}`, "更正笔误，内容不变", "内容更正: 漏记一户", "第 2 次变更", "9,900");
  await secretary.open(`/app/o/${SLUG}/disclosures/${id}`);
  await secretary.follow("撤回公开事项");
  await secretary.fill("为什么撤回", "标准有误，重新核算");
  await secretary.press("撤回公开事项");
  await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  await reads(`/o/${SLUG}/disclosures/${id}`, "已撤回", "标准有误，重新核算", "第三季度务工补贴");
});

test("at the end of the day the logs are whole and no page has complained", () => day.isInOrder(SLUG, TOLD));
