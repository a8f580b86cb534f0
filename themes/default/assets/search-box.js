// The search as people meet it: a field, chips to narrow down, results. In a dialog the results are a
// combobox's list; on the search page they are plain links, and the address keeps the query.
const FACETS = {
  record: { page: "Pages", deck: "Decks", slide: "Slides", term: "Terms", statement: "Statements" },
  hyperscaler: {},
  context: { internal: "Internal", customer: "With customer", hyperscaler: "With hyperscaler", joint: "Joint meeting" },
};
const KINDS = { page: "Page", deck: "Deck", slide: "Slide", term: "Term", statement: "Statement" };
const STATUS = { approved: "Approved", draft: "Draft", retired: "Retired" };
const TROUBLE = {
  broken: "The search cannot be read: a file of it is missing or damaged. ",
  offline: "There is no connection, and the search needs one. ",
  stale: "This page is older than the site. ",
};

const make = (name, set, ...parts) => {
  const made = Object.assign(document.createElement(name), set);
  made.append(...parts);
  return made;
};
const marked = (parts) => parts.map((part, at) => (at % 2 ? make("mark", {}, part) : part));
const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

/** Today in the site's own time zone, in days. */
const today = () => {
  const { timeZone } = document.documentElement.dataset;
  let day = Date.now();
  try { day = Date.parse(new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format()); } catch {}
  return Math.floor(day / 864e5);
};

