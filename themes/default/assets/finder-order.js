// The right deck for a room, out of decks.json: what src/finder.rs does, on the day the page is read.
// tests/finder/cases.yaml holds both to the same answers.
export const ORDER = [
  "made for this hyperscaler before made for none in particular",
  "made for this archetype before made for any",
  "names more of the products asked for",
  "made for this industry before made for any, and that before made for another",
  "in this language before unsaid, and that before another",
  "pitch, technical, reference, review, training",
  "made for fewer contexts",
  "reviewed last; then by name",
];

const KINDS = ["pitch", "technical", "reference", "review", "training"];
const DISTANCE = { hyperscaler: 8, status: 6, file: 6, context: 4, expired: 3, archetype: 2, kind: 1 };
const same = (a, b) => a.toLowerCase() === b.toLowerCase();

const bars = (deck, ask, today) => {
  const found = [], bar = (name, value) => found.push({ bar: name, value });
  if (deck.hyperscalers.length && !deck.hyperscalers.includes(ask.hyperscaler)) bar("hyperscaler", deck.hyperscalers);
  if (!deck.contexts.includes(ask.context)) bar("context", deck.contexts);
  if (deck.status !== "approved") bar("status", deck.status);
  else if (!deck.file) bar("file");
  if (deck.expires && deck.expires < today) bar("expired", deck.expires);
  if (ask.archetype && deck.archetypes.length && !deck.archetypes.includes(ask.archetype)) bar("archetype", deck.archetypes);
  if (ask.kind && deck.kind !== ask.kind) bar("kind", deck.kind);
  return found;
};

/** The deck's place in ORDER, part by part: smaller is offered first. */
const rank = (deck, ask) => [
  ask.hyperscaler && !deck.hyperscalers.length ? 1 : 0,
  ask.archetype && !deck.archetypes.length ? 1 : 0,
  -(ask.products ?? []).filter((product) => deck.products.some((own) => same(own, product))).length,
  !ask.industry || deck.industries.some((own) => same(own, ask.industry)) ? 0 : deck.industries.length ? 2 : 1,
  !ask.language || (deck.language && same(deck.language, ask.language)) ? 0 : deck.language ? 2 : 1,
  KINDS.includes(deck.kind) ? KINDS.indexOf(deck.kind) : KINDS.length,
  deck.contexts.length,
  deck.reviewed ? -Date.parse(deck.reviewed) : Infinity,
  deck.slug,
];

const compare = (a, b) => {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : a[at] < b[at] ? -1 : 1;
};

/** The decks that fit, the right one first, and the others, the nearest first, with what bars each. */
export const find = (decks, ask, today) => {
  const all = decks.map((deck) => ({ deck, bars: bars(deck, ask, today), rank: rank(deck, ask) }));
  const far = (one) => one.bars.reduce((sum, { bar }) => sum + DISTANCE[bar], 0);
  return {
    fitting: all.filter((one) => !one.bars.length).sort((a, b) => compare(a.rank, b.rank)).map(({ deck }) => deck),
    barred: all.filter((one) => one.bars.length).sort((a, b) => compare([far(a), ...a.rank], [far(b), ...b.rank])),
  };
};
