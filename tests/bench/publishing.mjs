// From publishing to the public board: the time that a resident's page is behind.
import { launch } from "../support/browsers.mjs";
import { foundingCode } from "../support/engine.mjs";
import { guestAt } from "../e2e/support/person.mjs";
import { inDays } from "../e2e/support/day.mjs";
import { startProduct } from "./engine.mjs";
import { SLUG, openVillage, send, sign } from "./village.mjs";

const POLL_PAUSE_MS = 5;
/** The isolate's cache is at most a second old: publications at random moments of that second. */
const PAUSE_MS = 1000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Milliseconds from the beginning of a push to its answer, and to the board that readers' programs get. */
export async function measurePublishing(publications) {
  const { product, devices } = await openVillage(publications);
  const times = { answered: [], onBoard: [] };
  try {
    for (const device of devices) {
      const said = await sign([device], 1);
      await boardHas(product, () => true);
      await pause(Math.random() * PAUSE_MS);
      const started = performance.now();
      const visible = boardHas(product, (board) => board.includes(said[0].record));
      await send(product, said);
      times.answered.push(performance.now() - started);
      await visible;
      times.onBoard.push(performance.now() - started);
    }
    return times;
  } finally {
    await product.end();
  }
}

async function boardHas(product, look) {
  for (;;) {
    const answer = await product.fetch(`/o/${SLUG}/board.json`);
    if (look(await answer.text())) return;
    await pause(POLL_PAUSE_MS);
  }
}

/** Milliseconds from the press on Publish in the app to the board. */
export async function measurePressing(presses) {
  const founding = foundingCode();
  const product = await startProduct(founding.public_key);
  const browser = await launch("chromium");
  const times = [];
  try {
    const secretary = await guestAt(product.baseUrl, browser);
    await secretary.founds(founding.code, { slug: SLUG, name: "柳溪村", person: "梁一禾", post: "书记" });
    await secretary.allPublished();
    for (let number = 1; number <= presses; number += 1) {
      const text = `把第 ${number} 段水渠清理干净`;
      await secretary.writesPledge(SLUG, { text, due: inDays(20) });
      // Playwright's own patience with the button is no part of what is measured: it is there already.
      const button = secretary.page.getByRole("button", { name: "公示", exact: true });
      await button.hover();
      const started = performance.now();
      const visible = boardHas(product, (board) => board.includes(text));
      await button.click();
      await visible;
      times.push(performance.now() - started);
      await secretary.seesThePledgesPage();
    }
    return times;
  } finally {
    await browser.close();
    await product.end();
  }
}
