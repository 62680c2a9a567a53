// The demo district at a fixed hour, in a store that is thrown away: what is photographed is the same every time.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { foundingCode, startWorker } from "../support/engine.mjs";

/** A working day in the middle of a month, at ten in the morning in China. */
export const NOW_MS = Date.parse("2026-11-18T10:00:00+08:00");
/** The same day, for what the worker does by itself. */
const TODAY = "2026-11-18";
/** The worker's clock, for requests that may set it. */
export const NOW_HEADER = { "jiannuo-now-ms": String(NOW_MS) };

/** The village that has a pledge in every state. */
export const VILLAGE = "hetang";

const REPORT_LIMIT_MS = 30_000;
const REPORT_PAUSE_MS = 100;

/** Starts a worker on an empty store and has the demo district sent to it. */
export async function openDistrict() {
  const founding = foundingCode();
  const worker = await startWorker({ foundingKey: founding.public_key, clock: "adjustable", demo: true, today: TODAY });
  try {
    return new District(worker, await seed(worker.baseUrl, founding.code));
  } catch (error) {
    await worker.dispose();
    throw error;
  }
}

// Not the synchronous way: it would leave what the engine prints unread, and the engine waits for its reader.
async function seed(baseUrl, code) {
  const tool = process.env.JIANNUO_SEED;
  const [command, before] = tool ? [tool, []] : ["cargo", ["run", "--quiet", "--package", "jiannuo-seed", "--"]];
  const { stdout } = await promisify(execFile)(command, [...before, baseUrl, code, String(NOW_MS)]);
  return stdout;
}

class District {
  constructor(worker, printed) {
    this.worker = worker;
    this.invitations = printed.split("\n").filter(Boolean).map((line) => line.split("\t"));
  }

  /** The link of an unused invitation: for a "member" or a "secretary" of the village. */
  invitation(purpose, slug = VILLAGE) {
    const found = this.invitations.find((parts) => parts[0] === purpose && parts[1] === slug);
    if (!found) throw new Error(`the demo has no invitation for a ${purpose} of ${slug}`);
    return `/app/join#${slug}.${found[3]}`;
  }

  /** The page of the first record on a board for which `look` holds; records are listed as in its addresses. */
  async record(kind, look, slug = VILLAGE) {
    const answer = await this.worker.fetch(`/o/${slug}/board.json`, { headers: NOW_HEADER });
    const found = (await answer.json())[kind].find(look);
    if (!found) throw new Error(`the board of ${slug} has none of ${kind} such as ${look}`);
    return `/o/${slug}/${kind}/${found.id}`;
  }

  pledge(look, slug) {
    return this.record("pledges", look, slug);
  }

  /** Waits until the front page has heard of every organisation's pledges: they report after a push, not within it. */
  async isReported() {
    const deadline = Date.now() + REPORT_LIMIT_MS;
    for (;;) {
      const { organisations } = await (await this.worker.fetch("/organisations.json", { headers: NOW_HEADER })).json();
      if (organisations.every((one) => one.pledges > 0)) return;
      if (Date.now() > deadline) throw new Error(`not reported: ${JSON.stringify(organisations)}`);
      await new Promise((resolve) => setTimeout(resolve, REPORT_PAUSE_MS));
    }
  }

  end() {
    return this.worker.dispose();
  }
}
