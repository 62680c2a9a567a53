// Bad luck: dead batteries, dead servers, wrong clocks, full phones, two hands on one pledge. What was called saved is
// there, what was published is there once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const NAME = "顾小满";
const DAY_MS = 86_400_000;
const FAULT_LIMIT_MS = 30_000;

let day, secretary, phone;

const appPage = (id) => `/app/o/${SLUG}/pledges/${id}`;
const outbox = `/app/o/${SLUG}/outbox`;
const isOnBoardOnce = async (text) => {
  await day.boardShows(SLUG, (board) => board.pledges.some((pledge) => pledge.words?.text === text));
  assert.equal((await day.onBoard(SLUG, text)).length, 1);
};
/** Another device of the member. */
const anotherDevice = async (options) => {
  const { link } = await secretary.invites(SLUG, NAME);
  const device = await day.guest(options);
  await device.joinsByLink(link);
  await device.hasTheApp();
  return device;
};
/** A device whose clock is wrong by so much; what the log says is right all the same. */
const wrongClock = async (context, offMs) => {
  await context.addInitScript((offMs) => {
    const RightDate = Date;
    globalThis.Date = class extends RightDate {
      constructor(...parts) {
        super(...(parts.length === 0 ? [RightDate.now() + offMs] : parts));
      }
      static now() {
        return RightDate.now() + offMs;
      }
    };
  }, offMs);
};

before(async () => {
  day = await beginDay({ faults: true });
  secretary = await day.secretaryOf(SLUG);
  phone = await day.memberOf(SLUG, secretary, NAME, { device: await day.person() });
  await phone.hasTheApp();
});
after(() => day?.end());

test("a battery that dies right after Publish loses nothing: the pledge goes out once when the phone is on again", async () => {
  const text = "给后山路口装 6 盏路灯";
  await phone.goesOffline();
  const id = await phone.pledges(SLUG, { text, due: inDays(20) });
  await phone.device.kill();
  await phone.opensAgain(appPage(id), true);
  await phone.sees(text);
  await phone.sees("已存本机，联网后自动发布（1 条）");
  await phone.goesOnline();
  await phone.allPublished();
  await isOnBoardOnce(text);
});

test("a form that was being filled in when the battery died is still there as a draft", async () => {
  await phone.writesPledge(SLUG, { text: "写到一半的承诺", due: inDays(9) });
  await phone.sees("草稿已存本机");
  await phone.device.kill();
  await phone.opensAgain(`/app/o/${SLUG}/write`);
  await phone.follow("写到一半的承诺");
  await phone.page.waitForFunction(() => document.querySelector("#text")?.value === "写到一半的承诺");
  await phone.press("删除草稿");
  await phone.press("确定删除？再按一次");
  await phone.page.waitForURL(/outbox$/);
});

test("while the server is away a pledge waits and says so; when it is back the pledge is published once", async () => {
  const text = "把村口的告示牌刷新";
  await day.worker.kill();
  await phone.pledges(SLUG, { text, due: inDays(20) });
  await phone.sees("已存本机，联网后自动发布（1 条）");
  await day.worker.start();
  await phone.open(outbox);
  await phone.allPublished();
  await isOnBoardOnce(text);
});

