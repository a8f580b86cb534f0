// What lapses when: how far off each day is, and whose it is.
import { live } from "./tool-table.js";
import { buttons, count, daysBetween, make, today } from "./tool-state.js";

const span = (days) => (days < 14 ? count(days, "day") : days < 60 ? count(Math.round(days / 7), "week") : count(Math.round(days / 30.44), "month"));

export const start = (box, state) => {
  const rows = [...box.querySelectorAll("tbody tr")], now = today();
  for (const row of rows) {
    const { lapses, begin } = row.dataset, days = daysBetween(now, lapses);
    const due = begin && begin <= now;
    const [label, tone] = days < 0 ? [`lapsed ${span(-days)} ago`, "closed"] : due ? [`begin now, ${days === 0 ? "last day" : `${span(days)} left`}`, "busy"] : [`in ${span(days)}`, "open"];
    row.cells[0].append(" ", make("span", { className: `state state-${tone}`, textContent: label }));
  }
  const choice = (key, label) => {
    const values = [...new Set(rows.map((row) => row.dataset[key]))].sort();
    const select = make("select", {}, make("option", { value: "", textContent: "All" }), ...values.map((value) => make("option", { value, textContent: value })));
    return { key, select, label: make("label", {}, `${label} `, select) };
  };
  const choices = [choice("hyperscaler", "Hyperscaler"), choice("owner", "Owner")];
  box.querySelector(".table").before(make("p", { className: "tool-choice" }, ...choices.map((one) => one.label)));
  box.classList.add("live");
  const load = () => {
    const query = state.read();
    for (const { key, select } of choices) {
      const wanted = query.get(key) ?? "";
      select.value = [...select.options].some((one) => one.value === wanted) ? wanted : "";
    }
  };
  load();
  const table = live(box, state, {
    also: (row) => choices.every(({ key, select }) => !select.value || row.dataset[key] === select.value),
    more: () => choices.map(({ key, select }) => [key, select.value]),
  });
  for (const { select } of choices) select.addEventListener("change", table.again);
  const reload = () => { load(); table.load(); };
  buttons(box, () => { state.write([]); reload(); });
  state.follow(reload);
};
