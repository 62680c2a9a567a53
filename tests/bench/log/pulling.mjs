// Bytes that a device fetches when a log has become longer, as it asks for them and as they go over the wire.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { createInterface } from "node:readline";

import { end } from "../../support/client.mjs";
import { SLUG, openVillage, send, sign } from "../village.mjs";

const PROGRAM = process.env.JIANNUO_BENCH_CLIENT;
const BATCH = 100;
/** Pushes of 100 that one key may make in a minute are 60; a few keys are enough for what is sent here. */
const MEMBERS = 33;
/** One new entry costs more the fuller the last bundle is: this many places of it, one after another. */
const PLACES = 16;
/** Entries between them: a bundle has 256. */
const BETWEEN = 256 / PLACES;

/**
 * Answers rows `{ entries, pulls, pulled, wireDown, wireUp, fetched: { [what]: { answers, bytes } }, leafBytes, bodyBytes, ms }`:
 * what a device fetched that had all but so many entries, summed up over its pulls.
 */
export async function measurePulling({ most }) {
  const { product, devices, organisation } = await openVillage(MEMBERS);
  const wire = await countingProxy(product.ports.http);
  const device = new Device(`http://127.0.0.1:${wire.port}/o/${SLUG}/`, organisation, wire);
  try {
    await grow(product, devices, 1_000);
    await device.pull();
    const one = [];
    for (let place = 0; place < PLACES; place += 1) {
      await grow(product, devices, BETWEEN - 1);
      await device.pull();
      await grow(product, devices, 1);
      one.push(await device.pull());
    }
    const rows = [sum(one)];
    for (const entries of [BATCH, most].filter((entries, place, all) => all.indexOf(entries) === place)) {
      await grow(product, devices, entries);
      rows.push(sum([await device.pull()]));
    }
    const fresh = new Device(`http://127.0.0.1:${wire.port}/o/${SLUG}/`, organisation, wire);
    const whole = sum([await fresh.pull()]);
    await fresh.end();
    const { size } = await end(product, SLUG);
    if (whole.pulled !== size) throw new Error(`a fresh device has ${whole.pulled} of ${size} entries`);
    return { rows, whole };
  } finally {
    await device.end();
    wire.close();
    await product.end();
  }
}

async function grow(product, devices, entries) {
  for (let left = entries; left > 0; left -= BATCH) {
    const device = devices[Math.floor(left / BATCH) % devices.length];
    await send(product, await sign([device], Math.min(left, BATCH)));
  }
}

function sum(pulls) {
  const fetched = {};
  for (const pull of pulls) {
    for (const [what, { answers, bytes }] of Object.entries(pull.fetched)) {
      fetched[what] ??= { answers: 0, bytes: 0 };
      fetched[what].answers += answers;
      fetched[what].bytes += bytes;
    }
  }
  const total = (name) => pulls.reduce((all, pull) => all + pull[name], 0);
  const totals = Object.fromEntries(["pulled", "wireDown", "wireUp", "leafBytes", "bodyBytes", "ms"].map((name) => [name, total(name)]));
  return { ...totals, pulls: pulls.length, entries: totals.pulled / pulls.length, fetched };
}

/** The program `jiannuo-bench-client`: the client half of sync, natively. */
class Device {
  #program;
  #lines;
  #wire;

  constructor(address, organisation, wire) {
    this.#wire = wire;
    this.#program = spawn(PROGRAM, [address, organisation], { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#program.stdout })[Symbol.asyncIterator]();
  }

  async pull() {
    const before = this.#wire.counts();
    this.#program.stdin.write("\n");
    const { value } = await this.#lines.next();
    if (value === undefined) throw new Error("the device has given up");
    const after = this.#wire.counts();
    return { ...JSON.parse(value), wireDown: after.down - before.down, wireUp: after.up - before.up };
  }

  async end() {
    this.#program.stdin.end();
    if (this.#program.exitCode === null) await once(this.#program, "exit");
  }
}

/** Hands connections on to a port and counts their bytes, heads included. */
async function countingProxy(port) {
  const counts = { up: 0, down: 0 };
  const server = createServer((near) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    near.on("data", (bytes) => (counts.up += bytes.length));
    far.on("data", (bytes) => (counts.down += bytes.length));
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on("error", () => [near, far].forEach((one) => one.destroy()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: server.address().port, counts: () => ({ ...counts }), close: () => server.close() };
}
