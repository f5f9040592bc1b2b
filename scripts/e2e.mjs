// npm run test:e2e: browser tests in headless Chromium. Each test file starts its own Promenade.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure, StepFailure } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { home, prepareFolders, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Counts the passed and failed tests of a TAP report. */
function countTests(tap) {
  const count = word =>
    Number(tap.match(new RegExp(`^# ${word} (\\d+)$`, 'm'))?.[1] ?? 0);
  return {
    numPassedTests: count('pass'),
    numFailedTests: count('fail') + count('cancelled'),
  };
}

async function main() {
  prepareFolders();
  if (!existsSync(chromium))
    throw new StepFailure(`Chromium was not found at ${chromium}`, {
      remedy:
        'Install it (Debian: apt-get install chromium), or set the variable CHROMIUM to its path.',
    });
  const { node, env } = await ensureToolchain();
  const report = join(home, 'e2e.tap');
  rmSync(report, { force: true });
  const { code } = await run(
    node,
    [
      '--test',
      // The Git server of the tests is TypeScript, of a package that is built as CommonJS.
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...(process.argv.slice(2).length
        ? process.argv.slice(2)
        : ['e2e/**/*.test.mjs']),
    ],
    { cwd: root, env: { ...env, CHROMIUM: chromium } },
  );
  const results = process.env.PROMENADE_TEST_RESULTS;
  if (results)
    writeFileSync(
      results,
      JSON.stringify(countTests(readFileSync(report, 'utf8'))),
    );
  return code;
}

process.exitCode = await main().catch(error =>
  reportFailure(error, { verbose: false }),
);
