// What holds for every answer: headers, methods, errors, files, logs (W1 to W5, W17).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { found, post } from "../support/client.mjs";
import { startWorker } from "../support/engine.mjs";
import { Key, Organisation } from "../support/member.mjs";

let worker;
const get = (path, headers) => worker.fetch(path, { headers, redirect: "manual" });
const PAGES = ["/", "/o/liuxi/", "/o/liuxi/disclosures/", "/o/liuxi/points/", "/nothing"];
const OTHERS = [
  "/o/liuxi/board.json",
  "/o/liuxi/pledges.csv",
  "/o/liuxi/points.xlsx",
  "/o/liuxi/board.xlsx",
  "/o/liuxi/feed.atom",
  "/o/liuxi/log/checkpoint",
  "/o/liuxi/log/keys",
  "/o/liuxi/log/tile/0/000.p/1",
  "/o/liuxi/log/tile/entries/000.p/1",
  "/o/liuxi/log/nothing",
  "/organisations.json",
  "/openapi.json",
  "/healthz",
  "/app/",
  "/app/start.js",
  "/app/pledges/new",
  "/style/tokens.css",
  "/o/liuxi",
  "/?lang=en",
];

before(async () => {
  const root = await Key.make();
  worker = await startWorker({ foundingKey: root.publicKey });
  assert.equal((await found(worker, "liuxi", await Organisation.make({ foundingKey: root }))).status, 201);
});
after(() => worker.dispose());

test("w4_every_answer_has_the_strict_headers", async () => {
  for (const path of [...PAGES, ...OTHERS]) {
    const { headers } = await get(path);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none';/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "no-referrer", path);
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin", path);
    for (const name of ["permissions-policy", "cross-origin-resource-policy"]) {
      assert.ok(headers.has(name), `${path}: ${name}`);
    }
    assert.equal(headers.has("access-control-allow-credentials"), false, path);
  }
});

test("w4_pages_run_no_script_the_app_runs_its_own", async () => {
  for (const path of PAGES) {
    assert.doesNotMatch((await get(path)).headers.get("content-security-policy"), /script-src/, path);
  }
  const app = (await get("/app/")).headers.get("content-security-policy");
  assert.match(app, /script-src 'self' 'wasm-unsafe-eval';/);
});

test("w4_not_modified_has_the_policy_of_what_it_stands_for", async () => {
  for (const path of ["/app/", "/app/start.js", "/o/liuxi/"]) {
    const first = await get(path);
    const again = await get(path, { "if-none-match": first.headers.get("etag") });
    assert.equal(again.status, 304, path);
    assert.equal(again.headers.get("content-security-policy"), first.headers.get("content-security-policy"), path);
  }
});

test("w3_HEAD_is_GET_without_content", async () => {
  for (const path of [...PAGES, ...OTHERS]) {
    const [gotten, asked] = [await get(path), await worker.fetch(path, { method: "HEAD", redirect: "manual" })];
    assert.equal(asked.status, gotten.status, path);
    assert.equal(asked.headers.get("content-type"), gotten.headers.get("content-type"), path);
    assert.equal((await asked.arrayBuffer()).byteLength, 0, path);
  }
});

test("w3_other_methods_are_refused_with_those_that_are_taken", async () => {
  for (const [method, path, allow] of [
    ["POST", "/o/liuxi/", "GET, HEAD"],
    ["DELETE", "/o/liuxi/log/checkpoint", "GET, HEAD"],
    ["PUT", "/o/liuxi/entries", "POST"],
    ["GET", "/o/liuxi/entries", "POST"],
    ["GET", "/organisations", "POST"],
    ["OPTIONS", "/", "GET, HEAD"],
  ]) {
    const answer = await worker.fetch(path, { method });
    assert.equal(answer.status, 405, `${method} ${path}`);
    assert.equal(answer.headers.get("allow"), allow);
    assert.deepEqual(await answer.json(), { error: "method-not-allowed" });
  }
});

test("w2_errors_are_pages_for_people_and_codes_for_machines", async () => {
  for (const path of ["/nothing", "/o/nowhere/", "/o/liuxi/nothing", "/o/liuxi/log/nothing", "/app/nothing.js"]) {
    const machine = await get(path, { accept: "*/*" });
    assert.equal(machine.status, 404, path);
    assert.deepEqual(await machine.json(), { error: "not-found" });
    const person = await get(path, { accept: "text/html,*/*;q=0.8" });
    assert.equal(person.status, 404, path);
    assert.match(person.headers.get("content-type"), /^text\/html/);
    assert.match(await person.text(), /没有找到|找不到/);
  }
});

