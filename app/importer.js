// The worker that reads ledgers and writes workbooks: wasm of its own, beside the page. One question at a time; each is answered by its number.
import start, { answer, workbook } from "/app/jiannuo-importer.js";

const started = start({ module_or_path: "/app/jiannuo-importer_bg.wasm" });

self.addEventListener("message", async ({ data: { number, ask, bytes, tables } }) => {
  try {
    await started;
    self.postMessage({ number, reply: tables ? workbook(tables) : answer(ask, new Uint8Array(bytes ?? 0)) });
  } catch {
    // It trapped, or could not be loaded. The page throws this worker away and says so.
    self.postMessage({ number, reply: null });
  }
});
