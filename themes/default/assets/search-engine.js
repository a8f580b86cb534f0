// A query's answer, by the rules of docs/search-format.md: what was typed becomes slots, the index has
// words for each, groups of records are ranked, and what is shown of them is fetched. In whole numbers.
import { excerpt, items } from "./search-words.js";

const { floor, min, max } = Math;
const scale = (value, factor) => floor(value * factor / 256);

const PART = /([-‐‑−–](?=\P{White_Space}))?(?:["“”„]([^"“”„]*)["“”„]?|([^\p{White_Space}"“”„]+))/gu;

/** The slots of a query in order, and what it excludes. */
const parse = (typed) => {
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
const edits = (word, form, most) => {
  const size = form.length;
  let before = [], last = [], row = [0];
  for (let j = 0; j < size; j++) row.push(j + 1);
  for (let i = 0; i < word.length; i++) {
    [before, last, row] = [last, row, before];
    row[0] = i + 1;
    let least = i + 1;
    for (let j = 0; j < size; j++) {
      let best = min(last[j] + (word[i] !== form[j]), last[j + 1] + 1, row[j] + 1);
      if (i && j && word[i] === form[j - 1] && word[i - 1] === form[j]) best = min(best, before[j - 1] + 1);
      row[j + 1] = best;
      if (best < least) least = best;
    }
    if (least > most) return [9, 9];
  }
  let start = 9;
  for (let j = 3; j <= size; j++) start = min(start, row[j]);
  return [row[size], start];
};

/** Signs of a word in which mistakes are forgiven. */
const forgiven = (form) => {
  const word = [...form];
  return word.length < 4 || word.length > 32 || /\P{Alphabetic}/u.test(form) ? [] : word;
};

/** The nearest of some forms, given with their bits; `open` tells of each list whether a mistyped beginning counts. */
const nearest = (word, lists) => {
  const size = word.length, most = size < 8 ? 1 : 2, found = new Map();
  for (const [forms, open] of lists) for (const [form, bits] of forms) {
    const signs = [...form];
    if (signs.length < size - most || (!open && signs.length > size + most)) continue;
    const [whole, start] = edits(word, signs.slice(0, size + 3), most), begun = whole > most, count = begun ? open ? start : 9 : whole;
    if (count <= most && !found.has(form)) found.set(form, { form, count, begun, other: signs[0] !== word[0], bits });
  }
  const all = [...found.values()].sort((a, b) => a.count - b.count || a.begun - b.begun || a.other - b.other || b.bits - a.bits || (a.form < b.form ? -1 : 1));
  const least = (all.find((one) => !one.begun) ?? all[0])?.count;
  return all.filter((one) => one.count === least).slice(0, 4);
};

/** The forms near a word: those that begin as it does, and those that end so. */
const correct = async (index, form, open) => {
  const word = forgiven(form), [a, b, c, d] = word, swapped = a + c + b + d;
  if (!a) return [];
  const [near, middle, far] = await Promise.all([index.words("f", a + b), word.length < 5 ? index.words("f", swapped) : [], index.words("b", word.at(-1) + word.at(-2))]);
  return nearest(word, [[near, open], [middle.filter(([form]) => form === swapped)], [far.map(([form, bits]) => [[...form].reverse().join(""), bits])]]);
};

/** Most words of a query are of what things are called. One that is nearly such a word is mistyped, most likely: what that will need is fetched along. */
const foresee = (index, { form, open }) => {
  const { titles } = index, word = forgiven(form), known = (title) => title.startsWith(form) || form.startsWith(title);
  const near = !word.length || titles.some(known) ? [] : nearest(word, [[titles.map((title) => [title, 0]), open]]);
  if (near.length) for (const ahead of [correct(index, form, open), ...near.map(({ form }) => index.term(form))]) ahead.catch(() => {});
};

/** Finds what each slot looks for: `ways` of one word each, `rows` of several, the `terms` of a phrase. */
const resolve = async (index, parts) => {
  const { manifest: { tuning: { factor }, endings }, passed } = index, all = (list, call) => Promise.all(list.map(call));
  /** The word itself and the other forms of its stem. */
  const whole = async (form) => {
    const term = await index.term(form);
    return term ? [[term, factor.exact], ...(await all(term.mates, index.nth)).map((mate) => [mate, factor.stem])] : [];
  };
  /** Another form of a word that the index does not have. */
  const inflected = async (word) => {
    const tried = endings.flatMap(([ending, other]) => {
      const rest = word.slice(0, word.length - ending.length), signs = [...rest];
      if (!word.endsWith(ending) || signs.length < 3) return [];
      return [rest + other, ...(!other && signs.at(-1) === signs.at(-2) ? [signs.slice(0, -1).join("")] : [])];
    });
    const found = (await all(tried, whole)).map((ways) => ways.filter(([term]) => !(term.flags & 4)));
    return (found.find((ways) => ways.length) ?? []).map(([term]) => [term, factor.stem]);
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
      if (pieces.length > 1) pieces.forEach(index.ahead);
      const terms = await all(pieces, index.term);
      if (terms.every(Boolean)) part.terms = terms;
      return;
    }
    // The first letters of something, it may be: 'a', 'in'.
    const begins = !out && passed.includes(form);
    if (begins && !(open && parts.filter((part) => !part.out).length < 2)) return void (part.flags = 6);
    if (!out) foresee(index, part);
    let [ways, begun] = await Promise.all([begins ? [] : whole(form), open && index.term(`${form}*`)]);
    part.flags = ways[0]?.[0].flags;
    if (out) part.ways = ways.length ? ways : (await all(pieces ?? [], whole)).flat();
    else if (!(part.flags & 4)) {
      if (!ways.length && !begins) ways = await inflected(form);
      if (open || (!ways.length && [...form].length > 2)) {
        begun ||= await index.term(`${form}*`);
        const more = begun ? [begun] : await index.beginning(form), known = ways.map(([term]) => term);
        const fresh = more.filter((term) => !known.includes(term) && term.df && !(term.flags & 4));
        if (!known.length && !open && !begun) part.meant = [...fresh].sort((a, b) => b.df - a.df)[0]?.form;
        ways.push(...fresh.map((term) => [term, factor.prefix]));
      }
      part.ways = ways;
      if (begins && !ways.length) part.flags = 6;
      else if (!ways.length && pieces) part.rows = await row(pieces, factor.apart);
    }
  });
  const slots = parts.filter((part) => !part.out);
  for (let at = 0, size; at < slots.length; at += size) {
    size = 1;
    const lines = slots[at].form && !(slots[at].flags & 4) ? await index.synonyms(slots[at].form) : [];
    const fits = lines.filter(([key]) => key.every((word, far) => slots[at + far]?.form === word)).sort(([a], [b]) => a.length - b.length);
    if (!fits.length) continue;
    const [key, ...others] = fits.at(-1), rows = (await all(others, (words) => row(words, factor.synonym))).flat();
    for (const slot of slots.slice(at, at + (size = key.length))) slot.rows.push(...rows);
  }
  await all(slots, async (slot) => {
    if (slot.phrase || slot.ways.length || slot.rows.length || slot.flags & 4) return;
    const near = await correct(index, slot.form, slot.open), found = await all(near, ({ form }) => whole(form));
    for (const [at, { form, count, begun }] of near.entries()) {
      const edit = factor[count < 2 ? "edit1" : "edit2"], by = begun ? scale(edit, factor.prefix) : edit, ways = found[at];
      slot.ways.push(...ways.filter(([term]) => !(term.flags & 4)).map(([term]) => [term, term.form === form ? by : scale(by, factor.stem)]));
      if (slot.ways.length) slot.meant ??= form;
    }
  });
  return slots;
};

