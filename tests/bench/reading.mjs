// Boards a second: from the isolate's cache and made anew, beside the least that a worker can do on the same engine.
import { startPeers } from "./engine.mjs";
import { run } from "./load.mjs";
import { SLUG, openVillage, send, sign } from "./village.mjs";

const PLEDGES = 50;
const CONNECTIONS = [1, 32];

/** Answers `{ [connections]: { [name]: [result of a round, …] } }`; rounds alternate between all that is measured. */
export async function measureReading({ rounds, seconds }) {
  const { product, devices } = await openVillage(10);
  const peers = await startPeers(product.configuration);
  try {
    await send(product, await sign(devices, PLEDGES));
    const board = { port: product.ports.http, path: `/o/${SLUG}/` };
    const loads = {
      cached: board,
      uncached: { ...board, days: true },
      rustHello: { port: product.ports.http, path: "/healthz" },
      jsHello: { port: peers.ports.hello, path: "/" },
    };
    const results = {};
    let daysAsked = 0;
    for (const connections of CONNECTIONS) {
      results[connections] = Object.fromEntries(Object.keys(loads).map((name) => [name, []]));
      for (let round = 0; round <= rounds; round += 1) {
        for (const [name, load] of Object.entries(loads)) {
          const result = await run({ ...load, connections, seconds, from: daysAsked });
          if (load.days) daysAsked += result.answers;
          if (result.failures > 0) throw new Error(`${name}: ${result.failures} of ${result.answers} answers were errors`);
          // The first round warms everything up.
          if (round > 0) results[connections][name].push(result);
        }
      }
    }
    return results;
  } finally {
    await Promise.all([product.end(), peers.end()]);
  }
}
