// The app as something on a phone: it can be installed, opens without a network, takes new versions without losing what is
// being written, and explains itself where it cannot work.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { beginDay, inDays } from "./support/day.mjs";
import { openPassage } from "./support/passage.mjs";

const SLUG = "liuxi";
/** A name that leads to this machine and that browsers do not take for it: an insecure context. */
const PLAIN_HOST = "village.example";
const WECHAT =
  "Mozilla/5.0 (Linux; Android 14; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile " +
  "Safari/537.36 MicroMessenger/8.0.50.2701 WeChat/arm64 Weixin NetType/WIFI Language/zh_CN";

let day, passage, secretary;

const activeVersion = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        navigator.serviceWorker.controller.postMessage("version", [port2]);
      }),
  );

before(async () => {
  day = await beginDay({ flags: [`--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`] });
  passage = await openPassage(day.worker.port);
  secretary = await day.guest();
  secretary.baseUrl = passage.baseUrl;
  await secretary.founds(day.foundingCode, { slug: SLUG, name: "柳溪村", person: "梁一禾" });
});
after(async () => {
  await day?.end();
  passage?.close();
});

test("the browser finds nothing that keeps the app from being installed", async () => {
  const session = await secretary.device.context.newCDPSession(secretary.page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  assert.match(url, /\/app\/manifest\.webmanifest$/);
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.scope, "/app/");
  assert.equal(manifest.display, "standalone");
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await day.worker.fetch(src);
    assert.equal(answer.status, 200, src);
    assert.equal(answer.headers.get("content-type").split(";")[0], type, src);
    if (sizes === "any") continue;
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  const serious = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
  assert.deepEqual(serious, []);
});

test("the service worker looks after the app and never after the public boards", async () => {
  await secretary.hasTheApp();
  const scopes = await secretary.page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
  );
  assert.deepEqual(scopes, ["/app/"]);
  for (const path of ["/", `/o/${SLUG}/`]) {
    await secretary.open(path);
    assert.equal(await secretary.page.evaluate(() => navigator.serviceWorker.controller), null, path);
  }
});

test("a link into the app opens without a network", async () => {
  await secretary.open(`/app/o/${SLUG}`);
  await secretary.hasTheApp();
  const id = await secretary.pledges(SLUG, { text: "给后山路口装 6 盏路灯", due: inDays(20) });
  await secretary.allPublished();
  await secretary.goesOffline();
  for (const path of [`/app/o/${SLUG}/pledges/${id}`, `/app/o/${SLUG}`, "/app/"]) {
    await secretary.open(path);
    await secretary.page.locator("main h1").first().waitFor();
  }
  await secretary.open(`/app/o/${SLUG}/pledges/${id}`);
  await secretary.sees("给后山路口装 6 盏路灯");
  await secretary.goesOnline();
});

test("a new version waits while a form is open, loses nothing of it, and is taken up by a press", async () => {
  await secretary.writesPledge(SLUG, { text: "写到一半时来了新版本", due: inDays(9) });
  const before = await activeVersion(secretary.page);
  passage.newBuild("another-build");
  await secretary.page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await secretary.sees("新版本已准备好，写完这张表后再更新。");
  const update = secretary.page.getByRole("button", { name: "现在更新" });
  assert.ok(await update.isDisabled());
  assert.equal(await secretary.page.getByLabel("承诺内容").first().inputValue(), "写到一半时来了新版本");
  assert.equal(await activeVersion(secretary.page), before);

  await secretary.press("公示");
  await secretary.seesThePledgesPage();
  await secretary.page.getByText("新版本已准备好。", { exact: true }).waitFor();
  await Promise.all([secretary.page.waitForEvent("load"), update.click()]);
  await secretary.sees("写到一半时来了新版本");
  assert.equal(await activeVersion(secretary.page), "another-build");
  await secretary.allPublished();
  assert.equal((await day.onBoard(SLUG, "写到一半时来了新版本")).length, 1);
});

test("in WeChat's browser the app says that nothing can be kept there, and how to get out", async () => {
  const reader = await day.guest({ userAgent: WECHAT });
  await reader.open("/app/");
  await reader.sees("请在手机浏览器里打开");
  await reader.sees("在微信里写的内容留在微信里");
  await reader.leaves();
  const ordinary = await day.guest();
  await ordinary.open("/app/");
  await ordinary.page.locator("main h1").waitFor();
  assert.equal(await ordinary.nowSees("请在手机浏览器里打开"), false);
  await ordinary.leaves();
});

test("over an insecure connection the app says why it keeps nothing, and leads to the boards, which work", async () => {
  const reader = await day.guest();
  const plain = `http://${PLAIN_HOST}:${day.worker.port}`;
  await reader.page.goto(`${plain}/app/`);
  await reader.sees("连接不安全，浏览器不允许保存和签名。请用 https 网址打开。");
  await reader.follow("看公开的承诺榜");
  await reader.sees("柳溪村");
  await reader.leaves();
});

test("at the end of the day the log is whole and no page has complained", () => day.isInOrder(SLUG));
