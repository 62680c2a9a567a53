// `jiannuo verify` on a real worker: what holds, what does not, what is kept, and the three exit statuses.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { found, outcomes, push } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation, pledgeWords } from "../support/member.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGE = ["--quiet", "--package", "jiannuo-verify", "--bin", "jiannuo"];

let worker;
let village;
let folder;
const address = (name = "liuxi") => `${worker.baseUrl}/o/${name}/`;

/** Runs the command: exit status, and what it printed. */
function verify(...words) {
  return new Promise((resolve) => {
    const line = ["run", ...PACKAGE, "--", "verify", ...words];
    execFile("cargo", line, { cwd: ROOT, env: { ...process.env, LC_ALL: "en_US.UTF-8" } }, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}

/** The report for programs. */
async function report(...words) {
  const { status, stdout, stderr } = await verify(...words, "--json");
  assert.ok(stdout, stderr);
  return { status, ...JSON.parse(stdout) };
}

const codes = ({ findings }) => findings.map((finding) => finding.code);

before(async () => {
  execFileSync("cargo", ["build", ...PACKAGE], { cwd: ROOT, stdio: "inherit" });
  folder = mkdtempSync(join(tmpdir(), "jiannuo-verify-"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  const said = await Promise.all([pledgeWords(), pledgeWords("某人的电话")].map((words) => village.secretary.say("pledge.published", { words })));
  const erasure = await village.secretary.say("body.erased", {
    record: village.id,
    codes: { entry: said[1].entry, reason: "personal-data" },
  });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [...said, erasure])), ["accepted", "accepted", "accepted"]);
});
after(async () => {
  await worker.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("a_log_on_a_real_worker_holds", async () => {
  const checked = await report(address());
  assert.deepEqual([checked.status, checked.verdict, checked.findings, checked.unchecked], [0, "holds", [], []]);
  assert.equal(checked.checkpoint.org, village.id);
  const { entries, signatures, bodies, erased, tiles } = checked.counts;
  assert.deepEqual({ entries, signatures, bodies, erased, tiles }, { entries: 5, signatures: 5, bodies: 3, erased: 1, tiles: 1 });
  assert.equal(checked.board.pledges, 2);
  assert.equal(checked.checkpoint.note, await (await worker.fetch("/o/liuxi/log/checkpoint")).text());
});

test("the_identity_is_as_good_an_address_and_the_key_can_be_named", async () => {
  const { keys } = await (await worker.fetch("/o/liuxi/log/keys")).json();
  const checked = await report(address(village.id), "--key", keys[0].vkey);
  assert.deepEqual([checked.status, checked.findings, checked.key.trust], [0, [], "given"]);
});

test("a_key_that_is_anothers_does_not_vouch", async () => {
  const { keys } = await (await worker.fetch("/o/liuxi/log/keys")).json();
  const noKey = `${keys[0].vkey.split("+")[0]}+00000000+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c`;
  assert.equal((await verify(address(), "--key", noKey)).status, 2, "its id is not that of name and point");
  const elsewhere = await startWorker({ foundingKey: village.foundingKey.publicKey, logKeys: ["42".repeat(32)] });
  try {
    assert.equal((await found(elsewhere, "liuxi", village)).status, 201);
    const theirs = (await (await elsewhere.fetch("/o/liuxi/log/keys")).json()).keys[0].vkey;
    assert.notEqual(theirs, keys[0].vkey);
    const checked = await report(address(), "--key", theirs);
    assert.deepEqual([checked.status, codes(checked)], [1, ["key-not-listed", "checkpoint-signature"]]);
  } finally {
    await elsewhere.dispose();
  }
});

test("what_is_kept_is_compared_the_next_time", async () => {
  const kept = join(folder, "kept");
  assert.equal((await verify(address(), "--keep", kept)).status, 0);
  const note = readdirSync(kept).find((name) => name.endsWith(".checkpoint"));
  const before = readFileSync(join(kept, note), "utf8");
  await push(worker, "liuxi", [await village.secretary.say("pledge.published", { words: pledgeWords("清淤") })]);
  const checked = await report(address(), "--keep", kept);
  assert.deepEqual([checked.status, checked.key.trust], [0, "kept"]);
  assert.deepEqual(checked.continues.map((one) => one.size), [Number(before.split("\n")[1])]);
  const earlier = join(folder, "earlier");
  writeFileSync(earlier, before);
  assert.equal((await verify(address(), "--checkpoint", earlier)).status, 0);
});

test("what_a_proxy_alters_is_named_and_the_evidence_kept", async () => {
  const proxy = createServer(async (request, response) => {
    const answer = await worker.fetch(request.url);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isBoard = request.url.endsWith("/board.json");
    response.writeHead(answer.status).end(isBoard ? bytes.toString().replace("理发一次", "理发两次") : bytes);
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  try {
    const kept = join(folder, "against");
    const url = `http://127.0.0.1:${proxy.address().port}/o/liuxi`;
    const told = await verify(url, "--keep", kept);
    assert.equal(told.status, 1);
    assert.match(told.stdout, /^✗ Something does not hold:\n✗ board-differs  pledges\/[0-9a-f]{32} on the board/);
    assert.ok(readdirSync(kept).some((name) => name.includes(".against-")));
    assert.ok(!readdirSync(kept).some((name) => name.endsWith(".checkpoint")), "what does not hold is not remembered as good");
  } finally {
    proxy.close();
    proxy.closeAllConnections();
  }
});

test("what_cannot_be_checked_is_not_called_wrong", async () => {
  assert.equal((await verify(address("nobody"))).status, 2);
  assert.equal((await verify("http://127.0.0.1:1/o/liuxi/")).status, 2);
  assert.equal((await verify()).status, 2);
  assert.match((await verify()).stderr, /Usage: jiannuo verify URL/);
});
