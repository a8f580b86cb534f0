// Which groups of records answer the slots, in which order: whole numbers, as docs/search-format.md has them.
const { floor, min, max } = Math;
const scale = (value, factor) => floor(value * factor / 256);
const FACETS = { kind: "kind", hyperscaler: "hyperscalers", context: "contexts", archetype: "archetypes" };

/** The records that have all words in a row. */
const inRow = async (index, terms) => {
  const rare = terms.reduce((a, b) => (b.df < a.df ? b : a)), among = rare.flags & 4 ? undefined : new Set(rare.records);
  const [first, ...rest] = await Promise.all(terms.map((term) => index.positions(term, among)));
  return [...first.keys()].filter((record) => !rest.length || first.get(record).some((from) => rest.every((all, far) => all.get(record)?.includes(from + far + 1))));
};

/** Hits in order, how many there are, and how many each facet would leave. */
export const rank = async (index, parts, { today, lens = {}, filters = {}, limit }) => {
  const { manifest: { tuning, records: size }, groups } = index, { levels, factor } = tuning;
  const slots = parts.filter((part) => !part.out && !(part.flags & 4)), masks = new Uint16Array(size);

  // 1, 2: what each slot is worth in each record, and how rare it is.
  const raws = (ways) => {
    const raw = new Int32Array(size).fill(-1), near = new Uint8Array(size).fill(15);
    for (const [term, by] of ways) {
      const worth = levels.map((level) => scale(level, by)), { records = [] } = term;
      for (let at = 0; at < records.length; at++) {
        const record = records[at], value = worth[term.levels[at]];
        if (value > raw[record]) [raw[record], near[record]] = [value, term.near?.[at] ?? 15];
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
    raw.forEach((value, record) => { if (value >= 0) { df++; masks[record] |= 1 << at; } });
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
  let end = 0;
  groups.records.forEach((count, group) => {
    const from = end, expires = groups.expires[group];
    end += count;
    if (expires && expires < today) return;
    let mask = 0;
    for (let at = from; at < end; at++) {
      if (out[at]) return;
      mask |= masks[at];
    }
    if (mask) rowsOf.push({ group, from, end, mask, profile: groups.profiles[groups.profile[group]] });
  });

  // 4: what fits.
  const relaxed = must > 0 && rowsOf.length > 0 && !rowsOf.some(({ mask }) => (mask & must) === must);
  const has = (mask) => slots.reduce((sum, slot, at) => sum + (mask & must & 1 << at ? slot.idf : 0), 0);
  const fits = (mask) => must && mask && (relaxed ? has(mask) > 0 && has(mask) * 2 >= need : (mask & must) === must);
  const within = (from, end) => {
    let mask = 0;
    for (let at = from; at < end; at++) mask |= masks[at];
    return mask;
  };
  const wants = (facet, values) => !filters[facet]?.length || values.some((value) => filters[facet].includes(value));
  const facets = { record: {}, kind: {}, hyperscaler: {}, context: {}, archetype: {} }, hits = [];
  const count = (facet, value) => { facets[facet][value] = (facets[facet][value] ?? 0) + 1; };
  for (const { group, from, end, profile } of rowsOf) {
    const kinds = profile.record === "deck" ? [["deck", from, from + 1], ["slide", from + 1, end]] : [[profile.record, from, end]];
    const seen = kinds.filter(([kind]) => wants("record", [kind]));
    const values = Object.entries(FACETS).map(([facet, key]) => [facet, [...new Set([profile[key] ?? []].flat())]]);
    const refused = values.filter(([facet, list]) => !wants(facet, list));
    if (refused.length > 1) continue;
    if (!refused.length) for (const [kind, ...range] of kinds) if (fits(within(...range))) count("record", kind);
    const first = seen[0]?.[1], last = seen.at(-1)?.[2], mask = within(first, last);
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
    if (relaxed) score = floor(score * has(mask) / need);
    hits.push({ group, record: record - from, kind, score, status: profile.status, due, expires: groups.expires[group] });
  }
  hits.sort((a, b) => b.score - a.score || a.group - b.group);
  return { total: hits.length, hits: hits.slice(0, limit), facets, relaxed };
};
