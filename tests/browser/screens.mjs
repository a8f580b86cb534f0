// The pictures in docs/screens: what a person sees first, on a phone and on a laptop, light and dark. WebP, so that they stay small.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium as engine } from "@playwright/test";
import { chromium, root, work } from "./machine.mjs";
import { serve } from "./serve.mjs";
import setup from "./setup.mjs";
import { meet, TODAY } from "./support.mjs";

const OUT = join(root, "docs/screens");
const SHOTS = {
  finder: ["The finder, with its answer", "", async (page) => {
    await meet(page, "Microsoft", "Them and a customer");
    await page.locator(".finder-answer h3").first().waitFor();
    await page.evaluate(() => { document.activeElement.blur(); });
  }],
  home: ["The first page", ""],
  page: ["A page", "playbook/meetings/preparation/"],
  deck: ["A deck", "decks/why-quillfish-aws/"],
  glossary: ["The glossary", "glossary/"],
  rehearsal: ["The rehearsal", "credentials/microsoft/", async (page) => {
    await page.getByRole("button", { name: "Rehearse" }).click();
    await page.getByRole("button", { name: "Start", exact: true }).click();
    await page.clock.runFor(31_000);
  }],
  search: ["The search", "playbook/", async (page) => {
    await page.locator("[data-search][aria-haspopup]").click();
    await page.keyboard.type("private offer");
    await page.locator(".seek-hits a").first().waitFor();
    await page.clock.runFor(1000);
  }],
};
const SIZES = { phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, laptop: { viewport: { width: 1280, height: 800 } } };

if (!process.argv.includes("--same-site")) setup();
mkdirSync(OUT, { recursive: true });
for (const old of readdirSync(OUT)) if (old.endsWith(".webp")) rmSync(join(OUT, old));
const site = await serve(join(work, "site"));
const browser = await engine.launch({ executablePath: chromium(), args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--hide-scrollbars"] });
for (const [size, device] of Object.entries(SIZES)) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ ...device, colorScheme, baseURL: site.url, serviceWorkers: "block", reducedMotion: "reduce", timezoneId: "UTC", locale: "en-GB" });
    for (const [name, [, address, act]] of Object.entries(SHOTS)) {
      const page = await context.newPage();
      await page.clock.install({ time: TODAY });
      await page.goto(address, { waitUntil: "networkidle" });
      await act?.(page);
      const { data } = await (await context.newCDPSession(page)).send("Page.captureScreenshot", { format: "webp", quality: 82 });
      writeFileSync(join(OUT, `${name}-${size}-${colorScheme}.webp`), Buffer.from(data, "base64"));
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
await site.stop();

const picture = (name, size, scheme, width) => `<img src="${name}-${size}-${scheme}.webp" width="${width}" alt="${SHOTS[name][0]} on a ${size}, ${scheme}">`;
const rows = Object.entries(SHOTS).map(([name, [title]]) => `## ${title}\n\n${["light", "dark"].map((scheme) => `${picture(name, "laptop", scheme, 620)} ${picture(name, "phone", scheme, 190)}`).join("\n\n")}\n`);
writeFileSync(join(OUT, "README.md"), `# What it looks like\n\nThe playbook of Quillfish, a made-up ISV, on a laptop and on a phone, light and dark. \`cargo xtask screens\` takes these\npictures anew, as of 21 November 2026.\n\n${rows.join("\n")}`);
