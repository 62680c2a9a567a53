// Cargo's runner for wasm tests: opens the page of a test binary in each browser and prints its results.
// Usage (by cargo): node run-wasm-tests.mjs TESTS.wasm [filter]
import { spawn } from "node:child_process";
import { createServer } from "node:net";

import { launch } from "./browsers.mjs";

const BROWSERS = (process.env.JIANNUO_BROWSERS ?? "chromium,firefox").split(",");
const SERVER_LIMIT_MS = 60_000;
const TESTS_LIMIT_MS = 300_000;

const runner = process.env.JIANNUO_TEST_RUNNER;
if (!runner) {
  throw new Error("JIANNUO_TEST_RUNNER does not name the test runner: start the tests with `cargo xtask test`");
}

let failed = false;
for (const browser of BROWSERS) {
  console.log(`\n${browser}:`);
  failed = !(await runIn(browser, process.argv.slice(2))) || failed;
}
process.exit(failed ? 1 : 0);

async function runIn(name, words) {
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(runner, words, {
    env: { ...process.env, NO_HEADLESS: "1", WASM_BINDGEN_TEST_ADDRESS: address },
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    if (!(await serving(server))) {
      return true;
    }
    const browser = await launch(name);
    try {
      return await results(await browser.newPage(), `http://${address}/`);
    } finally {
      await browser.close();
    }
  } finally {
    server.kill();
  }
}

// Resolves to false when the binary holds no tests, which the runner says by ending well.
function serving(server) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the test runner does not serve")), SERVER_LIMIT_MS);
    let text = "";
    server.stdout.on("data", (part) => {
      text += part;
      if (text.includes("available at http://")) {
        clearTimeout(timer);
        resolve(true);
      }
    });
    server.once("exit", (code) => {
      clearTimeout(timer);
      return code === 0 ? resolve(false) : reject(new Error(`the test runner ended with ${code}:\n${text}`));
    });
  });
}

async function results(page, address) {
  page.on("pageerror", (error) => console.log(`page error: ${error.stack ?? error}`));
  await page.goto(address);
  const output = page.locator("#output");
  try {
    await page.waitForFunction(
      () => /test result: .*finished in/s.test(document.querySelector("#output")?.textContent ?? ""),
      undefined,
      { timeout: TESTS_LIMIT_MS },
    );
  } catch (error) {
    console.log(await output.textContent());
    throw error;
  }
  const text = await output.textContent();
  console.log(text);
  return /test result: ok\./.test(text);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
