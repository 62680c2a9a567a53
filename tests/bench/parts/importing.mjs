// The section on importing a ledger.
import { measureImport } from "../importing.mjs";
import { kilobytes, milliseconds, table, whole } from "../report.mjs";

/** A district's ledger: 264 villages with 15 pledges each. */
const ROWS = 4_000;

export async function measure(brief) {
  const count = brief ? 200 : ROWS;
  const { bytes, ...steps } = await measureImport(count);
  const names = {
    read: "picked → previewed",
    saved: "*Save* pressed → saved on the device",
    listed: "the batch among the drafts",
    published: "*Publish* pressed → signed and kept to be sent",
  };
  const rows = Object.entries(names).map(([step, name]) => [name, milliseconds(steps[step].took), milliseconds(steps[step].longestTask)]);
  return `
### Importing a workbook of ${whole(count)} rows (${kilobytes(bytes)}), in Chromium

${table(["step", "took", "longest task of the page"], rows)}
`;
}
