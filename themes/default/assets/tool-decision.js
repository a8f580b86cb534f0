// Questions that lead to an outcome: answers can be chosen, and the outcome that follows is shown.
import { buttons, count, make } from "./tool-state.js";

export const start = (box, state) => {
  const { name } = box.dataset;
  const questions = [...box.querySelectorAll("[data-question]")].map((item) => {
    const list = item.querySelector(".answers");
    list.role = "radiogroup";
    list.setAttribute("aria-labelledby", item.querySelector(".ask").id);
    const inputs = [...list.children].map((answer) => {
      const input = make("input", { type: "radio", name: `${name}-${item.dataset.question}`, value: answer.dataset.answer });
      const label = make("label", {}, input, ...answer.childNodes);
      answer.role = "presentation";
      answer.append(label);
      return { input, pointsTo: answer.dataset.pointsTo.split(" ") };
    });
    return { id: item.dataset.question, inputs, chosen: () => inputs.find(({ input }) => input.checked) };
  });
  const outcomes = [...box.querySelectorAll("[data-outcome]")].map((item) => ({
    item, id: item.dataset.outcome, when: item.dataset.when && JSON.parse(item.dataset.when),
  }));
  const holds = ({ id, when }) => {
    if (!when) return true;
    const pointing = questions.filter((one) => one.chosen()?.pointsTo.includes(id)).length;
    return pointing >= (when["at-least"] ?? 0)
      && Object.entries(when.answers).every(([question, wanted]) =>
        wanted.includes(questions.find((one) => one.id === question)?.chosen()?.input.value));
  };

  const said = make("p", { className: "tool-status", role: "status" });
  box.querySelector(".outcomes").before(said);
  box.classList.add("live");
  const show = () => {
    const open = questions.filter((one) => !one.chosen()).length;
    const found = open ? undefined : outcomes.find(holds);
    for (const outcome of outcomes) outcome.item.hidden = outcome !== found;
    said.textContent = found ? `Result: ${found.item.querySelector(".outcome-title").textContent}`
      : open === questions.length ? `Answer ${count(open, "question")} to see what follows.` : `${count(open, "question")} to go.`;
  };
  const load = () => {
    const query = state.read();
    for (const { id, inputs } of questions) for (const { input } of inputs) input.checked = query.get(id) === input.value;
    show();
  };
  box.addEventListener("change", () => {
    state.write(questions.map((one) => [one.id, one.chosen()?.input.value]));
    show();
  });
  buttons(box, () => { state.write([]); load(); });
  state.follow(load);
  load();
};