for (const [point, what] of [
  ["received", "before anything was kept"],
  ["after-leaves", "in the middle of writing"],
  ["committed", "after it was kept and before it was answered"],
]) {
  test(`a server that dies ${what} leaves the pledge published once`, async () => {
    const text = `修好第三道水闸（${point}）`;
    await phone.page.setExtraHTTPHeaders({ "jiannuo-fault": `hang@${point}` });
    const faultsBefore = day.worker.output.split('"event":"fault"').length;
    await phone.pledges(SLUG, { text, due: inDays(20) });
    const deadline = Date.now() + FAULT_LIMIT_MS;
    while (day.worker.output.split('"event":"fault"').length === faultsBefore) {
      assert.ok(Date.now() < deadline, "the push never came to the fault");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await phone.page.setExtraHTTPHeaders({});
    await day.worker.kill();
    await day.worker.start();
    await phone.open(outbox);
    await phone.allPublished();
    await isOnBoardOnce(text);
  });
}

test("what has not been sent yet can be taken back, and never appears", async () => {
  const text = "写错了，不该公示的承诺";
  await phone.open(`/app/o/${SLUG}`);
  await phone.goesOffline();
  await phone.pledges(SLUG, { text, due: inDays(20) });
  await phone.open(outbox);
  await phone.press("取回");
  await phone.sees("没有要发布的");
  await phone.goesOnline();
  await phone.pledges(SLUG, { text: "改好以后的承诺", due: inDays(20) });
  await phone.allPublished();
  await isOnBoardOnce("改好以后的承诺");
  assert.deepEqual(await day.onBoard(SLUG, text), []);
});

test("two devices reword one pledge offline: one is published, the other is shown both texts and decides", async () => {
  const id = await phone.pledges(SLUG, { text: "每月清一次三组的水沟", due: inDays(40) });
  await phone.allPublished();
  const tablet = await anotherDevice();
  await tablet.open(appPage(id));
  await tablet.sees("每月清一次三组的水沟");
  await tablet.goesOffline();
  await tablet.revises("每月清两次三组的水沟", "雨季到了");
  await phone.goesOffline();
  await phone.revises("每月清一次二组和三组的水沟", "二组也要清");
  await phone.goesOnline();
  await phone.allPublished();
  await tablet.goesOnline();
  await tablet.sees("有 1 条需要您处理");
  await tablet.open(outbox);
  await tablet.sees("你离线时，有人改了这里的文字。请决定。");
  await tablet.sees("每月清两次三组的水沟");
  await tablet.sees("每月清一次二组和三组的水沟");
  await isOnBoardOnce("每月清一次二组和三组的水沟");
  await tablet.press("用我写的");
  await tablet.allPublished();
  await isOnBoardOnce("每月清两次三组的水沟");
  assert.deepEqual(await day.onBoard(SLUG, "每月清一次二组和三组的水沟"), []);
  await tablet.leaves();
});

for (const [when, offMs] of [
  ["stands at 1970", -Date.now() + DAY_MS],
  ["is a year ahead", 365 * DAY_MS],
]) {
  test(`a device whose clock ${when} publishes, shows dates without verdicts, and says why`, async () => {
    const text = `时钟不准也能公示（${when}）`;
    const { link } = await secretary.invites(SLUG, NAME);
    const device = await day.guest();
    await wrongClock(device.device.context, offMs);
    await device.joinsByLink(link);
    await device.sees("这台设备的时间不准");
    // A year ahead, every form's "today" is then: only a later day can be promised there.
    await device.pledges(SLUG, { text, due: inDays(offMs > 0 ? 400 : 20) });
    await device.allPublished();
    await isOnBoardOnce(text);
    await device.open(`/app/o/${SLUG}`);
    await device.sees("这台设备的时间不准");
    const page = await device.page.locator("main").innerText();
    for (const verdict of ["已逾期", "逾期 ", "即将到期", "还有 "]) assert.ok(!page.includes(verdict), `${verdict}:\n${page}`);
    assert.match(page, /完成时限/);
    await device.leaves();
  });
}

test("a full phone says so and keeps nothing by halves; with room again the same press saves it", async () => {
  const text = "手机满了也不丢的承诺";
  await phone.writesPledge(SLUG, { text, due: inDays(20) });
  await phone.sees("草稿已存本机");
  // The browser remembers for a while how much room there was: only one that has just been started looks again.
  await phone.device.close();
  await phone.device.open();
  await phone.takeUpTheDevice();
  const session = await phone.device.context.newCDPSession(phone.page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: phone.baseUrl, quotaSize: 1 });
  await phone.open(`/app/o/${SLUG}/write`);
  await phone.follow(text);
  await phone.page.waitForFunction((text) => document.querySelector("#text")?.value === text, text);
  await phone.press("公示");
  await phone.sees("手机空间不足，这一次没有存下来。请清理空间后再按一次。");
  assert.equal(await phone.page.getByLabel("承诺内容").first().inputValue(), text);
  assert.equal(await phone.nowSees("已存本机，联网后自动发布"), false);
  assert.deepEqual(await day.onBoard(SLUG, text), []);
  await session.send("Storage.overrideQuotaForOrigin", { origin: phone.baseUrl });
  await phone.press("公示");
  await phone.seesThePledgesPage();
  await phone.allPublished();
  await isOnBoardOnce(text);
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