/** The forms that a slot looks for. */
const forms = ({ terms = [], ways, rows }) => [...new Set([...terms, ...[...ways, ...rows.flatMap((row) => row.words).flat()].map(([term]) => term)].map((term) => term.form))];

/** The records that have all words in a row. */
const inRow = async (index, terms) => {
  const rare = terms.reduce((a, b) => (b.df < a.df ? b : a)), among = rare.flags & 4 ? undefined : new Set(rare.records);
  const [first, ...rest] = await Promise.all(terms.map((term) => index.positions(term, among)));
  return [...first.keys()].filter((record) => !rest.length || first.get(record).some((from) => rest.every((all, far) => all.get(record)?.includes(from + far + 1))));
};

// What is done for each record or group stands in plain loops of its own: they are made fast while a first query is answered.

/** Raises what records are worth, and says where the word stands in them. */
const raise = (raw, near, records, levels, places, worth) => {
  for (let at = 0; at < records.length; at++) {
    const record = records[at], value = worth[levels[at]];
    if (value > raw[record]) {
      raw[record] = value;
      near[record] = places ? places[at] : 15;
    }
  }
};

/** What words in a row are worth together, where a record has them all. */
const together = (raws, by) => {
  const out = new Int32Array(raws[0].length);
  for (let record = 0; record < out.length; record++) {
    let sum = 0;
    for (let word = 0; word < raws.length && sum >= 0; word++) sum = raws[word][record] < 0 ? -1 : sum + raws[word][record];
    out[record] = sum < 0 ? -1 : scale(floor(sum / raws.length), by);
  }
  return out;
};

