// A deck expires on the day after its last one, in the playbook's own time zone (UTC), whatever the site was built.
import { expect, meet, test } from "../support.mjs";

const LAST = "2027-11-30"; // of the deck below
const DECK = "decks/why-quillfish-aws/";

for (const [zone, time, offered] of [
  ["UTC", `${LAST}T23:59:00Z`, true],
  ["UTC", "2027-12-01T00:01:00Z", false],
  // There it is tomorrow already, and here it is not.
  ["Pacific/Auckland", `${LAST}T12:00:00Z`, true],
  // There it is still today.
  ["America/Los_Angeles", "2027-12-01T01:00:00Z", false],
]) {
  test.describe(`at ${time}, read in ${zone}`, () => {
    test.use({ timezoneId: zone });
    test(offered ? "it is offered" : "it is not offered", async ({ page }) => {
      await page.clock.setFixedTime(new Date(time));
      await page.goto(DECK);
      await expect(page.getByText("This deck expired on")).toBeVisible({ visible: !offered });
      await expect(page.getByRole("link", { name: /Download/ })).toHaveCount(offered ? 1 : 0);
      await expect(page.locator(".panel .status").first()).toHaveText(offered ? "Approved" : "Expired");
      await page.goto("decks/");
      await expect(page.locator(".deck-table tr", { has: page.locator(`a[href$="${DECK}"]`) }).first().locator(".status")).toHaveText(offered ? "Approved" : "Expired");
      await page.goto("./");
      const answer = await meet(page, "AWS", "Them and a customer");
      const heading = answer.locator(".finder-deck h3");
      await expect(heading).toHaveText(offered ? "Why Quillfish with AWS" : /^Nothing in the catalogue/);
    });
  });
}

test("a retired deck leads to its successor, and has no download", async ({ page }) => {
  await page.goto("decks/quillfish-aws-2025/");
  await expect(page.getByText("Retired: do not show this deck")).toBeVisible();
  await expect(page.getByRole("link", { name: /Download/ })).toHaveCount(0);
  await page.locator(".alert").getByRole("link").click();
  await expect(page).toHaveURL(/decks\/why-quillfish-aws\/$/);
});
