// The section on the time until something is on the public board.
import { measurePressing, measurePublishing } from "../publishing.mjs";
import { milliseconds, table, within } from "../report.mjs";

export async function measure(brief) {
  const publishing = await measurePublishing(brief ? 2 : 30);
  const pressing = await measurePressing(brief ? 2 : 12);
  const rows = [
    ["push → durable, signed and answered", publishing.answered],
    ["push → on the public board", publishing.onBoard],
    ["*Publish* pressed in the app → on the public board", pressing],
  ].map(([what, times]) => [what, String(times.length), milliseconds(within(times, 0.5)), milliseconds(within(times, 0.95))]);
  return `
### Publish latency

${table(["what", "times", "p50", "p95"], rows)}
`;
}
