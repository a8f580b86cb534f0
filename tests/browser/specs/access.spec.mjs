// WCAG 2.2 AA, as far as a program can tell, on every kind of page, light and dark, and in what opens on them.
import { AxeBuilder } from "@axe-core/playwright";
import { each, expect, meet, test, TODAY } from "../support.mjs";

const check = async (page) => {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`)).toEqual([]);
};

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("every kind of page", async ({ page }) => {
      test.slow();
      await page.clock.setFixedTime(TODAY);
      await each(async (address) => {
        await page.goto(address);
        await check(page);
      });
    });

    test("an answer of the finder", async ({ page }) => {
      await page.clock.setFixedTime(TODAY);
      await page.goto("./");
      await expect((await meet(page, "AWS", "Them and a customer")).locator("h3").first()).toBeVisible();
      await check(page);
    });

    test("the search with results", async ({ page }) => {
      await page.goto("playbook/");
      await page.locator("[data-search][aria-haspopup]").click();
      await page.keyboard.type("marketplace");
      await expect(page.locator(".seek-hits a").first()).toBeVisible();
      await check(page);
    });

    test("the rehearsal", async ({ page }) => {
      await page.goto("credentials/aws/");
      await page.getByRole("button", { name: "Rehearse" }).click();
      await check(page);
    });

    test("what is on this device", async ({ page }) => {
      await page.goto("glossary/macc/");
      await page.getByRole("button", { name: "On this device" }).click();
      await check(page);
    });
  });
}
