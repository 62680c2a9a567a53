// A trap in one organisation's request leaves the others unhurt, and the next request finds a fresh instance.
import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { startWorker } from "../support/engine.mjs";

let worker;
before(async () => {
  worker = await startWorker({ faults: true });
});
after(() => worker.dispose());

/** A call that runs until `finish` is called: its body is sent in two parts. */
function slowCall(path) {
  const sent = request(worker.baseUrl + path, { method: "POST" });
  const answer = new Promise((resolve, reject) => {
    sent.on("response", async (response) => {
      let text = "";
      for await (const part of response) text += part;
      resolve({ status: response.statusCode, text });
    });
    sent.on("error", reject);
  });
  sent.write("first");
  return { answer, finish: () => sent.end("second") };
}

async function echo(organisation) {
  const answer = await worker.fetch(`/o/${organisation}/__fault/echo`, { method: "POST", body: "x" });
  assert.equal(answer.status, 200);
  const [, calls] = await answer.json();
  return calls;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 100));

for (const fault of ["panic", "panic-later"]) {
  test(`${fault} in one organisation: the neighbour's running call ends normally`, async () => {
    const [hurt, neighbour] = [`hurt-${fault}`, `neighbour-${fault}`];
    assert.equal(await echo(neighbour), 1);
    assert.equal(await echo(hurt), 1);
    const running = slowCall(`/o/${neighbour}/__fault/echo`);
    await settle();

    const answer = await worker.fetch(`/o/${hurt}/__fault/${fault}`, { method: "POST", body: "x" });
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), { error: "internal" });

    // A new call of the neighbour waits for its running one, then finds a fresh construction.
    const next = echo(neighbour);
    assert.equal(await echo(hurt), 1, "the trapped object is constructed again");
    running.finish();
    assert.deepEqual(await running.answer, { status: 200, text: "[11,2]" });
    assert.equal(await next, 1, "the neighbour is constructed again in the fresh instance");
    assert.equal(await echo(neighbour), 2);
  });

  test(`${fault} in the worker itself: 500, and running calls end normally`, async () => {
    const running = slowCall("/__fault/echo");
    await settle();
    const answer = await worker.fetch(`/__fault/${fault}`, { method: "POST", body: "x" });
    assert.equal(answer.status, 500);
    assert.deepEqual(await answer.json(), { error: "internal" });
    running.finish();
    assert.equal((await running.answer).status, 200);
    assert.equal((await worker.fetch("/healthz")).status, 200);
  });
}

test("many traps at once answer each with 500 and hurt no neighbour", async () => {
  const running = Array.from({ length: 8 }, (_, index) => slowCall(`/o/calm-${index}/__fault/echo`));
  await settle();
  const traps = Array.from({ length: 24 }, (_, index) =>
    worker.fetch(`/o/wild-${index}/__fault/${index % 2 ? "panic" : "panic-later"}`, { method: "POST", body: "x" }),
  );
  for (const answer of await Promise.all(traps)) {
    assert.equal(answer.status, 500);
  }
  running.forEach((call) => call.finish());
  for (const call of running) {
    assert.deepEqual(await call.answer, { status: 200, text: "[11,1]" });
  }
});

test("without the tests' binding the routes do not trap", async () => {
  const plain = await startWorker();
  try {
    const answer = await plain.fetch("/o/any/__fault/panic", { method: "POST", body: "x" });
    assert.notEqual(answer.status, 500);
  } finally {
    await plain.dispose();
  }
});
