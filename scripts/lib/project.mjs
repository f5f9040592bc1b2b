// Where things are in this checkout.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
);
export const home = join(root, '.promenade');
export const logs = join(home, 'logs');
export const state = join(home, 'state');
export const toolchain = join(home, 'toolchain');
export const kubernetesData = join(home, 'kubernetes');
export const backstageData = join(home, 'backstage');
export const kubeconfig = join(home, 'kubeconfig');

/** The version of this release, from the root package.json. */
export const version = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).version;

/** Makes the folders that the commands write into. */
export function prepareFolders() {
  for (const folder of [home, logs, state, toolchain, backstageData])
    mkdirSync(folder, { recursive: true });
}

/** Node options that let a process load this repository's TypeScript sources as they are. */
export const typescriptLoader = [
  '--require',
  join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
];
