// What has to be carried over a network, compressed as well as brotli can.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import { codeByCrate } from "./attribution.mjs";
import { SLUG, openVillage, send, sign } from "./village.mjs";

const OUTPUT = process.env.JIANNUO_OUTPUT;
/** Pledges on one page of a board. */
const PLEDGES = 50;
/** Crates that are named in the attribution. */
const CRATES_NAMED = 10;

const brotli = (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const size = (...path) => brotli(readFileSync(join(OUTPUT, ...path)));

/** Bytes of the app's and the worker's code. */
export function codeSizes() {
  const all = readdirSync(join(OUTPUT, "assets/app")).filter((name) => /\.(js|wasm)$/.test(name));
  // What only an import loads is told by itself.
  const importer = all.filter((name) => name.includes("importer"));
  const app = all.filter((name) => !importer.includes(name));
  const appWasm = size("assets/app/jiannuo-app_bg.wasm");
  return {
    app: app.reduce((sum, name) => sum + size("assets/app", name), 0),
    appWasm,
    importer: importer.reduce((sum, name) => sum + size("assets/app", name), 0),
    storeAndSync: appWasm * shareOf(process.env.JIANNUO_APP_WASM, ["jiannuo_store", "jiannuo_sync"]),
    worker: size("worker/jiannuo-worker_bg.wasm"),
    crates: largest(process.env.JIANNUO_APP_WASM),
  };
}

/** The crates that wrote most of a module's code. */
function largest(module) {
  const bytes = Object.entries(codeByCrate(module));
  const all = bytes.reduce((sum, [, one]) => sum + one, 0);
  const sorted = bytes.sort(([, one], [, other]) => other - one).slice(0, CRATES_NAMED);
  return sorted.map(([crate, one]) => ({ crate, part: one / all }));
}

/** The part of a module's code that some crates wrote. */
function shareOf(module, crates) {
  const bytes = codeByCrate(module);
  const all = Object.values(bytes).reduce((sum, one) => sum + one, 0);
  return crates.reduce((sum, crate) => sum + (bytes[crate] ?? 0), 0) / all;
}

/** Bytes of a board of fifty pledges and of the styles that it asks for. */
export async function boardSizes() {
  const { product, devices } = await openVillage(10);
  try {
    await send(product, await sign(devices, PLEDGES));
    const html = await (await product.fetch(`/o/${SLUG}/`)).text();
    const sheets = [...html.matchAll(/<link rel="stylesheet"(?! media="print")[^>]* href="([^"?]+)/g)].map((match) => match[1]);
    if (sheets.length === 0) throw new Error("the board asks for no styles");
    return { html: brotli(Buffer.from(html)), css: sheets.reduce((sum, name) => sum + size("assets", name), 0) };
  } finally {
    await product.end();
  }
}