test("w2_a_push_to_nowhere_is_not_found", async () => {
  const answer = await post(worker, "/o/nowhere/entries", { entries: [] });
  assert.equal(answer.status, 404);
});

test("w5_files_have_their_types_deep_links_of_the_app_are_the_app", async () => {
  const page = await (await get("/app/")).text();
  for (const path of ["/app/pledges/new", "/app/join", "/app/index.html"]) {
    assert.equal(await (await get(path)).text(), page, path);
  }
  const bare = await get("/app");
  assert.deepEqual([bare.status, bare.headers.get("location")], [308, "/app/"]);
  for (const [path, type] of [
    ["/app/", "text/html; charset=utf-8"],
    ["/app/start.js", "text/javascript; charset=utf-8"],
    ["/app/service-worker.js", "text/javascript; charset=utf-8"],
    ["/app/jiannuo-app_bg.wasm", "application/wasm"],
    ["/app/manifest.webmanifest", "application/manifest+json"],
    ["/style/tokens.css", "text/css; charset=utf-8"],
    ["/icons/icon.svg", "image/svg+xml"],
    ["/icons/icon-192.png", "image/png"],
  ]) {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("content-type"), type);
    assert.equal(answer.headers.get("cache-control"), "no-cache", path);
    const again = await get(path, { "if-none-match": answer.headers.get("etag") });
    assert.equal(again.status, 304, path);
  }
  const [, build] = (await (await get("/")).text()).match(/\.css\?v=(\w+)"/);
  assert.match((await get(`/style/tokens.css?v=${build}`)).headers.get("cache-control"), /immutable/);
  for (const path of ["/style/tokens.css?v=1", `/app/?v=${build}`, `/app/index.html?v=${build}`]) {
    assert.equal((await get(path)).headers.get("cache-control"), "no-cache", path);
  }
  for (const path of ["/style/", "/style/nothing.css", "/icons/../app/", "/style/%2e%2e/worker/entry.js", "/style/a%2fb.css"]) {
    assert.notEqual((await get(path)).headers.get("content-type"), "application/octet-stream", path);
  }
  assert.equal((await get("/style/")).status, 404);
});

test("w17_the_description_names_every_route_that_there_is", async () => {
  const description = await (await get("/openapi.json")).json();
  assert.equal(description.openapi, "3.1.0");
  for (const path of [
    "/",
    "/organisations",
    "/organisations/restored",
    "/organisations.json",
    "/o/{org}/",
    "/o/{org}/pledges/{id}",
    "/o/{org}/disclosures/",
    "/o/{org}/disclosures/{id}",
    "/o/{org}/points/",
    "/o/{org}/points/{id}",
    "/o/{org}/board.json",
    "/o/{org}/board.xlsx",
    "/o/{org}/{table}.csv",
    "/o/{org}/{table}.xlsx",
    "/o/{org}/{table}.json",
    "/o/{org}/feed.atom",
    "/o/{org}/entries",
    "/o/{org}/log/checkpoint",
    "/o/{org}/log/keys",
    "/o/{org}/log/tile/{level}/{tile}",
    "/o/{org}/log/tile/entries/{bundle}",
    "/o/{org}/log/bodies/{hash}",
    "/o/{org}/log/bodies/from/{index}",
    "/o/{org}/log/remembered",
    "/o/{org}/log/restore",
    "/o/{org}/blobs/{hash}",
    "/o/{org}/office/entries",
    "/o/{org}/office/{path}",
    "/witness/key",
    "/witness/add-checkpoint",
    "/healthz",
    "/openapi.json",
  ]) {
    assert.ok(description.paths[path], path);
  }
});

test("w18_one_line_of_JSON_for_each_request_with_the_route_and_nothing_personal", async () => {
  const secret = "0123456789abcdef0123456789abcdef";
  await get(`/o/liuxi/pledges/${secret}?name=zhang`, { cookie: "lang=en; a=geheim", "user-agent": "browser-of-somebody" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const lines = worker.output.split("\n").filter((line) => line.startsWith('{"event":"request"'));
  const line = JSON.parse(lines.at(-1));
  assert.deepEqual(Object.keys(line), ["event", "method", "route", "status", "ms", "org"]);
  assert.equal(line.route, "/o/{org}/pledges/{id}");
  assert.equal(line.status, 404);
  assert.doesNotMatch(worker.output, new RegExp(`${secret}|zhang|geheim|somebody`));
});
