// Without scripts, and on paper, every kind of page says all that it has to say.
import { each, expect, test } from "../support.mjs";

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("every kind of page", async ({ page }) => {
    await each(async (address, kind) => {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect((await page.locator("main").innerText()).length).toBeGreaterThan(60);
      // No control that does nothing.
      const dead = page.locator("button:visible:not([popovertarget]), form:visible");
      await expect(dead).toHaveCount(kind === "offline" ? 1 : 0);
      if (kind !== "search") await expect(page.getByRole("link", { name: "Search" })).toBeVisible();
    });
  });

  test("the menu opens, and the finder gives way to the list of decks", async ({ page, isMobile }) => {
    await page.goto("./");
    if (isMobile) {
      await page.getByRole("button", { name: "Menu", exact: true }).tap();
      await expect(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Decks" })).toBeVisible();
      await page.getByRole("button", { name: "Close the menu" }).tap();
    }
    await page.getByRole("link", { name: /All decks, by hyperscaler/ }).click();
    await expect(page).toHaveURL(/decks\/$/);
  });
});

test.describe("on paper", () => {
  test.skip(({ isMobile }) => isMobile, "paper has one width");
  test.use({ viewport: { width: 680, height: 960 } }); // A4 between its margins
  test("every kind of page", async ({ page }) => {
    await page.emulateMedia({ media: "print" });
    await each(async (address) => {
      await page.goto(address);
      const cut = await page.evaluate(() => {
        const out = [];
        for (const one of document.querySelectorAll("body *")) {
          const { overflowX, overflowY, display, visibility, position } = getComputedStyle(one);
          if (display === "none" || visibility === "hidden" || !one.getClientRects().length || one.closest(".visually-hidden, svg, .print-only")) continue;
          const box = one.getBoundingClientRect(), clips = /hidden|auto|scroll|clip/;
          if (box.right > 681 || (clips.test(overflowX) && one.scrollWidth > one.clientWidth + 1) || (clips.test(overflowY) && one.scrollHeight > one.clientHeight + 1)) out.push(`${one.tagName}.${one.className} to ${Math.round(box.right)}`);
          if (position === "fixed") out.push(`${one.tagName}.${one.className} lies on every sheet`);
        }
        return out.slice(0, 5);
      });
      expect(cut).toEqual([]);
      await expect(page.locator(".search-open, [data-theme-switch], [data-offline] button").first()).toBeHidden();
    });
  });
});
