// rightdeck's engine as its own search page drives it: a worker that is told the folder, then asked. It answers
// twice: at once, and again with the words around the hits.
const { script, modules, folder } = await fetch("/bench/rightdeck.json").then((reply) => reply.json());
let worker, id = 0;
const waiting = new Map();

/** As search.js of the theme opens it. */
export const open = async () => {
  for (const href of modules) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  worker = new Worker(script, { type: "module" });
  worker.onmessage = ({ data }) => waiting.get(data.id)?.(data);
  worker.onerror = (error) => { throw error; };
  const reply = fetch(`${folder}index.bin`, { cache: "no-cache" });
  reply.then((reply) => reply.arrayBuffer()).then((index) => worker.postMessage({ folder: new URL(folder, location).href, index }, [index]));
};

const ask = (query, limit) => {
  const own = ++id, { promise: first, resolve } = Promise.withResolvers();
  const { promise: second, resolve: better } = Promise.withResolvers();
  waiting.set(own, ({ found, more, trouble }) => {
    if (trouble) throw new Error(trouble);
    resolve({ found, more });
    if (!more) better(found);
  });
  const today = Math.floor(Date.now() / 864e5);
  worker.postMessage({ id: own, query, today, lens: {}, filters: {}, limit });
  return { first, second };
};

const shown = (found) => found.hits.map(({ url, title, heading, parts }) => ({
  url, title: heading ? `${title}: ${heading}` : title,
  excerpt: parts.map((part, at) => {
    if (at % 2 === 0) return part;
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  }),
}));

export const search = async (query, limit) => {
  const { first, second } = ask(query, limit), { found, more } = await first, hits = shown(found);
  return { total: found.total, hits, better: more ? second.then(shown) : undefined };
};

export const rank = async (query, limit) => {
  const { found } = await ask(query, limit).first;
  return found.hits.map(({ url }) => url.split("#")[0]);
};
