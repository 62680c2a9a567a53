// What is timed, in a page: the same acts on each store. Everything here runs in the browser.

/** Inserting, a page of 50, and changing 1,000, on a fresh database of a peer. */
export async function timePeer({ who, count, updates, round }) {
  const store = new globalThis.peers[who]();
  const name = `bench-${who.replaceAll(" ", "-").toLowerCase()}-${round}`;
  const made = globalThis.records(0, count);
  const changed = globalThis.records(0, updates).map((record) => ({ ...record, text: `${record.text}x` }));
  await store.open(name);
  const times = {};
  const timed = async (what, work) => {
    const started = performance.now();
    const answer = await work();
    times[what] = performance.now() - started;
    return answer;
  };
  await timed("insert", () => store.insert(made));
  const rows = await timed("page", () => store.rows(50));
  if (rows.length !== 50) throw new Error(`${who} has ${rows.length} rows of 50`);
  await timed("update", () => store.update(changed));
  await store.close();
  return { times, name };
}

/** From opening to the first 100 rows of what is stored. */
export async function reloadPeer({ who, name }) {
  const store = new globalThis.peers[who]();
  const started = performance.now();
  await store.open(name);
  const rows = await store.rows(100);
  const took = performance.now() - started;
  if (rows.length !== 100) throw new Error(`${who} has ${rows.length} rows of 100`);
  await store.close();
  return took;
}

/** Everything from cold, then what is new. */
export async function syncPeer({ who, base, since, round, expected }) {
  const store = (globalThis.syncing ??= {})[who + round] ?? new globalThis.peers[who]();
  if (!globalThis.syncing[who + round]) await store.open(`sync-${who.replaceAll(" ", "-").toLowerCase()}-${round}`);
  globalThis.syncing[who + round] = store;
  const started = performance.now();
  const count = await store.sync(base, since).catch((error) => {
    throw new Error(`${who}: ${error.reason ?? error.message} ${JSON.stringify(error).slice(0, 300)}`);
  });
  const took = performance.now() - started;
  if (count < expected) throw new Error(`${who} has ${count} of ${expected}`);
  return took;
}

/** The product's store: entries as a pull keeps them. */
export async function timeOurs({ org, count, updates, round }) {
  const bench = await globalThis.ours.Bench.open(`bench-ours-${round}`, org);
  const times = {};
  bench.prepare(0, count);
  let started = performance.now();
  await bench.insert();
  times.insert = performance.now() - started;
  bench.prepare(count, updates);
  started = performance.now();
  await bench.insert();
  times.update = performance.now() - started;
  bench.free();
  return times;
}

/** The product's sync with every check; kept for the next one. */
export async function syncOurs({ org, base, round, expected }) {
  const kept = (globalThis.oursSyncing ??= {});
  kept[round] ??= await globalThis.ours.Bench.open(`sync-ours-${round}`, org);
  const started = performance.now();
  const count = await kept[round].sync(base);
  const took = performance.now() - started;
  if (count < expected) throw new Error(`ours has ${count} of ${expected}`);
  return took;
}

/** From opening to the first 100 rows, log read and folded; then a page of 50 from memory, and a search. */
export async function reloadOurs({ org, round, readings, typed }) {
  const started = performance.now();
  const bench = await globalThis.ours.Bench.open(`sync-ours-${round}`, org);
  const rows = await bench.reload(100);
  const reload = performance.now() - started;
  if (rows !== 100) throw new Error(`ours has ${rows} rows of 100`);
  const timed = async (work) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const load = await timed(() => bench.load());
  const page = await timed(() => bench.page(0, 50));
  const index = await timed(() => bench.index(readings));
  const find = [];
  for (const word of typed) find.push(await timed(() => bench.find(word)));
  bench.free();
  return { reload, load, page, index, find };
}
