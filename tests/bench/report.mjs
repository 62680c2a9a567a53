// Tables and medians, and their place in docs/benchmarks.md: between two marks, so that the words around them stay.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const DOCUMENT = fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url));

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
/** The time that a share of them do not exceed. */
export const within = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)];

export const whole = (number) => Math.round(number).toLocaleString("en");
export const share = (part, all) => `${Math.round((100 * part) / all)} %`;
export const times = (number) => `${number < 10 ? number.toFixed(2) : number.toFixed(0)} ×`;
export const kilobytes = (bytes) => `${bytes < 999_950 ? (bytes / 1000).toFixed(1) : whole(bytes / 1000)} kB`;
export const milliseconds = (time) => `${time < 10 ? time.toFixed(2) : whole(time)} ms`;
export const microseconds = (time) => `${(time * 1000).toFixed(time < 0.01 ? 2 : 0)} µs`;
export const verdict = (kept) => (kept === undefined ? "" : kept ? "kept" : "**missed**");

/** A table in Markdown. */
export function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** On what a part was measured. */
export const measuredOn = (rounds) =>
  `Measured on ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}; medians of ${rounds} rounds that alternate between all that is compared.`;

/** Puts a text between the marks of a name. */
export function replaceSection(name, text) {
  const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
  const document = readFileSync(DOCUMENT, "utf8");
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for ${name}`);
  writeFileSync(DOCUMENT, `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`);
}
