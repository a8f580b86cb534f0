// Menus and folded parts: <details data-menu> closes on Escape or a click elsewhere,
// and the section's and the page's contents stand open wherever the layout has a column for it.
const menus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
});

for (const [part, width] of [[".side", "60rem"], [".toc", "80rem"]]) {
  const folded = document.querySelector(`${part} > details`);
  if (!folded) continue;
  const wide = matchMedia(`(width >= ${width})`);
  (wide.onchange = () => { folded.open = wide.matches; })();
}

// Where the sections do not fit side by side, the one that is open is in view.
const here = document.querySelector(".nav-bar nav [aria-current]");
const row = here?.closest("ul");
if (row) row.scrollLeft = here.offsetLeft + here.offsetWidth - row.clientWidth + 40;
