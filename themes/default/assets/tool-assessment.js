// Stages: tick what holds of each hyperscaler, and see where that puts you and what is missing.
import { boxes } from "./tool-checklist.js";
import { buttons, make } from "./tool-state.js";

export const start = (box, state) => {
  const checks = boxes(box), { name } = box.dataset;
  const stages = [...box.querySelectorAll("[data-stage]")].map((item) => ({
    item, title: item.querySelector(".stage-title").textContent,
    signs: [...item.querySelectorAll("[data-check]")].map((sign) => sign.dataset.check),
  }));
  const listed = box.querySelector(".subjects");
  const ticked = new Map();
  const subjects = [...listed.children].map((item, at) => {
    const id = item.dataset.subject;
    ticked.set(id, new Set());
    const input = make("input", { type: "radio", name: `${name}-subject`, value: id, checked: at === 0 });
    const stage = make("small");
    const label = make("label", {}, input, ` ${item.textContent} `, stage);
    return { id, input, label, stage, title: item.textContent };
  });
  const choice = make("div", { className: "subjects live", role: "radiogroup", ariaLabel: "Hyperscaler" }, ...subjects.map((one) => one.label));
  listed.replaceWith(choice);
  const verdict = make("div", { className: "tool-status", role: "status" });
  box.querySelector(".stages").before(verdict);
  box.classList.add("live");

  const reached = (done) => {
    let last = 0;
    while (last + 1 < stages.length && stages[last + 1].signs.every((sign) => done.has(sign))) last += 1;
    return last;
  };
  const current = () => subjects.find((one) => one.input.checked);
  const show = () => {
    const now = current(), done = ticked.get(now.id);
    for (const { input } of checks) input.checked = done.has(input.value);
    for (const one of subjects) one.stage.textContent = `stage ${reached(ticked.get(one.id)) + 1}`;
    const at = reached(done), next = stages[at + 1];
    stages.forEach(({ item }, index) => item.classList.toggle("reached", index <= at));
    const missing = next?.signs.filter((sign) => !done.has(sign)) ?? [];
    const texts = missing.map((sign) => make("li", { textContent: box.querySelector(`[data-check="${sign}"] label > div`).textContent.trim() }));
    verdict.replaceChildren(make("p", {}, make("strong", { textContent: `${now.title}: stage ${at + 1}, ${stages[at].title}` })),
      ...(next ? [make("p", { textContent: `Missing for ${next.title}:` }), make("ul", {}, ...texts)] : [make("p", { textContent: "There is no further stage. Hold it." })]));
  };
  const save = () => state.write([["at", current() === subjects[0] ? "" : current().id],
    ...subjects.map(({ id }) => [id, [...ticked.get(id)].join(".")])]);
  const load = () => {
    const query = state.read(), known = new Set(checks.map(({ input }) => input.value));
    for (const { id } of subjects) ticked.set(id, new Set((query.get(id) ?? "").split(".").filter((sign) => known.has(sign))));
    const at = subjects.find((one) => one.id === query.get("at")) ?? subjects[0];
    at.input.checked = true;
    show();
  };
  box.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox") ticked.get(current().id)[target.checked ? "add" : "delete"](target.value);
    save();
    show();
  });
  buttons(box, () => { state.write([]); load(); });
  state.follow(load);
  load();
};
