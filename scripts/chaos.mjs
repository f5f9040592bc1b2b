// chaos [--seeds N] [--first N]: runs the control plane with the faults of seeds (src/test/chaos of packages/control-plane), one
// after the other. The last lines name the seeds that failed; `--first SEED --seeds 1` repeats one.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { prepareFolders, root } from './lib/project.mjs';
import { reportFailure } from './lib/terminal.mjs';
import { ensureToolchain, resolveInstalled } from './lib/toolchain.mjs';

const usage = 'node scripts/chaos.mjs [--seeds N] [--first N]';

function parseCount(name, text) {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new TypeError(`--${name} must be a number above 0\n\n${usage}`);
  return count;
}

async function main() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '500' },
      first: { type: 'string', default: '1' },
    },
  });
  const seeds = parseCount('seeds', values.seeds);
  const first = parseCount('first', values.first);
  prepareFolders();
  const { node, env } = await ensureToolchain();
  const child = spawn(
    node,
    [
      resolveInstalled('@backstage/cli/bin/backstage-cli'),
      ...['repo', 'test', '--watchAll=false', '--maxWorkers=1'],
      'packages/control-plane/src/test/chaos',
    ],
    {
      cwd: root,
      env: {
        ...env,
        PROMENADE_SHARED: env.PROMENADE_SHARED ?? join(root, '../shared'),
        PROMENADE_CHAOS_FIRST_SEED: String(first),
        PROMENADE_CHAOS_SEEDS: String(seeds),
      },
      stdio: ['ignore', 'inherit', 'pipe'],
    },
  );
  const totals = { passed: 0, kills: 0, faults: 0 };
  const ended = new Promise(resolve => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stderr })) {
    const report = /^\{"seed":/.test(line) ? JSON.parse(line) : undefined;
    if (report) {
      totals.passed += 1;
      totals.kills += report.kills;
      totals.faults += Object.values(report.faults).reduce((a, b) => a + b, 0);
    }
    console.error(line);
  }
  const code = await ended;
  console.log(
    `${totals.passed} of ${seeds} seeds reached the state of the undisturbed run, with ${totals.kills} ends of the process and ${totals.faults} faults`,
  );
  return code;
}

process.exitCode = await main().catch(error => reportFailure(error));
