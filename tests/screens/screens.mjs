// Pictures of the main pages for docs/screens/: `node screens.mjs [NAME]`, those whose name holds NAME, else all.
//
// Small on purpose: what the screen shows first, one device pixel for each CSS pixel. The demo district and every clock
// stand still, so that a picture changes when the page does.
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { guestAt } from "../e2e/support/person.mjs";
import { launch } from "../support/browsers.mjs";
import { NOW_HEADER, NOW_MS, VILLAGE, openDistrict } from "./district.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screens", import.meta.url));
/** A phone, a desk, a screen on the wall of a service hall. */
const SCREENS = {
  phone: { width: 390, height: 844 },
  desk: { width: 1280, height: 800 },
  hall: { width: 1080, height: 1920 },
};
const only = process.argv[2] ?? "";
const TOWN = "shiqiao";
/** The page shows a choice before the device has kept it, and the next page asks the device. */
const KEPT_MS = 300;

/**
 * Takes one picture of the page as it is, on each of the screens named; "phone-large" is the large text.
 * `sizes` is how a person changes the size of the text where the page is: an array of two acts, to large and back.
 */
async function take(page, name, kinds, [enlarge, reduce] = []) {
  for (const kind of kinds) {
    const picture = `${name}-${kind}`;
    if (!picture.includes(only)) continue;
    const [screen, size] = kind.split("-");
    await page.setViewportSize(SCREENS[screen]);
    if (size) await enlarge();
    // The mark of where one is belongs to somebody who is just pressing something.
    await page.evaluate(() => document.activeElement?.blur());
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(FOLDER, `${picture}.png`), animations: "disabled", caret: "hide" });
    if (size) await reduce();
    console.log(picture);
  }
  await page.setViewportSize(SCREENS.phone);
}

/** On the public pages: the switch is a link. */
const byLink = (person) => [() => person.follow("长辈版"), () => person.follow("标准版")];
/** In the app: the switch is a button, and the page stays where it is. */
const byButton = (person) => {
  const press = async () => {
    await person.page.locator(".switch-size").click();
    await person.page.waitForTimeout(KEPT_MS);
  };
  return [press, press];
};

async function arrives(district, browser, options) {
  const person = await guestAt(district.worker.baseUrl, browser, { extraHTTPHeaders: NOW_HEADER, ...options });
  await person.device.context.clock.setFixedTime(NOW_MS);
  return person;
}

async function publicPages(district, browser) {
  await district.isReported();
  const resident = await arrives(district, browser);
  const overdue = await district.pledge((pledge) => pledge.standing.status === "overdue");
  const revised = await district.pledge((pledge) => pledge.is_revised);
  const accounts = await district.record("disclosures", (one) => one.words?.tables?.length && one.words.item);
  const notice = await district.record("disclosures", (one) => one.words?.notice);
  const hall = await district.record("points", (one) => one.words?.windows?.length, TOWN);
  const guide = await district.record("guides", (one) => one.words?.papers?.length && one.words.legal_limit, TOWN);
  const cycle = await district.record("cycles", () => true);
  const pages = [
    ["front", "/", ["phone", "phone-large", "desk", "hall"]],
    ["board", `/o/${VILLAGE}/`, ["phone", "phone-large", "desk", "hall", "hall-large"]],
    ["board-town", `/o/${TOWN}/`, ["desk"]],
    ["pledge-overdue", overdue, ["phone", "phone-large", "desk"]],
    ["pledge-revised", revised, ["phone", "desk"]],
    ["disclosures", `/o/${VILLAGE}/disclosures/`, ["phone", "desk"]],
    ["disclosure-table", accounts, ["phone", "desk"]],
    ["disclosure-notice", notice, ["phone"]],
    ["catalogue", `/o/${VILLAGE}/catalogue/`, ["phone", "desk"]],
    ["points", `/o/${VILLAGE}/points/`, ["phone", "phone-large", "desk"]],
    ["points-town", `/o/${TOWN}/points/`, ["desk"]],
    ["point-windows", hall, ["phone", "desk"], "table.stacked"],
    ["guide", guide, ["phone", "phone-large"]],
    ["guides", `/o/${TOWN}/guides/`, ["desk"]],
    ["contacts", `/o/${TOWN}/contacts/`, ["phone", "desk"]],
    ["posts", `/o/${VILLAGE}/posts/`, ["phone"]],
    ["cycle", cycle, ["phone", "desk"]],
    ["search", `/o/${VILLAGE}/?q=laonian`, ["phone"], "form.search"],
    ["gallery", "/gallery", ["desk"]],
    ["not-found", "/o/nowhere/", ["phone"]],
  ];
  for (const [name, path, screens, place] of pages) {
    await resident.open(path);
    if (place) await resident.page.locator(place).first().evaluate((element) => element.scrollIntoView());
    await take(resident.page, name, screens, byLink(resident));
  }
  await resident.leaves();
}

