// What a program asked of the kernel, and in which order, read from strace; and the one order that a worker owes to whom it
// answers: read, written, committed, synced, answered (W19, invariant I1).
//
// Deliberately small in what it believes: the order is that of the trace's lines, no times are compared; a call counts
// from the line on which it ended where something must be done, and from the line on which it began where something must
// not have begun; a sync that failed is none.
import { readFileSync } from "node:fs";

const READS = ["read", "readv", "recvfrom", "recvmsg"];
const WRITES = ["write", "writev", "sendto", "sendmsg"];
const FILE_WRITES = ["write", "writev", "pwrite64", "pwritev", "pwritev2"];
const SYNCS = ["fsync", "fdatasync"];
/** Ways on which bytes could come or go that nothing here reads: a trace that holds one shows nothing. */
const UNREAD = ["io_uring_setup", "io_uring_enter", "sendfile", "splice", "sendmmsg", "recvmmsg"];
const CALLS = [...new Set([...READS, ...WRITES, ...FILE_WRITES, ...SYNCS, ...UNREAD])];

// Longer than anything that a test sends or a database writes at once, so that no text is cut.
const LONGEST_TEXT_BYTES = 1024 * 1024;
const WAIT_MS = 10_000;
const POLL_PAUSE_MS = 20;

// The write-ahead log of SQLite: before each page comes a frame of 24 bytes, in which the four from the fifth on are zero
// unless the frame ends a transaction (https://www.sqlite.org/fileformat2.html, 4.1).
const FRAME_BYTES = 24;
const COMMIT_AT = 4;

/** The command under which a program runs as itself, while what it asks of the kernel is written to a file. */
export const traceTo = (file) =>
  ["strace", "-D", "-f", "-y", "-s", String(LONGEST_TEXT_BYTES), "-e", `trace=${CALLS.join(",")}`, "-o", file];

