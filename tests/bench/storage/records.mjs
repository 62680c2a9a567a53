// Records of a kilobyte, and a server that hands them out as JSON and as a CouchDB does.
import { once } from "node:events";
import { createServer } from "node:http";

/** Letters of a record's text; with its other fields a kilobyte. */
const TEXT_LETTERS = 950;

/** So many records from a number on. Runs in pages as well. */
export function records(from, count) {
  const text = "承".repeat(20) + "t".repeat(TEXT_LETTERS - 60);
  return Array.from({ length: count }, (_, place) => ({
    id: String(from + place).padStart(8, "0"),
    due: (from + place) % 1000,
    text: text + String(from + place),
  }));
}

/** For a page of another address, which PouchDB asks with its credentials. */
const headers = ({ headers: { origin = "*" } }) => ({
  "content-type": "application/json",
  "access-control-allow-origin": origin,
  "access-control-allow-credentials": "true",
  "access-control-allow-headers": "accept, content-type",
  "access-control-allow-methods": "GET, PUT, POST",
});
const revision = (id) => `1-${id.padStart(32, "0")}`;

/** Serves `server.size` records. */
export async function serveRecords(size) {
  // What a CouchDB keeps of how far its readers have come.
  const state = { size, local: new Map() };
  const http = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const [status, body] = request.method === "OPTIONS" ? [204, ""] : answer(request, Buffer.concat(parts).toString(), state);
      response.writeHead(status, headers(request)).end(body === "" ? "" : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(http, "listening");
  return Object.assign(state, { base: `http://127.0.0.1:${http.address().port}`, end: () => http.close() });
}

function answer(request, text, { size, local }) {
  const { pathname, searchParams } = new URL(request.url, "http://server");
  const since = Number(searchParams.get("since") ?? 0);
  const page = () => records(since, Math.max(0, Math.min(size - since, Number(searchParams.get("limit") ?? size))));
  if (pathname === "/records") return [200, page()];
  if (pathname === "/couch/" || pathname === "/couch") return [200, { db_name: "couch", doc_count: size, update_seq: size }];
  if (pathname.startsWith("/couch/_local/")) {
    if (request.method !== "PUT") {
      return local.has(pathname) ? [200, local.get(pathname)] : [404, { error: "not_found", reason: "missing" }];
    }
    const kept = { ...JSON.parse(text), _rev: `0-${local.size + 1}` };
    local.set(pathname, kept);
    return [201, { ok: true, id: kept._id, rev: kept._rev }];
  }
  if (pathname === "/couch/_changes") {
    const results = page().map(({ id }, place) => ({ seq: since + place + 1, id, changes: [{ rev: revision(id) }] }));
    const last = since + results.length;
    return [200, { results, last_seq: last, pending: size - last }];
  }
  if (pathname === "/couch/_bulk_get") {
    const results = JSON.parse(text).docs.map(({ id }) => {
      const [{ due, text: words }] = records(Number(id), 1);
      const revisions = { start: 1, ids: [revision(id).slice(2)] };
      return { id, docs: [{ ok: { _id: id, _rev: revision(id), _revisions: revisions, due, text: words } }] };
    });
    return [200, { results }];
  }
  return [404, { error: "not_found", reason: pathname }];
}
