// On a plane: what was saved on the first visit, what is said about it, and what happens when things go wrong.
import { join } from "node:path";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, meet, test as base, TODAY } from "../support.mjs";
import { work } from "../machine.mjs";
import { serve } from "../serve.mjs";

const test = base.extend({
  /** A site of the test's own, since it is stopped and changed. */
  own: async ({}, use) => {
    const own = await serve(join(work, "site"));
    await use(own);
    await own.stop().catch(() => {});
  },
  // A lost connection is told in the console; that is no fault of the page.
  complaints: async ({}, use) => use([]),
});
test.use({ serviceWorkers: "allow" });
test.slow();

const caches = (page) => page.evaluate(async () => (await globalThis.caches.keys()).map((name) => name.replace(/^rightdeck \S+ /, "")));
/** Opens the first page and waits until the build is on the device. */
const visit = async (page, own, address = "") => {
  await page.goto(own.url + address);
  await page.waitForFunction(() => navigator.serviceWorker.controller, null, { timeout: 60_000 });
};
const build = (folder) => readFileSync(join(work, folder, "worker.js"), "utf8").match(/BUILD = "(\w+)"/)[1];
/** Waits until the worker of a build has taken over. */
const taken = (page, folder) => expect.poll(() => page.evaluate(async (id) => {
  const name = (await globalThis.caches.keys()).find((one) => one.endsWith(id)), whole = name && (await globalThis.caches.match(new URL("/rightdeck-whole", location), { cacheName: name }));
  const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
  return !!whole && !installing && !waiting && active?.state === "activated";
}, build(folder)), { timeout: 60_000 }).toBe(true);
const note = (page) => page.getByRole("complementary", { name: "Saved page" });

