// Rehearsing a statement: its points in large letters, ninety seconds on a ring, and how fast it was spoken.
import { count, make } from "./tool-state.js";

const LIMIT = 90, PACE = 150; // seconds; words a minute, as people speak to a room
const NS = "http://www.w3.org/2000/svg";
const svg = (tag, set) => {
  const made = document.createElementNS(NS, tag);
  for (const [key, value] of Object.entries(set)) made.setAttribute(key, value);
  return made;
};

const statement = document.querySelector("[data-rehearse]");
const points = [...statement.querySelectorAll("ol > li")].map((item) => {
  const text = item.querySelector("div").textContent.trim();
  return { label: item.querySelector(".eyebrow").textContent, text, words: text.split(/\s+/).length };
});
const words = points.reduce((sum, point) => sum + point.words, 0);

const ring = svg("svg", { viewBox: "0 0 100 100", class: "ring", "aria-hidden": "true" });
const round = (name) => svg("circle", { class: name, cx: 50, cy: 50, r: 44, pathLength: LIMIT });
const spent = round("ring-spent");
ring.append(round("ring-whole"), spent);
// A mark where each point should be over.
let said = 0;
for (const point of points.slice(0, -1)) {
  said += point.words;
  const angle = (said / words) * Math.min(1, words / PACE / (LIMIT / 60)) * 2 * Math.PI;
  const at = (radius) => `${50 + radius * Math.sin(angle)} ${50 - radius * Math.cos(angle)}`;
  ring.append(svg("path", { class: "ring-mark", d: `M${at(39)}L${at(49)}` }));
}
const clock = make("span", { className: "ring-clock", role: "timer", textContent: "0:00" });
const list = make("ol", { className: "rehearse-points" }, ...points.map((point) => make("li", {}, make("span", { className: "eyebrow", textContent: point.label }), make("p", { textContent: point.text }))));
const button = (text, className = "copy") => make("button", { type: "button", className, textContent: text });
const go = button("Start", "button"), again = button("Start again"), close = button("Close"), result = make("p", { role: "status", className: "rehearse-result" });
const dialog = make("dialog", { className: "rehearse", ariaLabel: `Rehearse: ${statement.dataset.rehearse}` },
  make("header", {}, make("div", { className: "ring-box" }, ring, clock), make("div", {}, make("p", { className: "eyebrow", textContent: statement.dataset.rehearse }), result, make("p", { className: "rehearse-bar" }, go, again, close))), list);
document.body.append(dialog);
// What the others call it is said nowhere in this room.
const say = document.querySelector(".say")?.cloneNode(true);
if (say) {
  say.removeAttribute("aria-labelledby");
  say.querySelector("h2").id = "";
  dialog.append(say);
}

let since = 0, before = 0, ticking;
const elapsed = () => before + (since ? (Date.now() - since) / 1000 : 0);
const show = () => {
  const now = elapsed(), over = now > LIMIT;
  clock.textContent = `${Math.trunc(now / 60)}:${String(Math.trunc(now % 60)).padStart(2, "0")}`;
  spent.setAttribute("stroke-dasharray", `${Math.min(now, LIMIT)} ${LIMIT}`);
  dialog.classList.toggle("over", over);
  let left = now * (PACE / 60);
  const at = points.findIndex((point) => (left -= point.words) < 0);
  const here = now > 0 ? list.children[at < 0 ? points.length - 1 : at] : null;
  if (here && !here.classList.contains("here")) here.scrollIntoView({ block: "center" });
  for (const item of list.children) item.classList.toggle("here", item === here);
};
const stop = () => {
  before = elapsed();
  since = 0;
  clearInterval(ticking);
};
const reset = () => {
  stop();
  before = 0;
  go.textContent = "Start";
  result.textContent = `${count(words, "word")}: about ${Math.ceil(words / (PACE / 60))} of ${LIMIT} seconds at an easy pace.`;
  show();
};
go.onclick = () => {
  if (!since && go.textContent === "Start") {
    since = Date.now();
    ticking = setInterval(show, 200);
    go.textContent = "Done";
    result.textContent = "The bright point is where you should be.";
  } else if (since) {
    stop();
    show();
    const seconds = Math.max(1, Math.round(before)), pace = Math.round(words / (before / 60 || 1 / 60));
    go.textContent = "Start";
    before = 0;
    result.textContent = `${count(seconds, "second")}, ${pace} words a minute. ${seconds > LIMIT ? `Over ${LIMIT}: leave something out, do not hurry.` : pace > 170 ? "In time, and fast: breathe between the points." : "In time."}`;
  }
};
again.onclick = () => { reset(); go.focus(); };
close.onclick = () => dialog.close();
dialog.addEventListener("close", stop);

const open = button("Rehearse", "button");
open.onclick = () => { reset(); dialog.showModal(); go.focus(); };
const print = button("Print");
print.onclick = () => window.print();
statement.querySelector("header").append(make("p", { className: "rehearse-bar" }, open, print));
