// Reads the index of docs/search-format.md: what a query needs, checked, and nothing else.
const MOST = 1 << 24; // bytes of a chunk, unpacked
const TEXT = new TextDecoder("utf-8", { fatal: true });

/** Why there is no result: `broken`, `offline`, or `stale`, a format of another day. */
export class Trouble extends Error {
  constructor(state) { super(state); this.state = state; }
}
const sure = (good, state = "broken") => { if (!good) throw new Trouble(state); };

const inflate = async (bytes) => {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const out = [];
  for (let size = 0, part; (part = await reader.read()).value;) {
    sure((size += part.value.length) <= MOST);
    out.push(part.value);
  }
  return new Uint8Array(await new Blob(out).arrayBuffer());
};

const named = async (bytes) => {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), bits = [0, 1, 2, 3, 4].reduce((sum, at) => sum * 256 + hash[at], 0);
  return bits.toString(32).padStart(8, 0).replace(/./g, (digit) => "abcdefghijklmnopqrstuvwxyz234567"[parseInt(digit, 32)]);
};

/** Bytes read from the first to the last. */
class Bytes {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  take(count) {
    sure(this.at + count <= this.bytes.length);
    return this.bytes.subarray(this.at, this.at += count);
  }
  number() {
    for (let out = 0, unit = 1, byte; unit < 2 ** 35; unit *= 128) {
      out += ((byte = this.take(1)[0]) & 127) * unit;
      if (byte < 128) return sure(out < 2 ** 32), out;
    }
    sure();
  }
  numbers(count) {
    sure(count <= this.bytes.length);
    return Array.from({ length: count }, () => this.number());
  }
  /** Rows of ascending numbers are kept as distances. */
  rising(count) {
    let last = -1;
    return this.numbers(count).map((gap) => (last += gap + 1));
  }
  forms(count) {
    const form = new Uint8Array(1024), out = [];
    while (out.length < count) {
      const kept = this.number(), rest = this.take(this.number());
      form.set(rest, kept);
      out.push(TEXT.decode(form.subarray(0, kept + rest.length)));
    }
    return out;
  }
  end() { sure(this.at === this.bytes.length); }
}

/** A list of records: Rice codes of the distances between them. */
const list = (bytes, count) => {
  const low = bytes[0] & 31, end = bytes.length * 8;
  sure(count * (low + 1) <= end);
  const out = new Uint32Array(count);
  for (let own = 0, at = 5, last = -1; own < count; own++) {
    let gap = 0;
    for (; at < end && !(bytes[at >> 3] >> (at & 7) & 1); at++) gap++;
    at++;
    gap *= 2 ** low;
    for (let bit = 0; bit < low; bit++, at++) gap += (bytes[at >> 3] >> (at & 7) & 1) * 2 ** bit;
    sure(at <= end);
    out[own] = last += gap + 1;
  }
  return out;
};

/** The last place of a sorted list that is not greater. */
export const place = (list, value) => {
  let low = 0, high = list.length;
  while (high - low > 1) {
    const middle = low + high >> 1;
    list[middle] <= value ? low = middle : high = middle;
  }
  return low;
};

/** Forms, each with how much of the one before it begins it. */
const unfold = (text) => {
  let form = "";
  return text ? text.split(" ").map((word) => (form = form.slice(0, word[0]) + word.slice(1))) : [];
};

const decoders = {
  t(bytes) {
    const first = bytes.number(), count = bytes.number();
    const streams = bytes.numbers(5).map((size) => new Bytes(bytes.take(size)));
    const [forms, meta, gaps, levels, near] = streams, places = new Map();
    const terms = forms.forms(count).map((form, at) => {
      const [flags, df] = meta.numbers(2), term = { form, ordinal: first + at, flags, df, mates: [] };
      if (flags & 1) term.mates = meta.numbers(meta.number()).map((far) => term.ordinal + (far & 1 ? -(far + 1) / 2 : far / 2));
      places.set(form, at);
      if (flags & 4) return term;
      // A list is unpacked when a query needs it.
      const own = gaps.take(meta.number());
      term.levels = levels.take(df);
      if (flags & 8) term.near = near.take(df);
      return Object.defineProperty(term, "records", { get: () => term.list ??= list(own, df) });
    });
    streams.forEach((stream) => stream.end());
    const synonyms = TEXT.decode(bytes.take(bytes.bytes.length - bytes.at)).split("\n").filter(Boolean);
    return { first, terms, places, synonyms: synonyms.map((line) => line.split("\t").map((words) => words.split(" "))) };
  },
  p(bytes) {
    const first = bytes.number(), sizes = bytes.numbers(bytes.number() * 3);
    const [gaps, counts, places] = [0, 1, 2].map((own) => sizes.filter((_, at) => at % 3 === own).map((size) => bytes.take(size)));
    bytes.end();
    return { first, gaps, counts, places };
  },
  f(bytes) {
    const forms = bytes.forms(bytes.number()), bits = bytes.take(forms.length);
    bytes.end();
    return { forms, bits };
  },
};
decoders.b = decoders.f;

