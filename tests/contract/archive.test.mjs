// A whole log in a folder, checked there, brought back to a server that has lost everything but its seed (W29).
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { checkLog } from "../support/check-log.mjs";
import { found, leavesOf, outcomes, post, push } from "../support/client.mjs";
import { foundingCode, startWorker } from "../support/engine.mjs";
import { consistencyProof } from "../support/log-reader.mjs";
import { Key, Organisation, pledgeWords, toPush } from "../support/member.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = join(ROOT, "target/debug/jiannuo");
const DAY = "2026-06-01";

let worker, county, village, folder, code, erased;

/** Runs the command: exit status, and what it printed. */
function jiannuo(...words) {
  return new Promise((resolve) => {
    execFile(PROGRAM, words, { env: { ...process.env, LC_ALL: "en_US.UTF-8" } }, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    );
  });
}

/** The same, which must end well. */
async function good(...words) {
  const done = await jiannuo(...words);
  assert.equal(done.status, 0, done.stdout + done.stderr);
  return done;
}

const address = (slug = "liuxi", server = worker) => `${server.baseUrl}/o/${slug}/`;
const get = async (path, server = worker) => Buffer.from(await (await server.fetch(path)).arrayBuffer());
const pledge = (organisation = village) => organisation.secretary.say("pledge.published", { words: pledgeWords() });
const say = async (count = 1) => push(worker, "liuxi", await Promise.all(Array.from({ length: count }, () => pledge())));
const codesOf = async (...words) => {
  const { status, stdout, stderr } = await jiannuo(...words, "--json");
  assert.ok(stdout, stderr);
  return { status, codes: JSON.parse(stdout).findings.map((finding) => finding.code) };
};

/** All files of a folder, relative. */
function filesOf(place) {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(place.length + 1))
    .sort();
}

/** Everything that anybody can read of a log. */
async function everything(slug, server = worker) {
  const size = Number((await get(`/o/${slug}/log/checkpoint`, server)).toString().split("\n")[1]);
  const paths = ["log/checkpoint", "log/keys", `board.json?on=${DAY}`, `pledges.csv?on=${DAY}`, "log/tile/0/000", "log/tile/entries/000", "log/tile/1/000.p/1"];
  for (let from = 0; from < size; from += 256) paths.push(`log/bodies/from/${from}`);
  const rest = size % 256;
  paths.push(`log/tile/0/001.p/${rest}`, `log/tile/entries/001.p/${rest}`);
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await get(`/o/${slug}/${path}`, server)).toString("hex")])));
}

/** A server with nothing but the seed, and a founding code of its own. */
async function emptyServer(options = {}) {
  const own = foundingCode();
  const server = await startWorker({ foundingKey: own.public_key, faults: true, ...options });
  return { server, code: own.code };
}

