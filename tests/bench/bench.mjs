// The measurements one after another, and what they say into docs/benchmarks.md. `--brief` tries each and writes nothing.
import { cpus } from "node:os";

import { measureAppending } from "./appending.mjs";
import { measurePressing, measurePublishing } from "./publishing.mjs";
import { measureReading } from "./reading.mjs";
import { median, replaceSection, share, table, whole } from "./report.mjs";
import { boardSizes, codeSizes } from "./sizes.mjs";

const brief = process.argv.includes("--brief");
const ROUNDS = brief ? 1 : 3;
const SECONDS = brief ? 0.3 : 3;
const PUSHES = brief ? 20 : 150;
const PUBLICATIONS = brief ? 2 : 30;
const PRESSES = brief ? 2 : 12;

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const milliseconds = (time) => `${time < 10 ? time.toFixed(2) : whole(time)} ms`;

function sizeRows(code, board) {
  return [
    ["app, wasm and js", kilobytes(code.app), "≤ 200 kB", code.app <= 200_000],
    ["of it the app's wasm", kilobytes(code.appWasm), "", undefined],
    ["of it store and sync, by their share of the code", kilobytes(code.storeAndSync), "≤ 25 kB", code.storeAndSync <= 25_000],
    ["worker, wasm", kilobytes(code.worker), "", undefined],
    ["board of 50 pledges, HTML and CSS", `${kilobytes(board.html + board.css)} (${kilobytes(board.html)} + ${kilobytes(board.css)})`, "≤ 20 kB", board.html + board.css <= 20_000],
  ].map(([what, size, bar, kept]) => [what, size, bar, verdict(kept)]);
}

const verdict = (kept) => (kept === undefined ? "" : kept ? "kept" : "**missed**");

function readingRows(reading) {
  const names = {
    jsHello: "hello-world worker, JavaScript",
    rustHello: "the least of our worker, `/healthz`",
    cached: "board of 50 pledges, from the cache",
    uncached: "board of 50 pledges, made anew",
  };
  return Object.entries(reading).flatMap(([connections, results]) => {
    const speed = (name) => median(results[name].map((round) => round.perSecond));
    return Object.keys(names).map((name) => [
      names[name],
      connections,
      whole(speed(name)),
      share(speed(name), speed("jsHello")),
      share(speed(name), speed("rustHello")),
      milliseconds(median(results[name].map((round) => round.p50))),
      milliseconds(median(results[name].map((round) => round.p99))),
    ]);
  });
}

function appendingRows(appending) {
  const names = {
    one: "pushes of one entry, 1 connection",
    sixteen: "pushes of one entry, 16 connections",
    batch: "pushes of 100 entries, 1 connection",
  };
  return Object.entries(appending).map(([name, { entries, product, peer }]) => {
    const speed = (results) => median(results.map((round) => round.perSecond)) * entries;
    const p99 = milliseconds(median(product.map((round) => round.p99)));
    return [names[name], whole(speed(product)), whole(speed(peer)), share(speed(product), speed(peer)), p99];
  });
}

function publishingRows(publishing, pressing) {
  const at = (times, part) => milliseconds([...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)]);
  return [
    ["push → durable and answered", publishing.answered],
    ["push → on the public board", publishing.onBoard],
    ["*Publish* pressed in the app → on the public board", pressing],
  ].map(([what, times]) => [what, String(times.length), at(times, 0.5), at(times, 0.95)]);
}

const code = codeSizes();
const board = await boardSizes();
console.error("  sizes");
const reading = await measureReading({ rounds: ROUNDS, seconds: SECONDS });
console.error("  reading");
const appending = await measureAppending({ rounds: ROUNDS, pushes: PUSHES });
console.error("  appending");
const publishing = await measurePublishing(PUBLICATIONS);
const pressing = await measurePressing(PRESSES);
console.error("  publishing");

const text = `
Measured on ${cpus().length} cores (${cpus()[0].model.trim()}), Node ${process.version}; medians of ${ROUNDS} rounds that alternate between all that is compared.
Only the ratios carry over to other machines.

### Sizes, compressed with brotli 11

${table(["what", "size", "target", ""], sizeRows(code, board))}

### Boards a second

${table(["what", "connections", "requests/s", "of hello, JS", "of hello, Rust", "p50", "p99"], readingRows(reading))}

### Durable signed entries a second

${table(["what", "entries/s", "rows/s of a plain insert", "ratio", "p99 of a push"], appendingRows(appending))}

### Publish latency

${table(["what", "times", "p50", "p95"], publishingRows(publishing, pressing))}
`;
console.log(text);
if (!brief) replaceSection("numbers", text);
