// The table of cases that the program is held to, asked as a person asks: by the form.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../machine.mjs";
import { expect, meet, test, TODAY } from "../support.mjs";

const { today, decks, cases } = parse(readFileSync(join(root, "tests/finder/cases.yaml"), "utf8"));
const list = (value) => (value === undefined || value === "none" ? [] : [value].flat());
const day = (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value ?? null);
const catalogue = Object.entries(decks).map(([slug, deck]) => ({
  slug, title: slug, url: `decks/${slug}/`, status: deck.status ?? "draft", hyperscalers: list(deck.hyperscaler), contexts: list(deck.contexts), kind: deck.kind ?? null,
  owner: "Ada", reviewed: day(deck.reviewed), due: null, expires: day(deck.expires), replaced_by: null, products: list(deck.products), industries: list(deck.industries),
  archetypes: list(deck.archetypes), stage: [], language: deck.language ?? null, file: deck.file === false || deck.status === undefined ? null : { url: `decks/${slug}/${slug}.pptx`, size: 1, sha256: "" }, slides: 1, hidden_slides: [],
}));

// The form asks whom one meets, and for one product at most.
const askable = cases.filter(({ ask }) => (ask.hyperscaler || ask.context === "customer") && (ask.products ?? []).length < 2);

test("the table of cases", async ({ page }) => {
  test.slow();
  await page.route("**/decks.json", (route) => route.fulfill({ json: { version: 1, decks: catalogue } }));
  for (const { name, ask, today: own, fitting, nearest = [] } of askable) {
    await test.step(name, async () => {
      await page.clock.setFixedTime(new Date(`${day(own ?? today)}T12:00:00Z`));
      const wishes = { meet: ask.hyperscaler ?? "none", room: ask.hyperscaler ? ask.context : "", kind: ask.kind, product: ask.products?.[0], industry: ask.industry, archetype: ask.archetype, language: ask.language };
      // An answer's address is opened, as a colleague would.
      const query = new URLSearchParams(Object.entries(wishes).filter(([, value]) => value));
      await page.goto("about:blank");
      await page.goto(`./#find?${query}`);
      const answer = page.locator(".finder-answer");
      await expect(answer.locator(".finder-deck h3"), name).toHaveText(fitting[0] ?? /^Nothing in the catalogue is right/);
      if (fitting.length > 1) expect(await answer.locator(".finder-deck details ul a").allTextContents(), name).toEqual(fitting.slice(1));
      const avoided = await answer.locator(".finder-avoid li a").allTextContents();
      expect(avoided.slice(0, nearest.length), name).toEqual(nearest.map(({ deck }) => deck));
      await expect(answer.locator("a[download]"), name).toHaveCount(fitting.length ? 1 : 0);
    });
  }
});

test("two taps from a cold start to the right deck, the statement and the words", async ({ page }) => {
  await page.clock.setFixedTime(TODAY);
  await page.goto("./");
  const answer = await meet(page, "Microsoft", "Them and a customer");
  await expect(answer.getByRole("heading", { name: "Why Quillfish with Microsoft" })).toBeVisible();
  await expect(answer.getByRole("link", { name: "Download" })).toBeVisible();
  await expect(answer.getByText("Approved", { exact: true })).toBeVisible();
  await expect(answer.getByRole("heading", { name: /Say this first/ })).toBeVisible();
  await expect(answer.getByText("MACC").first()).toBeVisible();
  await expect(answer.getByRole("heading", { name: "Do not show" })).toBeVisible();
  // The answer is in the address: a colleague who opens it sees the same.
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(answer.getByRole("heading", { name: "Why Quillfish with Microsoft" })).toBeVisible();
});

test("where no deck fits, it says so and whom to ask", async ({ page }) => {
  await page.clock.setFixedTime(new Date("2031-01-01T12:00:00Z"));
  await page.goto("./");
  const answer = await meet(page, "AWS", "Only them");
  await expect(answer.getByText("Nothing in the catalogue is right for AWS's own people.")).toBeVisible();
  await expect(answer.getByText(/^Ask .*@quillfish\.example/)).toBeVisible();
  await expect(answer.getByText(/expired on/).first()).toBeVisible();
});
