// What checking a log costs: hashes and proofs in wasm in Chromium and natively, signatures apart.
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

import { launch } from "../../support/browsers.mjs";

/** Where `cargo xtask bench` has bound the crate `tests/bench/tree`, and its program. */
const BOUND = process.env.JIANNUO_BENCH_TREE_BOUND;
const PROGRAM = process.env.JIANNUO_BENCH_TREE;
const MODULE = "jiannuo-bench-tree";
const TYPES = { js: "text/javascript", wasm: "application/wasm", html: "text/html" };

/**
 * Answers `{ browser, native }`, each with lists of milliseconds: `one` (inclusion and consistency of one entry), `all` (as
 * many entries as said), `openCheckpoint` (Ed25519), `statement` (P-256), and natively `signCheckpoint` and `appends`.
 */
export async function measureProofs({ entries, repeats }) {
  const { proofs, signatures, appends } = JSON.parse(execFileSync(PROGRAM, [entries, repeats].map(String), { encoding: "utf8" }));
  return { native: { ...proofs, ...signatures, appends }, browser: await inBrowser(entries, repeats) };
}

async function inBrowser(entries, repeats) {
  const server = createServer(serve).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launch("chromium");
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    return await page.evaluate(timeAll, { module: `/${MODULE}.js`, entries, repeats });
  } finally {
    await browser.close();
    server.close();
  }
}

function serve(request, response) {
  const name = request.url.slice(1) || "index.html";
  const isOurs = [`${MODULE}.js`, `${MODULE}_bg.wasm`].includes(name);
  if (!isOurs && name !== "index.html") return response.writeHead(404).end();
  const headers = {
    "content-type": TYPES[name.split(".").at(-1)],
    // Isolated from other pages, a page's clock counts in 5 µs instead of 100.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  };
  response.writeHead(200, headers).end(isOurs ? readFileSync(join(BOUND, name)) : "<!doctype html><title>bench</title>");
}

/** Runs in the page. */
async function timeAll({ module, entries, repeats }) {
  const [PROOFS, SIGNATURES, WARM_UPS] = [256, 64, 2];
  const tree = await import(module);
  await tree.default();
  const bench = new tree.Bench(entries);
  bench.prove(PROOFS);
  const timed = async (count, work) => {
    const times = [];
    for (let round = -WARM_UPS; round < repeats; round += 1) {
      const started = performance.now();
      await work();
      if (round >= 0) times.push((performance.now() - started) / count);
    }
    return times;
  };
  const again = (work) => async () => {
    for (let number = 0; number < SIGNATURES; number += 1) {
      if (!(await work())) throw new Error("a good signature is refused");
    }
  };
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const signing = { name: "ECDSA", hash: "SHA-256" };
  const pair = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const statement = new TextEncoder().encode("s".repeat(500));
  const signature = await crypto.subtle.sign(signing, pair.privateKey, statement);
  return {
    one: await timed(PROOFS, () => bench.check_proofs()),
    all: await timed(1, () => bench.check_all()),
    openCheckpoint: await timed(SIGNATURES, again(() => bench.open_checkpoint())),
    statement: await timed(SIGNATURES, again(() => crypto.subtle.verify(signing, pair.publicKey, signature, statement))),
  };
}
