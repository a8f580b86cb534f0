// Hides what the reader does not ask for. Without it, everything shows.
const form = document.getElementById("filters");
if (form) {
  const heading = (at, group, level) => at.closest(group).querySelector(level).textContent;
  const findings = [...document.querySelectorAll("article")].map((at) => ({
    at,
    text: [heading(at, ".file", "h2"), heading(at, ".slide", "h3"), at.textContent].join(" ").toLowerCase(),
  }));
  const apply = () => {
    const data = new FormData(form);
    const words = data.get("words").toLowerCase().split(/\s+/).filter(Boolean);
    const severities = data.getAll("severity");
    const rule = data.get("rule");
    let shown = 0;
    for (const { at, text } of findings) {
      const { severity, rule: own } = at.dataset;
      const fits = severities.includes(severity) && (!rule || rule === own) && words.every((word) => text.includes(word));
      at.hidden = !fits;
      shown += fits;
    }
    for (const group of document.querySelectorAll(".slide, .file")) group.hidden = !group.querySelector("article:not([hidden])");
    for (const link of document.querySelectorAll("nav a")) link.closest("tr").hidden = document.querySelector(link.hash).closest(".file").hidden;
    form.elements.shown.value = `${shown} of ${findings.length} shown`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  // The fields are empty only after the event.
  form.addEventListener("reset", () => setTimeout(apply));
  form.hidden = false;
  // A browser keeps the fields of a page that is loaded again.
  apply();
}
