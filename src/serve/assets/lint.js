// Judges a deck: which one, for which room, and what is found in it, slide by slide. What comes from a deck
// is text and never markup.

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const contexts = [["internal", "Colleagues only"], ["customer", "A customer, no hyperscaler"], ["hyperscaler", "The hyperscaler's own people"], ["joint", "Hyperscaler and customer together"]];

// Puts the form into an element, with a deck in it if there is one already.
export async function mount(into, file) {
  const response = await fetch("/_rightdeck/rooms");
  const known = response.ok ? await response.json() : [];
  const itself = element("option", { value: "" }, "What the deck says of itself");
  const choice = (name, options) => element("select", { name },
    itself.cloneNode(true), ...options.map(([value, label]) => element("option", { value }, label)));
  const deck = element("input", { type: "file", name: "deck", accept: ".pptx,.pptm,.ppsx,.ppsm,.potx,.potm,.odp,.otp,.fodp,.pdf,.docx,.docm,.dotx,.dotm,.md", required: true });
  const meet = choice("hyperscaler", [...known.map(({ id, name }) => [id, name]), ["none", "No hyperscaler"]]);
  const room = choice("context", contexts);
  const status = element("p", { className: "said", tabIndex: -1 });
  status.setAttribute("role", "status");
  const found = element("div", { className: "found" });
  const form = element("form", {},
    element("label", { className: "drop" }, element("span", {}, "A deck: choose it, or drop it here"), deck),
    element("label", {}, "Made for ", meet), element("label", {}, "In the room ", room),
    element("button", { type: "submit" }, "Judge"));
  into.replaceChildren(form, status, found);

  const give = (one) => {
    const carrier = new DataTransfer();
    carrier.items.add(one);
    deck.files = carrier.files;
  };
  const judge = async () => {
    const one = deck.files[0];
    if (!one) return;
    status.textContent = `Reading ${one.name} …`;
    found.replaceChildren();
    const asked = new URLSearchParams({ name: one.name.slice(0, 255) });
    for (const field of [meet, room]) if (field.value) asked.set(field.name, field.value);
    try {
      const answer = await fetch(`/api/lint?${asked}`, { method: "POST", body: one, headers: { "Content-Type": "application/octet-stream" } });
      const report = await answer.json();
      if (answer.ok) show(report, one.name, status, found);
      else status.textContent = report.detail;
    } catch {
      status.textContent = "The preview does not answer. Is it still running?";
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge();
  });
  for (const field of [deck, meet, room]) field.addEventListener("change", judge);
  into.addEventListener("dragover", (event) => event.preventDefault());
  into.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files[0]) return;
    give(event.dataTransfer.files[0]);
    judge();
  });
  if (file) {
    give(file);
    await judge();
  }
  meet.focus();
}

function show({ summary, diagnostics }, name, status, found) {
  const counts = [[summary.errors, "error"], [summary.warnings, "warning"], [summary.notes, "note"]];
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => counted(count, word));
  status.textContent = `${name}: ${said.length > 0 ? said.join(", ") : "nothing found"}.`;
  status.dataset.verdict = summary.errors > 0 ? "error" : summary.warnings > 0 ? "warning" : "ok";
  const slides = new Map();
  for (const one of diagnostics) {
    const title = one.slide ? `Slide ${one.slide}${one.slide_title ? `: ${one.slide_title}` : ""}${one.hidden ? " (hidden)" : ""}` : "The whole deck";
    slides.set(title, [...(slides.get(title) ?? []), one]);
  }
  found.replaceChildren(...[...slides].map(([title, list]) => element("section", {},
    element("h3", {}, title), element("ul", {}, ...list.map(finding)))));
}

function finding({ severity, rule, message, help, part, shape, place, text, span }) {
  const where = [part, shape, place].filter(Boolean).join(", ");
  const item = element("li", { className: severity },
    element("p", {}, element("strong", {}, severity), ` ${rule}${where ? `, ${where}` : ""}`),
    element("p", {}, message));
  if (text) {
    const letters = Array.from(text);
    const [start, end] = span ?? [0, 0];
    const cut = (from, to) => letters.slice(from, to).join("");
    item.append(element("blockquote", {}, cut(0, start), element("mark", {}, cut(start, end)), cut(end)));
  }
  item.append(element("p", { className: "quiet" }, help));
  return item;
}

const page = document.querySelector("[data-lint]");
if (page) mount(page);
