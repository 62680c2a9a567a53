// Entries a second that are checked, ordered, signed for and on the disk before the answer, beside another log and beside rows
// that are only on the disk; and how long it takes until one entry is under a public signed checkpoint.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { end } from "../../support/client.mjs";
import { startPeers } from "../engine.mjs";
import { run } from "../load.mjs";
import { SLUG, openVillage, pushText, send, sign } from "../village.mjs";
import { SETTINGS, startSiglog } from "./siglog.mjs";

/** Enough keys that none has more pushes in a minute than it may, 60, however fast the machine is. */
const PUSHES_A_KEY = 50;
const BATCH = 100;
/** The other log takes entries one by one: where ours takes a push of a hundred, it gets a hundred at the same time. */
const KINDS = [
  { name: "one", connections: 1, share: 1, entries: 1 },
  { name: "sixteen", connections: 16, share: 5, entries: 1 },
  { name: "sixtyFour", connections: 64, share: 15, entries: 1 },
  { name: "batch", connections: 1, share: 0.15, entries: BATCH, peerConnections: BATCH },
];
const POLL_PAUSE_MS = 5;
/** Signing lags behind answering by a second or so; after this much it is broken. */
const SIGNED_LIMIT_MS = 60_000;
/** Publications fall on random moments of the second in which the other log signs once. */
const PAUSE_MS = 1000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs work on the product in a village, the plain inserts and the other log. */
async function withAll(members, work) {
  const { product, devices } = await openVillage(members);
  const [peers, prompt, defaults] = [
    await startPeers(product.configuration),
    await startSiglog(SETTINGS.prompt),
    await startSiglog(SETTINGS.defaults),
  ];
  try {
    return await work({ product, devices, peers, prompt, defaults });
  } finally {
    await Promise.all([product, peers, prompt, defaults].map((one) => one.end()));
  }
}

/**
 * Answers `{ [kind]: { entries, product: [result, …], rows: […], prompt: […], defaults: […] } }`: `entries` a push, a result
 * that of `run`, for the other log with `signedPerSecond`. Rounds alternate between all of them; the first is thrown away.
 */
export async function measureAppending({ rounds, pushes, seconds }) {
  const kinds = KINDS.map((kind) => ({ ...kind, count: Math.max(2, Math.ceil(pushes * kind.share)) }));
  const all = kinds.reduce((sum, kind) => sum + kind.count, 0) * (rounds + 1);
  const folder = mkdtempSync(join(tmpdir(), "jiannuo-bench-"));
  try {
    return await withAll(Math.ceil(all / PUSHES_A_KEY), async (contestants) => {
      const results = {};
      let sent = 0;
      for (const kind of kinds) {
        const texts = await prepared(contestants.devices, folder, kind, rounds + 1);
        results[kind.name] = { entries: kind.entries, product: [], rows: [], prompt: [], defaults: [] };
        for (let round = 0; round <= rounds; round += 1) {
          const result = await oneRound(contestants, kind, texts, round, seconds);
          sent += kind.count * kind.entries;
          if (round > 0) Object.entries(result).forEach(([name, one]) => results[kind.name][name].push(one));
        }
      }
      await allTaken(contestants.product, sent);
      return results;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function oneRound({ product, peers, prompt, defaults }, kind, texts, round, seconds) {
  const { connections, count, entries } = kind;
  const load = { connections, bodies: texts.pushes, from: round * count, count };
  const single = { connections: kind.peerConnections ?? connections, bodies: texts.entries, from: round * count * entries, count: count * entries, seconds };
  const result = {
    product: await run({ ...load, port: product.ports.http, path: `/o/${SLUG}/entries` }),
    rows: await run({ ...load, port: peers.ports.rows, path: "/" }),
    prompt: await andSigned(prompt, () => run({ ...single, port: prompt.port, path: "/add" })),
    defaults: await andSigned(defaults, () => run({ ...single, port: defaults.port, path: "/add" })),
  };
  // Its errors are its result; ours are mistakes of ours.
  if (result.product.failures + result.rows.failures > 0) throw new Error(`${kind.name}: ${JSON.stringify(result)}`);
  return result;
}

/** A load on the other log, and how many entries a second came under a signed checkpoint. */
async function andSigned(log, load) {
  const before = await signedSize(log);
  const started = performance.now();
  const result = await load();
  await untilSigned(log, before + result.answers);
  return { ...result, signedPerSecond: (result.answers * 1000) / (performance.now() - started) };
}

async function signedSize(log) {
  const answer = await fetch(`${log.baseUrl}/checkpoint`);
  const text = await answer.text();
  return answer.ok ? Number(text.split("\n")[1]) : 0;
}

async function untilSigned(log, size) {
  const deadline = performance.now() + SIGNED_LIMIT_MS;
  while ((await signedSize(log)) < size) {
    if (performance.now() > deadline) throw new Error("what siglog has answered does not come under its checkpoint");
    await pause(POLL_PAUSE_MS);
  }
}

/** Files of pushes, and of the same entries one by one. */
async function prepared(devices, folder, { name, count, entries }, rounds) {
  const said = [];
  // A push is one device's: the next one's turn comes with the next push.
  for (let number = 0; number < count * rounds; number += 1) said.push(await sign([devices[number % devices.length]], entries));
  const [pushes, single] = [join(folder, name), join(folder, `${name}-single`)];
  writeFileSync(pushes, said.map(pushText).join("\n"));
  writeFileSync(single, said.flatMap((push) => push.map((one) => pushText([one]))).join("\n"));
  return { pushes, entries: single };
}

/** An answer of 200 can hold refusals: the board has to have every pledge that was sent. */
async function allTaken(product, sent) {
  const { pledges } = await (await product.fetch(`/o/${SLUG}/board.json?all`)).json();
  if (pledges.length !== sent) throw new Error(`${sent} pledges were sent, the board has ${pledges.length}`);
}

/**
 * Milliseconds from the beginning of a push until it is answered, and until a public signed checkpoint has it: answers
 * `{ product: { answered, signed }, prompt: …, defaults: … }`, times in turn.
 */
export async function measureSigning(publications) {
  return withAll(publications, async ({ product, devices, prompt, defaults }) => {
    const times = Object.fromEntries(["product", "prompt", "defaults"].map((name) => [name, { answered: [], signed: [] }]));
    for (const device of devices.slice(0, publications)) {
      const said = await sign([device], 1);
      const { size } = await end(product, SLUG);
      await timed(times.product, () => send(product, said), async () => (await end(product, SLUG)).size > size);
      for (const [name, log] of Object.entries({ prompt, defaults })) {
        const before = await signedSize(log);
        const add = async () => {
          const answer = await fetch(`${log.baseUrl}/add`, { method: "POST", body: pushText(said) });
          if (!answer.ok) throw new Error(`siglog: ${answer.status} ${await answer.text()}`);
          await answer.text();
        };
        await timed(times[name], add, async () => (await signedSize(log)) > before);
      }
    }
    return times;
  });
}

async function timed(times, publish, isSigned) {
  await pause(Math.random() * PAUSE_MS);
  const started = performance.now();
  await publish();
  times.answered.push(performance.now() - started);
  while (!(await isSigned())) await pause(POLL_PAUSE_MS);
  times.signed.push(performance.now() - started);
}
