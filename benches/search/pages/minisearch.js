// MiniSearch with the options of its documentation's first page. `tuned`: the lengths and boosts that were the best of thirty
// on the queries for tuning. Its excerpts are the stored beginnings of the records.
let index;
const SETTINGS = {
  documented: { prefix: true, fuzzy: 0.2, boost: { title: 2 } },
  tuned: {
    prefix: (word) => word.length > 2,
    fuzzy: (word) => (word.length > 3 ? 0.2 : false),
    boost: { title: 1.5, heading: 2, aliases: 2 },
  },
};
const options = SETTINGS[new URLSearchParams(location.search).get("settings") ?? "documented"];

export const open = async () => {
  const [{ default: MiniSearch }, data, settings] = await Promise.all([
    import("/modules/minisearch/dist/es/index.js"),
    fetch("/minisearch/index.json").then((reply) => reply.text()),
    fetch("/minisearch/options.json").then((reply) => reply.json()),
  ]);
  // `loadJSONAsync` takes three times as long.
  index = MiniSearch.loadJSON(data, settings);
};

export const search = async (query, limit) => {
  const results = index.search(query, options);
  const hits = results.slice(0, limit).map(({ url, title, heading, lead }) => ({ url, title: heading ? `${title}: ${heading}` : title, excerpt: [lead] }));
  return { total: results.length, hits };
};

export const rank = async (query, limit) => {
  const urls = index.search(query, options).map(({ url }) => url.split("#")[0]);
  return [...new Set(urls)].slice(0, limit);
};
