// Reads a workbook as any program may: the zip by its list of contents, a sheet by its cells. Shares no code with what
// writes them.
import { inflateRawSync } from "node:zlib";

/** The files of a zip, by name, as texts. */
export function unzipped(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.set(name, (method === 8 ? inflateRawSync(packed) : packed).toString("utf8"));
    at += 46 + nameLength + extraLength + noteLength;
  }
  return files;
}

const plain = (text) =>
  text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");

/** The sheets of a workbook: `{ name, xml, rows }`, a row being cells by column letter: a text, a number or a `Date`. */
export function sheets(bytes) {
  const files = unzipped(bytes);
  const names = [...files.get("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map((found) => plain(found[1]));
  return names.map((name, place) => {
    const xml = files.get(`xl/worksheets/sheet${place + 1}.xml`);
    return { name, xml, rows: [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map((found) => cells(found[1])) };
  });
}

const DAY_STYLE = "4";
const DAYS_TO_1970 = 25_569;

function cells(row) {
  const found = {};
  for (const [, place, attributes, content] of row.matchAll(/<c r="([A-Z]+)\d+"([^>]*)>(.*?)<\/c>/gs)) {
    const style = attributes.match(/s="(\d+)"/)?.[1];
    const text = content.match(/<is><t[^>]*>(.*?)<\/t><\/is>/s);
    const value = Number(content.match(/<v>(.*?)<\/v>/)?.[1]);
    if (/t="inlineStr"/.test(attributes)) found[place] = plain(text[1]);
    else found[place] = style === DAY_STYLE ? new Date((value - DAYS_TO_1970) * 86_400_000) : value;
  }
  return found;
}

/** The rows below the headings, as objects by heading. */
export function byHeading(sheet) {
  const [headings, ...rows] = sheet.rows;
  return rows.map((row) => Object.fromEntries(Object.entries(headings).map(([place, name]) => [name, row[place]])));
}
