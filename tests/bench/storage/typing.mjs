// What a member feels with ten thousand pledges in the app: from a key to the next painting, and from opening to the rows.
import { guestAt } from "../../e2e/support/person.mjs";
import { push } from "../../support/client.mjs";
import { foundingCode } from "../../support/engine.mjs";
import { SLUG } from "../village.mjs";

/** Typed letter by letter, as a person does. */
const WORDS = ["路灯", "ludeng", "ld", "jiti zhangmu", "zzqq"];
const BETWEEN_KEYS_MS = 250;
/** The first sync of ten thousand pledges on a machine under load. */
const SYNC_PATIENCE_MS = 400_000;
const A_DAY_MS = 86_400_000;

/** Answers milliseconds for each key and for each opening of the board. */
export async function measureTyping({ browser, village, openings }) {
  const { product, secretary, founder } = village;
  const { code, public_key: publicKey } = foundingCode();
  const codes = { public_key: publicKey, expires_ms: Date.now() + A_DAY_MS };
  await push(product, SLUG, [await secretary.say("invitation.issued", { subject: founder, codes })]);
  const member = await guestAt(product.baseUrl, browser);
  try {
    await member.joinsByCode(SLUG, code);
    await member.page.waitForURL(new RegExp(`/app/o/${SLUG}$`), { timeout: SYNC_PATIENCE_MS });
    await member.page.locator(".pledges > li").first().waitFor({ timeout: SYNC_PATIENCE_MS });
    const opened = [];
    for (let again = 0; again < openings; again += 1) opened.push(await open(member));
    await member.open(`/app/o/${SLUG}/search`);
    await member.page.locator(".found li").first().waitFor({ timeout: SYNC_PATIENCE_MS });
    const keys = [];
    for (const word of WORDS) keys.push(...(await type(member.page, word)));
    return { opened, keys };
  } finally {
    await member.leaves();
  }
}

/** From the request for the page to the first rows of the board, everything that the app does at its start included. */
async function open(member) {
  await member.open("/app/settings");
  const started = performance.now();
  await member.open(`/app/o/${SLUG}`);
  await member.page.locator(".pledges > li").first().waitFor();
  return performance.now() - started;
}

/** Milliseconds from each key to the next painting, as the browser itself counts them (in steps of eight). */
async function type(page, word) {
  await page.locator("#sought").fill("");
  await page.evaluate(() => {
    const longest = (globalThis.longest = new Map());
    const seen = (list) => {
      for (const { interactionId, duration } of list.getEntries()) {
        if (interactionId) longest.set(interactionId, Math.max(duration, longest.get(interactionId) ?? 0));
      }
    };
    new PerformanceObserver(seen).observe({ type: "event", durationThreshold: 16, buffered: false });
  });
  await page.locator("#sought").pressSequentially(word, { delay: BETWEEN_KEYS_MS });
  await page.waitForTimeout(BETWEEN_KEYS_MS * 2);
  return page.evaluate(() => [...globalThis.longest.values()]);
}
