// What the site does without a network. The build puts two lines above: BUILD, its fingerprint, and KEPT, the
// files a device keeps of it, each with the beginning of its SHA-256.
//
// A build is kept whole or not at all: this worker takes over when each of its files is on the device, as the build
// wrote it. Until then the one before it goes on. Pages come from the network where there is one.
const SCOPE = registration.scope, NAMES = `rightdeck ${SCOPE} `;
const CORE = `${NAMES}build ${BUILD}`, PAGES = `${NAMES}pages`;
const WHOLE = "rightdeck-whole", SAVED = "rightdeck-saved", MARK = "rightdeck-mark", SIGN = 'name="rightdeck-';
const PATIENCE = 3000; // milliseconds until a saved page is shown where the network is slow
const MOST_PAGES = 200; // visited pages that are kept beside the build
const kept = new Set(KEPT.map(([path]) => path));

const address = (path) => new URL(path, SCOPE).href;
const builds = async () => (await caches.keys()).filter((name) => name.startsWith(`${NAMES}build `));
const from = (name, path) => caches.match(address(path), { cacheName: name });
const stored = (body, type, extra) => new Response(body, { headers: { "content-type": type ?? "application/octet-stream", ...extra } });

const mark = async (bytes) => {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** Puts a file into the build's store: what an older build has already, or what the network has, if it is the same to the byte. */
const keep = async (store, older, path, expected) => {
  for (const name of older) {
    const had = await from(name, path);
    if (had?.headers.get(MARK) === expected) return store.put(address(path), had);
  }
  const answer = await fetch(address(path), { cache: "no-cache", redirect: "error", credentials: "same-origin" });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok || (await mark(bytes)) !== expected) throw new Error(`'${path}' is not what the build wrote`);
  return store.put(address(path), stored(bytes, answer.headers.get("content-type"), { [MARK]: expected }));
};

const install = async () => {
  if (!(await from(CORE, WHOLE))) {
    const older = (await builds()).filter((name) => name !== CORE), store = await caches.open(CORE), rest = [...KEPT];
    const worker = async () => { for (let one; (one = rest.shift());) await keep(store, older, ...one); };
    try {
      await Promise.all(Array.from({ length: 6 }, worker));
      await store.put(address(WHOLE), stored(new Date().toISOString(), "text/plain"));
    } catch (error) {
      rest.length = 0;
      await caches.delete(CORE);
      throw error;
    }
  }
  await skipWaiting();
};

const activate = async () => {
  // The build before this one stays, for pages that stand open.
  const older = [];
  for (const name of await builds()) {
    if (name === CORE) continue;
    if (await from(name, WHOLE)) older.push(name);
    else await caches.delete(name);
  }
  for (const name of older.slice(0, -1)) await caches.delete(name);
  await clients.claim();
};

/** The page as it is on the device, saying since when. */
const shown = (html, saved) => stored(html.replace("<html ", `<html data-saved="${saved}" `), "text/html; charset=utf-8");

/** Whether all that a page names is in a build that is here whole: never half a site. */
const complete = async (html) => {
  const names = await builds();
  for (const [, path] of html.matchAll(/"(?:\.{1,2}\/)*(assets\/[^"/]+)"/g)) {
    if (!(await Promise.all(names.map((name) => from(name, path)))).some(Boolean)) return false;
  }
  return true;
};

const saved = async (path) => {
  const own = await from(CORE, path), whole = await from(CORE, WHOLE);
  if (own && whole) return shown(await own.text(), await whole.text());
  const visited = await from(PAGES, path), html = await visited?.text();
  if (html && (await complete(html))) return shown(html, visited.headers.get(SAVED));
  if (path && !/[./]$|\.[^/]+$/.test(path) && (await saved(`${path}/`))) return Response.redirect(address(`${path}/`));
};

/** Keeps a visited page, if it is one of ours: a hotel's sign-in page is not. */
const visit = async (path, answer) => {
  const html = await answer.text();
  if (!html.includes(SIGN) || (kept.has(path) && (await from(CORE, path)))) return;
  const put = async () => (await caches.open(PAGES)).put(address(path), stored(html, "text/html; charset=utf-8", { [SAVED]: new Date().toISOString() }));
  const drop = async (most) => {
    const store = await caches.open(PAGES), all = await store.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - most)).map((one) => store.delete(one)));
    return all.length;
  };
  try {
    await put();
    await drop(MOST_PAGES);
  } catch {
    // No room is left: half of the older pages make way, or this one is not kept.
    await drop(Math.floor((await drop(MOST_PAGES)) / 2));
    await put().catch(() => {});
  }
};

/** What the network has; a server in trouble counts as none. */
const asked = async (request) => {
  const answer = await fetch(request);
  if (answer.status >= 500) throw Object.assign(new Error("the server is in trouble"), { answer });
  return answer;
};
const inTime = (network) => Promise.race([network.catch(() => null), new Promise((done) => { setTimeout(done, PATIENCE); })]);

const page = async (event, path) => {
  const network = asked(event.request).then((answer) => {
    const html = answer.status === 200 && answer.type === "basic" && !answer.redirected && answer.headers.get("content-type")?.startsWith("text/html");
    if (html) event.waitUntil(visit(path, answer.clone()).catch(() => {}));
    // What was taken back is not kept.
    if (answer.status === 404 || answer.status === 410) event.waitUntil(caches.open(PAGES).then((store) => store.delete(address(path))));
    return answer;
  });
  event.waitUntil(network.catch(() => {}));
  const found = (await inTime(network)) ?? (await saved(path));
  if (found) return found;
  try {
    return await network;
  } catch (error) {
    if (error.answer) return error.answer;
    const lost = await (await from(CORE, "offline.html"))?.text();
    // It is shown at any address, and its own links begin at the site's root.
    return lost ? stored(lost.replace("<head>", `<head>\n<base href="${SCOPE}">`), "text/html; charset=utf-8") : Response.error();
  }
};

/** Files that keep their names: from the network, or as they are on the device, which the page is told. */
const file = async (event, path) => {
  const network = asked(event.request), answer = kept.has(path) ? await inTime(network) : await network;
  // A sign-in page in the place of a catalogue is no catalogue.
  if (answer && !(kept.has(path) && answer.headers.get("content-type")?.startsWith("text/html"))) return answer;
  const own = await from(CORE, path), whole = await from(CORE, WHOLE);
  if (!own || !whole) return answer ?? network;
  (await clients.get(event.clientId))?.postMessage({ saved: await whole.text() });
  return own;
};

/** What changes its name with what it holds is the same everywhere. */
const lasting = async (request, path) => {
  for (const name of [CORE, ...(await builds())]) {
    const had = await from(name, path);
    if (had) return had;
  }
  return fetch(request);
};

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  // Parts of files, and what is not ours, are left to the browser.
  if (request.method !== "GET" || !request.url.startsWith(SCOPE) || request.headers.has("range")) return;
  const path = request.url.slice(SCOPE.length).replace(/[?#].*/s, "").replace(/(^|\/)index\.html$/, "$1");
  if (request.mode === "navigate") event.respondWith(page(event, path));
  else if (path.startsWith("assets/")) event.respondWith(lasting(request, path));
  else if (kept.has(path)) event.respondWith(file(event, path));
});
