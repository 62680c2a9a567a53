// A server in front of the worker through which a new build of the app can arrive while somebody uses the old one.
import { once } from "node:events";
import { createServer, request } from "node:http";

const SERVICE_WORKER = "/app/service-worker.js";

/** Passes everything on to the worker; after `newBuild` the app's service worker says that it is another build. */
export async function openPassage(workerPort) {
  let version;
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const isList = url === SERVICE_WORKER && version !== undefined;
    const onward = request({ port: workerPort, method, path: url, headers: isList ? plain(headers) : headers }, (answer) => {
      if (!isList) {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
        return;
      }
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const { "content-length": _length, etag: _etag, "content-encoding": _encoding, ...kept } = answer.headers;
        outgoing.writeHead(answer.statusCode, kept);
        outgoing.end(Buffer.concat(parts).toString().replace(/"version":"[^"]+"/, `"version":"${version}"`));
      });
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return {
    baseUrl: `http://localhost:${server.address().port}`,
    /** From now on there is another build. */
    newBuild(name) {
      version = name;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Asks for the file itself: whole, and not packed. */
function plain({ "if-none-match": _match, "if-modified-since": _since, "accept-encoding": _encoding, ...rest }) {
  return rest;
}
