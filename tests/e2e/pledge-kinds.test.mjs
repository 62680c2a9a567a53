// Every kind of pledge as people make it: on phones, in the words of the interface, read by a resident without script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BOARD_AGE_MOST_MS, beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const MEMBER = "顾小满";
const OTHER = "葛青禾";
const YEAR = new Date().getFullYear();

let day, secretary, member, other, resident;

before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG);
  member = await day.memberOf(SLUG, secretary, MEMBER);
  other = await day.memberOf(SLUG, secretary, OTHER);
  resident = await day.resident();
});
after(() => day?.end());

const main = async (path) => {
  await resident.open(path);
  return resident.page.locator("main").innerText();
};
/** Opens the form of a new pledge and chooses what sort it is. */
const begins = async (person, kind, query = "") => {
  await person.open(`/app/o/${SLUG}/pledges/new${query}`);
  await person.page.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
};
const publishes = async (person) => {
  await person.press("公示");
  const id = await person.seesThePledgesPage();
  await person.allPublished();
  return id;
};
/** What a resident reads on a page, which may be a second old, is all of this. */
const reads = async (path, ...wanted) => {
  const deadline = Date.now() + BOARD_AGE_MOST_MS;
  for (;;) {
    const text = await main(path);
    if (wanted.every((one) => text.includes(one)) || Date.now() > deadline) return includes(text, ...wanted);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
const includes = (text, ...wanted) => {
  for (const one of wanted) assert.ok(text.includes(one), `“${one}” is not in:\n${text}`);
};

test("P1: a member writes a pledge and is told gently what an outsider could not check; once it can be checked the hint goes", async () => {
  await begins(member, "个人承诺");
  await member.fill("承诺内容", "进一步加强对独居老人的走访");
  await member.sees("外人能看出做到没有吗？");
  await member.sees("“进一步”看不出做到没有。可以写成：每月上门看一次 6 户独居老人");
  await member.fill("承诺内容", "走访独居老人");
  await member.fill("数量", "20");
  await member.fill("单位", "户");
  await member.page.getByText("外人能看出做到没有吗？").waitFor({ state: "detached" });
  await member.fill("最后一天", inDays(30));
  const id = await publishes(member);
  await member.addsProgress("走访了东头几户", "6");
  await member.allPublished();
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === id)?.standing.done === "6");
  await reads(`/o/${SLUG}/`, "走访独居老人", MEMBER, "已完成 6，共 20 户");
});

test("P1: vague words stop nobody, and the secretary sees the same hint on the member's pledge", async () => {
  await begins(member, "个人承诺");
  await member.fill("承诺内容", "不断提高服务水平");
  await member.fill("最后一天", inDays(30));
  const id = await publishes(member);
  await day.boardShows(SLUG, ({ pledges }) => pledges.some((pledge) => pledge.id === id));
  await secretary.open(`/app/o/${SLUG}/pledges/${id}`);
  await secretary.sees("这一条外人不容易看出做到没有");
  await other.open(`/app/o/${SLUG}/pledges/${id}`);
  await other.sees("不断提高服务水平");
  assert.equal(await other.nowSees("这一条外人不容易看出做到没有"), false, "it is no pillory");
});

test("P1: a pledge without an amount is told in per cent, one with steps by its steps", async () => {
  await begins(member, "个人承诺");
  await member.fill("承诺内容", "把村志编写出来并印好");
  await member.fill("最后一天", inDays(60));
  const id = await publishes(member);
  await member.follow("记进展");
  await member.fill("做了什么", "写完前四章");
  await member.fill("现在做到百分之几", "140");
  await member.press("公示");
  await member.sees("请填 0 到 100 的整数。");
  await member.fill("现在做到百分之几", "40");
  await member.press("公示");
  await member.seesThePledgesPage();
  await member.allPublished();
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === id)?.reached?.percent === 40);
  await reads(`/o/${SLUG}/pledges/${id}`, "已完成 40%", "写完前四章");
});

