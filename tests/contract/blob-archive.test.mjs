// Files in an archive: fetched once, held against the words, gone with them, and brought back to a server that has lost
// everything (W29, W32, W35).
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { found, outcomes, push } from "../support/client.mjs";
import { foundingCode, startWorker } from "../support/engine.mjs";
import { PIECE_BYTES, paper, photo, upload } from "../support/files.mjs";
import { Key, Organisation } from "../support/member.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = join(ROOT, "target/debug/jiannuo");

let worker, village, folder, archive;

/** Runs the command: exit status, and what it printed. */
function jiannuo(...words) {
  return new Promise((resolve) => {
    execFile(PROGRAM, words, { env: { ...process.env, LC_ALL: "en_US.UTF-8" } }, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}

async function good(...words) {
  const done = await jiannuo(...words);
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return done;
}

const address = (server = worker) => `${server.baseUrl}/o/liuxi/`;
const fileOf = (blob) => join(archive, "log/blobs", blob.hash);
const report = async (...words) => JSON.parse((await jiannuo(...words, "--json")).stdout);
const codesOf = async (...words) => (await report(...words)).findings.map((finding) => finding.code);

/** A disclosure with files, in the log. */
async function disclose(...things) {
  for (const [blob, bytes] of things.flatMap((thing) => thing.files)) {
    assert.equal((await upload(worker, "liuxi", village.secretary, blob, bytes)).status, 204);
  }
  const attachments = things.map((thing) => thing.attachment);
  const words = { kind: "village", title: "水闸修好了", date: "2026-11-20", body: "已经修好。", attachments };
  const said = await village.secretary.say("disclosure.published", { words });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [said])), ["accepted"]);
  return said;
}

before(async () => {
  execFileSync("cargo", ["build", "--quiet", "--package", "jiannuo-verify", "--bin", "jiannuo"], { cwd: ROOT, stdio: "inherit" });
  folder = mkdtempSync(join(tmpdir(), "jiannuo-blob-archive-"));
  archive = join(folder, "village");
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey, faults: true });
  village = await Organisation.make({ foundingKey: root });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
});
after(async () => {
  await worker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("w29_files_are_archived_held_against_the_words_and_leave_with_them", async () => {
  const [kept, gone] = [photo(PIECE_BYTES + 7), paper()];
  await disclose(kept);
  const said = await disclose(gone);
  await good("archive", address(), archive);
  for (const [blob, bytes] of [...kept.files, ...gone.files]) assert.ok(readFileSync(fileOf(blob)).equals(bytes));
  assert.equal((await report("verify", archive)).counts.blobs, 3);
  assert.equal((await report("verify", address())).counts.blobs, 3);
  const [first] = kept.files[0];
  const bytes = readFileSync(fileOf(first));
  writeFileSync(fileOf(first), bytes.subarray(1));
  assert.deepEqual(await codesOf("verify", archive), ["blob-differs"]);
  rmSync(fileOf(first));
  assert.deepEqual(await codesOf("verify", archive), ["blob-missing"]);
  const codes = { entry: said.entry, reason: "personal-data" };
  const erasure = await village.secretary.say("body.erased", { record: village.id, codes });
  assert.deepEqual(outcomes(await push(worker, "liuxi", [erasure])), ["accepted"]);
  await good("archive", address(), archive);
  assert.ok(readFileSync(fileOf(first)).equals(bytes), "what was lost here is fetched again");
  assert.ok(!existsSync(fileOf(gone.files[0][0])), "a file leaves with the next run after its words");
  assert.equal((await report("verify", archive)).counts.blobs, 2);
  writeFileSync(fileOf(first), bytes.subarray(1));
  await good("archive", address(), archive);
  assert.ok(readFileSync(fileOf(first)).equals(bytes), "and so is what was damaged");
  assert.deepEqual(readdirSync(join(archive, "log/blobs")).sort(), kept.files.map(([blob]) => blob.hash).sort());
});

test("w29_files_come_back_to_a_server_that_has_lost_everything", async () => {
  const last = photo(2 * PIECE_BYTES);
  await disclose(last);
  await good("archive", address(), archive);
  const { code, public_key: foundingKey } = foundingCode();
  const server = await startWorker({ foundingKey });
  try {
    await good("restore", archive, address(server), "--founding-code", code);
    for (const [blob, bytes] of last.files) {
      const answer = await server.fetch(`/o/liuxi/blobs/${blob.hash}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "image/jpeg");
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes));
    }
    assert.deepEqual(await codesOf("verify", address(server)), []);
    assert.equal((await report("verify", address(server))).counts.blobs, 4);
    await good("restore", archive, address(server), "--founding-code", code);
  } finally {
    await server.dispose();
  }
});

test("w29_a_server_that_has_lost_files_alone_is_found_out_and_given_them_again", async () => {
  assert.equal((await worker.fetch(`/o/${village.id}/__fault/lose-blobs`, { method: "POST" })).status, 204);
  assert.ok((await codesOf("verify", address())).every((code) => code === "blob-missing"));
  assert.equal((await jiannuo("verify", address())).status, 1);
  await good("restore", archive, address());
  assert.deepEqual(await codesOf("verify", address()), []);
});
