// What a first view costs, in bytes as they are sent, and whom a page asks. `rightdeck build` counts what pages name; this
// counts what a browser fetches.
import { each, expect, test } from "../support.mjs";

const KB = 1024;

test.skip(({ isMobile }) => isMobile, "bytes are the same on a phone");

test("first views are light, and ask nobody else", async ({ context, site }) => {
  test.slow();
  await each(async (address, kind) => {
    // Nothing is in its cache yet.
    const page = await context.newPage();
    const wire = await context.newCDPSession(page), kinds = new Map(), sizes = new Map(), urls = [];
    await wire.send("Network.enable");
    await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
    wire.on("Network.responseReceived", ({ requestId, type, response }) => { kinds.set(requestId, type); urls.push(response.url); });
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
    await page.goto(address, { waitUntil: "networkidle" });
    const sum = (only) => [...sizes].filter(([id]) => !only || kinds.get(id) === only).reduce((all, [, size]) => all + size, 0);
    // A field for days brings a picture of its own, out of the browser itself.
    expect(urls.filter((url) => !url.startsWith(site.url) && !url.startsWith("data:"))).toEqual([]);
    expect(sum("Script")).toBeLessThanOrEqual(30 * KB);
    expect(sum()).toBeLessThanOrEqual(100 * KB);
    expect(sum()).toBeGreaterThan(5 * KB);
    const policy = page.locator("meta[http-equiv=Content-Security-Policy]");
    await expect(policy).toHaveAttribute("content", /^default-src 'self'/);
    if (process.env.TELL) console.log(`${kind}: ${(sum() / KB).toFixed(1)} KB, of that script ${(sum("Script") / KB).toFixed(1)} KB`);
    await page.close();
  });
});
