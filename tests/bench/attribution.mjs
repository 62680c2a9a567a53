// How much of a module's code comes from which crate: by the names that cargo leaves in it, before it is shrunk.
//
// A generic function counts for the crate that wrote it, whoever made it necessary.
import { readFileSync } from "node:fs";

const CODE_SECTION = 10;
const IMPORT_SECTION = 2;
const FUNCTION_IMPORT = 0;
const FUNCTION_NAMES = 1;

class Reader {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }

  number() {
    let [value, shift] = [0, 1];
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
      shift *= 128;
    }
  }

  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  text() {
    return this.take(this.number()).toString("utf8");
  }
}

function sections(bytes) {
  const reader = new Reader(bytes, 8);
  const found = {};
  while (reader.at < bytes.length) {
    const id = bytes[reader.at++];
    const content = new Reader(reader.take(reader.number()));
    found[id === 0 ? content.text() : id] = content;
  }
  return found;
}

function importedFunctions(reader) {
  let count = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.text();
    reader.text();
    const kind = reader.bytes[reader.at++];
    if (kind !== FUNCTION_IMPORT) throw new Error("only functions are expected among the imports of an unbound module");
    reader.number();
    count += 1;
  }
  return count;
}

function names(reader) {
  const found = new Map();
  while (reader.at < reader.bytes.length) {
    const kind = reader.bytes[reader.at++];
    const content = new Reader(reader.take(reader.number()));
    if (kind !== FUNCTION_NAMES) continue;
    for (let left = content.number(); left > 0; left -= 1) found.set(content.number(), content.text());
  }
  return found;
}

/** The crate in a symbol, of either mangling; `other` without one. */
export function crateOf(symbol) {
  // Legacy: the first segment that is a plain name; inside `<T as Trait>`, the first name of the type.
  const legacy = /^_ZN(\d+)/.exec(symbol);
  if (legacy) {
    const start = legacy[0].length;
    const segment = symbol.slice(start, start + Number(legacy[1]));
    return /[A-Za-z][A-Za-z0-9_]*/.exec(segment.replaceAll(/\$[A-Za-z0-9]+\$/g, " ").replace(/^_/, ""))?.[0] ?? "other";
  }
  const modern = /^_R.*?C(?:s[0-9A-Za-z]*_)?(\d+)_?([A-Za-z_]\w*)/.exec(symbol);
  return modern ? modern[2].slice(0, Number(modern[1])) : "other";
}

/** Bytes of code by crate. */
export function codeByCrate(path) {
  const found = sections(readFileSync(path));
  const imported = importedFunctions(found[IMPORT_SECTION]);
  const named = names(found.name);
  const code = found[CODE_SECTION];
  const bytes = {};
  const count = code.number();
  for (let index = 0; index < count; index += 1) {
    const length = code.number();
    code.take(length);
    const crate = crateOf(named.get(imported + index) ?? "");
    bytes[crate] = (bytes[crate] ?? 0) + length;
  }
  return bytes;
}
