// The load: one process that keeps some connections busy over plain sockets and notes how long each answer took.
//
// Started as a process of its own (`run`), so that it shares no event loop with anything. Sockets by hand, because
// Node's HTTP client would be the slowest part of what is measured.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = "0\r\n\r\n";
const DAY_MS = 86_400_000;
/** Twice what an isolate keeps: when a day comes round again, its page is forgotten. Few, so that all are near today. */
const DAYS = 1000;

/**
 * Runs one load and answers `{ perSecond, p50, p95, p99, answers, failures }`, times in milliseconds; what failed counts in
 * `failures` alone.
 *
 * options: `port`, `path`, `connections`; `seconds` (until then), `days` (each request asks for the board on another day, `from`
 * the how-manieth), `bodies` (a file of texts, one a line, each posted once) with `from` and `count` of its lines.
 */
export async function run(options) {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(options)]);
  return JSON.parse(stdout);
}

class Connection {
  #socket;
  #received = Buffer.alloc(0);
  #waiting;

  async open(port) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (bytes) => this.#take(bytes));
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
    this.#socket.on("close", () => this.#waiting?.reject(new Error("the connection was closed")));
    await new Promise((resolve, reject) => this.#socket.once("connect", resolve).once("error", reject));
    return this;
  }

  /** Sends a request and answers the status of its answer. */
  ask(request) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  #take(bytes) {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    const headEnd = this.#received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#received.latin1Slice(0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    const start = headEnd + HEAD_END.length;
    const isWhole =
      length === undefined
        ? this.#received.latin1Slice(-LAST_CHUNK.length) === LAST_CHUNK
        : this.#received.length >= start + Number(length);
    if (!isWhole) return;
    this.#received = Buffer.alloc(0);
    this.#waiting.resolve(Number(head.slice(9, 12)));
  }

  close() {
    this.#waiting = undefined;
    this.#socket.destroy();
  }
}

/** The requests one after another, for all connections together; `undefined` when there are no more. */
function requests({ path, port, seconds, days, bodies, from, count }) {
  const host = `Host: localhost:${port}\r\n`;
  const deadline = seconds === undefined ? Infinity : performance.now() + seconds * 1000;
  if (bodies) {
    const texts = readFileSync(bodies, "utf8").split("\n").slice(from, from + count).reverse();
    return () => {
      const text = performance.now() > deadline ? undefined : texts.pop();
      if (text === undefined) return undefined;
      const length = Buffer.byteLength(text);
      return `POST ${path} HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${text}`;
    };
  }
  const plain = `GET ${path} HTTP/1.1\r\n${host}\r\n`;
  const firstDay = Date.now() - (DAYS / 2) * DAY_MS;
  let number = from;
  return () => {
    if (performance.now() > deadline) return undefined;
    if (!days) return plain;
    const day = new Date(firstDay + (number % DAYS) * DAY_MS).toISOString().slice(0, 10);
    number += 1;
    return `GET ${path}?on=${day} HTTP/1.1\r\n${host}\r\n`;
  };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function main(options) {
  const connections = await Promise.all(Array.from({ length: options.connections }, () => new Connection().open(options.port)));
  const next = requests(options);
  const times = [];
  let failures = 0;
  const started = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = next(); request !== undefined; request = next()) {
        const asked = performance.now();
        const status = await connection.ask(request);
        if (status === 200) times.push(performance.now() - asked);
        else failures += 1;
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  connections.forEach((connection) => connection.close());
  times.sort((a, b) => a - b);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => at(times, share));
  const result = { perSecond: times.length / seconds, p50, p95, p99, answers: times.length, failures };
  console.log(JSON.stringify(result));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(JSON.parse(process.argv[2]));
}
