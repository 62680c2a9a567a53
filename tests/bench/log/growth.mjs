// What one more push costs a log that has become long: filled through its own interface, measured on the way.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { end } from "../../support/client.mjs";
import { run } from "../load.mjs";
import { SLUG, openVillage, pushText, sign } from "../village.mjs";

const BATCH = 100;
/** A key may push 60 times a minute; with so many keys that is 250 pushes a second, more than the log takes. */
const MEMBERS = 250;
/** Pushes that are signed, then sent, before the next ones are. */
const PUSHES_A_PORTION = 50;
const FILLING_CONNECTIONS = 2;
/** At each size: pushes of one entry, then pushes of a hundred. */
const SINGLES = 400;
const BATCHES = 20;

/**
 * Fills a log to the sizes in turn, as long as there is time, and answers `[{ size, one, batch, megabytes }]`: results of `run`
 * for pushes of one entry and of a hundred over one connection, and the memory that the engine holds; and in `stopped` why
 * the rest was not reached, if it was not.
 */
export async function measureGrowth({ sizes, limitSeconds, singles = SINGLES, batches = BATCHES }) {
  const { product, devices } = await openVillage(MEMBERS);
  const folder = mkdtempSync(join(tmpdir(), "jiannuo-bench-"));
  const log = new Log(product, devices, join(folder, "pushes"));
  const deadline = performance.now() + limitSeconds * 1000;
  const rows = [];
  let stopped;
  try {
    for (const size of sizes) {
      stopped = await log.fill(size, deadline);
      // Where time has run out, what was reached is measured all the same.
      const reached = await log.size();
      const one = await log.take(singles, 1, 1);
      const batch = await log.take(batches, BATCH, 1);
      rows.push({ size: reached, one, batch, megabytes: residentMegabytes(product.pid) });
      if (stopped) break;
    }
  } catch (error) {
    stopped = String(error.message ?? error);
  } finally {
    await product.end();
    rmSync(folder, { recursive: true, force: true });
  }
  return { rows, stopped };
}

class Log {
  #product;
  #devices;
  #path;
  #turn = 0;

  constructor(product, devices, path) {
    [this.#product, this.#devices, this.#path] = [product, devices, path];
  }

  async size() {
    return (await end(this.#product, SLUG)).size;
  }

  /** Pushes until the log has so many entries; says why it stopped before. */
  async fill(size, deadline) {
    for (let now = await this.size(); now < size; now = await this.size()) {
      if (performance.now() > deadline) return "the time for it was over";
      const pushes = Math.min(PUSHES_A_PORTION, Math.ceil((size - now) / BATCH));
      await this.take(pushes, BATCH, FILLING_CONNECTIONS);
      const grown = (await this.size()) - now;
      if (grown !== pushes * BATCH) throw new Error(`of ${pushes * BATCH} entries ${grown} were taken`);
    }
    return undefined;
  }

  /** So many pushes of so many entries. */
  async take(pushes, entries, connections) {
    const texts = [];
    for (let number = 0; number < pushes; number += 1) {
      const device = this.#devices[this.#turn++ % this.#devices.length];
      texts.push(pushText(await sign([device], entries)));
    }
    writeFileSync(this.#path, texts.join("\n"));
    const load = { port: this.#product.ports.http, path: `/o/${SLUG}/entries`, bodies: this.#path, from: 0, count: pushes, connections };
    const result = await run(load);
    if (result.failures > 0) throw new Error(`${result.failures} of ${pushes} pushes were answered with an error`);
    return result;
  }
}

/** What a process holds of the machine's memory; undefined where the system does not say. */
function residentMegabytes(pid) {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1];
    return Math.round(kilobytes / 1000);
  } catch {
    return undefined;
  }
}
