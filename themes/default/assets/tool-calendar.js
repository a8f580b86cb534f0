// Where each hyperscaler is in its fiscal year, today or on another day.
import { buttons, daysBetween, inWords, make, today } from "./tool-state.js";

const NS = "http://www.w3.org/2000/svg";
const plus = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
/** The first such day of a year on or after another day; from and `to` are 07-01. */
const next = (monthDay, day) => {
  const own = `${day.slice(0, 4)}-${monthDay}`;
  return own >= day ? own : `${+day.slice(0, 4) + 1}-${monthDay}`;
};
const within = (day, from, to) => {
  const at = day.slice(5) === "02-29" ? "02-28" : day.slice(5);
  return from <= to ? from <= at && at <= to : at >= from || at <= to;
};

/** Where a year (an element with its first day, its weeks and its quarters) is on a day. */
export const where = (year, day) => {
  const { begins } = year.dataset, windows = [...year.querySelectorAll("[data-state]")], quarters = [...year.querySelectorAll("[data-quarter]")];
  // A fiscal year is called by the year in which it ends.
  const began = day.slice(5) >= begins ? +day.slice(0, 4) : day.slice(0, 4) - 1;
  const number = begins === "01-01" ? began : began + 1;
  const quarter = quarters.find((one, at) => within(day, one.dataset.from, plus(next(quarters[(at + 1) % 4].dataset.from, "2025-01-01"), -1).slice(5)));
  const now = windows.find((one) => within(day, one.dataset.from, one.dataset.to));
  const label = (one) => one.querySelector(".state").textContent;
  let until = "";
  if (now) until = `until ${inWords(next(now.dataset.to, day))}`;
  else {
    const coming = windows.map((one) => [next(one.dataset.from, day), one]).sort(([a], [b]) => (a < b ? -1 : 1))[0];
    if (coming) until = `${label(coming[1]).toLowerCase()} from ${inWords(coming[0])}`;
  }
  const state = make("span", { className: `state state-${now?.dataset.state ?? "ordinary"}`, textContent: now ? label(now) : "Ordinary weeks" });
  return { windows, quarters, now, quarter, state, until, name: `FY${number % 100} Q${quarter?.dataset.quarter ?? "?"}` };
};

export const start = (box, state) => {
  const input = make("input", { type: "date", required: true });
  const first = box.querySelector(".years");
  first.before(make("p", { className: "tool-choice" }, make("label", {}, "On which day? ", input)));
  const years = [...box.querySelectorAll("[data-year]")].map((year) => {
    const line = make("p", { className: "year-now", role: "status" });
    year.querySelector(".year-title").after(line);
    const mark = document.createElementNS(NS, "path");
    mark.setAttribute("class", "strip-now");
    year.querySelector("svg").append(mark);
    return { year, line, mark };
  });
  box.classList.add("live");

  const show = () => {
    const day = input.value, isToday = day === today();
    for (const { year, line, mark } of years) {
      const found = where(year, day);
      for (const one of found.windows) one.classList.toggle("now", one === found.now);
      for (const one of found.quarters) one.classList.toggle("now", one === found.quarter);
      line.replaceChildren(found.state, ` ${found.until} `, make("span", { className: "quiet", textContent: `${isToday ? "Today" : inWords(day)}: ${found.name}` }));
      const x = daysBetween(`${day.slice(0, 4)}-01-01`, day);
      mark.setAttribute("d", `M${Math.min(x, 364)} 0v26`);
    }
  };
  const load = () => {
    const day = state.read().get("day");
    input.value = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : today();
    show();
  };
  input.addEventListener("change", () => {
    if (!input.value) input.value = today();
    state.write([["day", input.value === today() ? "" : input.value]]);
    show();
  });
  buttons(box, () => { state.write([]); load(); });
  state.follow(load);
  load();
};
