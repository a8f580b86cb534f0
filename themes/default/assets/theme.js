// The colour scheme: follows the system, or is kept light or dark. Loaded before the
// first paint, so that a page never flashes in the wrong colours.
(() => {
  const root = document.documentElement, key = "rightdeck-theme";
  const names = { auto: "as the system", light: "light", dark: "dark" }, next = { auto: "light", light: "dark", dark: "auto" };
  let theme;
  try { theme = localStorage.getItem(key); } catch {}
  if (!(theme in next)) theme = "auto";
  const apply = () => { theme === "auto" ? delete root.dataset.theme : (root.dataset.theme = theme); };
  apply();
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const show = () => {
      button.dataset.themeSwitch = theme;
      button.ariaLabel = button.title = `Colours: ${names[theme]}. Change to ${names[next[theme]]}`;
    };
    button.addEventListener("click", () => {
      theme = next[theme];
      try { localStorage.setItem(key, theme); } catch {}
      apply();
      show();
    });
    show();
    button.hidden = false;
  });
})();
