// What the tests share.
import { test as base, expect } from "@playwright/test";
import { join } from "node:path";
import { work } from "./machine.mjs";
import { serve } from "./serve.mjs";

/** A page of each kind, by what its template is. */
export const KINDS = {
  home: "",
  page: "playbook/meetings/preparation/",
  tools: "playbook/tools/engagement-calendar/",
  section: "playbook/meetings/",
  decks: "decks/",
  deck: "decks/why-quillfish-aws/",
  "retired deck": "decks/quillfish-aws-2025/",
  statements: "credentials/",
  statement: "credentials/aws/",
  glossary: "glossary/",
  term: "glossary/macc/",
  tags: "tags/",
  tag: "tags/co-sell/",
  updates: "updates/",
  search: "search/",
  "not found": "404.html",
  offline: "offline.html",
  "older version": "versions/2026.1/playbook/meetings/",
  changes: "changes/",
  history: "changes/page/playbook/meetings/",
};

export const test = base.extend({
  /** The site, for all tests of a worker. */
  site: [async ({}, use) => {
    const site = await serve(join(work, "site"));
    await use(site);
    await site.stop();
  }, { scope: "worker" }],
  baseURL: async ({ site }, use) => use(site.url),
  /** No page may complain: neither a script nor the policy. */
  complaints: [async ({ page }, use) => {
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => { if (["error", "warning"].includes(message.type()) && !message.text().endsWith("blocked by Playwright")) complaints.push(message.text()); });
    await use(complaints);
    expect(complaints).toEqual([]);
  }, { auto: true }],
});
export { expect };

/** Does the same on a page of each kind; all that is wrong is told in one run. */
export const each = async (visit) => {
  const wrong = [];
  for (const [kind, address] of Object.entries(KINDS)) {
    try {
      await test.step(kind, () => visit(address, kind));
    } catch (error) {
      wrong.push(`${kind}: ${error.message}`);
    }
  }
  expect(wrong).toEqual([]);
};

/** The day on which the playbook is read, unless a test is about days. */
export const TODAY = new Date("2026-11-21T12:00:00Z");

/** Says in the finder whom one meets, and who is in the room. */
export const meet = async (page, whom, room) => {
  const finder = page.locator("[data-finder].live");
  const answers = finder.locator("label");
  await answers.getByText(whom, { exact: true }).click();
  if (room) await answers.getByText(room, { exact: true }).click();
  return page.locator(".finder-answer");
};
