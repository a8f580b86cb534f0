// Reading without a network: starts the worker that keeps the site on this device, and says when a page comes from
// there. What there is to choose is loaded when it is asked for.
import { able, DECKS, install, start, wanted, when } from "./offline-device.js";

const root = document.documentElement;

/** Above the page: it stands as it was on that day. */
const say = (saved) => {
  if (document.querySelector("[data-saved-note]") || Number.isNaN(Date.parse(saved))) return;
  const note = document.createElement("aside"), time = Object.assign(document.createElement("time"), { dateTime: saved, textContent: when(saved) });
  note.className = "banner";
  note.dataset.savedNote = "";
  note.ariaLabel = "Saved page";
  const strong = document.createElement("strong"), line = document.createElement("p");
  strong.append("Saved on ", time, ".");
  line.append(strong, " This comes from your device, since the site cannot be reached. Decks that have expired since are not offered; newer ones may be online.");
  note.append(line);
  document.querySelector(".site-head")?.after(note);
};

if (root.dataset.saved) say(root.dataset.saved);

if (able) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => { if (data?.saved) say(data.saved); });
  addEventListener("beforeinstallprompt", (event) => { install.ask = event; });
  const begin = () => { if (wanted() && !navigator.connection?.saveData) start().catch(() => {}); };
  document.readyState === "complete" ? begin() : addEventListener("load", begin);

  const place = document.querySelector("[data-offline]");
  if (place) {
    place.hidden = false;
    place.querySelector("button").onclick = () => import("./offline-box.js").then(({ open }) => open());
  }
  // Decks that were kept: on their pages, and where one is downloaded without a network.
  const deck = document.querySelector("[data-deck]");
  caches.has(DECKS).then((has) => {
    if (deck || has) import("./offline-decks.js").then(({ decks }) => decks(deck));
  });
}

document.querySelector("[data-again]")?.addEventListener("click", () => location.reload());
