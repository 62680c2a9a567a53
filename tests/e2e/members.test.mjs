// Members: how they come in, on how many devices, and what happens to what they wrote when they go.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";

const SLUG = "liuxi";
const NAME = "顾小满";
const EIGHT_DAYS_MS = 8 * 86_400_000;
const FIRST = { text: "给后山路口装 6 盏路灯", quantity: "6", unit: "盏", due: inDays(20) };

let day, secretary, phone, tablet;

before(async () => {
  day = await beginDay({ clock: "adjustable" });
  secretary = await day.secretaryOf(SLUG);
  await secretary.addsMember(SLUG, NAME);
});
after(() => day?.end());

test("an invitation's code can be typed in small letters and with gaps", async () => {
  const { code } = await secretary.invites(SLUG, NAME);
  phone = await day.guest();
  await phone.joinsByCode(SLUG, code.toLowerCase().replaceAll("-", " "));
  await phone.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await phone.open(`/app/o/${SLUG}/manage`);
  await phone.sees(`你是${NAME}，成员`);
});

test("a code with a wrong letter is named as such before anything is sent", async () => {
  const stranger = await day.guest();
  await stranger.joinsByCode(SLUG, "UUUU-0000-0000-0000");
  await stranger.sees("没有 U");
  await stranger.leaves();
});

test("whoever presses before the list of organisations has come still joins", async () => {
  await secretary.addsMember(SLUG, "葛青禾");
  const { link } = await secretary.invites(SLUG, "葛青禾");
  const hasty = await day.guest();
  let press;
  const pressed = new Promise((resolve) => (press = resolve));
  await hasty.page.route("**/organisations.json", async (route) => {
    await pressed;
    await route.continue();
  });
  await hasty.page.goto(link);
  await hasty.press("加入");
  press();
  await hasty.page.waitForURL(new RegExp(`/app/o/${SLUG}$`));
  await hasty.leaves();
});

test("a second device joins by a link that the member made alone, and sees the pledge of the first", async () => {
  await phone.pledges(SLUG, FIRST);
  await phone.allPublished();
  const { link } = await phone.invites(SLUG, NAME);
  tablet = await day.guest();
  await tablet.joinsByLink(link);
  await tablet.sees(FIRST.text);

  const late = await day.guest();
  await late.page.goto(link);
  await late.press("加入");
  await late.sees("邀请已经用过。请向书记要一个新的。");
  await late.leaves();
});

test("an invitation that has lain for eight days says so and whom to ask", async () => {
  const { link } = await secretary.invites(SLUG, NAME);
  const late = await day.guest();
  await late.device.context.setExtraHTTPHeaders({ "jiannuo-now-ms": String(Date.now() + EIGHT_DAYS_MS) });
  await late.page.goto(link);
  await late.press("加入");
  await late.sees("邀请已过期。请向书记要一个新的。");
  await late.leaves();
});

test("a second tab shows at once what the first one wrote, even without a network", async () => {
  const tab = await phone.secondTab();
  await tab.goto(`${phone.baseUrl}/app/o/${SLUG}`);
  await tab.getByText(FIRST.text).first().waitFor();
  await phone.hasTheApp();
  await phone.goesOffline();
  const text = "每月清一次三组的水沟";
  await phone.pledges(SLUG, { text, due: inDays(30) });
  await tab.getByText(text).first().waitFor();
  await phone.goesOnline();
  await tab.getByText("已全部发布").first().waitFor();
  assert.equal((await day.onBoard(SLUG, text)).length, 1);
  await tab.close();
});

test("what a removed member wrote offline is refused with a reason, kept, and can be carried away as a file", async () => {
  const text = "把村口的告示牌重新刷一遍";
  await tablet.hasTheApp();
  await tablet.goesOffline();
  await tablet.pledges(SLUG, { text, due: inDays(15) });
  await secretary.removesMember(SLUG, NAME);
  await tablet.goesOnline();
  await tablet.sees("需要您处理");
  await tablet.open(`/app/o/${SLUG}/outbox`);
  await tablet.sees("你已不在名册上。内容还在本机，可以存成文件交给书记。");
  await tablet.sees(text);

  const [download] = await Promise.all([tablet.page.waitForEvent("download"), tablet.press("把没被接受的存成文件")]);
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.match(download.suggestedFilename(), /\.json$/);
  assert.equal(file.length, 1);
  assert.equal(JSON.parse(file[0].signed.body.text).text, text);
  assert.deepEqual(await day.onBoard(SLUG, text), []);
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