test("after one visit, the finder, the statements, the decks' pages and the search need no network", async ({ page, own }) => {
  await visit(page, own);
  // Everything below is from the device.
  await own.stop();
  await page.reload();
  await expect(note(page)).toContainText(/^Saved on \d+ \w+ 20\d\d/);
  const answer = await meet(page, "AWS", "Them and a customer");
  await expect(answer.locator(".finder-deck h3")).toHaveText("Why Quillfish with AWS");

  await page.goto(`${own.url}credentials/microsoft/`);
  await page.getByRole("button", { name: "Rehearse" }).click();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await expect(page.getByRole("button", { name: "Done" })).toBeVisible();

  await page.goto(`${own.url}decks/why-quillfish-aws/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Why Quillfish with AWS");
  await expect(note(page)).toBeVisible();
  await page.locator("[data-search][aria-haspopup]").click();
  await page.keyboard.type("private offer");
  await expect(page.locator(".seek-hits a").first()).toContainText(/private offer/i);
  await page.keyboard.press("Escape");

  // An address without its slash, and a page that was never here.
  await page.goto(`${own.url}decks`);
  await expect(page).toHaveURL(/decks\/$/);
  await page.goto(`${own.url}tags/pay/`);
  await expect(page.getByRole("heading", { name: "This page is not on this device" })).toBeVisible();
  await page.locator("main").getByRole("link", { name: "Decks" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Decks" })).toBeVisible();
});

test("a saved page does not offer a deck that has expired since", async ({ page, own }) => {
  await visit(page, own);
  await own.stop();
  await page.clock.setFixedTime(new Date("2029-01-01T12:00:00Z"));
  await page.goto(`${own.url}decks/why-quillfish-aws/`);
  await expect(page.getByText("This deck expired on")).toBeVisible();
  await expect(page.getByRole("link", { name: /Download/ })).toHaveCount(0);
  await page.goto(own.url);
  await expect((await meet(page, "AWS", "Them and a customer")).locator("h3").first()).toHaveText(/^Nothing in the catalogue/);
});

test("a page that was read is kept, and is gone when it was taken back", async ({ page, own }) => {
  await visit(page, own);
  const there = `${own.url}tags/pay/`;
  await page.goto(there);
  await expect.poll(() => page.evaluate((url) => globalThis.caches.match(url).then((found) => !!found), there)).toBe(true);
  await own.stop();
  await page.reload();
  await expect(note(page)).toBeVisible();
  await own.start(own.port);
  await page.reload();
  await expect(note(page)).toHaveCount(0);
  own.answer = (path) => (path === "/tags/pay/" ? { status: 404, body: "gone" } : null);
  await page.reload();
  await expect.poll(() => page.evaluate((url) => globalThis.caches.match(url).then((found) => !!found), there)).toBe(false);
});

test("an update takes over when it is whole, while a tab stands open", async ({ page, own, context }) => {
  await visit(page, own);
  // Half a deployment: the worker of the next build, and not yet all of its files.
  const half = (path) => (path.startsWith("/credentials/") ? { body: "<h1>not yet</h1>" } : null);
  own.folder = join(work, "next");
  own.answer = half;
  own.asked.length = 0;
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => {}));
  await expect.poll(() => own.asked.some((path) => path.startsWith("/credentials/"))).toBe(true);
  await expect.poll(async () => (await caches(page)).filter((name) => name.startsWith("build"))).toEqual([`build ${build("site")}`]);
  await own.stop();
  await page.reload();
  await expect(page.locator("main")).not.toContainText("The next build says this too.");
  await expect(note(page)).toBeVisible();

  // The rest arrives. The tab that stands open still finds the scripts it was made with.
  await own.start(own.port);
  own.answer = null;
  const other = await context.newPage();
  await other.goto(`${own.url}decks/`);
  await other.evaluate(() => navigator.serviceWorker.getRegistration().then((one) => one.update()));
  await taken(other, "next");
  await page.locator("[data-search][aria-haspopup]").click();
  await page.keyboard.type("private offer");
  await expect(page.locator(".seek-hits a").first()).toBeVisible();
  await own.stop();
  await other.goto(own.url);
  await expect(other.locator("main")).toContainText("The next build says this too.");
  await expect(note(other)).toBeVisible();
});

test("a sign-in page of a network is shown, and never kept in the place of a page", async ({ page, own }) => {
  await visit(page, own);
  await page.goto(`${own.url}playbook/`);
  own.answer = () => ({ body: "<!doctype html><title>Hotel</title><h1>Welcome to the hotel</h1>" });
  await page.goto(`${own.url}credentials/aws/`);
  await expect(page.getByText("Welcome to the hotel")).toBeVisible();
  await page.goto(`${own.url}tags/`);
  await own.stop();
  await page.goto(`${own.url}credentials/aws/`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Credentials/);
  await page.goto(`${own.url}tags/`);
  await expect(page.getByText("Welcome to the hotel")).toHaveCount(0);
});

test("a device without room keeps nothing of a build, and the pages go on", async ({ page, own, context }) => {
  const wire = await context.newCDPSession(page);
  await wire.send("Storage.overrideQuotaForOrigin", { origin: own.url.replace(/\/$/, ""), quotaSize: 150_000 });
  await page.goto(own.url);
  await expect.poll(() => own.asked.includes("/worker.js")).toBe(true);
  await page.waitForTimeout(4000);
  expect((await caches(page)).filter((name) => name.startsWith("build"))).toEqual([]);
  await page.goto(`${own.url}decks/`);
  await expect(page.getByRole("heading", { level: 1, name: "Decks" })).toBeVisible();
});

test("a deck is kept on request, checked, handed over without a network, and dropped when it has expired", async ({ page, own }) => {
  await page.clock.setFixedTime(TODAY);
  await visit(page, own, "decks/why-quillfish-aws/");
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await expect(page.getByText("On this device: it can be shown without a network.")).toBeVisible();
  await own.stop();
  await page.reload();
  await expect(note(page)).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Download/ }).click()]);
  const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
  expect(download.suggestedFilename()).toBe("why-quillfish-aws.pptx");
  expect(digest(await download.path())).toBe(digest(join(work, "site/decks/why-quillfish-aws/why-quillfish-aws.pptx")));
  // One that was not kept is not promised.
  await page.goto(`${own.url}decks/technical-aws/`);
  await page.getByRole("link", { name: /Download/ }).click();
  await expect(page.getByText("not on this device")).toBeVisible();
  await page.clock.setFixedTime(new Date("2029-01-01T12:00:00Z"));
  await page.goto(`${own.url}decks/`);
  await expect.poll(() => page.evaluate(async () => (await Promise.all((await globalThis.caches.keys()).filter((name) => name.endsWith(" decks")).map(async (name) => (await (await globalThis.caches.open(name)).keys()).length))).reduce((a, b) => a + b, 0))).toBe(0);
});

test("a deck that is not the approved one is not kept", async ({ page, own }) => {
  await page.clock.setFixedTime(TODAY);
  await visit(page, own, "decks/why-quillfish-aws/");
  own.answer = (path) => (path.endsWith(".pptx") ? { type: "application/octet-stream", body: "something else" } : null);
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await expect(page.getByText("What the server sent is not the approved deck.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep on this device" })).toBeVisible();
});

test("all of it can be removed, and stays away until it is wanted", async ({ page, own }) => {
  await visit(page, own);
  await page.getByRole("button", { name: "On this device" }).click();
  const box = page.getByRole("dialog", { name: "On this device" });
  await expect(box).toContainText(/Saved on \d+ \w+ 20\d\d/);
  await box.getByRole("button", { name: "Remove everything" }).click();
  await expect(box).toContainText("Nothing is kept on this device.");
  expect(await caches(page)).toEqual([]);
  await page.goto(`${own.url}decks/`);
  await page.waitForTimeout(1000);
  expect(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length))).toBe(0);
  await page.getByRole("button", { name: "On this device" }).click();
  await box.getByRole("button", { name: "Keep the playbook on this device" }).click();
  await expect(box).toContainText(/Saved on \d+ \w+ 20\d\d/, { timeout: 30_000 });
});

test("the browser can install it", async ({ page, own, context, isMobile }) => {
  test.skip(isMobile, "the same on both");
  await visit(page, own);
  const wire = await context.newCDPSession(page);
  const { errors, url } = await wire.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toMatch(/app\.webmanifest$/);
  const { installabilityErrors } = await wire.send("Page.getInstallabilityErrors");
  // A private window cannot install anything; all else would be ours.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});
