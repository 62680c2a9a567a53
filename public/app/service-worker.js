// Makes the app open without a network. Scope: /app/ (the public boards are never intercepted).
//
// One build is one cache. Installing takes every file of the list, each checked by the browser
// against its hash; if one is missing or of another build, the whole installation fails and the old
// build stays. A new build waits until the page asks for it ("skip-waiting", sent when no form is in
// progress) or until no page of the old one is open.

// The build puts its name and its list of files here.
const BUILD = null;

const CACHE_PREFIX = "jiannuo-app-";
const CACHE = CACHE_PREFIX + (BUILD?.version ?? "unbuilt");
const PAGE = "/app/";

self.addEventListener("install", (event) => {
  if (BUILD !== null) {
    event.waitUntil(takeAll(BUILD.files));
  }
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOtherBuilds().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") {
    self.skipWaiting();
  } else if (event.data === "version") {
    event.ports[0]?.postMessage(BUILD?.version ?? null);
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (BUILD === null || request.method !== "GET" || address.origin !== self.location.origin) {
    return;
  }
  // Every page of the app is the same document; its router reads the address.
  const path = request.mode === "navigate" ? PAGE : address.pathname;
  if (BUILD.files.some((file) => file.path === path)) {
    event.respondWith(fromCache(path, request));
  }
});

async function takeAll(files) {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    files.map(({ path, integrity }) => new Request(path, { integrity, cache: "no-cache", credentials: "omit" })),
  );
}

async function dropOtherBuilds() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function fromCache(path, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}
