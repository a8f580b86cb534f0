// What the scripts of the site know of the device: whether it can keep the site, and whether its owner wants that.
const manifest = document.querySelector("link[rel=manifest]");
const OFF = "rightdeck-offline";
const usual = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

export const scope = manifest && new URL("./", manifest.href).href;
export const DECKS = `rightdeck ${scope} decks`;
export const able = !!manifest && isSecureContext && "serviceWorker" in navigator && "caches" in window;
export const wanted = () => usual(OFF) !== "off";
export const want = (on) => { try { on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "off"); } catch {} };
export const start = () => navigator.serviceWorker.register(`${scope}worker.js`, { scope });
export const install = { ask: null };

// English is written as the pages write it: the day before the month.
const lang = /^en$/i.test(document.documentElement.lang || "en") ? "en-GB" : document.documentElement.lang;
export const when = (time) => new Intl.DateTimeFormat(lang, { dateStyle: "long", timeStyle: "short" }).format(new Date(time));
