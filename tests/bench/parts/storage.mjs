// The section on the store: ours beside others in one run of one Chromium, and what ten thousand pledges cost a page.
import { median, milliseconds, table, times, verdict, within } from "../report.mjs";
import { measureStorage } from "../storage/measure.mjs";

/** Targets of the architecture's budgets. */
const INSERT_TO_RAW = 1.1;
const RELOAD_P95_MS = 150;
const KEYSTROKE_MS = 100;

const PEERS = ["raw IndexedDB", "Dexie", "RxDB", "PouchDB"];
const OURS = "Jiannuo";

export async function measure(brief) {
  const size = brief ? { entries: 300, updates: 50, news: 20, rounds: 1, reloads: 2 } : { entries: 10_000, updates: 1_000, news: 100, rounds: 3, reloads: 10 };
  const { typing, ...found } = await measureStorage({ ...size, peers: PEERS });
  const of = (who, what) => found[who][what];
  const middle = (who, what) => (of(who, what)?.length ? milliseconds(median(of(who, what))) : "");
  const rows = [OURS, ...PEERS].map((who) => [
    who,
    middle(who, "insert"),
    times(median(of(who, "insert")) / median(of("raw IndexedDB", "insert"))),
    middle(who, "page"),
    middle(who, "update"),
    middle(who, "reload"),
    milliseconds(within(of(who, "reload"), 0.95)),
    middle(who, "cold"),
    middle(who, "news"),
  ]);
  const count = size.entries.toLocaleString("en");
  const insert = median(of(OURS, "insert")) / median(of("raw IndexedDB", "insert"));
  const ours = found[OURS];
  return `
### The store beside others, in one Chromium

| what | value | target | |
| --- | --- | --- | --- |
| insert of ${count} records, to raw IndexedDB | ${times(insert)} | ≤ ${INSERT_TO_RAW} × | ${verdict(insert <= INSERT_TO_RAW)} |
| reload to the first 100 rows with ${count} stored, p95 | ${milliseconds(within(ours.reload, 0.95))} | < ${RELOAD_P95_MS} ms | ${verdict(within(ours.reload, 0.95) < RELOAD_P95_MS)} |
| a key in the app's search over ${count} pledges to the next painting, p95 of ${typing.keys.length} | ${milliseconds(within(typing.keys, 0.95))} | < ${KEYSTROKE_MS} ms | ${verdict(within(typing.keys, 0.95) < KEYSTROKE_MS)} |
| of it the search itself, the slowest of ${ours.find.length} | ${milliseconds(Math.max(...ours.find))} | | |
| the app from its address to the first rows of the board with ${count} pledges, p95 of ${typing.opened.length} | ${milliseconds(within(typing.opened, 0.95))} | | |

${table(["who", `insert of ${count}`, "to raw", "page of 50", `change ${size.updates.toLocaleString("en")}`, "reload to 100 rows, p50", "p95", `sync of ${count} from cold`, `sync of ${size.news} new`], rows)}

Of a reload of ours, reading IndexedDB alone takes ${middle(OURS, "load")}; the rest is checking the form of each entry, hashing it and folding it.
Making everything ready to be searched takes ${middle(OURS, "index")}, once.
`;
}
