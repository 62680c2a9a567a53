// Checks a log's tree from its read path alone: the signed checkpoint, the keys that lead to its signature, every tile.
// A second implementation of C2SP signed-note, tlog-checkpoint and tlog-tiles, made of the Node.js standard library.
import { createHash, createPublicKey, verify } from "node:crypto";

import { LogError } from "./log-reader.mjs";

const TILE_WIDTH = 256;
const HASH_BYTES = 32;
const ED25519 = 1;
/** What goes before the 32 bytes of an Ed25519 key in DER (RFC 8410). */
const DER_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const HANDOVER = "jiannuo/log-key/v1";

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const leafHash = (leaf) => sha256(Buffer.of(0), leaf);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

function must(condition, message) {
  if (!condition) throw new LogError(message);
}

/** A verifier key: `{ name, id, key }`. */
export function parseKey(vkey) {
  const [, name, id, base64] = /^([^ +]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  must(name, `${vkey} is no verifier key`);
  const bytes = Buffer.from(base64, "base64");
  must(bytes.length === 1 + HASH_BYTES && bytes[0] === ED25519, "a log's key is of type Ed25519");
  must(sha256(name, "\n", bytes).subarray(0, 4).toString("hex") === id, "the key has another id");
  return { name, id, key: createPublicKey({ key: Buffer.concat([DER_PREFIX, bytes.subarray(1)]), format: "der", type: "spki" }) };
}

/** A signed note: `{ text, lines, signatures: [{ name, id, bytes }] }`. */
export function parseNote(note) {
  const end = note.lastIndexOf("\n\n");
  must(end > 0 && note.endsWith("\n"), "a note is a text, an empty line and signatures");
  const text = note.slice(0, end + 1);
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const [, name, base64] = /^— ([^ +]+) (\S+)$/.exec(line) ?? [];
    must(name, `${line} is no signature`);
    const bytes = Buffer.from(base64, "base64");
    return { name, id: bytes.subarray(0, 4).toString("hex"), bytes: bytes.subarray(4) };
  });
  return { text, lines: text.slice(0, -1).split("\n"), signatures };
}

/** Whether a key has signed a note; a signature of its that does not hold is an error. */
export function hasSigned({ name, id, key }, { text, signatures }) {
  const own = signatures.filter((one) => one.name === name && one.id === id);
  for (const { bytes } of own) must(verify(null, Buffer.from(text), key, bytes), `the signature of ${name} does not hold`);
  return own.length > 0;
}

/** The keys of a log, oldest first, each handed over to by the one before it. */
export function checkKeys({ keys }, origin) {
  must(keys.length > 0, "a log has a key");
  const parsed = keys.map(({ vkey }) => parseKey(vkey));
  for (const [place, { vkey, handover }] of keys.entries()) {
    must(parsed[place].name === origin, "the key is another log's");
    must((place === 0) === (handover === undefined), "every key but the first is handed over to");
    if (place === 0) continue;
    const note = parseNote(handover);
    must(note.text === `${HANDOVER}\n${origin}\n${vkey}\n`, "the handover is about another key");
    must(hasSigned(parsed[place - 1], note) && hasSigned(parsed[place], note), "the handover lacks a signature");
  }
  return parsed;
}

/** The hashes of each level of tiles: those of the leaves, then those over 256 of the level below. */
function tileLevels(leaves) {
  const levels = [leaves.map(leafHash)];
  while (levels.at(-1).length >= TILE_WIDTH) {
    const below = levels.at(-1);
    const above = [];
    for (let at = 0; at + TILE_WIDTH <= below.length; at += TILE_WIDTH) above.push(rootOf(below.slice(at, at + TILE_WIDTH)));
    levels.push(above);
  }
  return levels;
}

/** The root over hashes of leaves (RFC 9162, 2.1.1). */
function rootOf(hashes) {
  if (hashes.length === 0) return sha256("");
  if (hashes.length === 1) return hashes[0];
  let left = 1;
  while (left * 2 < hashes.length) left *= 2;
  return nodeHash(rootOf(hashes.slice(0, left)), rootOf(hashes.slice(left)));
}

/** The last part of a tile's address: `x001/234`. */
export function tileNumber(number) {
  const groups = String(number).padStart(Math.ceil(String(number).length / 3) * 3, "0").match(/.../g);
  return groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join("/");
}

/**
 * Checks checkpoint, keys and tiles against the leaves. `read(path)` gives the bytes below the log's address, or undefined
 * for what is not there. Answers `{ size, root, keys, signers }`, `signers` in the order of the signatures.
 */
export async function checkTree(read, leaves, origin) {
  const note = parseNote((await read("checkpoint")).toString());
  must(note.lines.length === 3, "a checkpoint of ours has three lines");
  must(note.lines[0] === origin, "the checkpoint is another log's");
  must(note.lines[1] === String(leaves.length), `the checkpoint is of ${note.lines[1]} entries, the log has ${leaves.length}`);
  const levels = tileLevels(leaves);
  must(note.lines[2] === rootOf(levels[0]).toString("base64"), "the checkpoint has another root");
  const keys = checkKeys(JSON.parse(await read("keys")), origin);
  must(hasSigned(keys.at(-1), note), "the newest key has not signed the checkpoint");
  keys.forEach((key) => hasSigned(key, note));
  for (const [level, hashes] of levels.entries()) {
    for (let number = 0; number * TILE_WIDTH < hashes.length; number += 1) {
      const expected = hashes.slice(number * TILE_WIDTH, (number + 1) * TILE_WIDTH);
      const partial = expected.length < TILE_WIDTH ? `.p/${expected.length}` : "";
      const tile = await read(`tile/${level}/${tileNumber(number)}${partial}`);
      must(tile?.equals(Buffer.concat(expected)), `tile ${number} of level ${level} is another`);
    }
  }
  const signers = note.signatures.map((one) => one.id);
  return { size: leaves.length, root: note.lines[2], keys: keys.map((key) => key.id), signers };
}
