// The section on what is carried over a network.
import { kilobytes, table, verdict } from "../report.mjs";
import { boardSizes, codeSizes } from "../sizes.mjs";

export async function measure() {
  const [code, board] = [codeSizes(), await boardSizes()];
  const page = board.html + board.css;
  const rows = [
    ["app, wasm and js", kilobytes(code.app), "≤ 200 kB", code.app <= 200_000],
    ["of it the app's wasm", kilobytes(code.appWasm), "", undefined],
    ["of it store and sync, by their share of the code", kilobytes(code.storeAndSync), "≤ 25 kB", code.storeAndSync <= 25_000],
    ["importer, wasm and js, loaded by an import alone", kilobytes(code.importer), "", undefined],
    ["worker, wasm", kilobytes(code.worker), "", undefined],
    ["board of 50 pledges, HTML and CSS", `${kilobytes(page)} (${kilobytes(board.html)} + ${kilobytes(board.css)})`, "≤ 20 kB", page <= 20_000],
  ].map(([what, size, bar, kept]) => [what, size, bar, verdict(kept)]);
  const crates = code.crates.map(({ crate, part }) => `${crate} ${Math.round(part * 100)} %`).join(", ");
  return `
### Sizes, compressed with brotli 11

${table(["what", "size", "target", ""], rows)}

The app's unshrunk code by the crate that wrote it: ${crates}.
`;
}