/** Marks the records that a slot stands in, and counts them. */
const mark = (masks, raw, bit) => {
  let df = 0;
  for (let record = 0; record < raw.length; record++) {
    if (raw[record] < 0) continue;
    df++;
    masks[record] |= bit;
  }
  return df;
};

/** The slots that stand in some records. */
const within = (masks, from, end) => {
  let mask = 0;
  for (let at = from; at < end; at++) mask |= masks[at];
  return mask;
};

/** Of some records the one with the largest sum, and that. */
const foremost = (masks, first, last, { raws, nears, idfs, best, tuning: { elsewhere, near } }) => {
  for (let slot = 0; slot < best.length; slot++) {
    let most = 0;
    for (let at = first; at < last; at++) most = max(most, raws[slot][at] * idfs[slot]);
    best[slot] = scale(most, elsewhere);
  }
  let record = first, most = -1;
  for (let at = first; at < last; at++) {
    if (!masks[at]) continue;
    let sum = 0;
    for (let slot = 0; slot < best.length; slot++) {
      const score = raws[slot][at] * idfs[slot], other = slot + 1 < best.length ? raws[slot + 1][at] : -1;
      sum += max(score, best[slot]);
      if (score < 0 || other < 0 || nears[slot][at] > 14 || nears[slot + 1][at] > 14) continue;
      sum += scale(min(score, other * idfs[slot + 1]), near[Math.abs(nears[slot][at] - nears[slot + 1][at])] ?? 0);
    }
    if (sum > most) [most, record] = [sum, at];
  }
  return [most, record];
};

const FACETS = { kind: "kind", hyperscaler: "hyperscalers", context: "contexts", archetype: "archetypes" };

