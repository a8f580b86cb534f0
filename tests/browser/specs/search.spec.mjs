// The search, as a person types.
import { expect, test } from "../support.mjs";

const open = async (page, isMobile) => {
  // Before its script is there, the link leads to the search page.
  await expect(page.locator("[data-search]")).toHaveAttribute("aria-haspopup", "dialog");
  if (isMobile) await page.getByRole("link", { name: "Search" }).tap();
  else await page.keyboard.press("/");
  const box = page.getByRole("dialog", { name: "Search" });
  // A text box until what answers has come, a combobox from then on.
  await expect(box.locator("input")).toBeFocused();
  return box;
};

test("mistyped words, typed one by one, lead to the thing", async ({ page, isMobile }) => {
  await page.goto("playbook/");
  const box = await open(page, isMobile);
  await page.keyboard.type("markteplace privat ofer", { delay: 25 });
  const first = box.locator(".seek-hits a").first();
  await expect(first).toContainText(/private offer/i);
  const title = (await first.locator("mark, b, strong").first().textContent()) ?? "";
  expect(title).not.toBe("");
  await (isMobile ? first.tap() : page.keyboard.press("Enter"));
  await expect(page).not.toHaveURL(/playbook\/$/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.locator("main")).toContainText(/private offer/i);
});

test("Ctrl-K opens it on every page, Escape gives the page back", async ({ page, isMobile }) => {
  test.skip(isMobile, "a phone has no such keys");
  for (const place of ["./", "decks/why-quillfish-aws/", "glossary/"]) {
    await page.goto(place);
    await page.locator("main").focus();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog", { name: "Search" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("the search stands under the thumb on a phone", async ({ page, isMobile }) => {
  test.skip(!isMobile, "for phones");
  await page.goto("decks/");
  const box = await page.getByRole("link", { name: "Search" }).boundingBox();
  expect(box.y).toBeGreaterThan(844 * 0.75);
  expect(box.height).toBeGreaterThanOrEqual(44);
});
