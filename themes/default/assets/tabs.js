// Tabs made of the sections of <div class="tabs">. A choice holds for every group that
// has a tab of that name, on this page and the next.
const key = "rightdeck-tabs", groups = [];
const { dataset } = document.documentElement, own = new Set();
let chosen = [];
try { chosen = JSON.parse(localStorage.getItem(key)) ?? []; } catch {}

// The tab of the reader's own cloud or archetype opens first.
const lens = () => {
  own.clear();
  for (const facet of ["cloud", "archetype"]) {
    const input = dataset[facet] && document.querySelector(`#lens [name="${facet}"][value="${dataset[facet]}"]`);
    for (const name of input?.dataset.names?.split("|") ?? []) own.add(name.toLowerCase());
  }
};
lens();

document.querySelectorAll(".tabs").forEach((box, number) => {
  const panels = [...box.querySelectorAll(":scope > .tab")], labels = panels.map((panel) => panel.dataset.tab);
  if (panels.length < 2) return;
  const list = document.createElement("div");
  list.className = "tab-list";
  list.role = "tablist";
  const tabs = panels.map((panel, index) => {
    const tab = document.createElement("button");
    tab.role = "tab";
    tab.id = `tab-${number}-${index}`;
    tab.textContent = labels[index];
    tab.setAttribute("aria-controls", (panel.id ||= `${tab.id}-panel`));
    panel.role = "tabpanel";
    panel.ariaLabel = labels[index];
    panel.tabIndex = 0;
    return tab;
  });
  const select = (index) => tabs.forEach((tab, i) => {
    tab.ariaSelected = `${i === index}`;
    tab.tabIndex = i === index ? 0 : -1;
    panels[i].hidden = i !== index;
  });
  const choose = (index) => {
    const label = labels[index], before = list.getBoundingClientRect().top;
    for (const group of groups) if (group.labels.includes(label)) group.select(group.labels.indexOf(label));
    scrollBy({ top: list.getBoundingClientRect().top - before, behavior: "instant" });
    chosen = [label, ...chosen.filter((other) => other !== label)].slice(0, 8);
    try { localStorage.setItem(key, JSON.stringify(chosen)); } catch {}
  };
  list.addEventListener("click", (event) => { if (tabs.includes(event.target)) choose(tabs.indexOf(event.target)); });
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target), count = tabs.length;
    const to = { Home: 0, End: count - 1, ArrowRight: (at + 1) % count, ArrowLeft: (at + count - 1) % count }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    choose(to);
    tabs[to].focus();
  });
  const first = () => labels.indexOf(labels.find((label) => own.has(label.toLowerCase())) ?? chosen.find((label) => labels.includes(label)));
  groups.push({ panels, labels, select });
  list.append(...tabs);
  box.prepend(list);
  box.classList.add("live");
  select(Math.max(0, first()));
});

addEventListener("rightdeck-lens", () => {
  lens();
  for (const group of groups) {
    const at = group.labels.findIndex((label) => own.has(label.toLowerCase()));
    if (at >= 0) group.select(at);
  }
});

// A link to something inside a hidden panel opens that panel.
const reveal = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const panel = target?.closest(".live > .tab[hidden]");
  if (!panel) return;
  const group = groups.find((one) => one.panels.includes(panel));
  group.select(group.panels.indexOf(panel));
  target.scrollIntoView();
};
addEventListener("hashchange", reveal);
reveal();