before(async () => {
  execFileSync("cargo", ["build", "--quiet", "--package", "jiannuo-verify", "--bin", "jiannuo"], { cwd: ROOT, stdio: "inherit" });
  folder = mkdtempSync(join(tmpdir(), "jiannuo-archive-"));
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey });
  county = await Organisation.make({ foundingKey: root, name: "清水县", level: "county" });
  assert.equal((await found(worker, "qingshui", county)).status, 201);
  const foundingKey = await Key.make();
  const codes = { public_key: foundingKey.publicKey, expires_ms: Date.now() + 86_400_000 };
  const invitation = await county.secretary.say("founding.invited", { codes });
  assert.deepEqual(outcomes(await push(worker, "qingshui", [invitation])), ["accepted"]);
  village = await Organisation.make({ foundingKey, parent: county.id });
  assert.equal((await found(worker, "liuxi", village)).status, 201);
  const gone = await village.secretary.say("pledge.published", { words: pledgeWords("某人的电话") });
  await push(worker, "liuxi", [gone]);
  for (let pushes = 0; pushes < 3; pushes += 1) await say(90);
  erased = gone;
});
after(async () => {
  await worker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const erase = async () => {
  const codes = { entry: erased.entry, reason: "personal-data" };
  await push(worker, "liuxi", [await village.secretary.say("body.erased", { record: village.id, codes })]);
};

test("w29_an_archive_is_plain_files_that_hold_and_a_second_run_fetches_only_what_is_new", async () => {
  const archive = join(folder, "village");
  await good("archive", address(), archive, "--lang", "en");
  const files = filesOf(archive);
  for (const path of ["archive.json", "board.json", "log/checkpoint", "log/keys", "log/tile/0/000", "log/tile/1/000.p/1", "log/tile/entries/000", "log/bodies/from/0", "log/bodies/from/256"]) {
    assert.ok(files.includes(path), path);
  }
  for (const path of files.filter((path) => path.startsWith("log/tile/"))) {
    assert.deepEqual(readFileSync(join(archive, path)), await get(`/o/liuxi/${path}`), path);
  }
  assert.match(readFileSync(join(archive, "log/bodies/from/0"), "utf8"), /某人的电话/);
  await good("verify", archive);
  const before_ = readFileSync(join(archive, "log/tile/0/000"));
  await erase();
  await say(3);
  const asked = [];
  const proxy = await through((path) => asked.push(path));
  try {
    const done = await good("archive", `${proxy.url}/o/liuxi`, archive, "--lang", "en");
    assert.match(done.stderr, /4 new entries/);
  } finally {
    proxy.close();
  }
  assert.ok(!asked.some((path) => /\/000$/.test(path)), "what never changes is not asked for again");
  assert.equal(asked.filter((path) => path.includes("bodies/from")).length, 1, "nor are words");
  assert.deepEqual(readFileSync(join(archive, "log/tile/0/000")), before_);
  const words = filesOf(archive).map((path) => readFileSync(join(archive, path), "utf8"));
  assert.ok(!words.some((text) => text.includes("某人的电话")), "erased words are in no file any more");
  assert.equal(filesOf(archive).filter((path) => path.includes("tile/entries/001.p/")).length, 1);
  assert.ok(!existsSync(join(archive, "incoming")));
  await good("verify", archive);
  assert.deepEqual(await codesOf("verify", archive), { status: 0, codes: [] });
});

test("w29_a_run_that_is_killed_at_any_moment_leaves_an_archive_and_is_ended_by_the_next", async () => {
  const archive = join(folder, "killed");
  await good("archive", address(), archive);
  for (const patience of [1, 2, 5, 9, 14, 20, 1_000]) {
    await say(30);
    let count = 0;
    const kill = () => running.kill("SIGKILL");
    const proxy = await through(() => (count += 1) === patience && kill());
    const running = execFile(PROGRAM, ["archive", `${proxy.url}/o/liuxi/`, archive]);
    await new Promise((resolve) => running.once("exit", resolve));
    proxy.close();
    await good("verify", archive);
  }
  await good("archive", address(), archive);
  assert.deepEqual(readFileSync(join(archive, "log/checkpoint")), await get("/o/liuxi/log/checkpoint"));
  // Killed between having been checked and having been taken over: read through, and ended.
  const [half, whole] = [join(folder, "half"), join(folder, "whole")];
  cpSync(archive, half, { recursive: true });
  await say(2);
  await good("archive", address(), archive);
  cpSync(archive, whole, { recursive: true });
  for (const path of filesOf(whole).filter((path) => path !== "lock")) {
    cpSync(join(whole, path), join(half, "incoming", path), { recursive: true });
  }
  await good("verify", half);
  await good("archive", address(), half);
  assert.ok(!existsSync(join(half, "incoming")));
  assert.deepEqual(readFileSync(join(half, "log/checkpoint")), await get("/o/liuxi/log/checkpoint"));
});

test("w29_what_contradicts_an_archive_is_kept_beside_it_and_changes_nothing", async () => {
  const archive = join(folder, "contradicted");
  await good("archive", address("qingshui"), archive);
  const before_ = filesOf(archive).map((path) => [path, readFileSync(join(archive, path)).toString("hex")]);
  // Another server with the same seed, on which the same organisation goes another way.
  const other = await startWorker({ foundingKey: county.foundingKey.publicKey });
  try {
    assert.equal((await found(other, "qingshui", county)).status, 201);
    const [one, two] = [await pledge(county), await pledge(county)];
    await push(other, "qingshui", [one, two]);
    const shown = await codesOf("archive", `${other.baseUrl}/o/qingshui/`, archive);
    assert.equal(shown.status, 1);
    assert.ok(shown.codes.includes("history-differs"), String(shown.codes));
    const evidence = readdirSync(archive).find((name) => name.startsWith("against-"));
    assert.deepEqual(readFileSync(join(archive, evidence, "log/checkpoint")), await get("/o/qingshui/log/checkpoint", other));
    assert.ok(JSON.parse(readFileSync(join(archive, evidence, "report.json"))).findings.length > 0);
    for (const [path, content] of before_) assert.equal(readFileSync(join(archive, path)).toString("hex"), content, path);
    // Nor does an older state of the same log.
    const younger = join(folder, "younger");
    await good("archive", `${other.baseUrl}/o/qingshui/`, younger);
    await other.restart();
    await good("verify", archive);
  } finally {
    await other.dispose();
  }
});

test("w29_a_file_that_a_disk_has_damaged_is_named_and_fetched_again", async () => {
  const archive = join(folder, "damaged");
  await good("archive", address(), archive);
  for (const path of filesOf(archive).filter((path) => path !== "lock" && path !== "archive.json" && path !== "log/checkpoint")) {
    flip(join(archive, path));
    assert.equal((await jiannuo("verify", archive)).status, 1, path);
    if (path === "log/keys") {
      cpSync(join(folder, "village", path), join(archive, path));
    } else {
      await good("archive", address(), archive);
    }
    await good("verify", archive);
  }
});

test("w29_a_server_that_has_lost_everything_but_its_seed_gets_it_back_byte_for_byte", async () => {
  const [above, below] = [join(folder, "county"), join(folder, "village-2")];
  // What a member's phone holds from yesterday.
  const yesterday = (await leavesOf(`${worker.baseUrl}/o/liuxi/log`)).length;
  await say(2);
  await good("archive", address("qingshui"), above);
  await good("archive", address(), below);
  const held = await everything("liuxi");
  const { server, code: operators } = await emptyServer();
  code = operators;
  try {
    const refused = await jiannuo("restore", below, address("liuxi", server));
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /--founding-code/);
    const orphan = await jiannuo("restore", below, address("liuxi", server), "--founding-code", code);
    assert.match(orphan.stderr, /409 parent-unknown/);
    await good("restore", above, address("qingshui", server), "--founding-code", code);
    const other = foundingCode().code;
    assert.match((await jiannuo("restore", below, address("liuxi", server), "--founding-code", other)).stderr, /403 not-the-operator/);
    const taken = await jiannuo("restore", below, address("qingshui", server), "--founding-code", code);
    assert.notEqual(taken.status, 0, "the name is another's");
    const reserved = await jiannuo("restore", below, address("admin", server), "--founding-code", code);
    assert.match(reserved.stderr, /422 slug-reserved/);
    const done = await good("restore", below, address("liuxi", server), "--founding-code", code);
    assert.match(done.stderr, new RegExp(`${(await leavesOf(`${server.baseUrl}/o/liuxi/log`)).length} entries were brought back`));
    assert.deepEqual(await everything("liuxi", server), held, "every byte is as it was");
    assert.equal((await server.fetch(`/o/liuxi/log/bodies/${erased.hash}`)).status, 410);
    await good("verify", address("liuxi", server));
    await good("verify", address("qingshui", server));
    // Again, it changes nothing.
    await good("restore", below, address("liuxi", server), "--founding-code", code);
    assert.deepEqual(await everything("liuxi", server), held);
    // The log goes on, and continues what a phone remembers.
    assert.deepEqual(outcomes(await push(server, "liuxi", [await pledge()])), ["accepted"]);
    const statements = await checkLog(`${server.baseUrl}/o/liuxi/log`);
    const leaves = await leavesOf(`${server.baseUrl}/o/liuxi/log`);
    const note = (await get("/o/liuxi/log/checkpoint", server)).toString();
    const remembered = await server.fetch("/o/liuxi/log/remembered", {
      method: "POST",
      body: `old ${leaves.length}\n\n${(await get("/o/liuxi/log/checkpoint")).toString()}`,
    });
    assert.deepEqual(await remembered.json(), { answer: "known" }, "the old checkpoint is a part of it");
    assert.ok(consistencyProof(yesterday, leaves).length > 0 && note.split("\n")[1] === String(statements.length));
    assert.equal((await jiannuo("archive", address("liuxi", server), below)).status, 0, "the archive goes on from there");
    // The founding code is not used up: it still founds the first organisation of its own.
    const listed = (await (await server.fetch("/organisations.json")).json()).organisations;
    assert.deepEqual(listed.map(({ slug, parent }) => [slug, parent ?? null]), [["liuxi", county.id], ["qingshui", null]]);
  } finally {
    await server.dispose();
  }
});

test("w29_a_server_without_the_seed_gets_nothing_back", async () => {
  const { server, code: operators } = await emptyServer({ logKeys: ["42".repeat(32)] });
  try {
    const refused = await jiannuo("restore", join(folder, "county"), address("qingshui", server), "--founding-code", operators);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /403 foreign-log-key/);
    assert.deepEqual((await (await server.fetch("/organisations.json")).json()).organisations, []);
  } finally {
    await server.dispose();
  }
});

