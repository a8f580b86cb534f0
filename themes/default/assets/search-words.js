// How a text becomes words, as docs/search-format.md says: for queries, excerpts and marks on a page.
const ALONE = "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9d\\u{20000}-\\u{3ffff}]";
const SIGN = "[\\p{Alphabetic}\\p{N}\\p{M}]", PART = `[${SIGN}--${ALONE}]`, JOIN = "[\\-\\u2010\\u2011.:\\/&_]";
const PIECE = `${PART}+(?:(?:['’]|(?<=\\d)[.,](?=\\d))${PART}+)*`;
const ITEM = new RegExp(`(?:(?<!${SIGN}|${JOIN})(\\.)(?=\\p{Alphabetic}))?(${PIECE}(?:${JOIN}${PIECE})*)(?:(\\+\\+?|#)(?!${SIGN}|[+#]))?|${SIGN}`, "gv");
const PIECES = new RegExp(`${PIECE}|${SIGN}`, "gv");

/** A piece as it is compared. */
const fold = (piece) => {
  let form = piece.toLowerCase();
  if (/[^a-z0-9.]/.test(form)) form = form.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ς", "σ").replace(/[^\p{Alphabetic}\p{N}.]/gu, "");
  return form.length > 64 ? [...form].slice(0, 64).join("") : form;
};

/** Compounds and pieces alone: where they stand, their pieces, those with marks, all of them in one. */
export const items = (text) => {
  const out = [];
  ITEM.lastIndex = 0;
  for (let found; (found = ITEM.exec(text));) {
    const from = found.index, pieces = [];
    let [all, dot = "", body = all, end = ""] = found, to = from + all.length;
    for (const { 0: part, index } of /^[a-z]+$/i.test(body) ? [{ 0: body, index: 0 }] : body.matchAll(PIECES)) {
      const at = from + dot.length + index, form = fold(part);
      if (!form) { // no compound goes over a piece of which nothing is left
        ITEM.lastIndex = at + part.length;
        to = pieces.at(-1)?.to;
        end = "";
        break;
      }
      pieces.push({ form, from: at, to: at + part.length });
    }
    const last = pieces.length - 1, one = pieces.map((piece) => piece.form).join("");
    pieces.forEach((piece, at) => {
      const marked = (at ? "" : dot) + piece.form + (at < last ? "" : end);
      if (marked !== piece.form) piece.marked = marked;
    });
    if (last >= 0) out.push({ from, to, end, pieces, one: last && last < 4 && [...one].length < 41 ? one : undefined });
  }
  return out;
};

/** The words of a text, each with the slot that looks for it, if any does. */
export const words = (text, highlights) => {
  const whole = new Map(), begun = [];
  highlights.forEach((forms, slot) => forms.forEach((form) => {
    if (form.endsWith("*")) begun.push([form.slice(0, -1), slot]);
    else if (!whole.has(form)) whole.set(form, slot);
  }));
  const slot = (form) => {
    if (form === undefined) return;
    const own = whole.get(form), other = begun.find(([start]) => form.startsWith(start))?.[1];
    return own < other ? own : other ?? own;
  };
  const out = [];
  for (const { from, to, pieces, one } of items(text)) {
    const last = pieces.length - 1, own = slot(one);
    if (own !== undefined) out.push({ from: pieces[0].from, to: pieces[last].to, slot: own });
    else pieces.forEach((piece, at) => {
      const own = slot(piece.marked), before = out.at(-1), { form } = piece;
      const word = own === undefined ? { from: piece.from, to: piece.to, slot: slot(form) } : { from: at ? piece.from : from, to: at < last ? piece.to : to, slot: own };
      // 'co sell', where 'cosell' is looked for.
      const pair = word.slot === undefined && before?.form ? slot(before.form + form) : undefined;
      if (pair !== undefined) return Object.assign(before, { to: word.to, slot: pair, form: "" });
      out.push({ ...word, form: word.slot === undefined ? form : "" });
    });
  }
  return out;
};

/** The words around the hits, or all, as parts: what is no hit, a hit, what is none ... */
export const excerpt = (text, highlights, whole) => {
  const all = words(text, highlights), out = [""];
  if (!all.length) return [];
  let best = 0, first = 0;
  all.forEach(({ slot }, at) => {
    if (slot === undefined) return;
    const hits = all.slice(at, at + 24).flatMap(({ slot }) => slot ?? []);
    const value = new Set(hits).size * 16 + Math.min(hits.length, 15);
    if (value > best) [best, first] = [value, at];
  });
  const start = whole ? 0 : Math.max(0, first - 5), end = whole ? all.length : start + 30;
  const add = (part, hit) => {
    if (out.length % 2 === +hit) out.push(part);
    else out[out.length - 1] += part;
  };
  const between = (part) => { if (part) add(part.replace(/\p{White_Space}+/gu, " "), false); };
  let at = whole ? 0 : all[start].from;
  if (start) add("…", false);
  for (const word of all.slice(start, end)) {
    between(text.slice(at, word.from));
    add(text.slice(word.from, at = word.to), word.slot !== undefined);
  }
  if (end < all.length) add("…", false);
  else between(text.slice(at).replace(/\p{White_Space}+$/u, ""));
  return out;
};
