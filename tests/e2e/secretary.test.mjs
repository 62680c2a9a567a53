// The secretary's office: founding, entering for others, and that nobody is judge in their own cause.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BOARD_AGE_MOST_MS, beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const LAMPS = { text: "给后山路口装 6 盏路灯", quantity: "6", unit: "盏", due: inDays(20) };
/** A code of the right form that nobody gave out. */
const STRANGE_CODE = "0000-0000-0000-0000";

let day, secretary, overseer, resident;

/** A resident who loads the page again and again reads all of this before the board may be called old. */
const shows = async (path, ...texts) => {
  const deadline = Date.now() + BOARD_AGE_MOST_MS;
  for (;;) {
    await resident.open(path);
    const page = await resident.page.locator("main").innerText();
    const missing = texts.filter((text) => !page.includes(text));
    if (missing.length === 0) return;
    assert.ok(Date.now() < deadline, `${path} does not say ${missing}:\n${page}`);
  }
};
const pledgePage = (id) => `/o/${SLUG}/pledges/${id}`;
const opens = (person, id) => person.open(`/app${pledgePage(id)}`);
/** The overseer's device has the pledge in this state. */
const reaches = async (person, id, text) => {
  await opens(person, id);
  await person.sees(text);
};

before(async () => {
  day = await beginDay();
  resident = await day.resident();
});
after(() => day?.end());

test("a wrong founding code is refused in words, and the right one needs nothing else filled in again", async () => {
  secretary = await day.guest();
  await secretary.open("/app/found");
  await secretary.fill("建立码", STRANGE_CODE);
  await secretary.fill("组织名称", "柳溪村");
  await secretary.fill("网址里的名字", SLUG);
  await secretary.fill("姓名", "梁一禾");
  await secretary.press("建立");
  await secretary.sees("建立码不对，或已用过，或上级组织选错了。");
  await secretary.fill("建立码", day.foundingCode);
  await secretary.press("建立");
  await secretary.sees("你是梁一禾，书记");
  await shows(`/o/${SLUG}/`, "柳溪村");
});

test("a pledge entered for a member without a phone is that member's, and the board names who entered it", async () => {
  await secretary.addsMember(SLUG, "顾小满");
  const id = await secretary.pledges(SLUG, { ...LAMPS, forWhom: "顾小满" });
  await secretary.allPublished();
  await shows(`/o/${SLUG}/`, LAMPS.text, "由梁一禾代顾小满录入");
  await shows(pledgePage(id), LAMPS.text, "由梁一禾代顾小满录入");
  const { pledges } = await day.board(SLUG);
  assert.equal(pledges[0].owner.name, "顾小满");
});

test("the member whose pledge was entered by another stands by it once there is a phone", async () => {
  const { link } = await secretary.invites(SLUG, "顾小满");
  const member = await day.guest();
  await member.joinsByLink(link);
  await member.follow(LAMPS.text);
  await member.sees("这是别人替你录入的");
  await member.press("是我的承诺");
  await member.allPublished();
  const id = member.page.url().split("/").at(-1);
  await shows(pledgePage(id), "由梁一禾代顾小满录入", "本人认可");
});

test("an overseer's confirmation stands beside the claim, each with its own name", async () => {
  overseer = await day.memberOf(SLUG, secretary, "余望舒", { role: "overseer" });
  const text = "为全村独居老人理发一次";
  const id = await secretary.pledges(SLUG, { text, due: inDays(10), forWhom: "顾小满" });
  await secretary.claims("理发登记表，二十三位老人签了名");
  await secretary.allPublished();
  await shows(pledgePage(id), "申报兑现，待确认", "理发登记表，二十三位老人签了名");
  await reaches(overseer, id, "申报兑现，待确认");
  await overseer.judges("确认完成", "问过三位老人，都理过了");
  await overseer.allPublished();
  await shows(pledgePage(id), "按期兑现", "监督人确认", "余望舒", "问过三位老人，都理过了");
});

test("an overseer's objection stays on the page until the pledge is claimed anew", async () => {
  const text = "修好三组的水闸";
  const id = await secretary.pledges(SLUG, { text, due: inDays(10), forWhom: "顾小满" });
  await secretary.claims("现场可以看");
  await secretary.allPublished();
  await reaches(overseer, id, "申报兑现，待确认");
  await overseer.judges("提出异议", "闸门还漏水");
  await overseer.allPublished();
  await shows(pledgePage(id), "有异议", "闸门还漏水", "余望舒");
});

test("nobody confirms their own pledge, not even by the address of the form", async () => {
  const id = await secretary.pledges(SLUG, { text: "公布全年的账目", due: inDays(5) });
  await secretary.claims("账目已贴在公示栏");
  await secretary.allPublished();
  assert.equal(await secretary.page.getByRole("link", { name: "确认完成", exact: true }).count(), 0);
  await secretary.open(`/app${pledgePage(id)}/confirm`);
  await secretary.fill("你看到的情况", "我自己看过了");
  await secretary.press("确认完成");
  await secretary.seesThePledgesPage();
  await secretary.open(`/app/o/${SLUG}/outbox`);
  await secretary.sees("自己的承诺要由别人确认。");
  await shows(pledgePage(id), "申报兑现，待确认");
  await secretary.press("从本机删除");
  await secretary.sees("没有要发布的");
  await opens(secretary, id);
  await secretary.sees("申报兑现，待确认");
});

test("a change of wording shows what went, what came, and why", async () => {
  const id = await secretary.pledges(SLUG, { text: "年底以前修好村口的 3 公里水泥路面", due: inDays(30) });
  await secretary.revises("年底以前修好村口的 2 公里水泥路面", "勘察后发现一公里已由乡里修好");
  await secretary.allPublished();
  await shows(pledgePage(id), "第 1 次变更", "勘察后发现一公里已由乡里修好");
  assert.match(await resident.page.locator("del").innerText(), /3/);
  assert.match(await resident.page.locator("ins").innerText(), /2/);
});

test("a change of wording without a reason is not taken", async () => {
  await secretary.follow("修改文字");
  await secretary.fill("承诺内容", "修路");
  await secretary.press("公示修改");
  await secretary.sees("请改正以下问题");
  assert.equal(await secretary.page.getByLabel("承诺内容").inputValue(), "修路");
});

test("a pledge that ends without being kept stays on the board with its explanation", async () => {
  const missed = await secretary.pledges(SLUG, { text: "建一个老年食堂", due: inDays(30) });
  await secretary.ends("没有完成", "经费不足", "上级补助没有批下来");
  await secretary.allPublished();
  const withdrawn = await secretary.pledges(SLUG, { text: "在河滩修停车场", due: inDays(30) });
  await secretary.ends("撤回", "工作重点变了", "河滩划为保护地");
  await secretary.allPublished();
  await shows(pledgePage(missed), "未兑现", "资金未到位", "上级补助没有批下来");
  await shows(pledgePage(withdrawn), "已撤回", "工作重点调整", "河滩划为保护地");
  await shows(`/o/${SLUG}/`, "建一个老年食堂", "在河滩修停车场");
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