const sums = (list) => { let sum = 0; return list.map((far) => sum += far); };

/** Opens the index in a folder; its manifest may be at hand already. */
export const open = async (folder, given) => {
  const chunks = new Map();
  const get = async (name, cache) => {
    let reply, bytes;
    if (given && cache === "no-cache") return inflate(given);
    try {
      reply = await fetch(`${folder}${name}.bin`, { cache });
      bytes = await reply.arrayBuffer();
    } catch { throw new Trouble("offline"); }
    sure(reply.ok && (name === "index" || !globalThis.crypto?.subtle || await named(bytes) === name));
    return inflate(bytes);
  };
  const part = (bytes, part, at) => {
    const json = JSON.parse(TEXT.decode(bytes));
    sure(json.rightdeck === "search");
    sure(json.format === 1, "stale");
    sure(json.part === part && json.at === at);
    return json;
  };
  const binary = (all, letter, at) => {
    const bytes = new Bytes(all), head = TEXT.decode(bytes.take(5));
    sure(head === `RDS\x01${letter}` && bytes.number() === at);
    return decoders[letter](bytes);
  };
  /** Once more past all caches where it comes broken; a lost connection is told as it is. */
  const load = (name, read) => {
    if (!chunks.has(name)) {
      const one = async (cache) => {
        try { return read(await get(name, cache)); } catch (error) { throw error instanceof Trouble ? error : new Trouble("broken"); }
      };
      const wanted = one(name === "index" ? "no-cache" : "default").catch(() => one("reload"));
      wanted.catch(() => chunks.delete(name));
      chunks.set(name, wanted);
    }
    return chunks.get(name);
  };
  const manifest = await load("index", (bytes) => part(bytes, "index", 0));
  const names = (table) => table.names.match(/.{8}/g) ?? [];
  const table = (kind, letter) => {
    const rows = names(manifest[kind]), at = sums(manifest[kind].at ?? [0]);
    return { from: unfold(manifest[kind].from), at, count: rows.length, load: (at) => load(rows[at], (bytes) => (letter ? binary(bytes, letter, at) : part(bytes, kind, at))) };
  };
  const terms = table("terms", "t"), positions = table("positions", "p"), cards = table("cards");
  const words = { f: table("forward", "f"), b: table("backward", "b") };
  /** Chunks that hold what begins so. */
  const range = (table, start) => {
    const rows = [];
    for (let at = place(table.from, start); at < table.count; at++) {
      if (rows.length && !table.from[at].startsWith(start)) break;
      rows.push(table.load(at));
    }
    return Promise.all(rows);
  };
  return {
    manifest, names: JSON.stringify(manifest), titles: unfold(manifest.titles), passed: unfold(manifest.passed),
    /** Where the places of a word most likely stand: they are fetched with the word. */
    ahead: (form) => { if (terms.count) positions.load(place(positions.at, terms.at[place(terms.from, form)])).catch(() => {}); },
    term: async (form) => {
      if (!terms.count) return;
      const chunk = await terms.load(place(terms.from, form));
      return chunk.terms[chunk.places.get(form)];
    },
    nth: async (ordinal) => {
      const chunk = await terms.load(place(terms.at, ordinal));
      return chunk.terms[ordinal - chunk.first];
    },
    synonyms: async (form) => (terms.count ? (await terms.load(place(terms.from, form))).synonyms.filter(([[first]]) => first === form) : []),
    beginning: async (start) => (await range(terms, start)).flatMap((chunk) => chunk.terms.filter(({ form }) => form.startsWith(start) && !form.endsWith("*"))).slice(0, 64),
    words: async (way, start) => (words[way].count ? await range(words[way], start) : []).flatMap(({ forms, bits }) => forms.flatMap((form, at) => (form.startsWith(start) ? [[form, bits[at]]] : []))),
    /** Where a word stands, by record: of these records, or of all. */
    positions: async (term, among) => {
      const found = new Map();
      if (term.form.endsWith("*")) return found;
      const chunk = await positions.load(place(positions.at, term.ordinal)), at = term.ordinal - chunk.first;
      const counts = new Bytes(chunk.counts[at]), places = new Bytes(chunk.places[at]);
      for (const record of term.flags & 4 ? list(chunk.gaps[at], term.df) : term.records) {
        const own = places.rising(counts.number());
        if (own.length && (!among || among.has(record))) found.set(record, own);
      }
      return found;
    },
    card: async (number) => {
      const at = place(cards.at, number), chunk = await cards.load(at);
      return chunk.cards[number - cards.at[at]];
    },
  };
};
