// Where things are in this checkout.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
);
/** What belongs to the checkout: the toolchain, and what was built from which sources. */
const checkout = join(root, '.promenade');
export const toolchain = join(checkout, 'toolchain');
export const state = join(checkout, 'state');
export const compileCache = join(checkout, 'compile-cache');
/** What belongs to one running Promenade. PROMENADE_HOME puts it elsewhere, so that several can run side by side. */
export const home = resolve(process.env.PROMENADE_HOME ?? checkout);
export const logs = join(home, 'logs');
export const kubernetesData = join(home, 'kubernetes');
export const backstageData = join(home, 'backstage');
export const kubeconfig = join(home, 'kubeconfig');
/** There once the samples were loaded, so that what a person deletes stays deleted. */
export const samplesLoaded = join(home, 'samples-loaded');

/** The version of this release, from the root package.json. */
export const version = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).version;

/** Makes the folders that the commands write into. */
export function prepareFolders() {
  for (const folder of [logs, state, toolchain, backstageData])
    mkdirSync(folder, { recursive: true });
}

/** Node options that let a process load this repository's TypeScript sources as they are. */
export const typescriptLoader = [
  '--require',
  join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
];
