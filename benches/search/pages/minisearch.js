// MiniSearch with what its documentation recommends for a field that people type into, and excerpts cut from the
// stored beginning of each record.
let index, options;

export const open = async () => {
  const [{ default: MiniSearch }, data, settings] = await Promise.all([
    import("/modules/minisearch/dist/es/index.js"),
    fetch("/minisearch/index.json").then((reply) => reply.text()),
    fetch("/minisearch/options.json").then((reply) => reply.json()),
  ]);
  options = settings.search;
  index = await MiniSearch.loadJSONAsync(data, settings.index);
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
