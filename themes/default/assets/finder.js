// Two questions, and at once the one deck to show, what to say first, and what not to show.
import { find, ORDER } from "./finder-order.js";
import { where } from "./tool-calendar.js";
import { inWords, make, state as stateOf, today } from "./tool-state.js";

const box = document.querySelector("[data-finder]");
const state = stateOf(box), form = box.querySelector("form"), answer = box.querySelector(".finder-answer");
const names = Object.fromEntries([...form.querySelectorAll("[name=meet]")].map((input) => [input.value, input.parentElement.textContent.trim()]));
const rooms = { joint: "joint meetings", hyperscaler: "a hyperscaler's people", customer: "customers", internal: "colleagues" };
const list = (items) => [items.slice(0, -1).join(", "), items.at(-1)].filter(Boolean).join(" and ");
const KEYS = { kind: "kind", product: "products", industry: "industries", archetype: "archetypes", language: "language" };

const why = ({ bar, value }) => ({
  hyperscaler: () => `made for ${list(value.map((id) => names[id] ?? id))}`,
  context: () => (value.length ? `only for ${list(value.map((id) => rooms[id] ?? id))}` : "says for no room"),
  status: () => (value === "draft" ? "a draft" : value),
  expired: () => `expired on ${inWords(value)}`,
  file: () => "its file is not here",
  archetype: () => `for ${list(value)} products`,
  kind: () => (value ? `of kind ${value}` : "says of no kind"),
}[bar]());

const day = (label, value, extra = {}) => (value ? [make("span", {}, `${label} `, Object.assign(make("time", { dateTime: value, textContent: value }), extra))] : []);
const link = (deck) => make("a", { href: deck.url, textContent: deck.title });
const badge = (deck, statement) => make("p", { className: "facts" },
  make("span", {}, make("span", { className: "status status-approved", textContent: "Approved" }), deck.owner ? ` by ${deck.owner}` : ""),
  ...day("Reviewed", deck.reviewed), ...day("Expires", deck.expires), ...day("Statement of", statement?.dataset.reviewed));

const theDeck = ([right, ...also], statement) => {
  const more = also.map((deck) => make("li", {}, link(deck), " ", make("span", { className: "quiet", textContent: deck.kind ?? "" })));
  const order = make("ol", {}, ...ORDER.map((rule) => make("li", { textContent: rule })));
  return make("article", { className: "finder-deck" },
    make("p", { className: "eyebrow", textContent: "Show this deck" }), make("h3", {}, link(right)), badge(right, statement),
    make("p", {}, make("a", { className: "button", href: right.file.url, download: "", textContent: "Download" })),
    make("details", {}, make("summary", { textContent: also.length ? `Why this one, and ${also.length} more that ${also.length === 1 ? "fits" : "fit"}` : "Why this one" }),
      ...(more.length ? [make("p", { textContent: "These may be shown in this room too:" }), make("ul", {}, ...more)] : []),
      make("p", { textContent: "Offered is what is approved, in date and made for the room. Of several, in this order:" }), order));
};

const noDeck = (barred, who) => make("article", { className: "finder-deck" },
  make("p", { className: "eyebrow", textContent: "No deck" }), make("h3", { textContent: `Nothing in the catalogue is right for ${who}.` }),
  ...(barred[0]?.deck.owner ? [make("p", { textContent: `Ask ${barred[0].deck.owner}, who answers for the nearest one. Better no deck than the wrong one.` })] : []));

const hidden = (deck) => make("li", {}, link(deck), `: slide${deck.hidden_slides.length > 1 ? "s" : ""} ${list(deck.hidden_slides)}, hidden in the show for a reason`);
const avoid = (barred, right) => make("section", {}, make("h3", { textContent: "Do not show" }),
  make("ul", { className: "finder-avoid" }, ...(right?.hidden_slides.length ? [hidden(right)] : []), ...barred.slice(0, 5).map(({ deck, bars }) => make("li", {}, link(deck), ": ", bars.map(why).join("; ")))),
  ...(barred.length > 5 ? [make("p", { className: "quiet", textContent: `and ${barred.length - 5} more` })] : []));

