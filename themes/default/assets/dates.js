// What a date means today, in the site's own time zone: reviews that are due within two
// months or overdue, and decks that expired since the build (they lose their download).
const { timeZone } = document.documentElement.dataset;
let today = new Date().toISOString().slice(0, 10);
try { today = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(); } catch {}
const daysTo = (day) => Math.round((Date.parse(day) - Date.parse(today)) / 864e5);

const span = (days) => {
  const [count, unit] = days < 14 ? [days, "day"] : days < 60 ? [Math.round(days / 7), "week"] : [Math.round(days / 30.44), "month"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
};

for (const time of document.querySelectorAll("time[data-due], time[data-expires]")) {
  const days = daysTo(time.dateTime), due = "due" in time.dataset;
  if (!(days <= 60)) continue;
  const note = document.createElement("span");
  note.className = days < 0 ? "when when-past" : "when";
  note.textContent = days === 0 ? "today" : days > 0 ? `in ${span(days)}`
    : due ? `overdue by ${span(-days)}` : `expired ${span(-days)} ago`;
  time.after(note);
}

for (const deck of document.querySelectorAll("[data-expires]:not(time)")) {
  if (!(daysTo(deck.dataset.expires) < 0)) continue;
  const own = (selector) => [...deck.querySelectorAll(selector)].filter((part) => part.closest("[data-expires]:not(time)") === deck);
  deck.dataset.expired = "";
  own("[data-download]").forEach((part) => part.remove());
  own("[data-when-expired]").forEach((part) => { part.hidden = false; });
  own(".status-approved, .status-draft").forEach((status) => {
    status.className = "status status-expired";
    status.textContent = "Expired";
  });
}