test("P2: a post is defined, members take it on, the board counts its places, and one of them pledges for the post", async () => {
  await secretary.open(`/app/o/${SLUG}/posts/new`);
  await secretary.fill("岗位名称", "矛盾调解岗");
  await secretary.fill("岗位职责", "接到求助当天上门，一个月内回访");
  await secretary.fill("名额", "3");
  await secretary.fill("岗位类别", "服务类");
  await secretary.press("公示");
  await secretary.sees("3 个名额，已认领 0 个");
  await secretary.sees("空岗");
  await secretary.allPublished();

  for (const person of [member, other]) {
    await person.open(`/app/o/${SLUG}/posts`);
    await person.press("认领这个岗位");
    await person.sees("退出这个岗位");
    await person.allPublished();
  }
  await day.boardShows(SLUG, ({ posts }) => posts?.[0].holders.length === 2);
  await reads(`/o/${SLUG}/posts/`, "矛盾调解岗", "3 个名额，已认领 2 个", "还有 1 个名额", MEMBER, OTHER, "服务类");

  await member.follow("写这个岗位的承诺");
  assert.ok(await member.page.getByRole("radio", { name: /^岗位承诺/ }).isChecked());
  await member.fill("承诺内容", "调解邻里纠纷");
  await member.fill("数量", "12");
  await member.fill("单位", "起");
  await member.fill("最后一天", inDays(90));
  const id = await publishes(member);
  await day.boardShows(SLUG, ({ pledges }) => pledges.some((pledge) => pledge.id === id));
  await reads(`/o/${SLUG}/pledges/${id}`, "岗位承诺", "矛盾调解岗");
  await reads(`/o/${SLUG}/posts/`, "调解邻里纠纷");

  await other.open(`/app/o/${SLUG}/posts`);
  await other.press("退出这个岗位");
  await other.press("确定退出？再按一次");
  await other.sees("认领这个岗位");
  await other.allPublished();
  await day.boardShows(SLUG, ({ posts }) => posts[0].holders.length === 1);
  await reads(`/o/${SLUG}/posts/`, "曾在岗", OTHER, "至");
  await reads(`/o/${SLUG}/`, "岗位目录", "1 个岗位，1 个还有名额");
});

test("P3: two sides pledge to each other, stand beside each other, and each confirms the other's claim", async () => {
  await begins(member, "双向承诺");
  await member.choose("和谁互相承诺", { label: OTHER });
  await member.fill("承诺内容", "管材和师傅由镇里出");
  await member.fill("最后一天", inDays(40));
  const first = await publishes(member);
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === first)?.pair?.is_answered === false);
  await reads(`/o/${SLUG}/pledges/${first}`, `等待${OTHER}作出相应承诺`);

  await other.open(`/app/o/${SLUG}/write`);
  await other.sees(`${MEMBER}请你作出相应承诺`);
  await other.follow("作出相应承诺");
  await other.sees("管材和师傅由镇里出");
  await other.fill("承诺内容", "村里出工三十个");
  const second = await publishes(other);
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === first)?.pair.is_answered);
  for (const id of [first, second]) {
    await reads(`/o/${SLUG}/pledges/${id}`, "管材和师傅由镇里出", "村里出工三十个", `${OTHER}的承诺`, `${MEMBER}的承诺`);
  }
  await reads(`/o/${SLUG}/?kind=two-way`, "管材和师傅由镇里出", "村里出工三十个");

  await member.open(`/app/o/${SLUG}/pledges/${first}`);
  await member.claims("送货单");
  await member.allPublished();
  await other.open(`/app/o/${SLUG}/pledges/${first}`);
  await other.judges("确认完成", "管材和师傅都到了");
  await other.allPublished();
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === first)?.standing.status === "confirmed");
  await member.open(`/app/o/${SLUG}/pledges/${second}`);
  await member.sees("村里出工三十个");
  assert.equal(await member.nowSees("确认完成"), false, "there is nothing to confirm before it is claimed");
});

