// A query's answer: hits with all that is shown of them.
import { forms, parse, resolve } from "./search-query.js";
import { rank } from "./search-rank.js";
import { excerpt } from "./search-words.js";

/** Asks an index: `query`, `today` in days, and what else `rank` takes. */
export const ask = async (index, { query, ...options }) => {
  const parts = parse(query), slots = await resolve(index, parts), { hits, ...found } = await rank(index, parts, options);
  const card = async (hit) => {
    const [title, url, lead, reviewed, text, sections] = await index.card(hit.group), own = sections[hit.record - 1] ?? [], [heading = "", anchor, said = lead] = own;
    const same = sections.slice(0, hit.record).filter((one) => one[0] === heading).length;
    return { ...hit, title, heading, same, reviewed, lead: said, url: anchor ? `${url}#${anchor}` : url, text: text === 1 ? url.replace(/\/+$/, ".md") : text };
  };
  const meant = slots.filter((slot) => slot.meant);
  return {
    ...found, hits: await Promise.all(hits.map(card)), highlights: slots.map(forms),
    missing: slots.filter((slot) => slot.missing).map((slot) => slot.shown),
    corrected: meant.map((slot) => [slot.shown, slot.meant]),
    suggestion: meant.length ? [...slots.map((slot) => slot.meant ?? slot.shown), ...parts.filter((part) => part.out).map((part) => `-${part.shown}`)].join(" ") : undefined,
  };
};

const plain = (text) => text.replace(/\[!\w+\]/g, "").replace(/^\s*(?:\x60{3}.*|[|:\- ]{3,}$|[#>*+\-]+ |\d+[.)] )/gm, "").replace(/!?\[([^\]]*)\](?:\([^)]*\))?/g, "$1").replace(/\\([^\w\s])|(?<!\w)_|_(?!\w)|[*\x60|]/g, "$1");

/** What a page's Markdown says under a heading, or before the first: the `same`th of that name. */
const under = (markdown, heading, same) => {
  const out = [];
  let on = !heading, code = false;
  for (const line of markdown.split("\n")) {
    if (/^\s*\x60{3}/.test(line)) code = !code;
    if (code || !/^#{1,6} /.test(line)) on && out.push(line);
    else if (on && out.join("").trim()) break;
    else on = heading ? on || (plain(line).trim() === heading && --same < 1) : on;
  }
  return plain(out.join("\n")).trim();
};

/** The words around the hits: of the page's own text if that is at hand. */
export const around = ({ kind, text, heading, same, lead }, texts, highlights) =>
  excerpt((kind === "page" && under(texts.get(text) ?? "", heading, same)) || lead, highlights);
