// Builds the portal when its sources changed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StepFailure, step } from './terminal.mjs';
import { fingerprint, isUpToDate, remember } from './fingerprint.mjs';
import { installed } from './toolchain.mjs';
import { logs, root } from './project.mjs';
import { run } from './run.mjs';

const app = join(root, 'packages/app');

const sources = [
  ...[
    'packages/app',
    'plugins/openchoreo',
    'plugins/openchoreo-common',
  ].flatMap(room =>
    ['src', 'public', 'package.json'].map(part => join(root, room, part)),
  ),
  join(root, 'app-config.yaml'),
  join(root, 'yarn.lock'),
];

/** @param {{ node: string, env: NodeJS.ProcessEnv, verbose?: boolean }} options */
export async function ensurePortal({ node, env, verbose }) {
  await step('Portal', async say => {
    const print = fingerprint(sources);
    if (isUpToDate('portal', print) && existsSync(join(app, 'dist/index.html')))
      return { detail: 'built' };
    say('building (a minute or two, only when its sources changed)');
    const log = join(logs, 'portal.log');
    const { code } = await run(
      node,
      [installed('@backstage/cli/bin/backstage-cli'), 'package', 'build'],
      { cwd: app, env: { ...env, NODE_ENV: 'production' }, log, verbose },
    );
    if (code !== 0)
      throw new StepFailure('the portal could not be built', {
        log,
        remedy: 'The log names the file and the line.',
      });
    remember('portal', print);
    return { detail: 'built anew' };
  });
}