test("w29_a_name_or_an_organisation_that_is_taken_is_not_given_again", async () => {
  const { server, code: operators } = await emptyServer();
  const restore = (archive, name) => jiannuo("restore", join(folder, archive), address(name, server), "--founding-code", operators);
  try {
    // A name is the operator's to give; no log says it.
    assert.equal((await restore("county", "liuxi")).status, 0);
    const taken = await restore("village", village.id);
    assert.match(taken.stderr, /409 slug-taken/, "its identity is in the address, its old name is another's by now");
    const again = await restore("county", "qingshui");
    assert.match(again.stderr, /409 founding-key-used/, "it is here under another name");
    assert.match((await restore("village", "liuxi")).stderr, /403 not-signed/, "this address is another log's");
    assert.equal((await restore("village", "liuxi-village")).status, 0);
    const listed = (await (await server.fetch("/organisations.json")).json()).organisations;
    assert.deepEqual(listed.map(({ slug, org }) => [slug, org]), [["liuxi", county.id], ["liuxi-village", village.id]]);
  } finally {
    await server.dispose();
  }
});

test("w29_what_is_no_request_or_has_no_proof_brings_nothing_back", async () => {
  const { server, code: operators } = await emptyServer();
  try {
    let sent;
    const proxy = await through(() => undefined, { server, hearContent: (path, content) => (sent = path === "/organisations/restored" ? JSON.parse(content) : sent), refuse: (path) => path === "/organisations/restored" });
    await jiannuo("restore", join(folder, "county"), `${proxy.url}/o/qingshui/`, "--founding-code", operators);
    proxy.close();
    const leaf = sent.founding.split("\n");
    const received = [leaf[0], leaf[1], String(Number(leaf[2]) + 1), ""].join("\n");
    const note = sent.checkpoint.split("\n");
    const unsigned = [...note.slice(0, -2), note.at(-2).slice(0, -4) + (note.at(-2).endsWith("AAAA") ? "BBBB" : "AAAA"), ""].join("\n");
    for (const [bad, status, error] of [
      [{ ...sent, more: 1 }, 400, "malformed"],
      [{ ...sent, slug: "liuxi" }, 403, "not-the-operator"],
      [{ ...sent, signature: Buffer.alloc(64, 1).toString("base64") }, 403, "not-the-operator"],
      [{ ...sent, founding: received }, 422, "not-the-logs"],
      [{ ...sent, proof: sent.proof.toReversed().slice(1) }, 422, "not-the-logs"],
      [{ ...sent, checkpoint: unsigned }, 403, "not-signed"],
      [{ ...sent, keys: { keys: [] } }, 403, "foreign-log-key"],
      [{ ...sent, founding: "x".repeat(2_000_000) }, 413, "too-large"],
    ]) {
      const answer = await post(server, "/organisations/restored", bad);
      const told = await answer.json();
      assert.deepEqual([answer.status, told.error], [status, error]);
    }
    assert.equal((await post(server, "/organisations/restored", "nonsense")).status, 400);
    assert.deepEqual((await (await server.fetch("/organisations.json")).json()).organisations, []);
    assert.equal((await post(server, "/organisations/restored", sent)).status, 201);
  } finally {
    await server.dispose();
  }
});

