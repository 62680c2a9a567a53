// Finding what a device holds: by characters, pinyin and initials, without a network, by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const SEARCH = `/app/o/${SLUG}/search`;

let day, secretary;

const sought = (person) => person.page.locator("#sought");
const titles = (person) => person.page.locator(".found h2").allInnerTexts();
/** Types into the question and waits until these are found, in this order. */
const finds = async (person, typed, expected) => {
  await sought(person).fill(typed);
  await person.page.waitForFunction(
    (expected) => {
      const found = [...document.querySelectorAll(".found h2")].map((title) => title.textContent);
      return JSON.stringify(found) === JSON.stringify(expected);
    },
    expected,
    { timeout: 10_000 },
  ).catch(async () => assert.deepEqual(await titles(person), expected, typed));
};

const LAMPS = "给后山路口装 6 盏路灯";
const DITCH = "每月清一次三组的水沟";
const ACCOUNTS = "第三季度收支";
const POINT = "柳溪村便民服务点";

before(async () => {
  day = await beginDay();
  secretary = await day.secretaryOf(SLUG);
  await secretary.hasTheApp();
  await secretary.pledges(SLUG, { text: LAMPS, quantity: "6", unit: "盏", due: inDays(3) });
  await secretary.addsProgress("灯杆已经运到村口");
  await secretary.pledges(SLUG, { text: DITCH, due: inDays(400) });
  await secretary.discloses(SLUG, { title: ACCOUNTS, body: "修渠支出 9,500 元。" });
  await secretary.opensPoint(SLUG, { name: POINT, address: "村委会一楼" });
  await secretary.allPublished();
});
after(() => day?.end());

test("V9: characters, pinyin, initials and wide letters find a pledge as they are typed, marked and counted", async () => {
  await secretary.open(`/app/o/${SLUG}`);
  await secretary.follow("查找");
  for (const typed of ["路灯", "ludeng", "ld", "LuDeng", "ｌｕｄｅｎｇ", "lud", "路灯 后山", "hs ludeng", "dg yd"]) {
    await finds(secretary, typed, [LAMPS]);
  }
  await finds(secretary, "路灯", [LAMPS]);
  assert.deepEqual(await secretary.page.locator(".found mark").allInnerTexts(), ["路灯"]);
  assert.equal(await secretary.page.locator(".found-count").innerText(), "找到 1 条");
  assert.equal(await secretary.page.locator(".found-count").getAttribute("role"), "status");
  await finds(secretary, "灯杆", [LAMPS]);
  assert.match(await secretary.page.locator(".found-text").innerText(), /灯杆已经运到村口/);
  await finds(secretary, "xiuqu", [ACCOUNTS]);
  await finds(secretary, "bmfw", [POINT]);
  await finds(secretary, "liangyihe 书记", ["梁一禾", DITCH, LAMPS]);
});

test("V9: what is not there says what to try, and conditions can be taken away", async () => {
  await secretary.open(`${SEARCH}?q=${encodeURIComponent("路灯")}&kind=disclosure`);
  await secretary.sees("没有找到");
  await secretary.press("去掉筛选条件");
  await secretary.sees("找到 1 条");
  await finds(secretary, "没有这样的承诺", []);
  await secretary.sees("换一个词、少打几个字，或者去掉筛选条件再试。");
});

test("V9: conditions narrow down by kind, due date and state, and stand in the address", async () => {
  await secretary.open(SEARCH);
  await secretary.page.locator(".filters a", { hasText: "承诺" }).click();
  await finds(secretary, "", [DITCH, LAMPS]);
  await secretary.page.getByText("按条件筛选").click();
  await secretary.page.locator("#search-due").selectOption("week");
  await finds(secretary, "", [LAMPS]);
  const address = new URL(secretary.page.url());
  assert.deepEqual([address.searchParams.get("kind"), address.searchParams.get("due")], ["pledge", "week"]);
  await secretary.page.reload();
  await secretary.sees("找到 1 条");
  assert.deepEqual(await titles(secretary), [LAMPS]);
  await secretary.page.locator("#search-due").selectOption("");
  await secretary.page.locator("#search-state").selectOption("due-soon");
  await finds(secretary, "", [LAMPS]);
});

