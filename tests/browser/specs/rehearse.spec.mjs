// The statement, said aloud against a clock.
import { expect, test, TODAY } from "../support.mjs";

test("a ring shows where one should be, and the end how fast it was", async ({ page }) => {
  await page.clock.install({ time: TODAY });
  await page.goto("credentials/microsoft/");
  await expect(page.getByText(/EDP|EDC/).first()).toBeVisible();
  await page.getByRole("button", { name: "Rehearse" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("ol > li")).toHaveCount(6);
  await expect(dialog.locator("ol > li.here")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await page.clock.runFor(20_000);
  await expect(dialog.locator(".ring-spent")).toHaveAttribute("stroke-dasharray", /^(19|2[0-3])(\.\d+)? 90$/);
  await expect(dialog.locator("ol > li.here")).toHaveCount(1);
  await expect(dialog).not.toHaveClass(/over/);
  await page.clock.runFor(80_000);
  await expect(dialog).toHaveClass(/over/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toContainText(/10[0-3] seconds, \d+ words a minute\. Over 90/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Rehearse" })).toBeFocused();
});

test("it can be copied and printed", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("credentials/aws/");
  await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
  await page.getByRole("button", { name: /Copy/ }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const point = (await page.locator("[data-rehearse] ol > li div").first().textContent()).trim();
  expect(copied).toContain(point.slice(0, 40));
});
