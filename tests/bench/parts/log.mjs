// The section on the log: appends beside another log, proofs, bytes of a pull, cost as it grows.
import { measureAppending, measureSigning } from "../log/appending.mjs";
import { measureGrowth } from "../log/growth.mjs";
import { measureProofs } from "../log/proofs.mjs";
import { measurePulling } from "../log/pulling.mjs";
import { kilobytes, measuredOn, median, microseconds, milliseconds, share, table, times, verdict, whole, within } from "../report.mjs";

const FULL = {
  appending: { rounds: 5, pushes: 200, seconds: 4 },
  publications: 30,
  proofs: { entries: 100_000, repeats: 9 },
  pulling: { most: 10_000 },
  growth: { sizes: [1_000, 10_000, 100_000, 1_000_000], limitSeconds: 600 },
};
const BRIEF = {
  appending: { rounds: 1, pushes: 20, seconds: 1.5 },
  publications: 2,
  proofs: { entries: 2_000, repeats: 2 },
  pulling: { most: 300 },
  growth: { sizes: [1_000, 2_000], limitSeconds: 20, singles: 20, batches: 2 },
};

export async function measure(brief) {
  const scale = brief ? BRIEF : FULL;
  const sections = [
    [appends, await measureAppending(scale.appending), scale.appending.rounds],
    [signing, await measureSigning(scale.publications)],
    [proofs, await measureProofs(scale.proofs), scale.proofs.entries],
    [pulls, await measurePulling(scale.pulling)],
    [growth, await measureGrowth(scale.growth)],
  ];
  return sections.map(([text, ...results]) => text(...results)).join("");
}

const KINDS = {
  one: "pushes of one entry, 1 connection",
  sixteen: "pushes of one entry, 16 connections",
  sixtyFour: "pushes of one entry, 64 connections",
  batch: "pushes of 100 entries, 1 connection (siglog: 100 connections)",
};

function appends(results, rounds) {
  const rows = Object.entries(results).flatMap(([kind, { entries, product, rows, prompt, defaults }]) => {
    const of = (result, name) => median(result.map((round) => round[name]));
    const ours = of(product, "perSecond") * entries;
    const line = (who, result, each, signed) => [
      KINDS[kind],
      who,
      whole(of(result, "perSecond") * each),
      signed,
      milliseconds(of(result, "p50")),
      milliseconds(of(result, "p95")),
      share(ours, of(result, "perSecond") * each),
      signed === "" ? "" : share(ours, Number(signed.replaceAll(",", ""))),
      String(result.reduce((sum, round) => sum + round.failures, 0)),
    ];
    return [
      line("Jiannuo", product, entries, whole(ours)),
      line("siglog, prompt", prompt, 1, whole(of(prompt, "signedPerSecond"))),
      line("siglog, defaults", defaults, 1, whole(of(defaults, "signedPerSecond"))),
      line("plain insert", rows, entries, ""),
    ];
  });
  return `
### Durable entries a second, beside another log

${measuredOn(rounds)}

${table(["what", "who", "answered/s", "signed/s", "p50", "p95", "ours to it", "signed, ours to it", "errors"], rows)}
`;
}

function signing(results) {
  const names = { product: "Jiannuo", prompt: "siglog, prompt", defaults: "siglog, defaults" };
  const rows = Object.entries(names).map(([name, who]) => {
    const { answered, signed } = results[name];
    const at = (list, part) => milliseconds(within(list, part));
    const kept = name === "product" ? verdict(within(signed, 0.95) <= 500) : "";
    return [who, String(signed.length), at(answered, 0.5), at(answered, 0.95), at(signed, 0.5), at(signed, 0.95), kept];
  });
  return `
### From a push to the public signed checkpoint

${table(["who", "times", "answered, p50", "p95", "under the checkpoint, p50", "p95", "p95 ≤ 500 ms"], rows)}
`;
}

function proofs({ browser, native }, entries) {
  const row = (what, name, unit, bar) => {
    const [inBrowser, natively] = [browser[name], native[name]].map((list) => (list ? median(list) : undefined));
    const shown = (time) => (time === undefined ? "" : unit(time));
    return [what, shown(inBrowser), shown(natively), bar ? `< ${milliseconds(bar)}` : "", verdict(bar && inBrowser < bar)];
  };
  const rows = [
    row("one proof checked: inclusion and consistency", "one", microseconds, 5),
    row(`${whole(entries)} entries hashed, and proved bundle by bundle`, "all", milliseconds, 2_000),
    row("apart: one statement's signature (P-256; WebCrypto, natively Rust)", "statement", microseconds),
    row("apart: one checkpoint's signature (Ed25519; wasm, natively Rust)", "openCheckpoint", microseconds),
    row("apart: signing one checkpoint", "signCheckpoint", microseconds),
  ];
  const [first, ...rest] = native.appends;
  const cost = ({ one }) => median(one);
  const appendRows = [first, ...rest].map((at) => [
    whole(at.size),
    microseconds(cost(at)),
    times(cost(at) / cost(first)),
    times(Math.log2(at.size) / Math.log2(first.size)),
    (at.tiles / at.appends).toFixed(3),
    whole(at.bytes / at.appends),
  ]);
  return `
### Checking a log

${table(["what", "in Chromium", "natively", "target in Chromium", ""], rows)}

### One append to the tree alone, natively

${table(["entries", "an append", "to the first", "logarithms' ratio", "tiles written", "bytes of them"], appendRows)}
`;
}

function pulls({ rows, whole: fresh }) {
  const bytes = ({ fetched }, what) => (fetched[what]?.bytes ?? 0);
  const line = (what, pull) => {
    const least = pull.leafBytes + pull.bodyBytes;
    const each = (sum) => kilobytes(sum / pull.pulls);
    const answers = Object.values(pull.fetched).reduce((sum, one) => sum + one.answers, 0);
    return [
      what,
      ...["checkpoint", "tiles", "bundles", "bodies"].map((name) => each(bytes(pull, name))),
      whole(answers / pull.pulls),
      each(pull.wireDown),
      each(pull.wireUp),
      each(least),
      times((pull.wireDown + pull.wireUp) / least),
    ];
  };
  const named = (pull) => (pull.pulls > 1 ? `${whole(pull.entries)} (mean of ${pull.pulls})` : whole(pull.entries));
  const head = ["new entries", "checkpoint", "tiles", "bundles", "bodies", "answers", "over the wire, down", "up", "the leaves and bodies themselves", "wire to those"];
  return `
### Bytes of a pull

${table(head, [...rows.map((pull) => line(named(pull), pull)), line(`all ${whole(fresh.entries)}, a fresh device`, fresh)])}
`;
}

function growth({ rows, stopped }) {
  const [first] = rows;
  const lines = rows.map(({ size, one, batch, megabytes }) => [
    whole(size),
    milliseconds(one.p50),
    times(one.p50 / first.one.p50),
    milliseconds(batch.p50),
    times(batch.p50 / first.batch.p50),
    times(Math.log2(size) / Math.log2(first.size)),
    megabytes === undefined ? "" : `${whole(megabytes)} MB`,
  ]);
  const head = ["entries", "push of one, p50", "to the first", "push of 100, p50", "to the first", "logarithms' ratio", "engine's memory"];
  return `
### A push to a log that has become long

${table(head, lines)}
${stopped ? `\nIt stopped there: ${stopped}.\n` : ""}`;
}