export const run = (box, folder, link, worker, manifest) => {
  const page = box.localName !== "dialog", input = box.querySelector("input"), chips = box.querySelector(".seek-chips");
  const said = box.querySelector(".seek-said"), list = box.querySelector(".seek-hits"), live = box.querySelector("[role=status]");
  if (page) list.role = "list";
  const form = box.querySelector("form"), everything = document.querySelector("[data-everything]"), few = page ? 20 : 6;
  const buttons = new Map(), url = new URL(location), filters = {};
  let id = 0, day = 0, shown, limit = few, active = -1, hits = [], waiting, telling;
  for (const one of link.dataset.hyperscalers.split(";").filter(Boolean)) FACETS.hyperscaler[one.split("=")[0]] = one.slice(one.indexOf("=") + 1);
  // The reader's own cloud is chosen to begin with, beside what is for every cloud; a chip that is touched means itself alone.
  const reader = document.documentElement.dataset;
  let own;
  const begin = () => {
    own = FACETS.hyperscaler[reader.cloud] && !reader.edition ? reader.cloud : undefined;
    filters.hyperscaler = own ? [own] : [];
  };
  const address = () => {
    const query = new URLSearchParams(Object.entries(filters).flatMap(([facet, values]) => values.map((value) => [facet, value])));
    if (own) query.delete("hyperscaler");
    else if (reader.cloud && !query.has("hyperscaler")) query.set("hyperscaler", "");
    if (input.value) query.set("q", input.value.slice(0, 1000));
    return `${folder}${query.size ? `?${query}` : ""}`;
  };

  const say = (...parts) => said.replaceChildren(...parts);
  const button = (text, onclick) => make("button", { type: "button", className: "link", textContent: text, onclick });
  const index = () => make("a", { href: `${folder}#everything`, textContent: "everything by letter" });
  const announce = (text) => {
    clearTimeout(telling);
    telling = setTimeout(() => { live.textContent = text; }, 700);
  };
  const type = (text) => {
    input.value = text;
    input.focus();
    ask();
  };

  const choose = (at) => {
    hits[active]?.removeAttribute("aria-selected");
    const hit = hits[active = at];
    hit?.setAttribute("aria-selected", true);
    hit?.scrollIntoView({ block: "nearest" });
    if (hit) input.setAttribute("aria-activedescendant", hit.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const narrow = ({ facets = {} }) => {
    for (const [facet, names] of Object.entries(FACETS)) {
      for (const [value, name] of Object.entries(names)) {
        const key = `${facet} ${value}`, number = facets[facet]?.[value], on = !!filters[facet]?.includes(value);
        let chip = buttons.get(key);
        if (!chip) {
          buttons.set(key, chip = make("button", { type: "button", textContent: name }, make("span")));
          chip.dataset.facet = facet;
          chip.onclick = () => {
            const set = filters[facet] ?? [];
            if (facet === "hyperscaler") own = undefined;
            filters[facet] = set.includes(value) ? set.filter((other) => other !== value) : [...set, value];
            ask();
          };
          chips.append(chip);
        }
        // What is set anew is drawn anew, even where it is the same.
        const hidden = !number && !on, text = String(number ?? 0);
        if (chip.hidden !== hidden) chip.hidden = hidden;
        if (chip.ariaPressed !== String(on)) chip.ariaPressed = on;
        if (chip.lastChild.textContent !== text) chip.lastChild.textContent = text;
        const yours = value === reader.cloud ? "yours" : "";
        if (chip.className !== yours) chip.className = yours;
      }
    }
  };

  const row = (hit, at) => {
    const days = hit.expires - day, where = hit.kind === "slide" ? `Slide ${hit.url.split("#slide-")[1]}` : KINDS[hit.kind];
    const trust = [];
    if (STATUS[hit.status]) trust.push(make("span", { className: `status status-${hit.status}`, textContent: STATUS[hit.status] }));
    if (hit.expires && days <= 60) trust.push(make("span", { className: "when", textContent: days ? `expires in ${count(days, "day")}` : "expires today" }));
    else if (hit.reviewed && !(hit.due < day)) trust.push(make("span", { textContent: `reviewed ${hit.reviewed}` }));
    if (hit.due && hit.due < day) trust.push(make("span", { className: "when when-past", textContent: "review overdue" }));
    const link = make("a", { className: `hit hit-${hit.kind}`, href: new URL(`../${hit.url}`, folder).href },
      make("span", { className: "hit-head" }, make("span", { className: "hit-title" }, ...marked(hit.name)), ...(hit.heading ? [make("span", { className: "hit-where" }, ...marked(hit.under))] : [])),
      make("span", { className: "hit-text" }), make("span", { className: "hit-facts" }, make("span", { textContent: where }), ...trust));
    link.onclick = () => {
      try { localStorage.setItem("rightdeck-found", JSON.stringify({ path: link.pathname, marks: shown.marks, query: input.value })); } catch {}
      if (!link.hash || link.href.split("#")[0] !== location.href.split("#")[0]) return; // the page it loads will mark them
      if (!page) box.close();
      import("./search-mark.js").then(({ mark }) => mark());
    };
    if (!page) Object.assign(link, { role: "option", id: `hit-${at}`, tabIndex: -1 });
    return link;
  };

  const show = (found) => {
    const { total, relaxed, missing, suggestion } = found, words = (list) => list.slice(0, 3).map((word) => `“${word.slice(0, 40)}”`).join(", ");
    const same = shown && hits.length === found.hits.length && shown.id === found.id;
    shown = found;
    if (!same) {
      if (list.scrollTop) list.scrollTop = 0; // asked for before anything changes, it costs nothing
      narrow(found);
      choose(-1);
      hits = found.hits.map(row);
      list.replaceChildren(...(page ? hits.map((hit) => make("li", {}, hit)) : hits));
      const parts = [total ? `${count(total, "result")}. ` : "Nothing found. "];
      if (suggestion) parts.unshift("Did you mean ", button(suggestion, () => type(suggestion)), "? ");
      if (missing.length) parts.push(`Nothing says ${words(missing)}. `);
      if (relaxed && total) parts.push("No page has all of these words; these have most. ");
      if (!total) {
        if (Object.values(filters).flat().length) parts.push(button("Search everywhere", () => { Object.keys(filters).forEach((facet) => delete filters[facet]); own = undefined; ask(); }), ". ");
        parts.push("Try fewer words, another word for it, or ", index(), ".");
      }
      if (page && total > hits.length) list.append(make("li", {}, button("Show more", () => { limit += few; ask(true); })));
      if (!page && total > hits.length) parts.push(make("a", { href: address(), textContent: "All results" }));
      say(...parts);
      announce(said.textContent);
    }
    found.hits.forEach(({ parts }, at) => {
      const text = hits[at].querySelector(".hit-text");
      if (text.textContent !== parts.join("")) text.replaceChildren(...marked(parts));
    });
    if (!page) input.setAttribute("aria-expanded", hits.length > 0);
  };

  const rest = () => {
    id++;
    shown = undefined;
    hits = [];
    choose(-1);
    list.replaceChildren();
    narrow({});
    if (!page) input.setAttribute("aria-expanded", false);
    clearTimeout(telling);
    live.textContent = "";
    const hint = (example, text) => make("p", {}, make("b", {}, example), ` ${text}`);
    say(hint("market", "Half a word is enough, and mistakes are forgiven."), hint("“private offer”", "In quotes: these words in a row."), hint("-aws", "Leaves out what has this word."), ...(page ? [] : [make("p", {}, "Or see ", index(), ".")]));
  };

  const trouble = (state) => {
    rest();
    say(TROUBLE[state] ?? TROUBLE.broken, state === "stale" ? button("Load it again", () => location.reload()) : button("Try again", () => ask()), state === "offline" ? "" : " ", ...(state === "broken" ? ["or see ", index(), "."] : []));
    announce(said.textContent);
  };

  const ask = (more) => {
    clearTimeout(waiting);
    if (!more) limit = few;
    if (page) history.replaceState(null, "", address());
    if (everything) everything.hidden = !!input.value.trim();
    if (!input.value.trim()) return rest();
    worker.postMessage({ id: ++id, query: input.value.slice(0, 2000), today: day = today(), lens: { hyperscaler: reader.cloud, archetype: reader.archetype }, filters: own ? { ...filters, hyperscaler: [own, ""] } : filters, limit });
    waiting = setTimeout(() => { say("Searching …"); }, 400);
  };

  worker.onmessage = ({ data }) => {
    if (data.id !== id) return;
    clearTimeout(waiting);
    if (data.trouble) trouble(data.trouble);
    else show({ ...data.found, id });
  };
  worker.onerror = () => {
    clearTimeout(waiting);
    trouble(navigator.onLine ? "stale" : "offline");
  };
  manifest.then((index) => worker.postMessage({ folder, index }, index ? [index] : []));

  input.oninput = () => ask();
  form.onsubmit = (event) => {
    event.preventDefault();
    if (!page && !matchMedia("(pointer: coarse)").matches) location.assign(address());
    else input.blur();
  };
  if (page) {
    const query = url.searchParams;
    input.value = query.get("q") ?? "";
    for (const facet of Object.keys(FACETS)) filters[facet] = query.getAll(facet).filter(Boolean);
    const clear = form.querySelector("button");
    clear.ariaLabel = "Clear the search";
    clear.onclick = () => type("");
  } else {
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": false, "aria-controls": "hits", "aria-autocomplete": "list" })) input.setAttribute(name, value);
    Object.assign(list, { id: "hits", role: "listbox", ariaLabel: "Results" });
    input.onkeydown = (event) => {
      if (event.isComposing || !hits.length) return;
      const last = hits.length - 1, to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last, ...(active < 0 ? {} : { Home: 0, End: last }) }[event.key];
      if (to !== undefined) choose(to);
      else if (event.key === "Enter" && active >= 0) hits[active].click();
      else return;
      event.preventDefault();
    };
  }
  if (!page || !url.searchParams.has("hyperscaler")) begin();
  addEventListener("rightdeck-lens", () => { begin(); ask(); });
  ask();
};