test("w29_an_archive_with_any_changed_byte_is_refused_before_anything_is_sent", async () => {
  const archive = join(folder, "county");
  const { server, code: operators } = await emptyServer();
  try {
    for (const path of filesOf(archive).filter((path) => path !== "lock")) {
      const content = readFileSync(join(archive, path));
      for (const place of new Set([0, Math.floor(content.length / 3), Math.floor(content.length / 2), content.length - 2])) {
        flip(join(archive, path), place);
        const refused = await jiannuo("restore", archive, address("qingshui", server), "--founding-code", operators);
        assert.notEqual(refused.status, 0, `${path} ${place}`);
        assert.ok(/✗ [a-z-]+ /.test(refused.stdout) || /archive\.json: it is/.test(refused.stderr), `${path}: ${refused.stdout}${refused.stderr}`);
        writeFileSync(join(archive, path), content);
      }
    }
    assert.deepEqual((await (await server.fetch("/organisations.json")).json()).organisations, []);
    await good("restore", archive, address("qingshui", server), "--founding-code", operators);
  } finally {
    await server.dispose();
  }
});

test("w29_a_restoration_that_is_killed_at_any_step_goes_on", async () => {
  const { server, code: operators } = await emptyServer();
  const archive = join(folder, "county");
  try {
    const points = await (await server.fetch("/__fault/points", { method: "POST" })).json();
    assert.ok(points.restoration.length >= 5);
    for (const step of [...points.restoration, ...points.restoring]) {
      const seen = server.output.length;
      const proxy = await through(() => undefined, { server, header: ["jiannuo-fault", `hang@${step}`] });
      const running = execFile(PROGRAM, ["restore", archive, `${proxy.url}/o/qingshui/`, "--founding-code", operators]);
      const ended = new Promise((resolve) => running.once("exit", resolve));
      const deadline = Date.now() + 20_000;
      while (!server.output.slice(seen).includes('"event":"fault"')) {
        assert.ok(Date.now() < deadline, `nothing came to ${step}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      running.kill("SIGKILL");
      await ended;
      proxy.close();
      await server.kill();
      await server.start();
      const shown = await server.fetch("/o/qingshui/");
      assert.ok([404, 503].includes(shown.status) || step === "after-restore", `${step}: nothing in part is shown`);
      assert.ok([404, 503, 200].includes(shown.status));
    }
    await good("restore", archive, address("qingshui", server), "--founding-code", operators);
    assert.deepEqual(await get("/o/qingshui/log/checkpoint", server), readFileSync(join(archive, "log/checkpoint")));
    assert.deepEqual(outcomes(await push(server, "qingshui", [await pledge(county)])), ["accepted"]);
    await checkLog(`${server.baseUrl}/o/qingshui/log`);
  } finally {
    await server.dispose();
  }
});

test("w29_while_a_log_comes_back_nothing_of_it_is_shown_and_nothing_new_is_taken", async () => {
  const { server, code: operators } = await emptyServer();
  try {
    // The first batch arrives, the second does not.
    let batches = 0;
    const proxy = await through(() => undefined, { server, refuse: (path) => path.endsWith("log/restore") && (batches += 1) > 1 });
    await good("restore", join(folder, "county"), address("qingshui", server), "--founding-code", operators);
    const stopped = await jiannuo("restore", join(folder, "village"), `${proxy.url}/o/liuxi/`, "--founding-code", operators);
    proxy.close();
    assert.equal(stopped.status, 2);
    for (const path of ["", "board.json", "log/checkpoint", "log/tile/entries/000"]) {
      const answer = await server.fetch(`/o/liuxi/${path}`);
      assert.deepEqual([answer.status, await answer.json()], [503, { error: "restoring" }], path);
    }
    const refused = await post(server, "/o/liuxi/entries", toPush([await pledge()]));
    assert.deepEqual([refused.status, await refused.json()], [503, { error: "read-only" }]);
    await good("restore", join(folder, "village"), address("liuxi", server));
    assert.equal((await server.fetch("/o/liuxi/")).status, 200);
  } finally {
    await server.dispose();
  }
});

test("w29_a_server_that_was_set_back_gets_the_rest_from_an_archive", async () => {
  const place = mkdtempSync(join(tmpdir(), "jiannuo-set-back-"));
  const root = await Key.make();
  const server = await startWorker({ foundingKey: root.publicKey, data: place });
  try {
    const town = await Organisation.make({ foundingKey: root });
    assert.equal((await found(server, "hekou", town)).status, 201);
    await server.stop();
    cpSync(place, `${place}-yesterday`, { recursive: true });
    await server.start();
    await push(server, "hekou", [await pledge(town), await pledge(town)]);
    const archive = join(folder, "town");
    await good("archive", address("hekou", server), archive);
    await server.stop();
    rmSync(place, { recursive: true });
    cpSync(`${place}-yesterday`, place, { recursive: true });
    await server.start();
    assert.equal((await jiannuo("archive", address("hekou", server), archive)).status, 1, "it went back");
    await good("restore", archive, address("hekou", server));
    assert.deepEqual(await get("/o/hekou/log/checkpoint", server), readFileSync(join(archive, "log/checkpoint")));
    await push(server, "hekou", [await pledge(town)]);
    await checkLog(`${server.baseUrl}/o/hekou/log`);
  } finally {
    await server.dispose();
    rmSync(place, { recursive: true, force: true });
    rmSync(`${place}-yesterday`, { recursive: true, force: true });
  }
});

/** Changes one bit of a file. */
function flip(path, place) {
  const content = readFileSync(path);
  content[place ?? Math.floor(content.length / 2)] ^= 1;
  writeFileSync(path, content);
}

/** A proxy to a worker that hears of every path, may refuse some and may add a header. */
async function through(hear, { server = worker, header, refuse = () => false, hearContent = () => undefined } = {}) {
  const proxy = createServer(async (request, response) => {
    hear(request.url);
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    hearContent(request.url, Buffer.concat(chunks).toString());
    if (refuse(request.url)) return response.writeHead(403).end('{"error":"refused-by-test"}');
    try {
      const init = { method: request.method, headers: { "content-type": request.headers["content-type"] ?? "text/plain" } };
      if (header && request.method === "POST") init.headers[header[0]] = header[1];
      if (chunks.length > 0) init.body = Buffer.concat(chunks);
      const answer = await server.fetch(request.url, init);
      const content = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" }).end(content);
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${proxy.address().port}`,
    close: () => {
      proxy.close();
      proxy.closeAllConnections();
    },
  };
}
