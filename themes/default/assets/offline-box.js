// 'On this device': what is kept here for reading without a network, and a way to be rid of it.
import { able, install, scope, start, want, wanted, when } from "./offline-device.js";
import { list, remove } from "./offline-decks.js";

const make = (tag, set = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...children);
  return made;
};
const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
const own = async () => (await caches.keys()).filter((name) => name.startsWith(`rightdeck ${scope} `));

/** When the newest whole build was saved, how many files it has, and how many visited pages there are. */
const state = async () => {
  const out = { files: 0, visited: 0, saved: null };
  for (const name of await own()) {
    const store = await caches.open(name), keys = await store.keys();
    if (name.endsWith(" pages")) out.visited = keys.length;
    const whole = name.includes(" build ") && (await store.match(`${scope}rightdeck-whole`));
    if (whole) Object.assign(out, { saved: await whole.text(), files: keys.length - 1 });
  }
  return out;
};

const clear = async () => {
  want(false);
  const worker = await navigator.serviceWorker.getRegistration(scope);
  await worker?.unregister();
  for (const name of await own()) await caches.delete(name);
};

let box, text;
const button = (label, className, onclick) => make("button", { type: "button", className, textContent: label, onclick });

const show = async () => {
  const [{ saved, files, visited }, decks] = await Promise.all([state(), list()]);
  const parts = [];
  if (!wanted()) parts.push(make("p", { textContent: "Nothing is kept on this device. Pages can be read only where there is a connection." }));
  else if (saved) parts.push(make("p", {}, make("strong", { textContent: `Saved on ${when(saved)}` }), `: ${count(files, "file")}${visited ? `, and ${count(visited, "page")} that you visited` : ""}. The finder, the statements and the decks' pages work without a network.`));
  else parts.push(make("p", { textContent: "Nothing has been saved yet. It happens by itself while there is a connection; if it never does, the server changes pages on their way." }));
  if (wanted()) {
    parts.push(make("h3", { textContent: "Decks" }));
    const row = (deck) => make("li", {}, make("span", { textContent: deck.title }), " ", make("span", { className: "quiet", textContent: size(deck.size) }), " ",
      button("Remove", "copy", async () => { await remove(deck.url); await show(); }));
    parts.push(decks.length ? make("ul", {}, ...decks.map(row)) : make("p", { className: "quiet", textContent: "None. A deck's page can keep its file here." }));
  }
  const act = make("p", { className: "device-acts" });
  if (install.ask) act.append(button("Install as an app", "button", async () => { await install.ask.prompt(); install.ask = null; await show(); }));
  act.append(wanted()
    ? button("Remove everything from this device", "copy", async () => { await clear(); await show(); })
    : button("Keep the playbook on this device", "button", async () => { want(true); await start().catch(() => {}); await navigator.serviceWorker.ready; await show(); }));
  text.replaceChildren(...parts, act);
};

export const open = async () => {
  if (!able) return;
  if (!box) {
    text = make("div", { className: "device-text", ariaLive: "polite" });
    const close = button("Close", "copy", () => box.close());
    box = make("dialog", { className: "device" }, make("header", {}, make("h2", { id: "device-title", textContent: "On this device" }), close), text);
    box.setAttribute("aria-labelledby", "device-title");
    box.onclick = (event) => { if (event.target === box) box.close(); };
    document.body.append(box);
  }
  await show();
  box.showModal();
};
