// Every page as axe-core reads it: in both languages, in normal and large text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { push } from "../support/client.mjs";
import { foundingCode } from "../support/engine.mjs";
import { inDays } from "./support/day.mjs";
import { appPages, beginVillageDay, publicPages, SLUG } from "./support/village.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = [
  ["zh", "normal"],
  ["zh", "large"],
  ["en", "normal"],
  ["en", "large"],
];
const OWN_SLUG = "shiqiao";

let day, ids, village;

/** What is wrong with the page, each with the places where. */
const violations = async (page) => {
  // Evaluated by the driver, which a page's content security policy does not concern.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`);
};

before(async () => {
  ({ day, ids, village } = await beginVillageDay());
});
after(() => day?.end());

for (const [language, size] of LOOKS) {
  test(`public pages have no violation (${language}, ${size})`, async () => {
    const reader = await day.guest();
    await reader.open(`/?lang=${language}&text=${size}`);
    const root = reader.page.locator("html");
    assert.match(await root.getAttribute("lang"), new RegExp(`^${language}`));
    assert.equal(await root.getAttribute("data-text"), size === "large" ? "large" : null);
    const found = {};
    for (const path of publicPages(ids)) {
      await reader.open(path);
      const wrong = await violations(reader.page);
      if (wrong.length > 0) found[path] = wrong;
    }
    assert.deepEqual(found, {});
    await reader.leaves();
  });
}

test("the app's pages have no violation, in both languages, in normal and large text", async () => {
  const { code, public_key: publicKey } = foundingCode();
  const invited = await village.secretary.say("founding.invited", {
    codes: { public_key: publicKey, expires_ms: Date.now() + 86_400_000 },
  });
  await push(day.worker, SLUG, [invited]);
  const secretary = await day.guest();
  await secretary.founds(code, { slug: OWN_SLUG, name: "石桥组", person: "梁一禾", post: "组长", parent: SLUG });
  await secretary.addsMember(OWN_SLUG, "顾小满");
  const claimed = await secretary.pledges(OWN_SLUG, { text: "修好水闸", due: inDays(9), forWhom: "顾小满" });
  await secretary.claims("现场可以看");
  const own = await secretary.pledges(OWN_SLUG, { text: "装六盏路灯", quantity: "6", unit: "盏", due: inDays(20) });
  const disclosure = await secretary.discloses(OWN_SLUG, { title: "第三季度收支", body: "修渠支出 95,000 元。" });
  await secretary.follow("更正");
  await secretary.fill("正文", "修渠支出 9,500 元。");
  await secretary.fill("为什么修改", "多写一个零");
  await secretary.reviews();
  await secretary.press("公示更正");
  await secretary.seesTheNoticesPage();
  const point = await secretary.opensPoint(OWN_SLUG, { name: "石桥组代办点", address: "桥头" });
  await secretary.open(`/app/o/${OWN_SLUG}/guides/new`);
  await secretary.fill("事项", "办理居住证明");
  await secretary.press("公示");
  const guide = await secretary.seesTheNoticesPage();
  await secretary.allPublished();
  const found = {};
  for (const [language, size] of LOOKS) {
    const english = secretary.page.getByRole("button", { name: "English" });
    if (language === "en" && (await english.isVisible())) await english.click();
    const sizes = secretary.page.locator(".switch-size");
    if ((await sizes.getAttribute("aria-pressed")) !== String(size === "large")) await sizes.click();
    for (const path of appPages(OWN_SLUG, { own, claimed, disclosure, point, guide })) {
      await secretary.open(path);
      await secretary.page.locator("main h1, main h2").first().waitFor();
      assert.match(await secretary.page.locator("html").getAttribute("lang"), new RegExp(`^${language}`));
      const wrong = await violations(secretary.page);
      if (wrong.length > 0) found[`${path} (${language}, ${size})`] = wrong;
    }
  }
  assert.deepEqual(found, {});
});

test("at the end of the day the logs are whole and no page has complained", () => day.isInOrder(SLUG, OWN_SLUG));
