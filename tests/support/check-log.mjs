// Checks a log from its read path alone; the formats are in log-reader.mjs.
//
//   node tests/support/check-log.mjs DIRECTORY | http://host/o/slug/log
//
// A directory has the same names as the read path: `checkpoint`, `keys`, `tile/0/000.p/9`, `tile/entries/000.p/9`,
// `bodies/HASH` (absent when the words were erased). Every entry is checked: three lines, canonical statement, signature
// by a key that was let in before, words under their hash, times that never decrease, identities that occur once, dense
// indices; and all of them against the signed checkpoint, with every tile (check-checkpoint.mjs).
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { checkTree } from "./check-checkpoint.mjs";
import { LogError, LogReader, splitBundle } from "./log-reader.mjs";

const BUNDLE_ENTRIES = 256;

/** Where a log is read from: an address or a directory; each gives bytes, or undefined for what is not there. */
function source(place) {
  if (!/^https?:/.test(place)) {
    return (path) =>
      readFile(join(place, path)).catch((error) => {
        if (error.code !== "ENOENT") throw error;
      });
  }
  return async (path) => {
    const answer = await fetch(`${place}/${path}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!answer.ok && answer.status !== 404 && answer.status !== 410) {
      throw new LogError(`${path}: ${answer.status}`);
    }
    return answer.ok ? bytes : undefined;
  };
}

/** Reads and checks a whole log; its statements in order, or an error that says where and why. */
export async function checkLog(place) {
  const read = source(place);
  const checkpoint = await read("checkpoint");
  if (!checkpoint) throw new LogError("there is no checkpoint");
  const leaves = await allLeaves(read, Number(checkpoint.toString().split("\n")[1]));
  const org = leaves.length > 0 ? JSON.parse(leaves[0].toString().split("\n")[0]).org : undefined;
  const reader = new LogReader(org);
  const statements = [];
  for (const [index, leaf] of leaves.entries()) {
    try {
      statements.push(await reader.add(leaf));
    } catch (error) {
      throw new LogError(`entry ${index}: ${error.message}`, { cause: error });
    }
  }
  await checkTree(read, leaves, `jiannuo/${org}/public`);
  await reader.checkBodies(async (hash) => {
    const body = await read(`bodies/${hash}`);
    return body && JSON.parse(body);
  });
  return statements;
}

async function allLeaves(read, size) {
  const leaves = [];
  for (let bundle = 0; bundle * BUNDLE_ENTRIES < size; bundle += 1) {
    const width = Math.min(BUNDLE_ENTRIES, size - bundle * BUNDLE_ENTRIES);
    const path = `tile/entries/${tilePath(bundle)}${width < BUNDLE_ENTRIES ? `.p/${width}` : ""}`;
    const bytes = await read(path);
    const found = bytes ? splitBundle(bytes) : [];
    if (found.length !== width) {
      throw new LogError(`${path} has ${found.length} entries, not ${width}`);
    }
    leaves.push(...found);
  }
  return leaves;
}

/** The path of a bundle as in C2SP tlog-tiles. */
export function tilePath(number) {
  const groups = [];
  for (let rest = number; ; rest = Math.floor(rest / 1000)) {
    groups.unshift(String(rest % 1000).padStart(3, "0"));
    if (rest < 1000) break;
  }
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const statements = await checkLog(process.argv[2]);
  console.log(`${statements.length} entries, all good`);
}
