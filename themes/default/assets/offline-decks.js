// Decks on this device: kept one by one, on request, each checked against its hash. One that has expired, or is no longer what
// the catalogue has, is removed.
import { DECKS, scope } from "./offline-device.js";

const HASH = "rightdeck-sha256", EXPIRES = "rightdeck-expires", TITLE = "rightdeck-title";
const LIMIT = 100 << 20; // bytes of one deck

const today = () => {
  const { timeZone } = document.documentElement.dataset;
  try { return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(); } catch { return new Date().toISOString().slice(0, 10); }
};
const make = (tag, set = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...children);
  return made;
};
const expired = (answer) => { const day = answer.headers.get(EXPIRES); return !!day && day < today(); };
const drop = async (url) => (await caches.open(DECKS)).delete(url);
const kept = async (url) => {
  const answer = (await caches.has(DECKS)) && (await caches.match(url, { cacheName: DECKS }));
  return answer && !expired(answer) ? answer : null;
};

/** All that is kept: `url`, `title`, `size`; what has expired is removed on the way. */
export const list = async () => {
  if (!(await caches.has(DECKS))) return [];
  const out = [];
  for (const { url } of await (await caches.open(DECKS)).keys()) {
    const answer = await kept(url);
    if (answer) out.push({ url, title: decodeURIComponent(answer.headers.get(TITLE)), size: (await answer.blob()).size, hash: answer.headers.get(HASH) });
    else await drop(url);
  }
  return out;
};

export const remove = drop;

const keep = async (deck, link) => {
  const answer = await fetch(link.href, { cache: "no-cache" });
  const bytes = answer.ok ? await answer.arrayBuffer() : new ArrayBuffer(0);
  const hash = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (bytes.byteLength > LIMIT) throw new Error("It is too large to be kept.");
  if (hash !== deck.dataset.deck) throw new Error("What the server sent is not the approved deck.");
  const headers = { "content-type": answer.headers.get("content-type") ?? "application/octet-stream", [HASH]: hash, [TITLE]: encodeURIComponent(deck.dataset.title) };
  if (deck.dataset.expires) headers[EXPIRES] = deck.dataset.expires;
  await (await caches.open(DECKS)).put(link.href, new Response(bytes, { headers }));
};

/** Hands a kept deck over as a download would. */
const save = async (url, answer) => {
  const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: decodeURIComponent(url.split("/").at(-1)) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** What the catalogue no longer offers, or offers anew, is not kept. */
const tidy = async () => {
  const all = await list();
  if (!all.length) return;
  const { decks } = await (await fetch(`${scope}decks.json`)).json();
  for (const { url, hash } of all) {
    const deck = decks.find((one) => one.file && new URL(one.file.url, scope).href === url);
    if (!deck || deck.status !== "approved" || deck.file.sha256 !== hash) await drop(url);
  }
};

const offer = async (deck) => {
  const link = deck.querySelector("a[download]"), box = deck.querySelector("[data-keep]");
  if (!link || !box) return;
  const said = make("span", { className: "quiet", role: "status" }), button = make("button", { className: "copy", type: "button" });
  const show = async () => {
    const has = await kept(link.href);
    button.textContent = has ? "Remove from this device" : "Keep on this device";
    said.textContent = has ? "On this device: it can be shown without a network." : "";
  };
  button.onclick = async () => {
    button.disabled = true;
    try {
      await ((await kept(link.href)) ? drop(link.href) : keep(deck, link));
      await show();
    } catch (error) {
      said.textContent = error.name === "QuotaExceededError" ? "There is no room left on this device." : error instanceof TypeError ? "There is no connection." : error.message;
    }
    button.disabled = false;
  };
  box.append(button, said);
  await show();
};

/** Starts it; `deck` is the deck's own page, where there is one. */
export const decks = async (deck) => {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[download]");
    if (!link || link.protocol === "blob:" || !(document.querySelector("[data-saved-note]") || !navigator.onLine)) return;
    event.preventDefault();
    const answer = await kept(link.href);
    if (answer) return save(link.href, answer);
    const note = make("span", { className: "when when-past", role: "status", textContent: "not on this device" });
    if (!link.nextElementSibling?.matches(".when")) link.after(" ", note);
  });
  if (deck) await offer(deck);
  await tidy().catch(() => {});
};
