// Marks on a page the words that led to it, without a change to the page itself.
import { words } from "./search-words.js";

const KEY = "rightdeck-found";
let bar;

const clear = () => {
  CSS.highlights?.delete("found");
  bar?.remove();
};

export const mark = () => {
  const { marks, query } = JSON.parse(localStorage.getItem(KEY)) ?? {};
  if (!marks || !CSS.highlights) return;
  localStorage.removeItem(KEY);
  const main = document.querySelector("main"), walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT), ranges = [];
  for (let node; (node = walk.nextNode());) {
    if (node.parentElement.closest("nav, script, .toc, .crumbs")) continue;
    for (const { from, to, slot } of words(node.data, marks)) {
      if (slot === undefined) continue;
      const range = new Range();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
  clear();
  if (!ranges.length) return;
  CSS.highlights.set("found", new Highlight(...ranges));
  const text = document.createElement("span"), button = document.createElement("button");
  text.textContent = `Marked: ${query.trim().slice(0, 60)}`;
  button.textContent = "Clear";
  button.onclick = () => { clear(); main.focus({ preventScroll: true }); };
  bar = document.createElement("p");
  bar.className = "marked-bar";
  bar.append(text, button);
  document.body.append(bar);
};

addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.defaultPrevented) clear(); });
