// Runs the acts in pages of one Chromium: the product's store at the address of a running worker, the others beside it.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { launch } from "../../support/browsers.mjs";
import { openVillage, send, sign } from "../village.mjs";
import { reloadOurs, reloadPeer, syncOurs, syncPeer, timeOurs, timePeer } from "./acts.mjs";
import { records, serveRecords } from "./records.mjs";
import { measureTyping } from "./typing.mjs";

/** Where `cargo xtask bench` has bound the crate `tests/bench/store`. */
const BOUND = process.env.JIANNUO_BENCH_STORE_BOUND;
const MODULE = "jiannuo-bench-store";
const PEERS = fileURLToPath(new URL("../peer/store/", import.meta.url));
const READINGS = fileURLToPath(new URL("../../../crates/finding/data/pinyin.txt", import.meta.url));
/** Devices that sign the pledges, a push each in turn: no key has more than its share of a minute. */
const DEVICES = 20;
const A_PUSH = 100;
/** What is typed: characters, syllables, initials, and what is not there. */
const TYPED = ["路灯", "ludeng", "ld", "l", "水渠 9", "zzqq"];

/** Answers, for each store, lists of milliseconds for each act. */
export async function measureStorage({ entries, updates, news, rounds, reloads, peers }) {
  const village = await openVillage(DEVICES);
  const json = await serveRecords(entries);
  // A page that is answered by the driver counts as a stranger's, which may not ask this machine's own servers.
  const browser = await launch("chromium", ["--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"]);
  try {
    await fill(village, entries);
    const page = await openPage(browser, village.product.baseUrl);
    const found = Object.fromEntries(["Jiannuo", ...peers].map((who) => [who, {}]));
    const keep = (who, what, time) => (found[who][what] ??= []).push(...[time].flat());
    const org = village.organisation;
    for (let round = 0; round < rounds; round += 1) {
      for (const [what, time] of Object.entries(await page.evaluate(timeOurs, { org, count: entries, updates, round }))) keep("Jiannuo", what, time);
      for (const who of peers) {
        const { times, name } = await page.evaluate(timePeer, { who, count: entries, updates, round });
        for (const [what, time] of Object.entries(times)) keep(who, what, time);
        if (round > 0) continue;
        for (let again = 0; again < reloads; again += 1) {
          await page.reload();
          await prepare(page);
          keep(who, "reload", await page.evaluate(reloadPeer, { who, name }));
        }
      }
    }
    await measureSync({ page, village, json, entries, news, peers, keep, org });
    const readings = readFileSync(READINGS, "utf8");
    for (let again = 0; again < reloads; again += 1) {
      await page.reload();
      await prepare(page);
      const times = await page.evaluate(reloadOurs, { org, round: 0, readings, typed: TYPED });
      for (const [what, time] of Object.entries(times)) keep("Jiannuo", what, time);
    }
    const typing = await measureTyping({ browser, village, openings: reloads });
    return { ...found, typing };
  } finally {
    await browser.close();
    json.end();
    await village.product.end();
  }
}

/** From cold, then what has come since; once each, in one page, since a device keeps what it has open. */
async function measureSync({ page, village, json, entries, news, peers, keep, org }) {
  const base = village.product.baseUrl;
  keep("Jiannuo", "cold", await page.evaluate(syncOurs, { org, base, round: 0, expected: entries }));
  for (const who of peers) {
    keep(who, "cold", await page.evaluate(syncPeer, { who, base: json.base, since: 0, round: 0, expected: entries }));
  }
  await fill(village, news);
  json.size += news;
  keep("Jiannuo", "news", await page.evaluate(syncOurs, { org, base, round: 0, expected: news }));
  for (const who of peers) {
    keep(who, "news", await page.evaluate(syncPeer, { who, base: json.base, since: entries, round: 0, expected: news }));
  }
}

/** So many more pledges in the log. */
async function fill({ product, devices }, count) {
  for (let from = 0; from < count; from += A_PUSH) {
    const device = devices[(from / A_PUSH) % devices.length];
    await send(product, await sign([device], Math.min(A_PUSH, count - from)));
  }
}

async function openPage(browser, base) {
  const bundle = bundled();
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(`  in the page: ${error}`));
  const files = {
    "/bench/": ["text/html", "<!doctype html><title>bench</title>"],
    "/bench/peers.js": ["text/javascript", bundle],
    [`/bench/${MODULE}.js`]: ["text/javascript", readFileSync(join(BOUND, `${MODULE}.js`))],
    [`/bench/${MODULE}_bg.wasm`]: ["application/wasm", readFileSync(join(BOUND, `${MODULE}_bg.wasm`))],
  };
  await page.route(`${base}/bench/**`, (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname] ?? [];
    return body ? route.fulfill({ contentType, body }) : route.abort();
  });
  await page.goto(`${base}/bench/`);
  await prepare(page);
  return page;
}

/** Brings the stores into a page that has just been opened; what follows is timed without it. */
async function prepare(page) {
  await page.addScriptTag({ url: "/bench/peers.js" });
  await page.evaluate(async (module) => {
    const ours = await import(module);
    await ours.default();
    globalThis.ours = ours;
  }, `/bench/${MODULE}.js`);
  await page.evaluate(`globalThis.records = ${records.toString().replace("TEXT_LETTERS", "950")}`);
}

/** The other stores in one script, as small as their users would have them; installed when they are missing. */
function bundled() {
  if (!existsSync(join(PEERS, "node_modules"))) execFileSync("npm", ["ci"], { cwd: PEERS, stdio: "inherit" });
  const esbuild = join(PEERS, "node_modules/.bin/esbuild");
  return execFileSync(esbuild, ["stores.js", "--bundle", "--minify", "--format=iife", "--define:global=globalThis"], { cwd: PEERS, maxBuffer: 64 << 20 });
}
