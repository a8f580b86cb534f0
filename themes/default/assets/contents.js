// Where the reader is: marks the entry of the table of contents whose part is on the screen.
const links = new Map([...document.querySelectorAll('.toc a[href^="#"]')].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current, waiting;

const mark = () => {
  waiting = false;
  const root = document.documentElement, edge = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8;
  const atEnd = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 2;
  const next = links.get(headings.findLast((heading) => atEnd || heading.getBoundingClientRect().top <= edge)?.id);
  if (next === current) return;
  current?.removeAttribute("aria-current");
  next?.setAttribute("aria-current", "location");
  current = next;
  const box = next?.closest(".toc");
  if (box) box.scrollTop = next.offsetTop - box.clientHeight / 2;
};

if (headings.length) {
  addEventListener("scroll", () => { waiting ||= requestAnimationFrame(mark); });
  mark();
}
