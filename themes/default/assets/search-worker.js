// The engine's own thread: it is told the folder of the index, with its manifest if that is at hand, and
// asked; each answer bears the question's number, and whether a better one follows.
import { around, ask } from "./search-engine.js";
import { open } from "./search-index.js";
import { excerpt, words } from "./search-words.js";

const REST = 150; // milliseconds in which nothing is typed, before texts are fetched for their excerpts
const texts = new Map();
let folder, opened, last, begin;
const begun = new Promise((resolve) => { begin = resolve; });

const ready = async (index) => {
  if (!folder) await begun;
  return opened ??= open(folder, index).catch((error) => {
    opened = undefined;
    throw error;
  });
};

/** Reads the manifest anew, and tells whether it is another one. */
const renew = async () => {
  const { names } = await ready(), fresh = await open(folder);
  if (fresh.names === names) return false;
  texts.clear();
  opened = Promise.resolve(fresh);
  return true;
};

const read = async (path) => {
  try {
    const reply = await fetch(`${folder}../${path}`);
    if (reply.ok) texts.set(path, await reply.text());
  } catch {}
};

/** Whether what is at hand tells why a page was found: no text need be fetched for it. */
const tells = ({ title, heading, lead }, marks) => !heading
  && new Set([...words(title, marks), ...words(lead, marks)].flatMap(({ slot }) => slot ?? [])).size >= marks.filter((forms) => forms.length).length;

onmessage = async ({ data }) => {
  if (data.folder) {
    ({ folder } = data);
    ready(data.index).catch(() => {});
    return begin();
  }
  last = data.id;
  const tell = (answer) => { if (last === data.id) postMessage({ id: data.id, ...answer }); };
  const show = (found, more) => {
    const { hits, marks } = found;
    for (const hit of hits) Object.assign(hit, { name: excerpt(hit.title, marks, true), under: excerpt(hit.heading, marks, true), parts: around(hit, texts, marks) });
    tell({ found, more });
  };
  const answer = async () => ask(await ready(), data);
  try {
    const found = await answer().catch(async (error) => {
      if (error.state !== "broken" || !await renew()) throw error;
      return answer();
    });
    const unread = found.hits.filter((hit) => hit.kind === "page" && hit.text && !texts.has(hit.text) && !tells(hit, found.marks));
    show(found, unread.length > 0);
    if (!unread.length) return;
    await new Promise((resolve) => { setTimeout(resolve, REST); });
    if (last !== data.id) return;
    await Promise.all(unread.map((hit) => read(hit.text)));
    show(found, false);
  } catch (error) { tell({ trouble: error.state ?? "broken" }); }
};
