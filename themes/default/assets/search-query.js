// What was typed, as slots, and what the index has for each: words, completions, corrections, synonyms.
import { items } from "./search-words.js";

const PART = /([-‐‑−–](?=\P{White_Space}))?(?:["“”„]([^"“”„]*)["“”„]?|([^\p{White_Space}"“”„]+))/gu;

/** The slots of a query in order, and what it excludes. */
export const parse = (typed) => {
  const query = [...typed.slice(0, 2000)].slice(0, 1000).join(""), parts = [];
  const add = (part) => {
    if (parts.filter((other) => !other.out === !part.out).length < (part.out ? 8 : 12)) parts.push(part);
  };
  for (const { 0: all, 1: out, 2: phrase, 3: text, index } of query.matchAll(PART)) {
    if (phrase !== undefined) {
      const pieces = items(phrase).flatMap((item) => item.pieces.map((piece) => piece.form)).slice(0, 12);
      if (pieces.length) add({ out, phrase: true, pieces, shown: `"${pieces.join(" ")}"` });
      continue;
    }
    for (const item of items(out ? all.slice(1) : text)) {
      const pieces = item.pieces.map((piece) => piece.form), last = pieces.length - 1;
      const form = item.one ?? (last ? undefined : item.pieces[0].marked), open = !out && index + item.to === query.length;
      if (form) add({ out, form, pieces, shown: form, open });
      else pieces.forEach((form, at) => add({ out, form, shown: form, open: open && at === last && (!last || !item.end) }));
    }
  }
  return parts;
};

/** Edits between a word and a form, neighbours exchanged being one, and between the word and the form's nearest beginning. */
const edits = (word, form) => {
  let before, last, row = [0, ...form.map((_, at) => at + 1)];
  word.forEach((sign, i) => {
    [before, last, row] = [last, row, [i + 1]];
    form.forEach((other, j) => {
      let best = Math.min(last[j] + (sign !== other), last[j + 1] + 1, row[j] + 1);
      if (i && j && sign === form[j - 1] && word[i - 1] === other) best = Math.min(best, before[j - 1] + 1);
      row.push(best);
    });
  });
  return [row.at(-1), Math.min(...row.slice(3))];
};

const correct = async (index, form, open) => {
  const word = [...form], size = word.length, most = size < 8 ? 1 : 2, [a, b, c, d] = word;
  if (size < 4 || size > 32 || /\P{Alphabetic}/u.test(form)) return [];
  const swapped = a + c + b + d, found = new Map();
  const [near, middle, far] = await Promise.all([index.words("f", a + b), size < 5 ? index.words("f", swapped) : [], index.words("b", word.at(-1) + word.at(-2))]);
  const look = ([form, bits], open) => {
    const signs = [...form];
    if (signs.length < size - 2) return;
    const [whole, start] = edits(word, signs.slice(0, size + 3)), begun = whole > most, count = begun ? open ? start : 9 : whole;
    if (count <= most && !found.has(form)) found.set(form, { form, count, begun, other: signs[0] !== a, bits });
  };
  near.forEach((one) => look(one, open));
  middle.forEach((one) => { if (one[0] === swapped) look(one); });
  far.forEach(([form, bits]) => look([[...form].reverse().join(""), bits]));
  const all = [...found.values()].sort((a, b) => a.count - b.count || a.begun - b.begun || a.other - b.other || b.bits - a.bits || (a.form < b.form ? -1 : 1));
  const least = (all.find((one) => !one.begun) ?? all[0])?.count;
  return all.filter((one) => one.count === least).slice(0, 8);
};

/** Finds what each slot looks for: `ways` of one word each, `rows` of several, the `terms` of a phrase. */
export const resolve = async (index, parts) => {
  const { tuning: { factor }, endings } = index.manifest, scale = (a, b) => Math.floor(a * b / 256), all = (list, call) => Promise.all(list.map(call));
  /** The word itself and the other forms of its stem. */
  const whole = async (form) => {
    const term = await index.term(form);
    return term ? [[term, factor.exact], ...(await all(term.mates, index.nth)).map((mate) => [mate, factor.stem])] : [];
  };
  /** Another form of a word that the index does not have. */
  const inflected = async (word) => {
    for (const [ending, other] of endings) {
      const rest = word.slice(0, word.length - ending.length), signs = [...rest];
      if (!word.endsWith(ending) || signs.length < 3) continue;
      for (const form of [rest + other, ...(!other && signs.at(-1) === signs.at(-2) ? [signs.slice(0, -1).join("")] : [])]) {
        const ways = (await whole(form)).filter(([term]) => !(term.flags & 4));
        if (ways.length) return ways.map(([term]) => [term, factor.stem]);
      }
    }
    return [];
  };
  const row = async (words, by) => {
    const found = await all(words, whole), left = found.filter(([way]) => !(way?.[0].flags & 4));
    return left.length && found.every((ways) => ways.length) ? [{ words: left, by }] : [];
  };
  await all(parts, async (part) => {
    const { form, pieces, out, open } = part;
    part.rows = [];
    part.ways = [];
    if (part.phrase) {
      const terms = await all(pieces, index.term);
      if (terms.every(Boolean)) part.terms = terms;
      return;
    }
    let ways = await whole(form);
    part.flags = ways[0]?.[0].flags;
    if (out) part.ways = ways.length ? ways : (await all(pieces ?? [], whole)).flat();
    else if (!(part.flags & 4)) {
      if (!ways.length) ways = await inflected(form);
      if (open || (!ways.length && [...form].length > 2)) {
        const begun = await index.term(`${form}*`), more = begun ? [begun] : await index.beginning(form), known = ways.map(([term]) => term);
        const fresh = more.filter((term) => !known.includes(term) && term.df && !(term.flags & 4));
        if (!known.length && !open && !begun) part.meant = fresh[0]?.form;
        ways.push(...fresh.map((term) => [term, factor.prefix]));
      }
      part.ways = ways;
      if (!ways.length && pieces) part.rows = await row(pieces, factor.apart);
    }
  });
  const slots = parts.filter((part) => !part.out);
  for (let at = 0, size; at < slots.length; at += size) {
    size = 1;
    const lines = slots[at].form ? await index.synonyms(slots[at].form) : [];
    const fits = lines.filter(([key]) => key.every((word, far) => slots[at + far]?.form === word)).sort(([a], [b]) => a.length - b.length);
    if (!fits.length) continue;
    const [key, ...others] = fits.at(-1), rows = (await all(others, (words) => row(words, factor.synonym))).flat();
    for (const slot of slots.slice(at, at + (size = key.length))) slot.rows.push(...rows);
  }
  await all(slots, async (slot) => {
    if (slot.phrase || slot.ways.length || slot.rows.length || slot.flags & 4) return;
    for (const { form, count, begun } of await correct(index, slot.form, slot.open)) {
      const edit = factor[count < 2 ? "edit1" : "edit2"], by = begun ? scale(edit, factor.prefix) : edit, ways = await whole(form);
      slot.ways.push(...ways.filter(([term]) => !(term.flags & 4)).map(([term]) => [term, term.form === form ? by : scale(by, factor.stem)]));
      if (slot.ways.length) slot.meant ??= form;
    }
  });
  return slots;
};

/** The forms that a slot looks for. */
export const forms = ({ terms = [], ways, rows }) => [...new Set([...terms, ...[...ways, ...rows.flatMap((row) => row.words).flat()].map(([term]) => term)].map((term) => term.form))];
