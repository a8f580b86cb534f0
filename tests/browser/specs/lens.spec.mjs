// The reader's own cloud: chosen once, seen on every page, and all of it on paper.
import { expect, test } from "../support.mjs";

const PAGE = "playbook/co-sell/audit-holds/";

test("a cloud is chosen once, and pages speak its words", async ({ page }) => {
  await page.goto(PAGE);
  const word = page.locator("main .word").first();
  await expect(word.locator("[data-cloud=aws]")).toBeVisible();
  await page.locator(".lens-open").click();
  await page.locator("#lens").getByText("Microsoft", { exact: true }).click();
  await page.locator("#lens").getByRole("button", { name: "Done" }).click();
  await expect(word.locator("[data-cloud=aws]")).toBeHidden();
  await expect(word.locator("[data-cloud=microsoft]")).toBeVisible();
  await expect(page.locator(".lens-open [data-cloud=microsoft]")).toBeVisible();
  await page.goto("playbook/alliances/pillars/");
  await expect(page.locator("main .word [data-cloud=google]").first()).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("main .word [data-cloud=google]").first()).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.locator(".lens-open").click();
  await page.locator("[data-everything-shown]").click();
  await expect(page.locator("main .word [data-cloud=google]").first()).toBeVisible();
});
