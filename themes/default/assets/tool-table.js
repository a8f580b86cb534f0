// Tables that sort by a column and narrow down to what is typed.
import { count, make } from "./tool-state.js";

const FILTER_FROM = 6; // rows; fewer are seen at a glance
const order = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
const text = (cell) => cell.textContent.trim();

/** Makes a table sort and filter; `also` narrows rows further. Returns what shows it anew and what
 * goes back to the address. */
export const live = (box, state, { also = () => true, more = () => [] } = {}) => {
  const body = box.querySelector("tbody"), rows = [...body.rows], heads = [...box.querySelectorAll("thead th")];
  if (rows.length < 2) return { again() {}, load() {} };
  let sorted = -1, down = false, input, said;
  const names = heads.map((head) => {
    const name = make("button", { type: "button", className: "sort" }, ...head.childNodes);
    head.append(name);
    return name;
  });
  if (rows.length >= FILTER_FROM) {
    input = make("input", { type: "search", placeholder: "Filter", ariaLabel: "Filter the rows", autocomplete: "off" });
    said = make("span", { className: "quiet", role: "status" });
    const bar = make("p", { className: "table-filter" }, input, said);
    (box.closest(".table") ?? box.querySelector(".table")).before(bar);
  }
  const show = () => {
    const words = (input?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const key = (row) => text(row.cells[heads[sorted].cellIndex]);
    const shown = sorted < 0 ? rows : [...rows].sort((a, b) => (down ? -1 : 1) * order.compare(key(a), key(b)));
    body.append(...shown);
    let left = 0;
    for (const row of rows) {
      const has = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => has.includes(word)) || !also(row);
      left += row.hidden ? 0 : 1;
    }
    heads.forEach((head, at) => {
      if (at === sorted) head.ariaSort = down ? "descending" : "ascending";
      else head.removeAttribute("aria-sort");
    });
    if (said) said.textContent = left === rows.length ? "" : `${left} of ${count(rows.length, "row")}`;
  };
  const save = () => state.write([["filter", input?.value], ["sort", sorted < 0 ? "" : `${sorted + 1}${down ? "-down" : ""}`], ...more()]);
  names.forEach((name, at) => name.addEventListener("click", () => {
    // Up, down, and back to the order in which it was written.
    if (sorted !== at) [sorted, down] = [at, false];
    else if (!down) down = true;
    else [sorted, down] = [-1, false];
    save();
    show();
  }));
  input?.addEventListener("input", () => { save(); show(); });
  const load = () => {
    const query = state.read(), [column, way] = (query.get("sort") ?? "").split("-");
    sorted = heads[column - 1] ? column - 1 : -1;
    down = way === "down";
    if (input) input.value = query.get("filter") ?? "";
    show();
  };
  state.follow(load);
  load();
  return { again: () => { save(); show(); }, load };
};

export const start = (box, state) => { live(box, state); };
