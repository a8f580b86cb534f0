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
const edits = (word, form) => {
  let before, last, row = [0, ...form.map((_, at) => at + 1)];
  word.forEach((sign, i) => {
    [before, last, row] = [last, row, [i + 1]];
    form.forEach((other, j) => {
      let best = min(last[j] + (sign !== other), last[j + 1] + 1, row[j] + 1);
      if (i && j && sign === form[j - 1] && word[i - 1] === other) best = min(best, before[j - 1] + 1);
      row.push(best);
    });
  });
  return [row.at(-1), min(...row.slice(3))];
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
    if (signs.length < size - 2) continue;
    const [whole, start] = edits(word, signs.slice(0, size + 3)), begun = whole > most, count = begun ? open ? start : 9 : whole;
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

const FACETS = { kind: "kind", hyperscaler: "hyperscalers", context: "contexts", archetype: "archetypes" };

/** The records that have all words in a row. */
const inRow = async (index, terms) => {
  const rare = terms.reduce((a, b) => (b.df < a.df ? b : a)), among = rare.flags & 4 ? undefined : new Set(rare.records);
  const [first, ...rest] = await Promise.all(terms.map((term) => index.positions(term, among)));
  return [...first.keys()].filter((record) => !rest.length || first.get(record).some((from) => rest.every((all, far) => all.get(record)?.includes(from + far + 1))));
};

/** Hits in order, how many there are, and how many each facet would leave. */
const rank = async (index, parts, { today, lens = {}, filters = {}, limit }) => {
  const { manifest: { tuning, records: size, table: groups } } = index, { levels, factor } = tuning;
  const slots = parts.filter((part) => !part.out && !(part.flags & 4)), masks = new Uint16Array(size);

  // 1, 2: what each slot is worth in each record, and how rare it is.
  const raws = (ways) => {
    const raw = new Int32Array(size).fill(-1), near = new Uint8Array(size).fill(15);
    for (const [term, by] of ways) {
      const worth = levels.map((level) => scale(level, by)), { records = [] } = term;
      for (let at = 0; at < records.length; at++) {
        const record = records[at], value = worth[term.levels[at]];
        if (value > raw[record]) {
          raw[record] = value;
          near[record] = term.near?.[at] ?? 15;
        }
      }
    }
    return { raw, near };
  };
  const rows = new Map();
  const sequence = (row) => {
    if (!rows.has(row)) {
      const all = row.words.map((ways) => raws(ways).raw);
      rows.set(row, all[0].map((_, record) => (all.every((raw) => raw[record] >= 0) ? scale(floor(all.reduce((sum, raw) => sum + raw[record], 0) / all.length), row.by) : -1)));
    }
    return rows.get(row);
  };
  for (const [at, slot] of slots.entries()) {
    const { terms = [] } = slot, single = terms.length === 1 && !(terms[0].flags & 4);
    Object.assign(slot, raws(single ? [[terms[0], factor.phrase]] : slot.ways));
    const { raw, near } = slot;
    if (terms.length && !single) {
      const worth = terms.map((term) => raws([[term, 256]]).raw);
      for (const record of await inRow(index, terms)) raw[record] = scale(floor(worth.reduce((sum, own) => sum + (own[record] < 0 ? levels[0] : own[record]), 0) / terms.length), factor.phrase);
    }
    for (const row of slot.rows) {
      sequence(row).forEach((value, record) => { if (value > raw[record]) [raw[record], near[record]] = [value, 15]; });
    }
    let df = 0;
    for (let record = 0; record < size; record++) if (raw[record] >= 0) { df++; masks[record] |= 1 << at; }
    const q = floor((size + 1) * 256 / (df + 1)), e = 31 - Math.clz32(q);
    slot.idf = (e - 8) * 16 + floor(q * 16 / 2 ** e) - 8;
    slot.missing = !df;
  }
  const asked = slots.some((slot) => !(slot.flags & 2)), required = slots.filter((slot) => !asked || !(slot.flags & 2));
  let need = 0, must = 0;
  slots.forEach((slot, at) => { if (required.includes(slot) && !slot.missing) { must |= 1 << at; need += slot.idf; } });

  // 3: what is not to appear.
  const out = new Uint8Array(size);
  for (const part of parts.filter((part) => part.out)) {
    const every = async ([term]) => (term.flags & 4 ? inRow(index, [term]) : term.records);
    const found = await Promise.all(part.terms ? [inRow(index, part.terms)] : part.ways.map(every));
    for (const record of found.flat()) out[record] = 1;
  }
  const rowsOf = [];
  let end = 0, cards = groups.records.length;
  groups.records.forEach((count, group) => {
    const from = end, slides = cards, expires = groups.expires[group], profile = groups.profiles[groups.profile[group]];
    end += count;
    if (profile.record === "deck") cards += count - 1;
    if (expires && expires < today) return;
    let mask = 0;
    for (let at = from; at < end; at++) {
      if (out[at]) return;
      mask |= masks[at];
    }
    if (mask) rowsOf.push({ group, from, end, slides, mask, profile });
  });

  // 4: what fits.
  const relaxed = must > 0 && rowsOf.length > 0 && !rowsOf.some(({ mask }) => (mask & must) === must);
  const has = (mask) => slots.reduce((sum, slot, at) => sum + (mask & must & 1 << at ? slot.idf : 0), 0);
  const whole = (mask) => (mask & must) === must, share = relaxed ? 64 : slots.filter((slot, at) => must & 1 << at).length > 2 ? 96 : 0;
  const fits = (mask) => must && mask && (whole(mask) || (share && has(mask) > 0 && has(mask) * 256 >= need * share));
  const within = (from, end) => {
    let mask = 0;
    for (let at = from; at < end; at++) mask |= masks[at];
    return mask;
  };
  const wants = (facet, values) => !filters[facet]?.length || (values.length ? values : [""]).some((value) => filters[facet].includes(value)), judged = new Map();
  const facets = { record: {}, kind: {}, hyperscaler: {}, context: {}, archetype: {} }, hits = [];
  const count = (facet, value) => { facets[facet][value] = (facets[facet][value] ?? 0) + 1; };
  for (const { group, from, end, slides, profile } of rowsOf) {
    if (!judged.has(profile)) {
      const values = Object.entries(FACETS).map(([facet, key]) => [facet, [...new Set([profile[key] ?? []].flat())]]);
      judged.set(profile, [values, values.filter(([facet, list]) => !wants(facet, list))]);
    }
    const [values, refused] = judged.get(profile);
    if (refused.length > 1) continue;
    const kinds = profile.record === "deck" ? [["deck", from, from + 1], ["slide", from + 1, end]] : [[profile.record, from, end]];
    if (!refused.length) for (const [kind, first, last] of kinds) if (fits(within(first, last))) count("record", kind);
    const seen = kinds.filter(([kind]) => wants("record", [kind])), first = seen[0]?.[1], last = seen.at(-1)?.[2], mask = within(first, last);
    if (!fits(mask)) continue;
    for (const [facet, list] of refused.length ? refused : values) list.forEach((value) => count(facet, value));
    if (refused.length) continue;

    // 5: the record that stands for the group.
    const best = slots.map(({ raw, idf }) => {
      let most = 0;
      for (let at = first; at < last; at++) most = max(most, raw[at] * idf);
      return scale(most, tuning.elsewhere);
    });
    let record, most = -1;
    for (let at = first; at < last; at++) {
      if (!masks[at]) continue;
      let sum = 0;
      slots.forEach(({ raw, idf, near }, slot) => {
        const score = raw[at] * idf, next = slots[slot + 1];
        sum += max(score, best[slot]);
        if (!next || raw[at] < 0 || next.raw[at] < 0 || near[at] > 14 || next.near[at] > 14) return;
        sum += scale(min(score, next.raw[at] * next.idf), tuning.near[Math.abs(near[at] - next.near[at])] ?? 0);
      });
      if (sum > most) [most, record] = [sum, at];
    }

    // 6: what is known of the group.
    const kind = profile.record === "deck" && record > from ? "slide" : profile.record, due = groups.due[group];
    let score = scale(most, tuning.kind[kind]);
    if (profile.hyperscalers.includes(lens.hyperscaler)) score = scale(score, tuning.lens);
    if (profile.archetypes.includes(lens.archetype)) score = scale(score, tuning.archetype);
    if (due && due < today) score = scale(score, tuning.overdue);
    if (profile.status === "retired") score = scale(score, tuning.retired);
    if (!whole(mask)) score = floor(score * has(mask) / need);
    hits.push({ group, record: record - from, card: kind === "slide" ? slides + record - from - 1 : group, kind, score, status: profile.status, due, expires: groups.expires[group] });
  }
  hits.sort((a, b) => b.score - a.score || a.group - b.group);
  return { total: hits.length, hits: hits.slice(0, limit), facets, relaxed };
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
