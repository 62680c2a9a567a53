// `jiannuo verify --release`: the app that the server hands out is the one that the root's log tells of (W27).
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { custodian, found, leavesOf, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation } from "../support/member.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PATIENCE_MS = 20_000;

let worker, county;

/** Checks with `--release`: exit status, the findings by code and what they are about, what was printed. */
function verify(url, language = "en") {
  return new Promise((resolve) => {
    const words = ["verify", url, "--release", "--lang", language];
    execFile(join(ROOT, "target/debug/jiannuo"), words, (error, stdout, stderr) => {
      const found = [...stdout.matchAll(/^✗ (release-[a-z-]+) {2}([^:：]+)/gm)].map(([, code, about]) => [code, about]);
      resolve({ status: error ? error.code : 0, found, stdout, stderr });
    });
  });
}

/** A server in between that answers some paths itself. */
async function between(answer) {
  const proxy = createServer(async (request, response) => {
    const real = await worker.fetch(request.url);
    const content = Buffer.from(await real.arrayBuffer());
    const [status, bytes] = answer(request.url, content) ?? [real.status, content];
    response.writeHead(status).end(bytes);
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const close = () => {
    proxy.close();
    proxy.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${proxy.address().port}`, close };
}

before(async () => {
  execFileSync("cargo", ["build", "--quiet", "--package", "jiannuo-verify", "--bin", "jiannuo"], { cwd: ROOT, stdio: "inherit" });
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey });
  county = await Organisation.make({ foundingKey: root, name: "清水县", level: "county", custodian: await custodian(worker) });
  assert.equal((await found(worker, "qingshui", county)).status, 201);
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  const invitation = await county.secretary.say("founding.invited", { codes });
  assert.deepEqual(outcomes(await push(worker, "qingshui", [invitation])), ["accepted"]);
  const village = await Organisation.make({ foundingKey, parent: county.id, custodian: await custodian(worker) });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await leavesOf(`${worker.baseUrl}/o/qingshui/log`)).some((leaf) => leaf.includes('"kind":"release.served"'))) {
    assert.ok(Date.now() < deadline, "the server says nothing of its app");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
after(() => worker?.dispose());

test("w27_the_app_that_is_handed_out_is_the_one_that_the_log_tells_of", async () => {
  const checked = await verify(`${worker.baseUrl}/o/qingshui/`);
  assert.equal(checked.status, 0, checked.stdout);
  assert.match(checked.stdout, /The app is the one that the log tells of: build [0-9a-f]{16}, \d{2,} files/);
  assert.match((await verify(`${worker.baseUrl}/o/qingshui/`, "zh")).stdout, /应用与日志所记一致：版本 [0-9a-f]{16}/);
});

test("w27_of_a_log_below_the_one_above_all_others_is_asked", async () => {
  const checked = await verify(`${worker.baseUrl}/o/liuxi/`);
  assert.equal(checked.status, 0, checked.stdout);
  assert.match(checked.stderr, /told by the log of http:.*\/o\/qingshui\//);
  assert.match(checked.stdout, /The app is the one that the log tells of/);
  const json = JSON.parse(execFileSync(join(ROOT, "target/debug/jiannuo"), ["verify", `${worker.baseUrl}/o/liuxi/`, "--release", "--json"]));
  assert.deepEqual([json.verdict, json.above.verdict, json.above.checkpoint.org], ["holds", "holds", county.id]);
  assert.ok(json.above.release.files > 10);
  // A server that keeps the one above to itself is not called good.
  const proxy = await between((path) => (path === "/organisations.json" ? [404, "{}"] : undefined));
  const hidden = await verify(`${proxy.url}/o/liuxi/`);
  proxy.close();
  assert.equal(hidden.status, 2);
  assert.match(hidden.stdout, /\? which app is handed out is told by the log above all others/);
});

test("w27_one_changed_byte_of_one_file_is_found_and_named", async () => {
  for (const changed of ["/app/service-worker.js", "/app/", "/app/jiannuo-app_bg.wasm"]) {
    const proxy = await between((path, content) => {
      if (path !== changed) return undefined;
      const bytes = Buffer.from(content);
      bytes[bytes.length >> 1] ^= 1;
      return [200, bytes];
    });
    const checked = await verify(`${proxy.url}/o/qingshui/`);
    proxy.close();
    assert.deepEqual([checked.status, checked.found], [1, [["release-differs", changed]]]);
  }
});

test("w27_a_file_that_is_not_handed_out_is_found_and_named", async () => {
  const proxy = await between((path) => (path === "/app/start.js" ? [404, ""] : undefined));
  const checked = await verify(`${proxy.url}/o/qingshui/`);
  proxy.close();
  assert.deepEqual([checked.status, checked.found], [1, [["release-file-missing", "/app/start.js"]]]);
});

test("w27_a_log_that_tells_of_no_app_is_found", async () => {
  const root = await Key.make();
  const silent = await startWorker({ foundingKey: root.publicKey });
  try {
    assert.equal((await found(silent, "qingshui", await Organisation.make({ foundingKey: root }))).status, 201);
    const checked = await verify(`${silent.baseUrl}/o/qingshui/`);
    assert.deepEqual([checked.status, checked.found], [1, [["release-missing", "release of the app"]]]);
  } finally {
    await silent.dispose();
  }
});
