import type { Reporter, TestModule } from 'vitest/node';

/** Ends a run with one plain line, `N passed, N failed`, for scripts that count tests. */
export default class ClosingLineReporter implements Reporter {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  onInit(): void {
    // The coverage table and its thresholds come after every hook of a reporter, and this line has
    // to be the last one.
    process.once('exit', (code) => {
      // What fails a run without failing a test, such as a coverage threshold, counts as one.
      const failed = code === 0 ? this.#failed : Math.max(this.#failed, 1);
      const skipped = this.#skipped > 0 ? `, ${this.#skipped} skipped` : '';
      process.stdout.write(`${this.#passed} passed, ${failed} failed${skipped}\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    this.#passed = 0;
    this.#skipped = 0;
    // A file that fails to load, and an error outside any test, count as one failure each.
    this.#failed = unhandledErrors.length;
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') this.#passed++;
        else if (state === 'failed') failedHere++;
        else this.#skipped++;
      }
      this.#failed += failedHere === 0 && module.state() === 'failed' ? 1 : failedHere;
    }
  }
}
