// Glossary words say what they mean on hover, focus or tap. The definitions are fetched
// once, when the first is asked for; without them a word is a plain link.
const meta = document.querySelector('meta[name="rightdeck-terms"]');
let terms, tip, shown, wanted, timer;

const soon = (action, wait) => { clearTimeout(timer); timer = setTimeout(action, wait); };

const make = () => {
  tip = document.createElement("div");
  tip.id = "term-tip";
  tip.className = "tip";
  tip.popover = "manual";
  tip.setAttribute("role", "tooltip");
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", () => soon(hide, 200));
  document.body.append(tip);
};

const hide = () => {
  clearTimeout(timer);
  wanted = null;
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  tip.hidePopover();
};

const line = (name, text) => {
  const part = document.createElement(name);
  part.textContent = text;
  return part;
};

const show = async (word, tapped) => {
  clearTimeout(timer);
  if (shown === word) return;
  hide();
  wanted = word;
  terms ??= fetch(meta.content).then((reply) => (reply.ok ? reply.json() : {})).catch(() => ({}));
  const term = (await terms)[word.dataset.term];
  if (!term || wanted !== word) return;
  if (!tip) make();
  tip.replaceChildren(line("strong", term.term), line("span", term.text));
  if (tapped) tip.append(line("small", "Tap the word again to open the glossary."));
  shown = word;
  word.setAttribute("aria-describedby", tip.id);
  tip.showPopover();
  // Below the word where there is room, else above it, and never past an edge.
  const gap = 8, box = word.getClientRects()[0], size = tip.getBoundingClientRect();
  const under = box.bottom + gap, room = document.documentElement.clientWidth - size.width - gap;
  tip.style.left = `${Math.max(gap, Math.min(box.left, room))}px`;
  tip.style.top = `${under + size.height < innerHeight ? under : Math.max(gap, box.top - gap - size.height)}px`;
};

if (meta && "popover" in HTMLElement.prototype) {
  const on = (name, action) => document.addEventListener(name, (event) => action(event, event.target.closest?.("a.term[data-term]")));
  let touched = false;
  on("pointerover", (event, word) => { if (word && event.pointerType === "mouse" && word !== shown) soon(() => show(word), 120); });
  on("pointerout", (event, word) => { if (word && event.pointerType === "mouse") soon(hide, 200); });
  on("focusin", (event, word) => { if (word?.matches(":focus-visible")) show(word); });
  on("focusout", (event, word) => { if (word) hide(); });
  on("keydown", (event) => { if (event.key === "Escape") hide(); });
  on("pointerdown", (event, word) => {
    touched = event.pointerType !== "mouse";
    if (!word && !tip?.contains(event.target)) hide();
  });
  on("click", async (event, word) => {
    if (!word || !touched || shown === word) return;
    event.preventDefault();
    await show(word, true);
    if (shown !== word) location.assign(word.href);
  });
  addEventListener("scroll", hide);
}
