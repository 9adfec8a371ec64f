import { writeFileSync } from 'node:fs';

/** A vitest reporter that only counts, for scripts/test.mjs: vitest's own closing lines stay the last it says. */
export default class CountTests {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    // What failed outside of any test: a file that could not be loaded, an error that nobody caught.
    let failed = unhandledErrors.length;
    for (const module of modules) {
      if (module.state() === 'failed' && module.errors().length > 0) failed += 1;
      for (const test of module.children.allTests()) {
        // A skipped test checked nothing: in this house it has failed.
        if (test.result().state === 'passed') passed += 1;
        else failed += 1;
      }
    }
    writeFileSync(process.env.ANJU_TEST_COUNTS, JSON.stringify({ passed, failed }));
  }
}
