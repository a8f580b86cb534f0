// Failures as they come, and one line at the end.
export default class Reporter {
  passed = 0; failed = 0; skipped = 0; began = Date.now();
  onTestEnd(test, result) {
    if (result.status === "skipped") this.skipped++;
    else if (result.status === test.expectedStatus) this.passed++;
    else {
      this.failed++;
      console.log(`FAILED ${test.titlePath().filter(Boolean).join(" › ")}\n${result.errors.map((error) => error.stack ?? error.message).join("\n")}\n`);
    }
  }
  onStdOut(text) { process.stdout.write(text); }
  onError(error) { this.failed++; console.log(error.message ?? error); }
  onEnd() {
    console.log(`in a browser: ${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped, ${Math.round((Date.now() - this.began) / 1000)} s`);
  }
  printsToStdio() { return true; }
}
