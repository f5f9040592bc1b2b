// The paths of this checkout, or of the published package that `promenade dev` starts.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
);
/** Whether this is a checkout. The published package has no lock file. */
export const isCheckout = existsSync(join(root, 'yarn.lock'));
/** What starts everything, to be followed by options. */
export const startCommand = isCheckout ? 'npm start --' : 'promenade dev';
/** Data of the checkout: the toolchain and build fingerprints. */
const checkout = join(root, '.promenade');
export const toolchain = join(checkout, 'toolchain');
export const state = join(checkout, 'state');
export const compileCache = join(checkout, 'compile-cache');
/** Data of one running Promenade. Set PROMENADE_HOME to run several at the same time. */
export const home = resolve(
  process.env.PROMENADE_HOME ??
    (isCheckout ? checkout : join(homedir(), '.promenade')),
);
export const logs = join(home, 'logs');
export const kubernetesData = join(home, 'kubernetes');
export const backstageData = join(home, 'backstage');
export const kubeconfig = join(home, 'kubeconfig');
/** Exists after the samples were loaded, so that deleted samples are not loaded again. */
export const samplesLoaded = join(home, 'samples-loaded');

/** The version of this release, from the root package.json. */
export const version = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).version;

/** Creates the folders that the commands write to. */
export function prepareFolders() {
  const ofCheckout = isCheckout ? [state, toolchain] : [];
  for (const folder of [logs, backstageData, ...ofCheckout])
    mkdirSync(folder, { recursive: true });
}

/** Node options to run TypeScript sources without a build. The published package has no sources. */
export const typescriptLoader = isCheckout
  ? [
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
    ]
  : [];
