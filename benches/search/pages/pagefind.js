// Pagefind as its documentation has it: its own ranking, its own excerpts, the results' data as they are shown.
let pagefind;

export const open = async () => {
  pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
};

const found = async (query, limit) => {
  const { results } = await pagefind.search(query);
  return { total: results.length, data: await Promise.all(results.slice(0, limit).map((result) => result.data())) };
};

export const search = async (query, limit) => {
  const { total, data } = await found(query, limit);
  return { total, hits: data.map(({ url, meta, excerpt }) => ({ url, title: meta.title, excerpt })) };
};

const page = (url) => url.replace(/^\//, "").replace(/index\.html$/, "").replace(/\.html$/, "/");

export const rank = async (query, limit) => (await found(query, limit)).data.map(({ url }) => page(url));
