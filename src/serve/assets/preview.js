// Keeps an open page as the playbook is: renews it after a change, shows mistakes over it and findings in
// its corner, and takes decks that are dropped on it.

const script = document.querySelector('script[src="/_rightdeck/preview.js"]');
const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

// What stands over the page keeps to itself: the theme's rules do not reach it, nor its rules the theme.
const host = element("rightdeck-preview");
const root = host.attachShadow({ mode: "open" });
const problems = element("section", { className: "problems", hidden: true });
problems.setAttribute("role", "alert");
const badge = element("summary", {}, "Preview");
const panel = element("div", { className: "panel" });
const corner = element("details", { className: "corner" }, badge, panel);
const dialog = element("dialog", { className: "judge" });
dialog.setAttribute("aria-label", "Judge a deck");
root.append(element("link", { rel: "stylesheet", href: "/_rightdeck/preview.css" }), problems, corner, dialog);
document.body.append(host);

// 1. The page: it asks whether its own bytes changed, and is loaded anew only then.
let tag = script.dataset.page;
let text = null;
let generation = null;
let looking = Promise.resolve();
let late = false;

const styles = /<link rel="?stylesheet"?[^>]*>/g;
const scrolled = "rightdeck-scrolled";

async function look() {
  const headers = text === null || !tag ? {} : { "If-None-Match": `"${tag}"` };
  const response = await fetch(location.pathname + location.search, { headers, cache: "no-store" });
  const now = (response.headers.get("ETag") ?? "").replaceAll('"', "");
  if (response.status === 304) return;
  const body = await response.text();
  if (now === tag) {
    text = body;
    return;
  }
  if (response.ok && text !== null && text.replace(styles, "") === body.replace(styles, "")) {
    restyle(body);
    [tag, text] = [now, body];
    return;
  }
  renew();
}

// The sheets of the new page take the place of the old ones once they are loaded, so that nothing flickers.
function restyle(body) {
  const page = new DOMParser().parseFromString(body, "text/html");
  const find = (from) => [...from.querySelectorAll('link[rel="stylesheet"]')];
  const [old, fresh] = [find(document), find(page)];
  if (old.length !== fresh.length) return renew();
  for (const [at, link] of old.entries()) {
    const href = fresh[at].getAttribute("href");
    if (link.getAttribute("href") === href) continue;
    const next = link.cloneNode();
    next.href = href;
    next.addEventListener("load", () => link.remove(), { once: true });
    link.after(next);
  }
}

function renew() {
  if (dialog.open) {
    late = true;
    return;
  }
  sessionStorage.setItem(scrolled, JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

function scrollBack() {
  const [path, left, top] = JSON.parse(sessionStorage.getItem(scrolled) ?? "[]");
  if (path !== location.pathname) return;
  const back = () => scrollTo({ left, top, behavior: "instant" });
  back();
  addEventListener("load", () => {
    back();
    sessionStorage.removeItem(scrolled);
  }, { once: true });
}
scrollBack();

// 2. What the server tells.
const events = new EventSource("/_rightdeck/events");
events.addEventListener("message", ({ data }) => {
  const state = JSON.parse(data);
  host.dataset.state = state.problems.length > 0 ? "mistakes" : "ok";
  showProblems(state.problems);
  showFindings(state);
  if (state.generation === generation) return;
  generation = state.generation;
  // One after the other: what was asked first may be answered last.
  looking = looking.then(look).catch(() => {});
});
events.addEventListener("error", () => {
  host.dataset.state = "ended";
  badge.textContent = "The preview has ended";
});

// 3. Mistakes stand over the last good page until they are mended, or put aside.
let aside = "";
function showProblems(list) {
  const key = JSON.stringify(list);
  if (list.length === 0) aside = "";
  problems.hidden = list.length === 0 || key === aside;
  if (problems.dataset.key === key) return;
  problems.dataset.key = key;
  const close = element("button", { type: "button" }, "Put aside");
  close.addEventListener("click", () => {
    aside = key;
    problems.hidden = true;
    badge.focus();
  });
  const items = list.map(({ file, line, column, message, excerpt, width, rule }) => {
    const place = `${file}:${line}:${column}${rule ? ` (${rule})` : ""}`;
    const item = element("li", {}, element("p", { className: "place" }, place), element("p", {}, message));
    if (excerpt.trim() !== "") item.append(excerptOf(excerpt, column - 1, width));
    return item;
  });
  const head = `${counted(list.length, "mistake")} in the playbook. This is the last good page.`;
  problems.replaceChildren(element("h2", {}, head), element("ol", {}, ...items), close);
}

function excerptOf(line, start, width) {
  const letters = Array.from(line);
  const part = (from, to) => letters.slice(from, to).join("");
  return element("pre", {}, part(0, start), element("mark", {}, part(start, start + width)), part(start + width));
}

// 4. The corner: what the linter finds on this page, and in all.
let turn = 0;
async function showFindings({ errors, warnings, unjudged, problems: mistakes }) {
  const mine = ++turn;
  const page = decodeURI(location.pathname).replace(/^\//, "");
  const response = await fetch(`/_rightdeck/findings?page=${encodeURIComponent(page)}`);
  const own = response.ok ? await response.json() : [];
  // What was asked for first may be answered last.
  if (mine !== turn) return;
  const here = (severity) => own.filter((one) => one.severity === severity).length;
  const counts = (some, others) => [some && counted(some, "error"), others && counted(others, "warning")].filter(Boolean).join(", ");
  const all = counts(errors, warnings);
  const found = counts(here("error"), here("warning"));
  host.dataset.findings = here("error") > 0 ? "error" : own.length > 0 ? "warning" : "none";
  badge.textContent = mistakes.length > 0 ? counted(mistakes.length, "mistake") : found || (all ? `Playbook: ${all}` : "Preview");
  const items = own.map(({ severity, rule, place, message, help }) => element("li", { className: severity },
    element("p", {}, element("strong", {}, severity), ` ${rule}${place ? `, ${place}` : ""}`), element("p", {}, message), element("p", { className: "quiet" }, help)));
  const judge = element("button", { type: "button" }, "Judge a deck…");
  judge.addEventListener("click", () => openJudge());
  const lines = [];
  if (mistakes.length > 0) {
    const again = element("button", { type: "button" }, "Show the mistakes");
    again.addEventListener("click", () => {
      aside = "";
      problems.hidden = false;
    });
    lines.push(again);
  }
  if (items.length > 0) lines.push(element("h2", {}, "Found on this page"), element("ul", {}, ...items));
  lines.push(element("p", { className: "quiet" }, unjudged ? `The decks could not be judged: ${unjudged}` : all ? `In the whole playbook: ${all}.` : "Nothing is found in the playbook."));
  panel.replaceChildren(...lines, judge);
}

// 5. A deck that is dropped anywhere on the page is judged.
async function openJudge(file) {
  const { mount } = await import("/_rightdeck/lint.js");
  const close = element("button", { type: "button" }, "Close");
  close.addEventListener("click", () => dialog.close());
  const into = element("div");
  dialog.replaceChildren(element("header", {}, element("h2", {}, "Is this deck right for the room?"), close), into);
  dialog.showModal();
  await mount(into, file);
}
dialog.addEventListener("close", () => {
  if (late) renew();
});

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  host.dataset.drop = "";
});
addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) delete host.dataset.drop;
});
addEventListener("drop", (event) => {
  delete host.dataset.drop;
  if (!carriesFiles(event) || event.defaultPrevented) return;
  event.preventDefault();
  openJudge(event.dataTransfer.files[0]);
});
