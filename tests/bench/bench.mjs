// The measurements one after another, and what they say into docs/benchmarks.md. `--brief` tries each and writes nothing,
// `--only PART` measures one part.
import * as boards from "./parts/boards.mjs";
import * as importing from "./parts/importing.mjs";
import * as log from "./parts/log.mjs";
import * as publishing from "./parts/publishing.mjs";
import * as sizes from "./parts/sizes.mjs";
import * as storage from "./parts/storage.mjs";
import { replaceSection } from "./report.mjs";

/** Each measures with `(brief)` and answers the text of its section. */
const PARTS = { sizes, boards, publishing, importing, log, storage };

const brief = process.argv.includes("--brief");
const only = process.argv.flatMap((word, place, words) => (words[place - 1] === "--only" ? [word] : []));
const unknown = only.find((name) => !(name in PARTS));
if (unknown) throw new Error(`there is no part ${unknown}: ${Object.keys(PARTS).join(", ")}`);

for (const [name, part] of Object.entries(PARTS)) {
  if (only.length > 0 && !only.includes(name)) continue;
  const text = await part.measure(brief);
  console.error(`  ${name}`);
  console.log(text);
  if (!brief) replaceSection(name, text);
}
