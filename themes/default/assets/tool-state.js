// What was entered in a tool, as the address has it, and the buttons that every tool has.
export const opened = () => {
  const hash = location.hash.slice(1), at = hash.indexOf("?");
  const name = at < 0 ? hash : hash.slice(0, at);
  return { name, query: new URLSearchParams(at < 0 ? "" : hash.slice(at + 1)) };
};

export const state = (box) => {
  const { name } = box.dataset;
  return {
    /** What the address says of this tool. */
    read: () => { const now = opened(); return now.name === name ? now.query : new URLSearchParams(); },
    /** Puts pairs into the address; empty ones are left out. */
    write: (pairs) => {
      const query = new URLSearchParams(pairs.filter(([, value]) => value));
      const hash = query.size ? `#${name}?${query}` : "";
      history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
    },
    /** Calls back when somebody opens another link to this tool. */
    follow: (show) => addEventListener("hashchange", () => { if (opened().name === name) show(); }),
  };
};

/** An element: make("p", { className: "quiet" }, "text", child). */
export const make = (tag, set = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...children);
  return made;
};

/** 'Copy link', 'Print' and 'Start again', at the end of a tool. */
export const buttons = (box, clear) => {
  const said = make("span", { className: "visually-hidden", role: "status" });
  const link = make("button", { className: "copy", type: "button", textContent: "Copy the link to this result" });
  link.onclick = async () => {
    const before = link.textContent;
    try { await navigator.clipboard.writeText(location.href); } catch { return; }
    link.textContent = said.textContent = "Link copied";
    setTimeout(() => { link.textContent = before; said.textContent = ""; }, 2000);
  };
  const print = make("button", { className: "copy", type: "button", textContent: "Print" });
  print.onclick = () => window.print();
  const again = make("button", { className: "copy", type: "button", textContent: "Start again" });
  again.onclick = clear;
  const bar = make("p", { className: "tool-bar" }, ...(navigator.clipboard ? [link] : []), print, again, said);
  box.append(bar);
};

/** Today in the site's own time zone, as 2026-11-21. */
export const today = () => {
  const { timeZone } = document.documentElement.dataset;
  try {
    return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format();
  } catch { return new Date().toISOString().slice(0, 10); }
};

export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 864e5);

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
export const inWords = (day) => `${+day.slice(8)} ${MONTHS[day.slice(5, 7) - 1]} ${day.slice(0, 4)}`;

export const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