/** Hits in order, how many there are, and how many each facet would leave. */
const order = ({ table: groups, tuning }, slots, masks, out, { today, lens = {}, filters = {}, limit }) => {
  const asked = slots.some((slot) => !(slot.flags & 2)), required = slots.filter((slot) => !asked || !(slot.flags & 2));
  let need = 0, must = 0;
  slots.forEach((slot, at) => { if (required.includes(slot) && !slot.missing) { must |= 1 << at; need += slot.idf; } });

  // 3: what is not to appear.
  const { records } = groups, found = new Uint16Array(records.length);
  let some = false, relaxed = must > 0;
  for (let group = 0, from = 0, end; group < records.length; group++, from = end) {
    end = from + records[group];
    const expires = groups.expires[group];
    if (expires && expires < today || out && within(out, from, end)) continue;
    found[group] = within(masks, from, end);
    if (found[group]) some = true;
    if ((found[group] & must) === must) relaxed = false;
  }
  relaxed &&= some;

  // 4: what fits.
  const has = (mask) => slots.reduce((sum, slot, at) => sum + (mask & must & 1 << at ? slot.idf : 0), 0), known = new Map();
  const whole = (mask) => (mask & must) === must, share = relaxed ? 64 : slots.filter((slot, at) => must & 1 << at).length > 2 ? 96 : 0;
  const fits = (mask) => {
    if (!known.has(mask)) known.set(mask, must && mask && (whole(mask) || (share && has(mask) > 0 && has(mask) * 256 >= need * share)));
    return known.get(mask);
  };
  const wants = (facet, values) => !filters[facet]?.length || (values.length ? values : [""]).some((value) => filters[facet].includes(value));
  const profiles = groups.profiles.map((profile) => {
    const values = Object.entries(FACETS).map(([facet, key]) => [facet, [...new Set([profile[key] ?? []].flat())]]), deck = profile.record === "deck";
    return { profile, deck, values, refused: values.filter(([facet, list]) => !wants(facet, list)), head: wants("record", [profile.record]), slide: wants("record", ["slide"]), heads: 0, slides: 0, groups: 0 };
  });
  const ranked = { raws: slots.map(({ raw }) => raw), nears: slots.map(({ near }) => near), idfs: slots.map(({ idf }) => idf), best: slots.map(() => 0), tuning }, hits = [];
  let total = 0;
  for (let group = 0, from = 0, cards = records.length, end, slides; group < records.length; group++, from = end) {
    const own = profiles[groups.profile[group]], { profile, deck, refused } = own;
    end = from + records[group];
    slides = cards;
    if (deck) cards += records[group] - 1;
    if (!found[group] || refused.length > 1) continue;
    const middle = deck ? from + 1 : end, first = own.head ? from : middle, last = own.slide ? end : middle;
    if (!refused.length) {
      if (fits(within(masks, from, middle))) own.heads++;
      if (deck && fits(within(masks, middle, end))) own.slides++;
    }
    const mask = within(masks, first, last);
    if (!fits(mask)) continue;
    own.groups++;
    if (refused.length) continue;
    total++;

    // 5: the record that stands for the group.
    const [most, record] = foremost(masks, first, last, ranked);

    // 6: what is known of the group.
    const kind = deck && record > from ? "slide" : profile.record, due = groups.due[group];
    let score = scale(most, tuning.kind[kind]);
    if (profile.hyperscalers.includes(lens.hyperscaler)) score = scale(score, tuning.lens);
    if (profile.archetypes.includes(lens.archetype)) score = scale(score, tuning.archetype);
    if (due && due < today) score = scale(score, tuning.overdue);
    if (profile.status === "retired") score = scale(score, tuning.retired);
    if (!whole(mask)) score = floor(score * has(mask) / need);

    // 7: the best of them, in order.
    if (hits.length >= limit && score <= hits.at(-1).score) continue;
    const hit = { group, record: record - from, card: kind === "slide" ? slides + record - from - 1 : group, kind, score, status: profile.status, due, expires: groups.expires[group] };
    hits.splice(hits.findLastIndex((other) => other.score >= score) + 1, 0, hit);
    if (hits.length > limit) hits.pop();
  }
  const facets = { record: {}, kind: {}, hyperscaler: {}, context: {}, archetype: {} };
  const count = (facet, value, number) => { if (number) facets[facet][value] = (facets[facet][value] ?? 0) + number; };
  for (const own of profiles) {
    count("record", own.profile.record, own.heads);
    count("record", "slide", own.slides);
    for (const [facet, list] of own.refused.length ? own.refused : own.values) list.forEach((value) => count(facet, value, own.groups));
  }
  return { total, hits, facets, relaxed };
};

