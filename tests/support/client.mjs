// The few calls that the contract tests share.
import assert from "node:assert/strict";

import { tilePath } from "./check-log.mjs";
import { splitBundle } from "./log-reader.mjs";
import { toPush } from "./member.mjs";

/** POSTs a value as JSON, or a text or bytes as they are. */
export function post(worker, path, content, headers = {}) {
  const isRaw = typeof content === "string" || content instanceof Uint8Array || content instanceof ReadableStream;
  return worker.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: isRaw ? content : JSON.stringify(content),
    ...(content instanceof ReadableStream ? { duplex: "half" } : {}),
  });
}

/** The public key with which a worker speaks for itself. */
export const custodian = async (worker) => (await (await worker.fetch("/organisations.json")).json()).custodian;

/** Founds an organisation under a slug: its custodian if it appoints one, and the founder's name. */
export function found(worker, slug, organisation, headers) {
  const said = [organisation.founding, organisation.appointing, organisation.naming].filter(Boolean);
  const content = { slug, push: toPush(said) };
  return post(worker, "/organisations", content, headers);
}

/** Pushes what was said and returns the answer, which must be one. */
export async function push(worker, slug, said, headers) {
  const answer = await post(worker, `/o/${slug}/entries`, toPush(said), headers);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

/** The log's end as it has signed it: `{ size, root, nowMs, note }`. */
export async function end(worker, slug, headers) {
  const answer = await worker.fetch(`/o/${slug}/log/checkpoint`, { headers });
  const note = await answer.text();
  assert.equal(answer.status, 200, note);
  const [, size, root] = note.split("\n");
  return { size: Number(size), root, nowMs: Number(answer.headers.get("jiannuo-time-ms")), note };
}

/** The codes of a push's answers: `accepted`, or why not. */
export const outcomes = (answer) => answer.answers.map((one) => (one.outcome === "accepted" ? "accepted" : one.refusal.code));

/** An organisation's board. */
export async function board(worker, slug, question = "") {
  const answer = await worker.fetch(`/o/${slug}/board.json${question}`);
  assert.equal(answer.status, 200);
  return answer.json();
}

/** All leaves of a log, as they are served. */
export async function leavesOf(log) {
  const size = Number((await (await fetch(`${log}/checkpoint`)).text()).split("\n")[1]);
  const leaves = [];
  for (let number = 0; number * 256 < size; number += 1) {
    const width = Math.min(256, size - number * 256);
    const answer = await fetch(`${log}/tile/entries/${tilePath(number)}${width < 256 ? `.p/${width}` : ""}`);
    leaves.push(...splitBundle(Buffer.from(await answer.arrayBuffer())));
  }
  return leaves;
}