test("V9: arrows go through the hits, Enter opens one, Back comes to the same question, all without a network", async () => {
  await secretary.open(SEARCH);
  await secretary.sees("找什么");
  await secretary.goesOffline();
  await secretary.page.reload();
  await finds(secretary, "shuigou", [DITCH]);
  await sought(secretary).press("ArrowDown");
  assert.equal(await secretary.page.evaluate(() => document.activeElement.textContent), DITCH);
  await secretary.page.keyboard.press("Escape");
  assert.equal(await secretary.page.evaluate(() => document.activeElement.id), "sought");
  await secretary.page.keyboard.press("Enter");
  await secretary.page.keyboard.press("Enter");
  await secretary.seesThePledgesPage();
  await secretary.page.goBack();
  await secretary.page.waitForURL(/search\?q=shuigou$/);
  await secretary.sees("找到 1 条");
  assert.equal(await sought(secretary).inputValue(), "shuigou");
  assert.deepEqual(await titles(secretary), [DITCH]);
  await secretary.goesOnline();
});

test("V9: over all organisations each hit says whose it is", async () => {
  await secretary.open("/app/");
  await secretary.follow("在所有组织里查找");
  await finds(secretary, "ld", [LAMPS]);
  await secretary.sees(/承诺 · .* · 柳溪村 · /);
});

test("V9: without script a resident finds a pledge on the public board, by characters and by pinyin, page by page", async () => {
  const resident = await day.resident();
  await resident.open(`/o/${SLUG}/`);
  for (const typed of ["路灯", "ludeng", "ld", "ＬＤ"]) {
    await resident.fill("查找（汉字、拼音或首字母）", typed);
    await resident.press("查找");
    await resident.sees(`含“${typed}”的承诺：1 条。`);
    assert.deepEqual(await resident.page.locator(".pledge-text").allInnerTexts(), [LAMPS]);
    assert.equal(new URL(resident.page.url()).searchParams.get("q"), typed);
  }
  await resident.fill("查找（汉字、拼音或首字母）", "没有这样的承诺");
  await resident.press("查找");
  await resident.sees("含“没有这样的承诺”的承诺：0 条。");
  await resident.follow("看全部承诺");
  assert.equal(await resident.page.locator(".pledge-text").count(), 2);
  await resident.leaves();
});

test("V9: catalogue, guides, posts, contacts and hotlines are found and opened, on the device and on the board", async () => {
  const item = await secretary.definesItem(SLUG, { matter: "财务管理", item: "逐笔收支", days: "10" });
  await secretary.open(`/app/o/${SLUG}/guides/new`);
  await secretary.fill("事项", "申请建房");
  await secretary.addsRow("办理流程", "步骤", "到场勘验");
  await secretary.press("公示");
  const guide = await secretary.seesTheNoticesPage();
  await secretary.open(`/app/o/${SLUG}/posts/new`);
  await secretary.fill("岗位名称", "和事岗");
  await secretary.fill("岗位职责", "调解邻里纠纷");
  await secretary.press("公示");
  await secretary.sees("空岗");
  await secretary.open(`/app/o/${SLUG}/describe`);
  await secretary.addsRow("服务热线", "热线", { 热线名称: "政务服务热线", 号码: "12345" });
  await secretary.press("公示");
  await secretary.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await secretary.allPublished();

  const opens = [
    ["zhubishouzhi", "逐笔收支", `/catalogue/${item}`],
    ["勘验", "申请建房", `/guides/${guide}`],
    ["12345", "柳溪村", "/contacts/"],
    ["tiaojie", "和事岗", "/posts/#post-"],
  ];
  for (const [typed, title, end] of opens) {
    await secretary.open(SEARCH);
    await finds(secretary, typed, [title]);
    await secretary.page.locator(".found h2 a").click();
    await secretary.page.waitForURL((url) => `${url.pathname}${url.hash}`.startsWith(`/app/o/${SLUG}${end}`));
    await secretary.page.getByRole("heading", { name: end === "/contacts/" ? /联系/ : title }).first().waitFor();
  }
  // On a page that is higher than the screen, one comes to the post and not to the page's beginning.
  await secretary.page.setViewportSize({ width: 390, height: 240 });
  await secretary.open(SEARCH);
  await finds(secretary, "tiaojie", ["和事岗"]);
  await secretary.page.locator(".found h2 a").click();
  const post = secretary.page.locator("h3", { hasText: "和事岗" });
  const id = await post.getAttribute("id");
  await secretary.page.waitForFunction((id) => document.getElementById(id)?.getBoundingClientRect().top < window.innerHeight, id);
  await secretary.page.setViewportSize({ width: 1280, height: 720 });

  const resident = await day.resident();
  for (const [typed, title, end] of opens) {
    await resident.open(`/o/${SLUG}/?q=${encodeURIComponent(typed)}`);
    const found = resident.page.locator("section", { hasText: "也查到这些" }).getByRole("link", { name: title });
    assert.ok((await found.getAttribute("href")).startsWith(`/o/${SLUG}${end}`), typed);
    await found.click();
    await resident.page.getByRole("heading", { name: end === "/contacts/" ? /柳溪村/ : title }).first().waitFor();
  }
  await resident.leaves();
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
