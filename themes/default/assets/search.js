// Opens the search: by its link, by / or Ctrl-K. All else is fetched when it is asked for, and what is
// typed meanwhile is kept.
const link = document.querySelector("[data-search]"), place = document.querySelector("[data-search-page]");
const folder = new URL(link?.getAttribute("href") ?? "", location).href;
let box, started;

const icon = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;
const fill = (box) => {
  box.innerHTML = `<form class="seek-top" role="search">${icon('<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>')}<input name="q" aria-label="Search" placeholder="Search the playbook" autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" inputmode="search"><button class="icon-button" type="button">${icon('<path d="m6 6 12 12M18 6 6 18"/>')}</button></form><div class="seek-chips" role="group" aria-label="Narrow down"></div><div class="seek-said"></div><div class="seek-hits"></div><p class="visually-hidden" role="status"></p>`;
  return box;
};

/** Asks at once for all that no query is needed for; what the worker imports is then at hand when it asks. */
const load = async (box) => {
  for (const name of ["./search-engine.js", "./search-index.js", "./search-words.js"]) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: new URL(name, import.meta.url).href }));
  }
  const worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
  const gone = new Promise((_, fail) => { worker.onerror = fail; });
  const index = fetch(`${folder}index.bin`, { cache: "no-cache" }).then((reply) => (reply.ok ? reply.arrayBuffer() : undefined)).catch(() => {});
  const { run } = await Promise.race([import("./search-box.js"), gone]);
  run(box, folder, link, worker, index);
};

/** Loads what answers; a page that is older than the site finds its scripts gone. */
const start = (box) => (started ??= load(box).catch(() => {
  started = undefined;
  const again = document.createElement("button");
  again.textContent = "Load the page again";
  again.onclick = () => location.reload();
  box.querySelector(".seek-said").replaceChildren(navigator.onLine ? "This page is older than the site. " : "There is no connection. ", again);
}));

const open = () => {
  if (place) return box.querySelector("input").focus();
  if (!box) {
    document.body.append(box = fill(document.createElement("dialog")));
    box.className = "seek";
    box.ariaLabel = "Search";
    box.onclick = (event) => { if (event.target === box) box.close(); };
    box.querySelector("button").onclick = () => box.close();
    box.querySelector("button").ariaLabel = "Close the search";
  }
  if (!box.open) box.showModal();
  box.querySelector("input").select();
  start(box);
};

if (link) {
  if (place) start(box = fill(place));
  link.ariaHasPopup = "dialog";
  link.ariaKeyShortcuts = "/ Control+K";
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const { key, target } = event, held = event.ctrlKey || event.metaKey;
    if (event.isComposing || event.altKey || !(held ? key.toLowerCase() === "k" : key === "/" && !target.closest("input, textarea, select, [contenteditable]"))) return;
    event.preventDefault();
    open();
  });
}

// Whoever comes from a result sees its words marked.
try {
  if (JSON.parse(localStorage.getItem("rightdeck-found"))?.path === location.pathname) import("./search-mark.js").then(({ mark }) => mark());
} catch {}
