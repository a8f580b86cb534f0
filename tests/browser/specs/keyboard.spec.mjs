// All of it with a keyboard alone.
import { expect, test, TODAY } from "../support.mjs";

test.skip(({ isMobile }) => isMobile, "a phone has no keyboard");

test("the first stop skips to the content, and each stop can be seen", async ({ page }) => {
  await page.goto("./");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  for (let stop = 0; stop < 30; stop++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const here = document.activeElement, box = (here.matches("input[type=radio]") ? here.closest("label") : here).getBoundingClientRect();
      const ring = (one, part) => { const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one, part); return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none"; };
      return { what: here.outerHTML.slice(0, 90), inView: box.bottom > 0 && box.top < innerHeight && box.width > 0, ring: [here, here.closest("label"), here.closest("li"), here.nextElementSibling].some((one) => one && ring(one)) || ring(here, "::after") };
    });
    expect(seen, seen.what).toMatchObject({ inView: true, ring: true });
  }
});

test("the finder, from the top of the page to the download", async ({ page }) => {
  await page.clock.setFixedTime(TODAY);
  await page.goto("./");
  await page.getByRole("radio", { name: "Google Cloud" }).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("radio", { name: "Them and a customer" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.locator(".finder-answer h3").first()).toBeVisible();
  await expect(page.locator(".finder-answer [role=status]")).toContainText("For Google Cloud and a customer together");
  for (let tries = 0; tries < 12; tries++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches("a[download]"))) return;
  }
  throw new Error("the download is not among the next twelve stops");
});

test("the rehearsal and what is on this device open and close", async ({ page }) => {
  await page.goto("credentials/google/");
  await page.getByRole("button", { name: "Rehearse" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "On this device" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "On this device" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "On this device" })).toBeFocused();
});

test("the versions open, and Escape closes them", async ({ page }) => {
  await page.goto("playbook/meetings/");
  const summary = page.locator("details.versions summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("details.versions")).toHaveAttribute("open", "");
  await page.keyboard.press("Escape");
  await expect(page.locator("details.versions")).not.toHaveAttribute("open");
  await expect(summary).toBeFocused();
});