test("P4: a window promises less than the law allows, and the board shows what was reached against both", async () => {
  await begins(secretary, "服务承诺");
  await secretary.fill("承诺内容", "残疾人补贴申请办结");
  await secretary.fill("承诺最多用", "25");
  await secretary.fill("法定最多用", "20");
  await secretary.picks("不能用日期表示");
  await secretary.fill("用文字说明时限", "每一件");
  await secretary.press("公示");
  await secretary.sees("承诺的时间不能比法定的长。");
  await secretary.fill("承诺最多用", "2");
  const id = await publishes(secretary);
  await secretary.follow("记进展");
  await secretary.fill("做了什么", "第三季度办件");
  await secretary.fill("办了多少件", "120");
  await secretary.fill("其中按承诺时限办结多少件", "121");
  await secretary.press("公示");
  await secretary.sees("不能比办理总数多。");
  await secretary.fill("其中按承诺时限办结多少件", "117");
  await secretary.fill("最长的一件用了多久", "3");
  await secretary.press("公示");
  await secretary.seesThePledgesPage();
  await secretary.allPublished();
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === id)?.reached?.service?.handled === 120);
  const reached = ["已办 120 件，按承诺时限办结 117 件（97.5%）", "最长用时 3 个工作日", "没有超过法定时限"];
  await reads(`/o/${SLUG}/?kind=service`, "承诺时限 2 个工作日 · 法定时限 20 个工作日", ...reached);
  await reads(`/o/${SLUG}/pledges/${id}`, "法定时限", "20 个工作日", ...reached);
  const csv = await (await day.worker.fetch(`/o/${SLUG}/board.csv`)).text();
  const [head, ...rows] = csv.split("\r\n");
  includes(head, "承诺种类", "承诺办理时限", "法定办理时限");
  includes(rows.find((row) => row.includes(id)), '"服务承诺"', '"2 个工作日"', '"20 个工作日"');
});

test("P6: a project has stages, co-owners and money, and shows how many of its parts are kept", async () => {
  await begins(secretary, "领办项目");
  await secretary.fill("承诺内容", "建好村里的文化广场");
  await secretary.fill("步骤", `${inDays(10)} 完成立项\n${inDays(60)} 完成施工`);
  await secretary.fill("共同负责的人或单位", "水利站\n石桥村委会");
  await secretary.fill("经费（元）", "86000");
  await secretary.fill("经费从哪里来", "区级补助");
  await secretary.fill("最后一天", inDays(90));
  const id = await publishes(secretary);
  await secretary.follow("记进展");
  await secretary.fill("做了什么", "批文拿到了");
  await secretary.choose("完成了哪一步", { label: "完成立项" });
  await secretary.press("公示");
  await secretary.seesThePledgesPage();
  await secretary.follow("加一个分项");
  await secretary.fill("承诺内容", "平整广场的场地");
  await secretary.fill("数量", "900");
  await secretary.fill("单位", "平方米");
  await secretary.fill("最后一天", inDays(50));
  const part = await publishes(secretary);
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === id)?.parts?.of === 1);
  await reads(
    `/o/${SLUG}/pledges/${id}`,
    ...["领办项目", "水利站、石桥村委会", "86000 元", "区级补助", "已完成 1，共 2 步", "共 1 个分项，已兑现 0 个", "平整广场的场地"],
  );
  await reads(`/o/${SLUG}/pledges/${part}`, "上级承诺", "建好村里的文化广场");
});

