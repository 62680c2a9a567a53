// The section on boards a second.
import { measureReading } from "../reading.mjs";
import { measuredOn, median, milliseconds, share, table, whole } from "../report.mjs";

const NAMES = {
  jsHello: "hello-world worker, JavaScript",
  rustHello: "the least of our worker, `/healthz`",
  cached: "board of 50 pledges, from the cache",
  uncached: "board of 50 pledges, made anew",
};

export async function measure(brief) {
  const rounds = brief ? 1 : 3;
  const reading = await measureReading({ rounds, seconds: brief ? 0.3 : 3 });
  const rows = Object.entries(reading).flatMap(([connections, results]) => {
    const speed = (name) => median(results[name].map((round) => round.perSecond));
    return Object.keys(NAMES).map((name) => [
      NAMES[name],
      connections,
      whole(speed(name)),
      share(speed(name), speed("jsHello")),
      share(speed(name), speed("rustHello")),
      milliseconds(median(results[name].map((round) => round.p50))),
      milliseconds(median(results[name].map((round) => round.p99))),
    ]);
  });
  return `
### Boards a second

${measuredOn(rounds)}

${table(["what", "connections", "requests/s", "of hello, JS", "of hello, Rust", "p50", "p99"], rows)}
`;
}
