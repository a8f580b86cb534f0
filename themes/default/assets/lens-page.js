// What the lens does once the page is there: its own choices, the columns that come first, and marks on what is the
// reader's own. `lens.js` has chosen the words by then.
const root = document.documentElement, key = "rightdeck-lens", form = document.querySelector("#lens form");
const names = new Map([...form.querySelectorAll("[data-names]")].flatMap(({ name, value, dataset }) => dataset.names.split("|").map((one) => [one.toLowerCase(), [name, value]])));

/** Which cloud or archetype a column, a row or a heading is about; 'SaaS: in our account' is about SaaS. */
const about = (part) => {
  const text = part.textContent.trim().toLowerCase();
  return names.get(text) ?? names.get(text.split(/[:(]/)[0].trim());
};
const own = (part) => {
  const [facet, id] = about(part) ?? [];
  return !!id && root.dataset[facet] === id;
};

const tables = [...document.querySelectorAll("main table")].map((table) => [...table.rows].map((row) => [row, [...row.cells]]))
  .filter(([[, heads], ...rows]) => heads?.some(about) && rows.every(([, cells]) => cells.length === heads.length));
// A row by its first cell, an item of a list by the bold words that it begins with.
const lead = (part) => part.cells?.[0] ?? part.querySelector(":scope > strong:first-child, :scope > p:first-child > strong:first-child");
const begins = (part) => part.cells?.length > 1 || (!part.cells && lead(part) && part.textContent.trimStart().startsWith(lead(part).textContent));
const rows = [...document.querySelectorAll("main :is(tbody tr, .prose li)")].filter((part) => begins(part) && about(lead(part)));
const heads = [...document.querySelectorAll("main :is(h2, h3, h4, dt):not(.tab-title)")].filter(about);
// What is for all of them says nothing of yours.
const all = (facet) => form.querySelectorAll(`[name=${facet}][data-names]`).length;
const marked = [...document.querySelectorAll("[data-for]")].map((part) => [part, part.dataset.for.split(" "), part.dataset.facet])
  .filter(([, ids, facet]) => ids.length < all(facet));

const columns = (table) => {
  const heads = table[0][1], yours = heads.map((head) => own(head)), first = about(heads[0]) ? 0 : 1;
  const order = [...heads.keys()], rank = (at) => (at < first ? 0 : yours[at] ? 1 : 2);
  order.sort((a, b) => rank(a) - rank(b) || a - b);
  for (const [row, cells] of table) {
    if (order.some((from, at) => row.cells[at] !== cells[from])) row.append(...order.map((from) => cells[from]));
    cells.forEach((cell, at) => cell.classList.toggle("lens-own", yours[at]));
  }
};

const show = () => {
  const { cloud = "", archetype = "" } = root.dataset;
  for (const input of form.querySelectorAll("input")) input.checked = input.value === (input.name === "cloud" ? cloud : archetype);
  tables.forEach(columns);
  for (const row of rows) row.classList.toggle("lens-own", own(lead(row)));
  for (const head of heads) own(head) ? (head.dataset.own = `your ${about(head)[0]}`) : delete head.dataset.own;
  for (const [part, ids, facet] of marked) {
    const id = root.dataset[facet];
    if (id) part.dataset.own = `${ids.includes(id) ? "" : "not "}your ${facet}`;
    else delete part.dataset.own;
  }
};

const choose = (lens) => {
  try { lens ? localStorage.setItem(key, JSON.stringify(lens)) : localStorage.removeItem(key); } catch {}
  dispatchEvent(new CustomEvent(key, { detail: lens }));
};
form.addEventListener("change", () => {
  const { cloud, archetype } = Object.fromEntries(new FormData(form));
  choose({ ...(cloud && { hyperscaler: cloud }), ...(archetype && { archetype }) });
});
form.querySelector("[data-everything-shown]").addEventListener("click", () => choose());
addEventListener(key, show);
show();