/** What to know of whom one meets, beside the deck: their words, their year, the list to tick off. */
const about = (ask) => {
  const parts = [], found = ask.alone ? null : box.querySelector(`[data-about="${ask.meet}"]`)?.content.cloneNode(true);
  const year = found?.querySelector(".finder-year"), { before, beforeTitle } = box.dataset;
  if (year) {
    const now = where(year, today()), text = now.now?.querySelector(".weeks-text").textContent;
    year.querySelector(".year-now").append(now.state, ` ${now.until} `, make("span", { className: "quiet", textContent: now.name }));
    if (text) year.querySelector(".year-now").after(make("p", { textContent: text }));
  }
  if (found && ask.room !== "internal") parts.push(...found.children);
  if (before) parts.push(make("section", {}, make("p", {}, make("a", { href: `${before}?room=${ask.room}`, textContent: `${beforeTitle}, for this room` }))));
  return parts;
};

let decks;
const load = async () => {
  try {
    decks ??= (await (await fetch(box.dataset.finder)).json()).decks;
    return true;
  } catch {
    answer.replaceChildren(make("p", { role: "alert", textContent: "The catalogue could not be read. Are you offline? Try again, or open the list of decks." }));
    return false;
  }
};

const asked = () => {
  const data = new FormData(form), get = (key) => data.get(key) || undefined, meet = get("meet");
  const alone = meet === "none";
  return { meet, room: alone ? "customer" : get("room"), alone, kind: get("kind"), product: get("product"), industry: get("industry"), archetype: get("archetype"), language: get("language") };
};

const options = () => {
  for (const [key, field] of Object.entries(KEYS)) {
    const select = form.elements[key], known = new Set([...select.options].map((one) => one.value));
    const values = [...new Set(decks.flatMap((deck) => deck[field] ?? []))].filter((value) => !known.has(value)).sort();
    select.append(...values.map((value) => make("option", { value, textContent: value })));
    select.parentElement.hidden = select.options.length < 2;
  }
};

const show = async () => {
  const ask = asked();
  form.querySelector("[data-room]").hidden = !ask.meet || ask.alone;
  if (!ask.meet || !ask.room) return answer.replaceChildren();
  if (!(await load())) return;
  options();
  const { fitting, barred } = find(decks, {
    hyperscaler: ask.alone ? undefined : ask.meet, context: ask.room, kind: ask.kind, archetype: ask.archetype,
    products: ask.product ? [ask.product] : [], industry: ask.industry, language: ask.language,
  }, today());
  const who = ask.alone ? "a customer alone" : ask.room === "joint" ? `${names[ask.meet]} and a customer together`
    : ask.room === "hyperscaler" ? `${names[ask.meet]}'s own people` : ask.room === "customer" ? `a customer on ${names[ask.meet]}` : "colleagues alone";
  const statement = ask.alone || ask.room === "internal" ? null : box.querySelector(`[data-statement="${ask.meet}"]`);
  answer.replaceChildren(make("p", { className: "visually-hidden", role: "status", textContent: fitting.length ? `For ${who}: ${fitting[0].title}` : `No deck for ${who}` }),
    fitting.length ? theDeck(fitting, statement) : noDeck(barred, who), ...(statement ? [statement.content.cloneNode(true)] : []), ...(barred.length || fitting[0]?.hidden_slides.length ? [avoid(barred, fitting[0])] : []), ...about(ask));
};

// Where the address says nothing the reader's lens does.
const note = form.querySelector(".finder-lens"), reader = document.documentElement.dataset;
let mine = {};
const told = (ask) => {
  note.hidden = !Object.keys(mine).length || Object.entries(mine).some(([key, value]) => ask[key] !== value);
};

const fill = () => {
  const said = state.read(), lens = { meet: names[reader.cloud] && reader.cloud, archetype: reader.archetype };
  mine = said.size ? {} : Object.fromEntries(Object.entries(lens).filter(([, value]) => value));
  const query = said.size ? said : new URLSearchParams(mine);
  for (const key of ["meet", "room"]) for (const input of form.querySelectorAll(`[name=${key}]`)) input.checked = query.get(key) === input.value;
  for (const key of Object.keys(KEYS)) {
    const value = query.get(key), select = form.elements[key];
    if (value && ![...select.options].some((one) => one.value === value)) select.append(make("option", { value, textContent: value }));
    select.value = value ?? "";
  }
  told(asked());
  show();
};
form.addEventListener("change", () => {
  const ask = asked();
  told(ask);
  state.write([["meet", ask.meet], ["room", ask.alone ? "" : ask.room], ...Object.keys(KEYS).map((key) => [key, ask[key]])]);
  // On a phone the answer is below the questions.
  show().then(() => answer.querySelector(".finder-deck")?.scrollIntoView({ block: "nearest" }));
});
form.addEventListener("submit", (event) => event.preventDefault());
state.follow(fill);
addEventListener("rightdeck-lens", () => { if (!state.read().size) fill(); });
box.classList.add("live");
fill();
