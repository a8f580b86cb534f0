// A list to tick off, narrowed to who is in the room.
import { buttons, make } from "./tool-state.js";

/** Gives each item of a list a box to tick. */
export const boxes = (list) => [...list.querySelectorAll("[data-check]")].map((item) => {
  const input = make("input", { type: "checkbox", value: item.dataset.check });
  item.append(make("label", {}, input, ...item.childNodes));
  return { item, input };
});

export const start = (box, state) => {
  const checks = boxes(box), groups = [...box.querySelectorAll(".check-group")];
  const listed = box.querySelector(".contexts");
  let room;
  if (listed) {
    room = make("select", {}, make("option", { value: "", textContent: "Anybody: the whole list" }),
      ...[...listed.children].map((item) => make("option", { value: item.dataset.context, textContent: item.textContent })));
    listed.replaceWith(make("p", { className: "tool-choice" }, make("label", {}, "Who is in the room? ", room)));
  }
  const said = make("p", { className: "tool-status", role: "status" });
  const verdicts = box.querySelector(".verdicts");
  verdicts ? verdicts.before(said) : groups.at(-1).after(said);
  box.classList.add("live");

  const show = () => {
    for (const group of groups) {
      const contexts = group.dataset.contexts.trim();
      group.hidden = Boolean(room?.value && contexts && !contexts.split(" ").includes(room.value));
    }
    const open = checks.filter(({ item }) => !item.closest(".check-group").hidden);
    const done = open.filter(({ input }) => input.checked).length;
    said.textContent = `${done} of ${open.length} ticked`;
    const all = done === open.length;
    for (const part of box.querySelectorAll("[data-when-done]")) part.hidden = !all;
    for (const part of box.querySelectorAll("[data-when-open]")) part.hidden = all;
  };
  const load = () => {
    const query = state.read(), done = (query.get("done") ?? "").split(".");
    if (room) room.value = [...room.options].some((one) => one.value === query.get("room")) ? query.get("room") : "";
    for (const { input } of checks) input.checked = done.includes(input.value);
    show();
  };
  box.addEventListener("change", () => {
    const done = checks.filter(({ input }) => input.checked).map(({ input }) => input.value);
    state.write([["room", room?.value], ["done", done.join(".")]]);
    show();
  });
  buttons(box, () => { state.write([]); load(); });
  state.follow(load);
  load();
};
