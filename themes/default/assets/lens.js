// The reader's own cloud and archetype. Loaded before the first paint: which of the labelled words stay is said in a
// style sheet, so nothing moves once the page is there. Paper keeps all of them.
(() => {
  const root = document.documentElement, key = "rightdeck-lens", { edition } = root.dataset, plain = /^[\w-]+$/;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch {} };
  const apply = (lens) => {
    const chosen = { cloud: edition ?? lens?.hyperscaler, archetype: lens?.archetype }, rules = [];
    for (const [facet, id] of Object.entries(chosen)) {
      delete root.dataset[facet];
      if (!plain.test(id ?? "")) continue;
      root.dataset[facet] = id;
      const own = `[data-${facet}~="${id}"]`;
      rules.push(`.lens-now > span:has(> ${own}) > :not(${own}) { display: none }`, `.lens-now > span > ${own} { display: inline }`,
        `@media screen { .word:has(> ${own}) > :not(${own}), .word > ${own} > .word-of { display: none } }`);
    }
    sheet.replaceSync(rules.join("\n"));
    root.dataset.lens = rules.length ? "on" : "off";
  };
  apply(read());
  addEventListener(key, ({ detail }) => apply(detail));
  // Another tab of the browser chose.
  addEventListener("storage", (event) => { if (event.key === key) dispatchEvent(new CustomEvent(key, { detail: read() })); });
})();