const PLEDGE = { text: "给东头的机耕路补平 200 米", quantity: "200", unit: "米", due: "2026-12-20" };
/** Not anybody's number: the form of one, with a checksum that holds. */
const WITH_PERSONAL_DATA = { ...PLEDGE, text: "替张某某（110101199003070070，电话 13900000000）办好医保", quantity: "1", unit: "件" };
const LEDGER = `承诺人,承诺内容,数量,单位,完成时限
林知秋,为独居老人每月送一次药,12,次,2026年12月31日
林知秋,清理村东水渠,800,米,2026年12月15日
同上,,3,处,2026年12月
陈春晓,修好文化广场的路灯,6,盏,2026-13-40
陈春晓,组织两场招工会,2,场,年底前
`;

async function joining(district, browser) {
  const newcomer = await arrives(district, browser);
  await newcomer.open("/app/");
  await newcomer.page.getByRole("heading").first().waitFor();
  await take(newcomer.page, "app-welcome", ["phone"]);
  await newcomer.open("/app/join");
  await newcomer.page.getByLabel("邀请码").first().waitFor();
  await take(newcomer.page, "app-join", ["phone", "phone-large"], byButton(newcomer));
  await newcomer.leaves();
}

async function secretarysApp(district, browser) {
  const secretary = await arrives(district, browser);
  await secretary.joinsByLink(district.worker.baseUrl + district.invitation("secretary"));
  const { page } = secretary;
  await page.getByRole("link", { name: /承诺|修|清/ }).first().waitFor();
  await secretary.allPublished();
  await take(page, "app-board", ["phone", "phone-large", "desk"], byButton(secretary));
  await secretary.open("/app/");
  await page.getByRole("heading").first().waitFor();
  await take(page, "app-home", ["phone"]);
  await secretary.open(`/app/o/${VILLAGE}/pledges/new`);
  await page.getByLabel("承诺内容").first().waitFor();
  await take(page, "app-form", ["phone", "phone-large", "desk"], byButton(secretary));
  await secretary.open(`/app/o/${VILLAGE}/search?q=laonian`);
  await page.locator(".found h2").first().waitFor();
  await take(page, "app-search", ["phone"]);
  await roster(secretary);
  await ledger(secretary);
  await offline(secretary);
  // Last, because it leaves a draft that nobody should see in a list.
  await personalData(secretary);
  await secretary.leaves();
}

async function personalData(secretary) {
  const { page } = secretary;
  await secretary.writesPledge(VILLAGE, WITH_PERSONAL_DATA);
  await secretary.press("公示");
  const panel = page.locator("section.panel[role=alert]");
  await panel.evaluate((element) => {
    element.scrollIntoView({ block: "start" });
    scrollBy(0, -16);
  });
  await take(page, "app-personal-data", ["phone"]);
}

async function roster(secretary) {
  const { page } = secretary;
  await secretary.open(`/app/o/${VILLAGE}/members`);
  await page.locator(".member").first().waitFor();
  await take(page, "app-roster", ["phone", "desk"]);
  await page.getByRole("button", { name: /^邀请/ }).first().click();
  const code = page.locator(".code code").first();
  await code.waitFor();
  await secretary.allPublished();
  await code.evaluate((element) => element.scrollIntoView({ block: "center" }));
  // The code is new at every run; a picture should change only when the page does.
  await page.locator(".code code").first().evaluate((element) => (element.textContent = "0123-4567-89AB-CDEF"));
  await page.locator(".code-link code").first().evaluate((element, slug) => {
    element.textContent = `http://localhost:8787/app/join#${slug}.0123-4567-89AB-CDEF`;
  }, VILLAGE);
  await take(page, "app-invitation", ["phone"]);
}

async function ledger(secretary) {
  const { page } = secretary;
  await secretary.open(`/app/o/${VILLAGE}/import`);
  const file = { name: "ledger.csv", mimeType: "text/csv", buffer: Buffer.from(LEDGER) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText("预览：").first().waitFor();
  await take(page, "app-import", ["phone", "desk"]);
}

async function offline(secretary) {
  const { page } = secretary;
  await secretary.hasTheApp();
  await secretary.goesOffline();
  await secretary.pledges(VILLAGE, PLEDGE);
  await secretary.sees("已存本机，联网后自动发布");
  await take(page, "app-pledge-offline", ["phone"]);
  await secretary.open(`/app/o/${VILLAGE}/outbox`);
  await secretary.sees("已存本机，联网后自动发布");
  await take(page, "app-outbox-offline", ["phone", "phone-large"], byButton(secretary));
}

mkdirSync(FOLDER, { recursive: true });
if (!only) {
  for (const name of readdirSync(FOLDER).filter((name) => name.endsWith(".png"))) rmSync(join(FOLDER, name));
}
const district = await openDistrict();
const browser = await launch("chromium", ["--hide-scrollbars", "--lang=zh-CN"]);
try {
  await publicPages(district, browser);
  await joining(district, browser);
  await secretarysApp(district, browser);
} finally {
  await browser.close();
  await district.end();
}
