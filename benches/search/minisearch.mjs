// Builds a MiniSearch index: node minisearch.mjs MODULES RECORDS.jsonl OUT
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [, , modules, records, out] = process.argv;
const MiniSearch = createRequire(join(modules, "minisearch", "package.json"))("minisearch");

const settings = { fields: ["title", "heading", "aliases", "text", "notes"], storeFields: ["url", "title", "heading", "lead"] };

const documents = readFileSync(records, "utf8").trimEnd().split("\n").map((line, id) => {
  const { url, title, heading, text, notes, aliases } = JSON.parse(line);
  return { id, url, title, heading, text, notes, aliases: aliases.join("\n"), lead: text.slice(0, 240) };
});
const made = new MiniSearch(settings);
made.addAll(documents);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "index.json"), JSON.stringify(made));
writeFileSync(join(out, "options.json"), JSON.stringify(settings));
