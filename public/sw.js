// Keeps the page for offline use. The build fills in the list of the page's files and a version that
// changes with any of them. Nothing but these files is ever kept: no data, no other request.
"use strict";

const VERSION = "{{version}}";
const FILES = {{files}};

// Several pages may share a host; each has caches of its own.
const PREFIX = `hearth ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;
// How long a slow network may hold up the page itself.
const PATIENCE_MS = 2500;

const address = (file) => new URL(file, self.registration.scope).href;
const INDEX = address("index.html");
const KEPT = new Set(FILES.map(address));

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  url.hash = "";
  url.search = "";
  if (url.href === self.registration.scope || url.href === INDEX) {
    if (request.mode === "navigate") event.respondWith(freshIndex(request));
    else event.respondWith(kept(INDEX, request));
  } else if (KEPT.has(url.href) || looksHashed(url)) {
    event.respondWith(kept(url.href, request));
  }
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache, which may hold older files under the same names.
  await cache.addAll([...KEPT].map((url) => new Request(url, { cache: "no-cache" })));
}

// The version before this one stays: another tab may still run it and start its worker later.
async function forgetOld() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(ours.slice(0, -1).map((name) => caches.delete(name)));
}

// The newest page there is; without a network, or with one too slow, the one kept.
async function freshIndex(request) {
  const cached = await caches.match(INDEX, { cacheName: CACHE });
  if (!cached) return fetch(request);
  const tooSlow = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, cached));
  const fresh = fetch(request).then((answer) => (answer.ok ? answer : cached), () => cached);
  return Promise.race([fresh, tooSlow]);
}

// Files named by their content are right wherever they are found, also in the version before.
async function kept(url, request) {
  const found = (await caches.match(url, { cacheName: CACHE })) ?? (await keptBefore(url));
  return found ?? fetch(request);
}

async function keptBefore(url) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX)) {
      const found = await caches.match(url, { cacheName: name });
      if (found) return found;
    }
  }
  return undefined;
}

function looksHashed(url) {
  return url.href.startsWith(self.registration.scope) && /-[0-9a-f]{12,}(_bg)?\.(js|css|wasm)$/.test(url.pathname);
}
