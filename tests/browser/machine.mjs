// Where things are on this machine.
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const work = join(root, "target/browser");

/** The browser of the machine; none is downloaded. */
export const chromium = () => {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const all = process.env.PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = process.env.RIGHTDECK_CHROMIUM ?? all.find((file) => existsSync(file));
  if (!found) throw new Error("there is no Chromium; on Debian: apt-get install chromium");
  return found;
};

/** The program under test. */
export const rightdeck = () => process.env.RIGHTDECK ?? join(root, "target/debug/rightdeck");
