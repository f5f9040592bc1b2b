// npm run crds [-- --check]: generates deploy/crds and the reference of kinds from the model. --check lists stale files.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepareFolders, root, typescriptLoader } from './lib/project.mjs';
import { reportFailure } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

async function main() {
  prepareFolders();
  const { node, env } = await ensureToolchain();
  const { status } = spawnSync(
    node,
    [
      ...typescriptLoader,
      join(root, 'packages/openchoreo-model/scripts/generate.ts'),
      ...process.argv.slice(2),
    ],
    { cwd: root, env, stdio: 'inherit' },
  );
  return status ?? 1;
}

process.exitCode = await main().catch(error =>
  reportFailure(error, { verbose: false }),
);
