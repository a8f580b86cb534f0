// Each test runs on a phone and on a laptop; what Lighthouse measures comes last and alone, since it measures time.
import { defineConfig } from "@playwright/test";
import { chromium } from "./machine.mjs";

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const laptop = { viewport: { width: 1280, height: 800 } };

export default defineConfig({
  testDir: "specs",
  outputDir: "../../target/browser/results",
  globalSetup: "./setup.mjs",
  reporter: [["./reporter.mjs"]],
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    timezoneId: "Europe/Berlin",
    locale: "en-GB",
    contextOptions: { reducedMotion: "reduce" }, // or a page still glides when it is looked at
    // Kept pages would answer in the place of the server; offline.spec.mjs turns them on.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: chromium(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "phone", use: phone, testIgnore: /lighthouse/ },
    { name: "laptop", use: laptop, testIgnore: /lighthouse/ },
    { name: "lighthouse", use: laptop, testMatch: /lighthouse/, dependencies: ["phone", "laptop"], fullyParallel: false, timeout: 180_000 },
  ],
});
