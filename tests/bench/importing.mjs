// Importing a ledger in a browser: how long each step takes, and for how long the page does nothing else.
import { launch } from "../support/browsers.mjs";
import { foundingCode } from "../support/engine.mjs";
import { guestAt } from "../e2e/support/person.mjs";
import { pledgeWorkbook } from "../e2e/support/workbooks.mjs";
import { startProduct } from "./engine.mjs";
import { SLUG } from "./village.mjs";

/** How long a step may take; a machine under load needs most of it. */
const PATIENCE_MS = 300_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Milliseconds of each step, and of the longest task of the page within it, for a workbook of so many rows. */
export async function measureImport(rows) {
  const founding = foundingCode();
  const product = await startProduct(founding.public_key);
  const browser = await launch("chromium");
  try {
    const secretary = await guestAt(product.baseUrl, browser);
    const { page } = secretary;
    await secretary.founds(founding.code, { slug: SLUG, name: "柳溪村", person: "梁一禾", post: "书记" });
    await secretary.allPublished();
    await page.goto(`${product.baseUrl}/app/o/${SLUG}/import`);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.evaluate(() => {
      window.longTasks = [];
      new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((task) => task.duration))).observe({
        entryTypes: ["longtask"],
      });
    });
    const file = { name: "台账.xlsx", mimeType: XLSX, buffer: pledgeWorkbook(rows) };
    const timed = async (step) => {
      await page.evaluate(() => (window.longTasks = []));
      const started = performance.now();
      await step();
      const took = performance.now() - started;
      return { took, longestTask: await page.evaluate(() => Math.max(0, ...window.longTasks)) };
    };
    const press = (name) => page.getByRole("button", { name, exact: true }).click();
    const read = await timed(async () => {
      await page.getByLabel("台账文件").setInputFiles(file);
      await page.getByRole("heading", { name: `预览：${rows} 行可以导入` }).waitFor();
    });
    const saved = await timed(async () => {
      await press(`存为 ${rows} 份草稿`);
      await page.getByText(`${rows} 份草稿已存本机`).waitFor();
    });
    const listed = await timed(async () => {
      await page.getByRole("link", { name: "去看草稿" }).click();
      await page.getByRole("heading", { name: `导入的一批：${rows} 份` }).waitFor();
    });
    const published = await timed(async () => {
      await press(`整批公示（${rows} 份）`);
      await page.getByText("导入的一批").waitFor({ state: "detached" });
    });
    return { bytes: file.buffer.length, read, saved, listed, published };
  } finally {
    await browser.close();
    await product.end();
  }
}