/** The lines of a trace once its program, whose number is given, has ended. */
export async function finishedTrace(file, pid) {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const lines = readFileSync(file, "latin1").split("\n").slice(0, -1);
    if (lines.some((line) => new RegExp(`^${pid} +\\+\\+\\+ (exited|killed) `).test(line))) return lines;
    if (Date.now() > deadline) throw new Error(`the trace of ${pid} has no end:\n${lines.slice(-5).join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE_MS));
  }
}

/**
 * The calls in the order in which they began: `{ name, on, bytes, result, began, ended }`. `on` is what the first
 * argument stands for (`socket:[7]`, a path), `bytes` all texts in the arguments as one, `began` and `ended` are numbers
 * of lines; a call that never ended has ended after all lines, without a result.
 */
export function callsOf(lines) {
  if (!read.has(lines)) read.set(lines, readCalls(lines));
  return read.get(lines);
}

/** What was read already: a trace is asked about many requests. */
const read = new WeakMap();

function readCalls(lines) {
  const calls = [];
  const running = new Map();
  lines.forEach((line, number) => {
    const [, pid, text] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (pid === undefined) throw new Error(`not a line of a trace: ${line.slice(0, 200)}`);
    if (/^(\+\+\+|---) /.test(text)) return;
    const resumed = /^<\.\.\. (\w+) resumed>(.*)$/.exec(text);
    const call = resumed ? running.get(pid) : { began: number, text: "" };
    if (!call || (resumed && !call.text.startsWith(`${resumed[1]}(`))) {
      throw new Error(`what is resumed did not begin: ${line.slice(0, 200)}`);
    }
    call.text += resumed ? resumed[2] : text;
    if (!resumed) calls.push(call);
    if (call.text.endsWith("<unfinished ...>")) {
      call.text = call.text.slice(0, -"<unfinished ...>".length);
      running.set(pid, call);
    } else {
      call.ended = number;
      running.delete(pid);
    }
  });
  return calls.map(taken);
}

function taken({ began, ended = Infinity, text }) {
  const [, name, rest] = /^(\w+)\((.*)$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`not a call: ${text.slice(0, 200)}`);
  // Greedy, so that a text that looks like a result is none.
  const [, words = rest, result] = /^(.*)\)\s+= (\S+)/.exec(rest) ?? [];
  return { name, began, ended, on: /^\d+<(.*?)>(?:\(deleted\))?\s*(?:,|$)/.exec(words)?.[1], bytes: textsOf(words), result };
}

/** All texts in quotes, one after another, a character for each byte. */
function textsOf(words) {
  let all = "";
  for (const [, text, cut] of words.matchAll(/"((?:[^"\\]|\\.)*)"(\.\.\.)?/g)) {
    if (cut) throw new Error(`a text was cut: ${words.slice(0, 200)}`);
    all += text.replace(/\\([0-7]{1,3}|.)/g, (_, code) => {
      const named = { n: "\n", t: "\t", r: "\r", v: "\v", f: "\f" }[code];
      return named ?? (/^[0-7]/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : code);
    });
  }
  return all;
}

const moved = (call) => Number.parseInt(call.result, 10) > 0;

/** Requests and their answers, socket by socket: `{ request, answer, lastRead, firstWrite }`; no answer, no `firstWrite`. */
export function exchangesOf(calls) {
  const open = new Map();
  const all = [];
  for (const call of calls.filter(({ on }) => on?.startsWith("socket:") || on?.startsWith("TCP"))) {
    let exchange = open.get(call.on);
    if (READS.includes(call.name) && moved(call)) {
      if (!exchange || exchange.firstWrite) {
        exchange = { request: "", answer: "" };
        open.set(call.on, exchange);
        all.push(exchange);
      }
      exchange.request += call.bytes;
      exchange.lastRead = call;
    } else if (WRITES.includes(call.name) && exchange) {
      exchange.answer += call.bytes;
      exchange.firstWrite ??= call;
    }
  }
  return all;
}

/**
 * What a trace shows of one request. `asked`: texts that only this request holds; `told`: texts that its answer must hold;
 * `marker`: a text that is in no database before; `folder`: whose databases it belongs into, by the folder's name.
 * `every: true` asks for all that was written of the marker and not only for what was written first (a later transaction
 * writes what stands on the same page once more). `before: true`: it may have been written before the request came.
 *
 * The answer is `{ steps, missing }`: the calls that were found, in order, and the name of the first that was not.
 */
export function orderOf(lines, { asked, told, marker, folder, every = false, before = false }) {
  const calls = callsOf(lines);
  const steps = {};
  const without = (missing) => ({ steps, missing });
  if (calls.some(({ name }) => UNREAD.includes(name))) return without("sight");
  const exchanges = exchangesOf(calls).filter(({ request }) => asked.every((text) => request.includes(text)));
  if (exchanges.length !== 1) return without("request");
  const [{ answer, lastRead, firstWrite }] = exchanges;
  steps.read = lastRead;
  if (!firstWrite || !told.every((text) => answer.includes(text))) return without("answer");
  steps.answered = firstWrite;
  const onDisk = calls.filter(({ on, ended }) => on?.includes(`/${folder}/`) && ended < firstWrite.began);
  const writes = onDisk.filter(({ name, on }) => FILE_WRITES.includes(name) && on.endsWith(".sqlite-wal"));
  const written = writes.filter(({ bytes, began }) => bytes.includes(marker) && (before || began > lastRead.ended));
  steps.written = written.at(every ? -1 : 0);
  if (!steps.written) return without("write");
  steps.committed = commitOf(writes, steps.written);
  if (!steps.committed) return without("commit");
  const isSync = ({ name, on, began, result }) =>
    SYNCS.includes(name) && on === steps.written.on && began > steps.committed.ended && result === "0";
  steps.synced = onDisk.find(isSync);
  return steps.synced ? { steps, missing: undefined } : without("sync");
}

/** The page with which the transaction ends to which a written page belongs. */
function commitOf(writes, written) {
  const ofFile = writes.filter(({ on }) => on === written.on);
  // The page's own frame stands before it, and may be the one that commits.
  const first = ofFile.indexOf(written) - 1;
  const frame = ofFile.findIndex(
    ({ bytes }, place) => place >= first && bytes.length === FRAME_BYTES && bytes.slice(COMMIT_AT, COMMIT_AT + 4) !== "\0\0\0\0",
  );
  return frame < 0 ? undefined : ofFile[frame + 1];
}
