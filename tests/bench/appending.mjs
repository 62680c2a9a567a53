// Entries a second that are checked, ordered and on the disk before the answer, beside rows that are only on the disk.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startPeers } from "./engine.mjs";
import { run } from "./load.mjs";
import { SLUG, openVillage, pushText, sign } from "./village.mjs";

/** Enough keys that none has more pushes in a minute than it may, 60, however fast the machine is. */
const PUSHES_A_KEY = 50;
const BATCH = 100;

/** Answers `{ [name]: { entries, product: [result, …], peer: [result, …] } }`: `entries` a push. */
export async function measureAppending({ rounds, pushes }) {
  const kinds = {
    one: { connections: 1, count: pushes, entries: 1 },
    sixteen: { connections: 16, count: pushes * 3, entries: 1 },
    batch: { connections: 1, count: Math.max(2, Math.ceil(pushes / 20)), entries: BATCH },
  };
  const all = Object.values(kinds).reduce((sum, kind) => sum + kind.count, 0) * (rounds + 1);
  const { product, devices } = await openVillage(Math.ceil(all / PUSHES_A_KEY));
  const peers = await startPeers(product.configuration);
  const folder = mkdtempSync(join(tmpdir(), "jiannuo-bench-"));
  try {
    const results = {};
    for (const [name, { connections, count, entries }] of Object.entries(kinds)) {
      results[name] = { entries, product: [], peer: [] };
      const bodies = join(folder, name);
      writeFileSync(bodies, await texts(devices, count * (rounds + 1), entries));
      for (let round = 0; round <= rounds; round += 1) {
        const load = { connections, bodies, from: round * count, count };
        const ours = await run({ ...load, port: product.ports.http, path: `/o/${SLUG}/entries` });
        const theirs = await run({ ...load, port: peers.ports.rows, path: "/" });
        if (ours.failures + theirs.failures > 0) throw new Error(`${name}: ${ours.failures} and ${theirs.failures} failures`);
        if (round === 0) continue;
        results[name].product.push(ours);
        results[name].peer.push(theirs);
      }
    }
    await allTaken(product, results, kinds, rounds);
    return results;
  } finally {
    await Promise.all([product.end(), peers.end()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function texts(devices, count, entries) {
  const lines = [];
  for (let number = 0; number < count; number += 1) {
    // A push is one device's: the next one's turn comes with the next push.
    const device = devices[number % devices.length];
    lines.push(pushText(await sign([device], entries)));
  }
  return lines.join("\n");
}

/** An answer of 200 can hold refusals: the board has to have every pledge that was sent. */
async function allTaken(product, results, kinds, rounds) {
  const sent = Object.values(kinds).reduce((sum, kind) => sum + kind.count * kind.entries, 0) * (rounds + 1);
  const { pledges } = await (await product.fetch(`/o/${SLUG}/board.json?all`)).json();
  if (pledges.length !== sent) throw new Error(`${sent} pledges were sent, the board has ${pledges.length}`);
}