test("P5: a year is opened, pledged in, looked at half-way, accounted for and closed, and what is unfinished is carried over", async () => {
  const days = { "承诺截止日": 10, "年中检查日": 100, "述职截止日": 200, "结束日": 210 };
  const opens = async (year, shift) => {
    await secretary.open(`/app/o/${SLUG}/cycles/new`);
    await secretary.fill("哪一年", String(year));
    for (const [label, ahead] of Object.entries(days)) await secretary.fill(label, inDays(ahead + shift));
    await secretary.press("公示");
    await secretary.follow(`${year}年度承诺`);
    await secretary.page.waitForURL(/\/cycles\/[0-9a-f]{32}$/);
    await secretary.allPublished();
    return secretary.page.url().split("/").at(-1);
  };
  const cycle = await opens(YEAR, 0);
  await day.boardShows(SLUG, ({ cycles }) => cycles?.some(({ id }) => id === cycle));
  await member.open(`/app/o/${SLUG}/cycles/${cycle}`);
  await member.follow("写这一年的承诺");
  await member.fill("承诺内容", "整修村口水闸");
  await member.fill("数量", "2");
  await member.fill("单位", "座");
  await member.fill("最后一天", inDays(150));
  const pledge = await publishes(member);
  await day.boardShows(SLUG, ({ cycles }) => cycles[0].members.some((year) => year.pledges.includes(pledge)));
  const page = `/o/${SLUG}/cycles/${cycle}`;
  await reads(page, `${YEAR}年度承诺`, "3 人中有 1 人已承诺", "还没有承诺", "整修村口水闸");
  await reads(`/o/${SLUG}/`, `${YEAR}年度承诺`, "3 人中有 1 人已承诺");
  await reads(`${page}?on=${inDays(11)}`, "到期未承诺");
  await reads(`${page}?on=${inDays(160)}`, "1 项已逾期", "逾期 1 项");
  await reads(`${page}?on=${inDays(201)}`, "到期未述职");

  await member.open(`/app/o/${SLUG}/cycles/${cycle}`);
  await member.follow("述职");
  await member.sees("整修村口水闸");
  await member.fill("述职内容", "修好了一座水闸，另一座等管材。");
  await member.press("公示");
  await member.page.waitForURL(new RegExp(`/cycles/${cycle}$`));
  await member.allPublished();
  await day.boardShows(SLUG, ({ cycles }) => cycles[0].members.some((year) => year.account_ms));
  await reads(page, "3 人中有 1 人已述职", "修好了一座水闸，另一座等管材。");
  await resident.follow("在承诺榜上看这一年");
  await resident.page.waitForURL(new RegExp(`/o/${SLUG}/\\?cycle=${cycle}$`));
  assert.deepEqual(await resident.page.locator(".pledge-text").allInnerTexts(), ["整修村口水闸"]);
  const csv = await (await day.worker.fetch(`/o/${SLUG}/cycles.csv`)).text();
  const rows = csv.trim().split("\r\n").filter((row) => row.includes(cycle));
  assert.equal(rows.length, 3, csv);
  assert.match(rows.find((row) => row.includes(MEMBER)), /按时承诺.*按时述职/);
  assert.match(rows.find((row) => row.includes(OTHER)), /还没有承诺.*还没有述职/);
  const closed = (await day.worker.fetch(`/o/${SLUG}/board.json?on=${inDays(211)}`)).json();
  assert.equal((await closed).cycles[0].stage, "closed");

  await member.open(`/app/o/${SLUG}/pledges/${pledge}`);
  await member.ends("没有完成", "经费不足", "第二座水闸的管材款没有到位");
  await member.allPublished();
  const next = await opens(YEAR + 1, 220);
  await member.open(`/app/o/${SLUG}/cycles/${next}`);
  await member.sees("以前没做完的，可以接着承诺");
  await member.follow("接到下一年");
  await member.sees("草稿已存本机");
  assert.equal(await member.page.getByLabel("承诺内容").first().inputValue(), "整修村口水闸");
  await member.fill("最后一天", inDays(300));
  const carried = await publishes(member);
  const { words } = await day.boardShows(SLUG, ({ pledges }) => pledges.find(({ id }) => id === carried));
  assert.deepEqual([words.carried_from, words.cycle], [pledge, next]);
  await reads(`/o/${SLUG}/pledges/${carried}`, "接续自");
  await reads(`/o/${SLUG}/pledges/${pledge}`, "已接续为", "第二座水闸的管材款没有到位");
});

test("a resident filters the board by kind and field without script, and an empty filter says so", async () => {
  await begins(member, "组织承诺");
  await member.fill("承诺内容", "公布低保名单");
  await member.picks("每周、每月或每季度都做");
  await member.choose("多久一次", "month");
  await member.page.locator("#from").fill(inDays(0));
  await member.page.getByText("更多：", { exact: false }).first().click();
  await member.fill("服务领域", "养老 & 低保");
  const id = await publishes(member);
  await member.follow("记进展");
  await member.picks("做到了");
  await member.fill("做了什么", "名单上了墙");
  await member.press("公示");
  await member.seesThePledgesPage();
  await member.allPublished();
  await day.boardShows(SLUG, ({ pledges }) => pledges.find((pledge) => pledge.id === id)?.reached?.kept === true);
  await resident.open(`/o/${SLUG}/`);
  await resident.page.getByText("按类别查看").click();
  await resident.page.getByRole("link", { name: /^组织承诺/ }).click();
  const shown = await resident.page.locator("#pledges").innerText();
  includes(shown, "公布低保名单", "做到了");
  assert.ok(!shown.includes("走访独居老人"));
  await reads(`/o/${SLUG}/?field=${encodeURIComponent("养老 & 低保")}`, "公布低保名单");
  await reads(`/o/${SLUG}/?field=%E6%B2%A1%E6%9C%89`, "没有这一类承诺。");
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