/** What each slot is worth in each record, how rare it is, and the order that follows. */
const rank = async (index, parts, options) => {
  const { manifest } = index, { tuning: { levels, factor }, records: size } = manifest;
  const slots = parts.filter((part) => !part.out && !(part.flags & 4)), outs = parts.filter((part) => part.out), masks = new Uint16Array(size);

  // 1, 2: what each slot is worth in each record, and how rare it is.
  const raws = (ways) => {
    const raw = new Int32Array(size).fill(-1), near = new Uint8Array(size).fill(15);
    for (const [term, by] of ways) raise(raw, near, term.records ?? [], term.levels, term.near, levels.map((level) => scale(level, by)));
    return { raw, near };
  };
  const rows = new Map();
  const sequence = (row) => {
    if (!rows.has(row)) rows.set(row, together(row.words.map((ways) => raws(ways).raw), row.by));
    return rows.get(row);
  };
  for (const [at, slot] of slots.entries()) {
    const { terms = [] } = slot, single = terms.length === 1 && !(terms[0].flags & 4);
    const { raw, near } = Object.assign(slot, raws(single ? [[terms[0], factor.phrase]] : slot.ways));
    if (terms.length && !single) {
      const worth = terms.map((term) => raws([[term, 256]]).raw);
      for (const record of await inRow(index, terms)) raw[record] = scale(floor(worth.reduce((sum, own) => sum + (own[record] < 0 ? levels[0] : own[record]), 0) / terms.length), factor.phrase);
    }
    for (const row of slot.rows) {
      sequence(row).forEach((value, record) => { if (value > raw[record]) [raw[record], near[record]] = [value, 15]; });
    }
    const df = mark(masks, raw, 1 << at), q = floor((size + 1) * 256 / (df + 1)), e = 31 - Math.clz32(q);
    slot.idf = (e - 8) * 16 + floor(q * 16 / 2 ** e) - 8;
    slot.missing = !df;
  }
  const out = outs.length && new Uint8Array(size);
  for (const part of outs) {
    const every = async ([term]) => (term.flags & 4 ? inRow(index, [term]) : term.records);
    for (const found of await Promise.all(part.terms ? [inRow(index, part.terms)] : part.ways.map(every))) for (const record of found) out[record] = 1;
  }
  return order(manifest, slots, masks, out, options);
};

/** Asks an index: `query`, `today` in days, and what else `rank` takes. */
export const ask = async (index, { query, ...options }) => {
  const parts = parse(query), slots = await resolve(index, parts), { hits, ...found } = await rank(index, parts, options);
  const card = async (hit) => {
    const [title, url, lead, reviewed, text, sections] = await index.card(hit.card), [heading = "", anchor] = sections[hit.kind === "slide" ? 0 : hit.record - 1] ?? [];
    const same = sections.slice(0, hit.record).filter((one) => one[0] === heading).length;
    return { ...hit, title, heading, same, reviewed, lead, url: anchor ? `${url}#${anchor}` : url, text: text === 1 ? url.replace(/\/+$/, ".md") : text };
  };
  const meant = slots.filter((slot) => slot.meant), telling = slots.some((slot) => !(slot.flags & 6));
  return {
    ...found, hits: await Promise.all(hits.map(card)), highlights: slots.map(forms),
    marks: slots.map((slot) => (telling && slot.flags & 6 ? [] : forms(slot))), // 'the' is not worth a mark
    missing: slots.filter((slot) => slot.missing).map((slot) => slot.shown),
    corrected: meant.map((slot) => [slot.shown, slot.meant]),
    suggestion: meant.length ? [...slots.map((slot) => slot.meant ?? slot.shown), ...parts.filter((part) => part.out).map((part) => `-${part.shown}`)].join(" ") : undefined,
  };
};

const plain = (text) => text.replace(/\[[!^][^\]]+\]:?/g, "").replace(/^\s*(?:\x60{3}.*|[|:\- ]{3,}$|[#>*+\-]+ |\d+[.)] )/gm, "").replace(/!?\[([^\]]*)\](?:\([^)]*\))?/g, "$1").replace(/\\([^\w\s])|(?<!\w)_|_(?!\w)|[*\x60|]/g, "$1");

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
export const around = ({ kind, text, heading, same, lead }, texts, marks) =>
  excerpt((kind === "page" && under(texts.get(text) ?? "", heading, same)) || lead, marks);
