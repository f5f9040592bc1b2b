// Builds the portal if its sources changed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StepFailure, runStep } from './terminal.mjs';
import {
  computeFingerprint,
  isUpToDate,
  recordFingerprint,
} from './fingerprint.mjs';
import { resolveInstalled } from './toolchain.mjs';
import { logs, root } from './project.mjs';
import { run } from './run.mjs';

const app = join(root, 'packages/app');

const sources = [
  ...[
    'packages/app',
    'plugins/openchoreo',
    'plugins/openchoreo-common',
  ].flatMap(workspace =>
    ['src', 'public', 'package.json'].map(part => join(root, workspace, part)),
  ),
  join(root, 'app-config.yaml'),
  join(root, 'yarn.lock'),
];

/** Records that the portal is built from the current sources. */
export function recordPortalBuild() {
  recordFingerprint('portal', computeFingerprint(sources));
}

/** @param {{ node: string, env: NodeJS.ProcessEnv, verbose?: boolean }} options */
export async function buildPortal({ node, env, verbose }) {
  await runStep('Portal', async setStatus => {
    const fingerprint = computeFingerprint(sources);
    if (
      isUpToDate('portal', fingerprint) &&
      existsSync(join(app, 'dist/index.html'))
    )
      return { detail: 'built' };
    setStatus(
      'building (takes 1 to 2 minutes, only after its sources changed)',
    );
    const log = join(logs, 'portal.log');
    const { code } = await run(
      node,
      [
        resolveInstalled('@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
      ],
      { cwd: app, env: { ...env, NODE_ENV: 'production' }, log, verbose },
    );
    if (code !== 0)
      throw new StepFailure('the portal could not be built', {
        log,
        remedy: 'The log names the file and the line.',
      });
    recordFingerprint('portal', fingerprint);
    return { detail: 'rebuilt' };
  });
}
